"""Keeping the turnout that is published with the result."""

from django.db import transaction

from editions.models import Edition
from voting.models import TurnoutGroup
from voting.queries.turnout_table import turnout_groups


@transaction.atomic
def keep_turnout(edition: Edition) -> None:
    """Writes down the safe groups, once, so that they stay when the roll is erased. Part of the publication."""
    TurnoutGroup.objects.filter(edition=edition).delete()
    TurnoutGroup.objects.bulk_create(
        TurnoutGroup(
            edition=edition,
            by=table.by,
            position=position,
            names=list(group.names),
            eligible=group.eligible,
            voted=group.voted,
        )
        for table in turnout_groups(edition)
        for position, group in enumerate(table.groups)
    )
