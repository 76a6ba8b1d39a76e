"""Two people decide: the order of a lot that was drawn in public, and that the result may be published.

The first is a project leader. The second is another project leader, or the chair of the table where there is but one
leader; nobody is both.
"""

from collections.abc import Sequence

from django.db import transaction

from common.errors import Refused
from editions.locks import hold_open, take
from editions.models import Edition
from editions.phases import Activity
from voting.actions.count import NEEDS_LOT, NOT_COUNTED, PUBLISHED, count_votes
from voting.actions.proposing import NOTHING_PROPOSED, confirm, open_proposal, propose, withdraw
from voting.models import Count, Proposal, ProposalKind
from voting.queries.deciding import result_content

WRONG_LOT = "Deze loting past niet bij de plannen die nu gelijk staan. Kijk of er intussen opnieuw geteld is."
COUNTED_ANEW = "Er is opnieuw geteld, met een andere uitkomst. Neem het voorstel terug en kijk samen opnieuw."


@transaction.atomic
def propose_lot(edition_id: int, order: Sequence[int], by: int) -> Proposal:
    """The first enters the order in which plans were drawn. Raises Refused when the count waits for other plans."""
    _require_tied(_open_count(edition_id), order)
    return propose(edition_id, ProposalKind.LOT, {"order": list(order)}, by)


@transaction.atomic
def confirm_lot(edition_id: int, order: Sequence[int], by: int) -> Count:
    """The second enters the order anew; when it is the same the count goes on with it. Raises Refused."""
    _require_tied(_open_count(edition_id), order)
    confirm(edition_id, ProposalKind.LOT, by, {"order": list(order)})
    return count_votes(edition_id, by)


@transaction.atomic
def propose_result(edition_id: int, by: int) -> Proposal:
    """The first says that this outcome may be published."""
    count = _open_count(edition_id)
    if count.needs_lot:
        raise Refused(NEEDS_LOT)
    return propose(edition_id, ProposalKind.RESULT, result_content(count), by)


@transaction.atomic
def confirm_result(edition_id: int, by: int) -> Proposal:
    """The second agrees with the same outcome. Raises Refused when another count was made meanwhile."""
    count = _open_count(edition_id)
    waiting = open_proposal(edition_id, ProposalKind.RESULT)
    if waiting is None:
        raise Refused(NOTHING_PROPOSED)
    if waiting.content != result_content(count):
        raise Refused(COUNTED_ANEW)
    return confirm(edition_id, ProposalKind.RESULT, by)


@transaction.atomic
def take_back(edition_id: int, kind: ProposalKind, by: int) -> Proposal:
    """Takes a proposal that nobody confirmed back. Raises Refused when there is none."""
    take(edition_id)
    return withdraw(edition_id, kind, by)


def _open_count(edition_id: int) -> Count:
    edition: Edition = take(edition_id)
    hold_open(edition_id, Activity.COUNT)
    count = Count.objects.filter(edition=edition).first()
    if count is None:
        raise Refused(NOT_COUNTED)
    if count.published_at:
        raise Refused(PUBLISHED)
    return count


def _require_tied(count: Count, order: Sequence[int]) -> None:
    if sorted(order) != sorted(count.needs_lot):
        raise Refused(WRONG_LOT)
