"""Looking again at a verdict: asked once by a plan's makers, done by somebody who did not speak it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import User
from audit.actions import record
from common import clock
from common.errors import Refused
from editions.locks import take
from editions.models import Edition
from editions.phases import Phase
from feasibility import quick_test
from feasibility.actions.maker_answer import NOT_PUBLIC, ONLY_THE_MAKER, TOO_LATE, hold_judged
from feasibility.actions.verdict_news import tell_looked_again
from feasibility.actions.verdicts import VerdictRefused
from feasibility.models import Condition, MakerAnswer, Reconsideration, Verdict
from feasibility.permissions import may_handle
from feasibility.queries.after import deadline
from feasibility.queries.costs import rules_of
from feasibility.queries.outcome import JUDGED
from feasibility.queries.people import person_at
from feasibility.quick_test import Outcome, Price
from plans.actions import change_status
from plans.models import CostLine, Plan
from plans.permissions import works_on
from plans.status import Status

ONCE = gettext_noop("U vroeg dit al een keer. Eén keer opnieuw kijken is wat wij beloven.")
WHY = gettext_noop("Schrijf op waarom u dit vraagt.")
NO_VERDICT = gettext_noop("Over dit plan is geen oordeel.")
NOTHING_ASKED = "Niemand vroeg om dit oordeel opnieuw te bekijken."
FRESH_EYES = "Opnieuw kijken doet iemand die dit oordeel niet zelf uitsprak of bevestigde, en niet bij het eigen plan."
EXPLAIN = "Schrijf voor de maker op wat u zag."
BALLOT_FIXED = "De stemming is begonnen. Het oordeel kan niet meer veranderen; uitleg geven kan wel."
NEVER_WORSE = "Wie vraagt om opnieuw te kijken, wordt daar niet slechter van: van ‘ja’ wordt geen ‘nee’."


class HandledMeanwhile(Refused):
    """Somebody else looked again in the meantime. `current` is what they found; nothing changed."""

    def __init__(self, current: Reconsideration) -> None:
        super().__init__(f"{current.handled_by} heeft dit intussen ook bekeken. Hieronder staat wat er nu geldt.")
        self.current = current


@dataclass(frozen=True)
class WantedCondition:
    """A condition of the new verdict."""

    text: str
    owner: str
    owner_name: str = ""
    before: str = "EXECUTION"
    due_on: date | None = None


@dataclass(frozen=True)
class NewVerdict:
    """A whole verdict in place of the first one. Without `ballot_cents` it costs what the maker's lines say."""

    outcome: Outcome
    explanation: str
    way_on: str = ""
    way_on_kind: str = ""
    ballot_cents: int | None = None
    ballot_reason: str = ""
    conditions: Sequence[WantedCondition] = field(default=())


@transaction.atomic
def ask_reconsideration(plan_id: int, by: User, text: str) -> Reconsideration:
    """The makers ask, once and within their term, that somebody else looks at the verdict. Raises Refused."""
    edition, plan = hold_judged(plan_id, TOO_LATE)
    if not works_on(by, plan):
        raise Refused(_(ONLY_THE_MAKER))
    if plan.state not in JUDGED:
        raise Refused(_(NO_VERDICT))
    if Reconsideration.objects.filter(plan=plan).exists():
        raise Refused(_(ONCE))
    if clock.now() >= deadline(edition, rules_of(edition), None).end:
        raise Refused(_(TOO_LATE))
    if not text.strip():
        raise Refused(_(WHY))
    request = Reconsideration.objects.create(plan=plan, text=text.strip(), asked_by=by, asked_at=clock.now())
    record("reconsideration_asked", edition=edition.slug, by=by.pk, subject=f"plan:{plan.pk}")
    return request


@transaction.atomic
def keep_verdict(plan_id: int, by: int, explanation: str) -> Reconsideration:
    """Somebody else looked, and the verdict stays; also once the vote is open. Raises Refused, or HandledMeanwhile."""
    edition, request, verdict = _in_hand(plan_id, by, explanation, Reconsideration.Outcome.KEPT)
    if request.handled_at is None:
        _close(edition, request, verdict, by, Reconsideration.Outcome.KEPT, explanation)
    return request


@transaction.atomic
def change_verdict(plan_id: int, by: int, explanation: str, wanted: NewVerdict) -> Reconsideration:
    """Somebody else looked, and speaks a new verdict in full; only before the vote, and never from "ja" to "nee".

    An answer of the makers to other conditions than these no longer counts. Raises VerdictRefused with all that is
    missing, HandledMeanwhile when somebody was first, and Refused.
    """
    edition, request, verdict = _in_hand(plan_id, by, explanation, Reconsideration.Outcome.CHANGED)
    if request.handled_at is not None:
        return request
    if edition.current_phase is not Phase.FEASIBILITY:
        raise Refused(BALLOT_FIXED)
    if wanted.outcome is Outcome.NO and verdict.outcome != Outcome.NO:
        raise VerdictRefused([NEVER_WORSE])
    plan, total = verdict.plan, _makers_total(verdict.plan)
    cents = None if wanted.outcome is Outcome.NO else total if wanted.ballot_cents is None else wanted.ballot_cents
    _refuse_when_incomplete(edition, wanted, Price(cents, total, wanted.ballot_reason))
    _replace_conditions(plan, wanted, by)
    _write(verdict, wanted, cents, total, by)
    _move(plan, verdict, by)
    _close(edition, request, verdict, by, Reconsideration.Outcome.CHANGED, explanation)
    return request


