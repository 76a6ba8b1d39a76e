"""How many new codes one clerk may give alone: anybody in charge makes it fewer, two people make it more.

The first is a project leader. The second is another project leader, or the chair where there is but one leader.
"""

from django.db import transaction

from audit.actions import record
from common.errors import Refused
from voting.actions.proposing import NOTHING_PROPOSED, confirm, open_proposal, propose, withdraw
from voting.models import DeskRules, ProposalKind

CHANGED = "De grens is intussen veranderd. Neem het voorstel terug en doe het opnieuw."


@transaction.atomic
def set_desk_limit(edition_id: int, alone: int, by: int) -> bool:
    """Keeps a number that is not higher, at once; puts a higher one before a second person. Whether it is kept.

    A lower number takes back a higher one that still waits. Raises Refused when a higher one waits already.
    """
    rules = _locked(edition_id)
    if alone > rules.alone:
        content = {"before": rules.alone, "alone": alone}
        propose(edition_id, ProposalKind.LIMIT, content, by)
        return False
    if open_proposal(edition_id, ProposalKind.LIMIT):
        withdraw(edition_id, ProposalKind.LIMIT, by)
    _keep(rules, alone, by)
    return True


@transaction.atomic
def confirm_desk_limit(edition_id: int, by: int) -> None:
    """The second signature under a higher number. Raises Refused when the number changed since it was proposed."""
    rules = _locked(edition_id)
    waiting = open_proposal(edition_id, ProposalKind.LIMIT)
    if waiting is None:
        raise Refused(NOTHING_PROPOSED)
    if waiting.content["before"] != rules.alone:
        raise Refused(CHANGED)
    confirm(edition_id, ProposalKind.LIMIT, by)
    _keep(rules, waiting.content["alone"], by)


def _locked(edition_id: int) -> DeskRules:
    """The rules of the desk, made when there are none yet, and locked until commit."""
    made, _ = DeskRules.objects.get_or_create(edition_id=edition_id)
    return DeskRules.objects.select_for_update(of=("self",)).select_related("edition").get(pk=made.pk)


def _keep(rules: DeskRules, alone: int, by: int) -> None:
    before, rules.alone = rules.alone, alone
    rules.save(update_fields=["alone"])
    record("desk_limit_set", edition=rules.edition.slug, by=by, before=before, number=alone)
