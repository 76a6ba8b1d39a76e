"""Reads the facts of an edition from all rooms: a constant number of queries, made when figures are counted."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from editions.models import Edition, PhaseChange
from editions.phases import LABELS, NUMBERED, PHASES, Phase
from execution.models import Agreement
from execution.queries.public import chosen_plans
from execution.states import LABELS as STATES
from execution.states import State
from plans.models import Plan
from plans.status import Status
from report.figures.facts import Costs, Facts, PlanFacts, Span, TurnoutFacts, Vote
from report.models import OtherCost, Report, RoundPrices, StaffHours, SurveyAnswer
from voting.models import Count, LetterRun, Reissue, ReissueKind, TurnoutGroup
from voting.queries.count import published_count


def gather(edition: Edition, kept: Report | None = None) -> Facts:
    """All facts as they stand; of votes nothing before the result is published.

    What was destroyed meanwhile stays as in `kept`.
    """
    count = published_count(edition)
    return Facts(
        edition=edition.name,
        threshold=edition.likes_needed,
        budget_cents=edition.budget_cents,
        themes=tuple(theme.name for theme in edition.themes.all()),
        neighbourhoods=tuple(wijk.name for wijk in edition.area.neighbourhoods.all()),
        plans=tuple(_plans(edition, count)),
        spans=tuple(_spans(edition)),
        vote=_vote(edition, count),
        turnout=tuple(_turnout(edition)) if count else (),
        costs=costs_of(edition, kept.figures if kept else {}),
        answers=_answers(edition),
        earlier=tuple(_earlier(edition)),
    )


def _plans(edition: Edition, count: Count | None) -> Iterator[PlanFacts]:
    lines = {line.plan_id: line for line in count.lines.all()} if count else {}
    states = dict(Agreement.objects.filter(plan__edition=edition).values_list("plan_id", "state"))
    spent = dict(chosen_plans(edition).values_list("plan_id", "spent_cents"))  # type: ignore[misc]
    plans = Plan.objects.of(edition).with_figures().select_related("theme", "neighbourhood")
    for plan in plans.exclude(status=Status.DRAFT).order_by("pk"):
        line = lines.get(plan.pk)
        likes = plan.like_count if plan.likes_at_close is None else plan.likes_at_close
        yield PlanFacts(
            number=plan.pk,
            title=plan.title,
            theme=plan.theme.name if plan.theme else "",
            neighbourhood=plan.neighbourhood.name if plan.neighbourhood else "",
            status=plan.state,
            submitted=plan.submitted_at is not None,
            checked=plan.check_started_at is not None,
            likes=0 if plan.state is Status.MERGED else likes,
            cost_cents=plan.cost_cents,
            ballot_cents=plan.ballot_cents,
            votes=line.votes if line else None,
            granted_cents=line.price_cents if line and line.chosen else 0,
            spent_cents=spent.get(plan.pk),
            state=STATES[State(states[plan.pk])] if plan.pk in states else "",
        )


def _vote(edition: Edition, count: Count | None) -> Vote | None:
    if count is None:
        return None
    return Vote(count.eligible, count.ballots, edition.budget_cents, count.spent_cents, count.left_cents)


def _turnout(edition: Edition) -> Iterator[TurnoutFacts]:
    for row in TurnoutGroup.objects.filter(edition=edition):
        yield TurnoutFacts(row.by, tuple(row.names), row.eligible, row.voted)


def _spans(edition: Edition) -> Iterator[Span]:
    schedule = edition.schedule()
    changes = list(PhaseChange.objects.filter(edition=edition))
    began = {change.to_phase: change.at for change in changes}
    ended = {change.from_phase: change.at for change in changes}
    for phase in PHASES:
        if phase in NUMBERED or phase is Phase.COUNTING:
            window = schedule.get(phase)
            start, end = (window.starts_at, window.ends_at) if window else (None, None)
            yield Span(phase, LABELS[phase], start, end, _opened(phase, start, began), ended.get(phase))


def _opened(phase: Phase, planned: datetime | None, began: Mapping[str, datetime]) -> datetime | None:
    """When people could begin. Likes may be open while plans are still handed in: before their own step is made."""
    step = began.get(phase)
    if phase is not Phase.LIKES or step is None or planned is None or planned >= step:
        return step
    return max(planned, began.get(Phase.SUBMISSION, planned))


def costs_of(edition: Edition, kept: Mapping[str, Any]) -> Costs:
    """What was entered, with the letters; when their rows are destroyed, their number stays as in `kept` figures."""
    prices = RoundPrices.objects.filter(edition=edition).first() or RoundPrices()
    before = kept.get("kosten", {}).get("brieven", 0)
    hours = StaffHours.objects.filter(edition=edition).order_by("pk")
    other = OtherCost.objects.filter(edition=edition).order_by("pk")
    return Costs(
        letters=max(_letters(edition), before),
        letter_cents=prices.letter_cents,
        hourly_cents=prices.hourly_cents,
        hours=tuple((row.get_work_display(), row.quarters) for row in hours),
        other=tuple(other.values_list("label", "cents")),
    )


def _letters(edition: Edition) -> int:
    """Letters of the run, and those that a desk printed anew. The rows may be gone after six weeks."""
    printed = LetterRun.objects.filter(edition=edition).values_list("total", flat=True).first() or 0
    return printed + Reissue.objects.filter(edition=edition, kind=ReissueKind.LETTER).count()


def _answers(edition: Edition) -> dict[str, list[dict[str, int]]]:
    found: dict[str, list[dict[str, int]]] = defaultdict(list)
    rows = SurveyAnswer.objects.filter(edition=edition).order_by("pk")
    for role, marks in rows.values_list("role", "marks"):
        found[role].append(marks)
    return dict(found)


def _earlier(edition: Edition) -> Iterator[dict[str, Any]]:
    """The key figures of earlier editions of the same area whose report everybody can read, the oldest first."""
    reports = Report.objects.filter(edition__area=edition.area_id, published_at__isnull=False, edition__lt=edition.pk)
    for name, figures in reports.order_by("edition").values_list("edition__name", "figures"):
        yield {"editie": name, **figures["kern"]}
