"""What makers say to their conditions, and what it means when they say nothing.

An answer holds the edition open, the rule about silence takes it alone, and both look at the clock afterwards: an
answer at the last moment is in, or it is refused, and never both.
"""

from collections.abc import Iterator

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import User
from audit.actions import record
from common import clock
from common.errors import Refused
from editions.locks import hold_open, take
from editions.models import Edition
from editions.phases import Activity, Phase
from feasibility.actions.verdict_news import tell_answer_due, tell_silence
from feasibility.answering import reminder
from feasibility.models import Condition, MakerAnswer, TableRules, Verdict
from feasibility.permissions import may_tick_off
from feasibility.queries.after import Deadline, deadline, request_of, unanswered
from feasibility.queries.costs import rules_of
from feasibility.queries.people import person_at
from feasibility.quick_test import Outcome
from mail.queries import said
from plans.actions import change_status
from plans.models import Plan
from plans.permissions import works_on
from plans.status import Status

NOT_PUBLIC = gettext_noop("De oordelen zijn nog niet bekend.")
ONLY_THE_MAKER = gettext_noop("Alleen de maker van dit plan antwoordt hierop.")
NOTHING_TO_ANSWER = gettext_noop("Bij dit plan horen geen voorwaarden waarop u moet antwoorden.")
TOO_LATE = gettext_noop("U kunt nu niet meer antwoorden. De termijn is voorbij. Bel het team als er iets niet klopt.")
CHOOSE = gettext_noop("Kies: u bent akkoord, of u past uw plan aan.")
SAY_HOW = gettext_noop("Schrijf op wat u aan uw plan aanpast.")
NOT_YOURS = "Alleen de voorzitter en de projectleider vinken een voorwaarde af, en niet bij hun eigen plan."
GONE = "Deze voorwaarde is er niet meer."
WAY_ON_WHEN_SILENT = (
    "De tafel zei ‘ja, mits’, maar kreeg geen antwoord op de voorwaarden. Het plan kan nog steeds. "
    "Neem contact op met de projectleider: samen zoekt u een partner of een ander fonds, "
    "of u dient het de volgende keer opnieuw in."
)


@transaction.atomic
def answer_conditions(plan_id: int, by: User, *, kind: MakerAnswer.Kind, text: str = "") -> MakerAnswer:
    """Keeps what the makers say to the conditions; a later answer of any of them replaces it until the term ends.

    Raises Refused for who does not make the plan, without conditions, and once the term is over.
    """
    edition, plan = hold_judged(plan_id, TOO_LATE)
    if not works_on(by, plan):
        raise Refused(_(ONLY_THE_MAKER))
    provided = Verdict.objects.standing().filter(plan=plan, outcome=Outcome.YES_PROVIDED).exists()
    if plan.state is not Status.ON_BALLOT or not provided:
        raise Refused(_(NOTHING_TO_ANSWER))
    if clock.now() >= deadline(edition, rules_of(edition), request_of(plan)).end:
        raise Refused(_(TOO_LATE))
    if kind not in (MakerAnswer.Kind.ACCEPTED, MakerAnswer.Kind.ADAPTED):
        raise Refused(_(CHOOSE))
    if kind == MakerAnswer.Kind.ADAPTED and not text.strip():
        raise Refused(_(SAY_HOW))
    answer, _made = MakerAnswer.objects.update_or_create(
        plan=plan, defaults={"kind": kind, "text": text.strip(), "by": by, "at": clock.now()}
    )
    record("conditions_answered", edition=edition.slug, by=by.pk, subject=f"plan:{plan.pk}", kind=str(kind))
    return answer


