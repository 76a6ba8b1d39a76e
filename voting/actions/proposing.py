"""Steps that take two people. The first says what should happen, the second, somebody else, makes it happen."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from audit.actions import record
from common import clock
from common.errors import Refused
from voting.models import Proposal, ProposalKind

SAME_PERSON = "Dit stelde u zelf voor. Voor deze stap zijn twee mensen nodig: vraag een ander om te bevestigen."
NOTHING_PROPOSED = "Er ligt geen voorstel om te bevestigen. Misschien is het net teruggenomen."
ALREADY_PROPOSED = "Dit is al voorgesteld. Een ander kan het bevestigen."
DIFFERENT = (
    "Dit is niet hetzelfde als wat de eerste invoerde. Kijk samen wat er klopt, en neem het voorstel anders terug."
)


def open_proposal(edition_id: int, kind: ProposalKind, subject: str = "") -> Proposal | None:
    """The proposal that waits for a second person, if there is one."""
    waiting = Proposal.objects.filter(edition_id=edition_id, kind=kind, subject=subject, confirmed_at__isnull=True)
    return waiting.filter(withdrawn_at__isnull=True).first()


@transaction.atomic
def propose(edition_id: int, kind: ProposalKind, content: Mapping[str, Any], by: int, subject: str = "") -> Proposal:
    """Puts a step before a second person. Raises Refused when the same step waits already."""
    if open_proposal(edition_id, kind, subject):
        raise Refused(ALREADY_PROPOSED)
    made = Proposal(edition_id=edition_id, kind=kind, subject=subject, content=dict(content))
    made.proposed_by_id, made.proposed_at = by, clock.now()
    made.save()
    record("step_proposed", edition=made.edition.slug, by=by, subject=f"proposal:{made.pk}", kind=kind)
    return made


@transaction.atomic
def confirm(
    edition_id: int, kind: ProposalKind, by: int, content: Mapping[str, Any] | None = None, subject: str = ""
) -> Proposal:
    """The second signature; the caller makes the step in the same transaction. Raises Refused.

    Give `content` where the second person enters it anew (a lot): it must say the same as the first.
    """
    made = _locked(edition_id, kind, subject)
    if made.proposed_by_id == by:
        raise Refused(SAME_PERSON)
    if content is not None and dict(content) != made.content:
        raise Refused(DIFFERENT)
    made.confirmed_by_id, made.confirmed_at = by, clock.now()
    made.save(update_fields=["confirmed_by", "confirmed_at"])
    record("step_confirmed", edition=made.edition.slug, by=by, subject=f"proposal:{made.pk}", kind=kind)
    return made


@transaction.atomic
def withdraw(edition_id: int, kind: ProposalKind, by: int | None, subject: str = "") -> Proposal:
    """Takes a proposal back; whoever may propose may do that. Raises Refused when there is none."""
    made = _locked(edition_id, kind, subject)
    made.withdrawn_at = clock.now()
    made.save(update_fields=["withdrawn_at"])
    record("step_withdrawn", edition=made.edition.slug, by=by, subject=f"proposal:{made.pk}", kind=kind)
    return made


def _locked(edition_id: int, kind: ProposalKind, subject: str) -> Proposal:
    found = open_proposal(edition_id, kind, subject)
    made = Proposal.objects.select_for_update().filter(pk=found.pk).first() if found else None
    if made is None or made.confirmed_at or made.withdrawn_at:
        raise Refused(NOTHING_PROPOSED)
    return made
