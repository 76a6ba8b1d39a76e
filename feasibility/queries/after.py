"""Between the verdict and the ballot: what makers still have to say, and what the team still has to see to."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, prefetch_related_objects

from common import clock
from editions.dates import closing_text
from editions.models import Edition
from editions.phases import Phase
from feasibility.answering import answers_end, days_left, had_a_fair_chance
from feasibility.models import Condition, ConditionTime, MakerAnswer, Reconsideration, TableRules, Verdict
from feasibility.permissions import Person
from feasibility.permissions import may_handle as may_look_again
from feasibility.queries.costs import rules_of
from feasibility.queries.outcome import JUDGED, public_verdict
from feasibility.quick_test import Outcome
from plans.models import Plan, PlanQuerySet
from plans.status import Status


@dataclass(frozen=True)
class Deadline:
    """From when until when the makers of one plan can answer."""

    since: datetime
    end: datetime

    @property
    def fair(self) -> bool:
        return had_a_fair_chance(self.since, self.end)


@dataclass(frozen=True)
class MakerSheet:
    """What the makers of one plan read and may do after the verdicts are public.

    `may_answer` and `may_ask` say what is open now; the actions decide again, under a lock.
    """

    plan: Plan
    verdict: Verdict
    conditions: tuple[Condition, ...]
    answer: MakerAnswer | None
    request: Reconsideration | None
    until: datetime
    silence: str
    may_answer: bool
    may_ask: bool

    @property
    def closes(self) -> str:
        """Until when, in words."""
        return closing_text(self.until)

    @property
    def off_ballot(self) -> bool:
        """Whether the plan could be done, and is not on the ballot because its makers kept silent."""
        return self.verdict.outcome != Outcome.NO and self.plan.state is Status.NOT_FEASIBLE

    @property
    def asks_an_answer(self) -> bool:
        return self.verdict.outcome == Outcome.YES_PROVIDED


@dataclass(frozen=True)
class AfterRow:
    """One plan on the team's list. `days` are left for an answer; `may_handle`: this person may look again."""

    plan: Plan
    verdict: Verdict
    answer: MakerAnswer | None
    request: Reconsideration | None
    end: datetime
    days: int
    unmet: tuple[Condition, ...]
    may_handle: bool

    @property
    def waits(self) -> bool:
        """Whether the makers have not answered conditions that they can still answer."""
        return self.plan.state is Status.ON_BALLOT and self.verdict.outcome == Outcome.YES_PROVIDED and not self.answer

    @property
    def asks(self) -> bool:
        """Whether a request to look again waits."""
        return self.request is not None and self.request.handled_at is None


def deadline(edition: Edition, rules: TableRules, request: Reconsideration | None) -> Deadline:
    """The term of one plan's makers; only once the verdicts are public. Reads the schedule of the edition."""
    since, looked_at = edition.verdicts_published_at, request.handled_at if request else None
    if since is None:
        raise ValueError("There is no term before the verdicts are public.")
    vote = edition.schedule().get(Phase.VOTING)
    end = answers_end(since, rules.answer_days, vote.starts_at if vote else None, looked_at)
    return Deadline(looked_at or since, end)


def request_of(plan: Plan) -> Reconsideration | None:
    return getattr(plan, "reconsideration", None)


def answer_of(plan: Plan) -> MakerAnswer | None:
    return getattr(plan, "maker_answer", None)


def judged_plans(edition: Edition) -> PlanQuerySet:
    """Every plan with a public verdict, with all that belongs to it. Nothing before the verdicts are public."""
    if edition.verdicts_published_at is None:
        return Plan.objects.none()
    plans = Plan.objects.of(edition).filter(status__in=JUDGED, verdict__reopened_at=None, verdict__isnull=False)
    plans = plans.select_related("verdict", "maker_answer__by", "reconsideration", "maker")
    return plans.prefetch_related("co_makers__user", Prefetch("conditions", Condition.objects.order_by("pk")))


def unanswered(edition: Edition) -> PlanQuerySet:
    """Plans on the ballot whose makers did not answer their conditions."""
    return judged_plans(edition).filter(
        status=Status.ON_BALLOT, verdict__outcome=Outcome.YES_PROVIDED, maker_answer__isnull=True
    )