def _in_hand(
    plan_id: int, by: int, explanation: str, outcome: Reconsideration.Outcome
) -> tuple[Edition, Reconsideration, Verdict]:
    """The request with its edition taken alone. The same person who says the same finds it done already."""
    edition = take(Plan.objects.values_list("edition_id", flat=True).get(pk=plan_id))
    if edition.verdicts_published_at is None:
        raise Refused(_(NOT_PUBLIC))
    request = Reconsideration.objects.select_related("handled_by").filter(plan_id=plan_id).first()
    if request is None:
        raise Refused(NOTHING_ASKED)
    verdict = Verdict.objects.select_related("plan").get(plan_id=plan_id)
    verdict.plan.edition = edition
    if request.handled_at is not None:
        if (request.handled_by_id, request.explanation, request.outcome) != (by, explanation.strip(), outcome):
            raise HandledMeanwhile(request)
        return edition, request, verdict
    if not may_handle(person_at(by, edition.pk), verdict, request):
        raise Refused(FRESH_EYES)
    if not explanation.strip():
        raise Refused(EXPLAIN)
    return edition, request, verdict


def _makers_total(plan: Plan) -> int:
    return CostLine.objects.filter(plan=plan).aggregate(total=Sum("cents"))["total"] or 0


def _refuse_when_incomplete(edition: Edition, wanted: NewVerdict, price: Price) -> None:
    reasons = quick_test.check_verdict(
        wanted.outcome,
        conditions=[each.text for each in wanted.conditions],
        way_on=wanted.way_on,
        way_on_kind=wanted.way_on_kind,
        explanation=wanted.explanation,
        missing=(),
        price=price,
        budget_cents=edition.budget_cents,
    )
    if reasons:
        raise VerdictRefused(reasons)


def _replace_conditions(plan: Plan, wanted: NewVerdict, by: int) -> None:
    """The conditions of the new verdict; one that is wholly the same stays, with what was ticked off of it."""
    present = {each.text: each for each in Condition.objects.filter(plan=plan)}
    kept = {each.text: each for each in wanted.conditions if wanted.outcome is Outcome.YES_PROVIDED}
    if {_terms(each) for each in present.values()} != {_terms(each) for each in kept.values()}:
        MakerAnswer.objects.filter(plan=plan).delete()
    Condition.objects.filter(plan=plan).exclude(text__in=list(kept)).delete()
    for text, each in kept.items():
        facts = {"owner": each.owner, "owner_name": each.owner_name, "before": each.before, "due_on": each.due_on}
        if text in present and _terms(present[text]) != _terms(each):
            Condition.objects.filter(pk=present[text].pk).update(**facts, met_at=None, met_by=None)
        elif text not in present:
            Condition.objects.create(plan=plan, text=text, added_by_id=by, **facts)


def _terms(condition: Condition | WantedCondition) -> tuple[object, ...]:
    """All that somebody agrees to with a condition."""
    who = (str(condition.owner), condition.owner_name)
    return (condition.text, *who, str(condition.before), condition.due_on)


def _write(verdict: Verdict, wanted: NewVerdict, cents: int | None, total: int, by: int) -> None:
    """Whoever looked again speaks it. A "nee" that was one already keeps its first speaker as the second person."""
    refused = wanted.outcome is Outcome.NO
    second = (verdict.confirmed_by_id, verdict.confirmed_at) if refused else (None, None)
    verdict.outcome, verdict.explanation = wanted.outcome.value, wanted.explanation.strip()
    verdict.way_on, verdict.way_on_kind = (wanted.way_on.strip(), wanted.way_on_kind) if refused else ("", "")
    verdict.ballot_cents = cents
    verdict.ballot_reason = wanted.ballot_reason.strip() if cents not in (None, total) else ""
    verdict.confirmed_by_id, verdict.confirmed_at = by, clock.now()
    verdict.seconded_by_id, verdict.seconded_at = second
    verdict.save()


def _move(plan: Plan, verdict: Verdict, by: int) -> None:
    """The plan follows its verdict: onto the ballot, or with the new price or the new way on where it is."""
    if verdict.outcome == Outcome.NO:
        Plan.objects.filter(pk=plan.pk).update(way_on=verdict.way_on)
    elif plan.state is Status.ON_BALLOT:
        Plan.objects.filter(pk=plan.pk).update(ballot_cents=verdict.ballot_cents)
    else:
        change_status(plan.pk, Status.ON_BALLOT, by=by, ballot_cents=verdict.ballot_cents or 0, way_on="")
    plan.refresh_from_db(fields=["status", "ballot_cents", "way_on"])


def _close(
    edition: Edition,
    request: Reconsideration,
    verdict: Verdict,
    by: int,
    outcome: Reconsideration.Outcome,
    explanation: str,
) -> None:
    request.outcome, request.explanation = outcome, explanation.strip()
    request.handled_by_id, request.handled_at = by, clock.now()
    request.save()
    facts = {"outcome": str(outcome), "verdict": verdict.outcome, "ballot_cents": verdict.ballot_cents}
    record("reconsideration_handled", edition=edition.slug, by=by, subject=f"plan:{verdict.plan_id}", **facts)
    rules = rules_of(edition)
    tell_looked_again(verdict.plan, verdict, request, deadline(edition, rules, request).end, rules.silence)
