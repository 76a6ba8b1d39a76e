"""The record of the count: what it says is gathered once, when the result is published, and read ever after."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Sum

from accounts.models import User
from editions.models import Edition, PhaseChange
from editions.phases import Phase
from voting.models import AssistedVotes, Count, CountRecord, LetterRun, Reissue
from voting.queries.count import BoxNumbers, box_numbers, result_lines
from voting.queries.deciding import drawings, signed_result
from voting.queries.paper import reconcile

Content = dict[str, Any]
# What happened, in the order in which it is told.
OPENED, CLOSED, COUNTED, DRAWN, SIGNED, PUBLISHED = "opened", "closed", "counted", "drawn", "signed", "published"


def record_of(edition: Edition) -> CountRecord | None:
    """The record as it was kept; None before publication and for a vote of elsewhere."""
    return CountRecord.objects.filter(edition=edition).first()


def content_of(count: Count, by: int | None) -> Content:
    """All that the record says, of a count that `by` publishes now. Amounts in cents, times in UTC (ISO 8601)."""
    edition = count.edition
    return {
        "edition": edition.name,
        "area": edition.area.name,
        "budget_cents": edition.budget_cents,
        "events": [event for event in _events(count, by) if event["at"]],
        "numbers": _numbers(edition, count),
        "paper": _paper(edition),
        "rules_sha256": count.rules_sha256,
        "ballots_sha256": count.ballots_sha256,
        "spent_cents": count.spent_cents,
        "left_cents": count.left_cents,
        "lines": [
            {
                "plan": line.plan.pk,
                "title": line.plan.title,
                "position": line.position,
                "votes": line.votes,
                "price_cents": line.price_cents,
                "left_before_cents": line.left_before_cents,
                "chosen": line.chosen,
                "why": line.why,
            }
            for line in result_lines(count)
        ],
    }


def _events(count: Count, by: int | None) -> Iterator[Content]:
    edition = count.edition
    steps = {step.to_phase: step for step in PhaseChange.objects.filter(edition=edition).select_related("by")}
    for what, phase in ((OPENED, Phase.VOTING), (CLOSED, Phase.COUNTING)):
        if step := steps.get(phase):
            yield _event(what, step.at, step.by)
    yield _event(COUNTED, count.counted_at, count.counted_by)
    for drawing in drawings(count):
        lot = drawing.proposal
        order = [f"{plan.title} ({plan.pk})" for plan in drawing.plans]
        yield _event(DRAWN, lot.confirmed_at, lot.proposed_by, lot.confirmed_by) | {"order": order}
    if signed := signed_result(count):
        yield _event(SIGNED, signed.confirmed_at, signed.proposed_by, signed.confirmed_by)
    yield _event(PUBLISHED, count.published_at, User.objects.filter(pk=by).first() if by else None)


def _event(what: str, at: datetime | None, *people: User | None) -> Content:
    """Nobody is named where the clock did it."""
    return {"what": what, "at": at.isoformat() if at else "", "by": [str(person) for person in people if person]}


def _numbers(edition: Edition, count: Count) -> Content:
    box: BoxNumbers = box_numbers(edition)
    letters = LetterRun.objects.filter(edition=edition, printed_at__isnull=False).first()
    helped = AssistedVotes.objects.filter(edition=edition).aggregate(all=Sum("number"))["all"]
    return {
        "eligible": count.eligible,
        "letters": letters.total if letters else 0,
        "codes_given": Reissue.objects.filter(edition=edition).count(),
        "codes_used": box.codes_used,
        "receipts": box.receipts,
        "ballots": count.ballots,
        "helped": helped or 0,
    }


def _paper(edition: Edition) -> Content:
    found = reconcile(edition)
    return {
        "received": found.received,
        "counted": found.counted,
        "invalid": found.invalid,
        "reasons": [list(each) for each in found.reasons],
    }