def open_requests(edition: Edition) -> int:
    return Reconsideration.objects.filter(plan__edition=edition, handled_at=None).count()


def unmet_before_the_vote(edition: Edition) -> int:
    """How many plans on the ballot have a condition that should be met before the vote, and is not."""
    unmet = Condition.objects.filter(met_at=None, before=ConditionTime.VOTE)
    plans = judged_plans(edition).filter(status=Status.ON_BALLOT, verdict__outcome=Outcome.YES_PROVIDED)
    return plans.filter(conditions__in=unmet).distinct().count()


def last_answer(edition: Edition) -> datetime | None:
    """Until when makers who did not answer yet may do so, as they were told; None when nobody needs to."""
    if edition.verdicts_published_at is None:
        return None
    rules = rules_of(edition)
    return max((deadline(edition, rules, request_of(plan)).end for plan in unanswered(edition)), default=None)


def reasons_to_wait(edition: Edition) -> list[str]:
    """Why the vote should not open yet: makers have their whole term, and a request is answered first.

    Dutch; empty as soon as the day of the vote has come, because that day stands in everybody's letter.
    """
    prefetch_related_objects([edition], "windows")
    vote = edition.schedule().get(Phase.VOTING)
    if edition.verdicts_published_at is None or (vote and vote.starts_at <= clock.now()):
        return []
    rules, now = rules_of(edition), clock.now()
    waiting = sum(deadline(edition, rules, request_of(plan)).end > now for plan in unanswered(edition))
    asked = open_requests(edition)
    return [
        *([f"{_many(waiting, 'plan wacht', 'plannen wachten')} nog op antwoord van de maker."] if waiting else []),
        *([f"{_many(asked, 'maker vraagt', 'makers vragen')} om een oordeel opnieuw te bekijken."] if asked else []),
    ]


def _many(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def maker_sheet(edition: Edition, number: int) -> MakerSheet:
    """What the makers of a plan read. Raises Plan.DoesNotExist for a plan without a public verdict."""
    plan = judged_plans(edition).with_figures().select_related("neighbourhood", "theme").get(pk=number)
    plan.edition = edition
    verdict = public_verdict(plan)
    if verdict is None:
        raise Plan.DoesNotExist
    rules, request, answer = rules_of(edition), request_of(plan), answer_of(plan)
    now, term = clock.now(), deadline(edition, rules, request)
    open_now = edition.current_phase is Phase.FEASIBILITY and now < term.end
    asks = plan.state is Status.ON_BALLOT and verdict.outcome == Outcome.YES_PROVIDED
    return MakerSheet(
        plan=plan,
        verdict=verdict,
        conditions=tuple(plan.conditions.all()) if verdict.outcome == Outcome.YES_PROVIDED else (),
        answer=answer,
        request=request,
        until=term.end,
        silence=rules.silence,
        may_answer=open_now and asks,
        may_ask=open_now and request is None,
    )


def after_rows(edition: Edition, person: Person) -> list[AfterRow]:
    """The team's list: first who asks to look again, then who did not answer, then the rest. Constant queries."""
    prefetch_related_objects([edition], "windows")
    rules, now = rules_of(edition), clock.now()
    rows = [_after_row(edition, plan, person, rules, now) for plan in judged_plans(edition).order_by("pk")]
    return sorted(rows, key=lambda row: (not row.asks, not row.waits, not row.unmet))


def _after_row(edition: Edition, plan: Plan, person: Person, rules: TableRules, now: datetime) -> AfterRow:
    request, verdict = request_of(plan), plan.verdict
    end = deadline(edition, rules, request).end
    provided = verdict.outcome == Outcome.YES_PROVIDED and plan.state is Status.ON_BALLOT
    unmet = [c for c in plan.conditions.all() if provided and c.before == ConditionTime.VOTE and c.met_at is None]
    may_handle = request is not None and request.handled_at is None and may_look_again(person, verdict, request)
    return AfterRow(plan, verdict, answer_of(plan), request, end, days_left(end, now), tuple(unmet), may_handle)
