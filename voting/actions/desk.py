"""Looking people up at the desk, on record as that it happened and how often, never as what was typed."""

from datetime import date

from django.db import transaction

from audit.actions import record
from editions.models import Edition
from voting.models import Voter
from voting.queries.desk import AT_MOST, Person, find_people, person_at_desk


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
    """Whether the birth date that was typed is the one on the roll. A wrong one is on record, without the date."""
    # Without a known date somebody was admitted at a desk, after it saw who it is (`admit_set_apart`).
    if voter.birth_date is None or voter.birth_date == born:
        return True
    record("desk_wrong_date", edition=edition.slug, by=by, subject=f"voter:{voter.pk}")
    return False