@transaction.atomic
def settle_answers(edition_id: int, by: int | None = None, *, at_the_vote: bool = False) -> int:
    """Applies the edition's rule to every plan whose makers kept silent until their term was over; returns how many.

    A second time finds none of them again. `at_the_vote` is the last moment: nothing stays open, and who still waits
    for a second look loses nothing by it. A term that was over before anybody could answer takes no plan off
    the ballot.
    """
    edition = take(edition_id)
    if edition.verdicts_published_at is None or edition.current_phase is not Phase.FEASIBILITY:
        return 0
    rules, now, settled = rules_of(edition), clock.now(), 0
    for plan, term in _waiting(edition, rules):
        asks = (request := request_of(plan)) is not None and request.handled_at is None
        if at_the_vote or (term.end <= now and not asks):
            fair = term.fair and not asks and term.end <= now
            _settle(plan, by, off_ballot=fair and rules.silence == TableRules.Silence.OFF_BALLOT)
            settled += 1
    return settled


@transaction.atomic
def remind_makers(edition: Edition) -> None:
    """Tells makers who did not answer, halfway and two days before the end, each once."""
    rules, now = rules_of(edition), clock.now()
    for plan, term in _waiting(edition, rules):
        which = reminder(term.since, term.end, now)
        key = f"plan:{plan.pk}:answer-{which}:{term.end.date().isoformat()}"
        if which and key not in said([key]):
            tell_answer_due(plan, which, term.end, rules.silence)


def follow_answers() -> None:
    """What the clock does between the verdicts and the vote, edition by edition. May run as often as it likes."""
    editions = Edition.objects.filter(phase=Phase.FEASIBILITY, verdicts_published_at__isnull=False)
    for edition in editions.prefetch_related("windows"):
        remind_makers(edition)
        settle_answers(edition.pk)


@transaction.atomic
def tick_off(plan_id: int, condition_id: int, by: int, *, met: bool) -> Condition:
    """Says that a condition is met, or that it is not after all. Raises Refused."""
    edition, plan = hold_judged(plan_id)
    if not may_tick_off(person_at(by, edition.pk), plan):
        raise Refused(NOT_YOURS)
    condition = Condition.objects.filter(plan=plan, pk=condition_id).first()
    if condition is None:
        raise Refused(GONE)
    if met is (condition.met_at is None):
        condition.met_at, condition.met_by_id = (clock.now(), by) if met else (None, None)
        condition.save(update_fields=["met_at", "met_by"])
        facts = {"condition": condition.pk, "met": met}
        record("condition_ticked", edition=edition.slug, by=by, subject=f"plan:{plan.pk}", **facts)
    return condition


def hold_judged(plan_id: int, closed: str = "") -> tuple[Edition, Plan]:
    """Holds the edition open before the vote and takes a plan with a public verdict alone.

    Raises Refused, with `closed` where that says more than the phase does.
    """
    edition_id = Plan.objects.values_list("edition_id", flat=True).get(pk=plan_id)
    try:
        edition = hold_open(edition_id, Activity.JUDGE)
    except Refused as refusal:
        raise Refused(closed or refusal.reason) from None
    if edition.verdicts_published_at is None:
        raise Refused(_(NOT_PUBLIC))
    plan = Plan.objects.select_for_update(no_key=True, of=("self",)).select_related("edition", "maker").get(pk=plan_id)
    return edition, plan


def _waiting(edition: Edition, rules: TableRules) -> Iterator[tuple[Plan, Deadline]]:
    """Every plan whose makers did not answer yet, with their term."""
    prefetch_related_objects([edition], "windows")
    for plan in unanswered(edition).order_by("pk"):
        plan.edition = edition
        yield plan, deadline(edition, rules, request_of(plan))


def _settle(plan: Plan, by: int | None, *, off_ballot: bool) -> None:
    MakerAnswer.objects.create(plan=plan, kind=MakerAnswer.Kind.SILENT, at=clock.now())
    if off_ballot:
        change_status(plan.pk, Status.NOT_FEASIBLE, by=by, way_on=WAY_ON_WHEN_SILENT)
        plan.way_on = WAY_ON_WHEN_SILENT
    record("answer_missed", edition=plan.edition.slug, by=by, subject=f"plan:{plan.pk}", off_ballot=off_ballot)
    tell_silence(plan, off_ballot)
