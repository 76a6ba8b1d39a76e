"""Help with voting: counted by ground, and nothing else."""

from django.db import transaction
from django.db.models import F

from editions.locks import hold_open
from editions.models import Edition
from editions.phases import Activity
from voting.models import AssistedVotes, HelpGround


@transaction.atomic
def start_helping(edition_id: int, ground: HelpGround) -> Edition:
    """Counts that somebody gets help, before the booth opens. Raises Refused while the vote is not open.

    Who was helped, by whom, when and with which code is kept nowhere: no audit entry either, since its moment would
    stand beside a ballot.
    """
    edition = hold_open(edition_id, Activity.VOTE)
    counter, _ = AssistedVotes.objects.get_or_create(edition=edition, ground=ground)
    AssistedVotes.objects.filter(pk=counter.pk).update(number=F("number") + 1)
    return edition
