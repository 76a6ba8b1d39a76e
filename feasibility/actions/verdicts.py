"""The joint verdict on a plan: confirmed by the chair, opened again by the chair, never public here."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Sum

from audit.actions import record
from common import clock
from common.errors import Refused
from feasibility import quick_test
from feasibility.actions.clock import end_pause
from feasibility.actions.meanwhile import refuse_when_unseen
from feasibility.actions.parking import end_parking
from feasibility.actions.table import PlanInHand, take_in_hand
from feasibility.models import Condition, Publication, Verdict
from feasibility.permissions import may_judge, may_second
from feasibility.queries.costs import cost_sheet
from feasibility.queries.flow import as_flow, given, questions_of
from feasibility.quick_test import Outcome, Price
from feasibility.seen import mark
from plans.models import CostLine

NOT_YOURS = "Alleen de voorzitter bevestigt een oordeel, en niet over het eigen plan."
NOTHING_TO_SECOND = "Er ligt geen ‘nee’ dat op een tweede bevestiging wacht."
SOMEBODY_ELSE = "Een ‘nee’ bevestigt iemand anders van de tafel dan wie het uitsprak, en niet over het eigen plan."
NOTHING_TO_REOPEN = "Er ligt geen oordeel over dit plan."


class VerdictRefused(Refused):
    """What is still missing before a verdict can be confirmed: Dutch sentences, in the order of the page."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = tuple(reasons)


@transaction.atomic
def confirm_verdict(
    plan_id: int,
    by: int,
    *,
    outcome: Outcome,
    explanation: str,
    way_on: str = "",
    way_on_kind: str = "",
    ballot_cents: int | None = None,
    ballot_reason: str = "",
    seen: str = "",
) -> Verdict:
    """Confirms the table's joint verdict. Without `ballot_cents` a feasible plan costs what its maker's lines say;
    another amount needs a reason.

    A "nee" needs a way on (models.WayOn) and counts once somebody else confirms it too (second_verdict). `seen` is the
    mark (mark_of) of the words of a verdict that was opened again, as the person had them before them. Raises
    VerdictRefused with everything that is missing, WrittenMeanwhile when another chair wrote other words since, and
    Refused when it is not the chair, the table is closed or a verdict stands already.
    """
    hand = _open_for_the_chair(plan_id, by)
    hand.refuse_when_judged()
    _refuse_when_unseen(hand, seen)
    total = _makers_total(hand)
    cents = None if outcome is Outcome.NO else ballot_cents if ballot_cents is not None else total
    told = {"explanation": explanation, "way_on": way_on, "way_on_kind": way_on_kind}
    _refuse_when_incomplete(hand, outcome, told, Price(cents, total, ballot_reason))
    if outcome is not Outcome.NO:
        told |= {"way_on": "", "way_on_kind": ""}
    verdict, _ = Verdict.objects.update_or_create(
        plan=hand.plan,
        defaults={
            "outcome": outcome.value,
            **told,
            "ballot_cents": cents,
            "ballot_reason": ballot_reason.strip() if cents not in (None, total) else "",
            "confirmed_by_id": by,
            "confirmed_at": clock.now(),
            "seconded_by": None,
            "seconded_at": None,
            "reopened_at": None,
        },
    )
    end_parking(hand.plan)
    end_pause(hand.plan)
    record(
        "verdict_confirmed",
        edition=hand.edition.slug,
        by=by,
        subject=hand.subject,
        outcome=outcome.value,
        ballot_cents=cents,
    )
    return verdict


@transaction.atomic
def second_verdict(plan_id: int, by: int) -> Verdict:
    """Confirms a "nee" as the second person. Raises Refused for whoever confirmed it first or has no say here."""
    hand = take_in_hand(plan_id, by)
    verdict = Verdict.objects.standing().select_related("plan").filter(plan=hand.plan, outcome=Outcome.NO).first()
    if verdict is None or not verdict.waits_for_second:
        raise Refused(NOTHING_TO_SECOND)
    if not may_second(hand.person, verdict):
        raise Refused(SOMEBODY_ELSE)
    verdict.seconded_by_id, verdict.seconded_at = by, clock.now()
    verdict.save(update_fields=["seconded_by", "seconded_at"])
    record("verdict_seconded", edition=hand.edition.slug, by=by, subject=hand.subject)
    return verdict


@transaction.atomic
def reopen_verdict(plan_id: int, by: int) -> None:
    """Makes a verdict count no longer, so that the table can go on; its words stay as a draft for the chair."""
    hand = _open_for_the_chair(plan_id, by)
    if not Verdict.objects.standing().filter(plan=hand.plan).update(reopened_at=clock.now()):
        raise Refused(NOTHING_TO_REOPEN)
    # Whoever proposed to make all verdicts public had this one before them.
    Publication.objects.filter(edition=hand.edition, confirmed_at=None).delete()
    record("verdict_reopened", edition=hand.edition.slug, by=by, subject=hand.subject)


def mark_of(draft: Verdict | None) -> str:
    """The mark of a verdict that was opened again; "" without one."""
    return mark(*_words(draft)) if draft else ""


def _words(verdict: Verdict) -> tuple[object, ...]:
    told = (verdict.outcome, verdict.explanation, verdict.way_on_kind, verdict.way_on)
    return (*told, verdict.ballot_cents, verdict.ballot_reason)


def _refuse_when_unseen(hand: PlanInHand, seen: str) -> None:
    """One's own words one knows; those of another chair must have been on the page."""
    draft = Verdict.objects.filter(plan=hand.plan).exclude(confirmed_by=hand.person.user_id).first()
    if draft:
        refuse_when_unseen("Dit oordeel", seen, _words(draft), (), draft.explanation)


def _open_for_the_chair(plan_id: int, by: int) -> PlanInHand:
    hand = take_in_hand(plan_id, by)
    if not may_judge(hand.person, hand.plan):
        raise Refused(NOT_YOURS)
    return hand


def _makers_total(hand: PlanInHand) -> int:
    total: int | None = CostLine.objects.filter(plan=hand.plan).aggregate(total=Sum("cents"))["total"]
    return total or 0


def _refuse_when_incomplete(hand: PlanInHand, outcome: Outcome, told: dict[str, str], price: Price) -> None:
    flow = as_flow(questions_of(hand.plan))
    reasons = quick_test.check_verdict(
        outcome,
        conditions=list(Condition.objects.filter(plan=hand.plan).values_list("text", flat=True)),
        **told,
        missing=quick_test.open_questions(flow, given(hand.plan)),
        price=price,
        budget_cents=hand.edition.budget_cents,
    )
    if price.cents is not None and cost_sheet(hand.plan, hand.edition).unexplained:
        reasons.append(quick_test.DIFFERENCE_UNEXPLAINED)
    if not flow:
        reasons.insert(0, quick_test.NO_QUESTIONS)
    if reasons:
        raise VerdictRefused(reasons)
