"""Looking people up at the desk, on record as that it happened and how often, never as what was typed.

Whoever gives many wrong birth dates waits: the date is what keeps a clerk from taking a code of anybody on the roll.
"""

from datetime import date, timedelta

from django.db import connection, transaction

from accounts.models import User
from audit.actions import record
from common import clock
from common.errors import Refused
from editions.models import Edition
from voting.models import Voter, WrongDate
from voting.queries.desk import AT_MOST, MOST_WRONG, WITHIN, Person, find_people, must_wait, person_at_desk

TOO_MANY_WRONG = (
    f"U vulde {MOST_WRONG} keer een andere geboortedatum in dan in het kiezersbestand. Haal er een collega bij. "
    "De projectleider kan u weer ruimte geven. Na een uur kunt u ook verder."
)
NOT_WAITING = "Deze medewerker hoeft niet te wachten."
NOT_ONESELF = "U kunt uzelf geen ruimte geven. Vraag het een andere projectleider, of wacht een uur."
# A wrong one is remembered somewhat longer than it counts, so that clocks of two servers may differ.
KEPT_FOR = WITHIN + timedelta(minutes=10)


@transaction.atomic
def search_people(edition: Edition, text: str, by: int) -> list[Voter]:
    """People that `text` finds. On record are who searched and how many were shown."""
    found = find_people(edition, text)
    record("desk_searched", edition=edition.slug, by=by, number=min(len(found), AT_MOST))
    return found


@transaction.atomic(savepoint=False)
def look_at(edition: Edition, voter: Voter, by: int) -> Person:
    """Somebody on the roll, for the desk. Each look is on record, so that nobody walks the roll unseen."""
    record("desk_looked", edition=edition.slug, by=by, subject=f"voter:{voter.pk}")
    return person_at_desk(edition, voter)


@transaction.atomic
def is_the_person(edition: Edition, voter: Voter, born: date, by: int) -> bool:
    """Whether the birth date that was typed is the one on the roll. A wrong one is on record, without the date.

    Raises Refused, for a right date as well, after `MOST_WRONG` wrong ones of this clerk `WITHIN` an hour.
    """
    _one_at_a_time(edition, by)
    if must_wait(edition, by):
        raise Refused(TOO_MANY_WRONG)
    # Without a known date somebody was admitted at a desk, after it saw who it is (`admit_set_apart`).
    if voter.birth_date is None or voter.birth_date == born:
        return True
    WrongDate.objects.filter(edition=edition, at__lte=clock.now() - KEPT_FOR).delete()
    WrongDate.objects.create(edition=edition, by_id=by, at=clock.now())
    record("desk_wrong_date", edition=edition.slug, by=by, subject=f"voter:{voter.pk}")
    return False


def _one_at_a_time(edition: Edition, by: int) -> None:
    """A clerk with many windows open guesses no faster: until commit nobody else counts for this clerk."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s), %s)", [f"voting: desk {edition.pk}", by])


@transaction.atomic
def give_room(edition: Edition, clerk: User, by: int) -> None:
    """Lets a clerk who must wait go on at once. Raises Refused for oneself, and when nobody waits."""
    _one_at_a_time(edition, clerk.pk)
    if clerk.pk == by:
        raise Refused(NOT_ONESELF)
    if not must_wait(edition, clerk.pk):
        raise Refused(NOT_WAITING)
    WrongDate.objects.filter(edition=edition, by=clerk).delete()
    record("desk_room_given", edition=edition.slug, by=by, subject=f"user:{clerk.pk}")
