"""What two people decided about a count: lots drawn in public, and that the result may be published."""

from dataclasses import dataclass
from typing import Any

from editions.models import Edition
from plans.models import Plan
from voting.models import Count, Proposal, ProposalKind


@dataclass(frozen=True)
class Drawing:
    """A lot on record: the plans in the order drawn, and who entered it."""

    proposal: Proposal
    plans: list[Plan]


def waiting(edition: Edition, kind: ProposalKind) -> Proposal | None:
    """What one person proposed and nobody confirmed yet."""
    found = Proposal.objects.filter(edition=edition, kind=kind, confirmed_at__isnull=True, withdrawn_at__isnull=True)
    return found.select_related("proposed_by").first()


def drawn_lots(edition: Edition) -> list[list[int]]:
    """The orders that two people entered, the oldest first. They stay: nobody draws again until it pleases."""
    return [proposal.content["order"] for proposal in _confirmed(edition.pk, ProposalKind.LOT)]


def drawings(count: Count) -> list[Drawing]:
    """The lots that this count knew, with plans and people. Two queries."""
    found = [each for each in _confirmed(count.edition_id, ProposalKind.LOT) if each.content["order"] in count.lots]
    numbers = {number for each in found for number in each.content["order"]}
    plans = Plan.objects.in_bulk(numbers) if numbers else {}
    return [Drawing(each, [plans[number] for number in each.content["order"]]) for each in found]


def result_content(count: Count) -> dict[str, Any]:
    """What exactly two people agree on: these rules, these ballots, these plans."""
    chosen = [line.plan_id for line in count.lines.all() if line.chosen]
    return {"rules": count.rules_sha256, "ballots": count.ballots_sha256, "chosen": chosen, "spent": count.spent_cents}


def signed_result(count: Count) -> Proposal | None:
    """The proposal by which two people approved this very outcome, if there is one."""
    found = _confirmed(count.edition_id, ProposalKind.RESULT)
    content = result_content(count) if found else None
    return next((each for each in reversed(found) if each.content == content), None)


def _confirmed(edition_id: int, kind: ProposalKind) -> list[Proposal]:
    found = Proposal.objects.filter(edition=edition_id, kind=kind, confirmed_at__isnull=False)
    return list(found.select_related("proposed_by", "confirmed_by").order_by("pk"))
