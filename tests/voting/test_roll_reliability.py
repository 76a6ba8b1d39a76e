"""RELIABILITY: every oddity of a voter file, in every form of a file; all rows accounted for, and one result."""

from collections import Counter
from datetime import timedelta

import pytest

from accounts.models import User
from editions.models import Edition
from editions.phases import Phase
from tests.voting.roll_world import as_csv, as_xlsx, table, totals
from voting.actions import import_roll
from voting.models import RejectedRow, SetApart, Voter
from voting.queries.roll_rules import voting_day_of
from voting.roll import COLUMNS

pytestmark = pytest.mark.usefixtures("private_folder")
NAMES = [*COLUMNS, "geheim", "overleden", "iets anders"]
ENCODINGS = ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"]
FORMS = [(encoding, sign) for encoding in ENCODINGS for sign in ";,\t"] + [("xlsx", "")]


def oddities(edition: Edition) -> list[dict[str, str]]:
    """Hundreds of rows: good ones, and every oddity several times among them."""
    day = voting_day_of(edition)
    of_age = day.replace(year=day.year - 16)
    rows = []
    for number in range(40):
        own = {"achternaam": f"Berg{number}"}
        rows += [
            own,
            own | {"achternaam": f"Visser{number}", "geboortedatum": "2008-02-29"},
            own | {"achternaam": f"O’Neill{number}", "straat": "Plein\N{NO-BREAK SPACE}1945"},
            own | {"achternaam": f'De "Lange"{number}', "straat": "Lange\r\nweg", "toevoeging": "hs"},
            own | {"achternaam": f"Jong{number}", "geboortedatum": of_age.isoformat()},
            own | {"achternaam": f"Kind{number}", "geboortedatum": (of_age + timedelta(days=1)).isoformat()},
            own,
            own | {"achternaam": f"Geheim{number}", "geheim": str(number % 7 + 1)},
            own | {"achternaam": f"Dood{number}", "overleden": "20250101"},
            own | {"achternaam": f"Elders{number}", "wijk": "Centrum"},
            own | {"achternaam": f"Zonder{number}", "huisnummer": ""},
            own | {"achternaam": "x" * 300},
        ]
    return rows


EXPECTED = {
    "rows": 480,
    "new": 200,
    "twice": 40,
    "young": 40,
    "apart": 40,
    "apart_new": 40,
    "deceased": 40,
    "outside": 40,
    "rejected": 80,
}


def everybody(edition: Edition) -> list[tuple[object, ...]]:
    shown = ("name_line", "salutation", "address_line", "postcode", "town", "neighbourhood__name", "birth_date")
    return sorted(Voter.objects.filter(edition=edition).values_list(*shown), key=str)


@pytest.mark.parametrize(("encoding", "sign"), FORMS)
def test_all_rows_are_accounted_for_in_every_form_of_a_file(
    encoding: str, sign: str, edition: Edition, leader: User
) -> None:
    cells = table(NAMES, oddities(edition))
    file = as_xlsx(cells) if encoding == "xlsx" else as_csv(cells, encoding, sign)
    made = import_roll(edition.pk, file, leader.pk)
    assert totals(made) == EXPECTED
    people = everybody(edition)
    assert len(people) == 200
    assert ("M. van der O’Neill7", "Plein 1945 12 A2") in {(each[0], each[2]) for each in people}
    assert ('M. van der De "Lange"7', "Lange weg 12 Ahs") in {(each[0], each[2]) for each in people}
    kinds = Counter(RejectedRow.objects.values_list("kind", flat=True))
    assert kinds == {"TWICE": 40, "YOUNG": 40, "DECEASED": 40, "OUTSIDE": 40, "REJECTED": 80}
    assert SetApart.objects.count() == 40


def test_decomposed_letters_make_no_other_person(edition: Edition, leader: User) -> None:
    import_roll(edition.pk, as_csv(table(NAMES, [{"achternaam": "Brûlé"}])), leader.pk)
    again = as_csv(table(NAMES, [{"achternaam": "Bru\N{COMBINING CIRCUMFLEX ACCENT}le\N{COMBINING ACUTE ACCENT}"}]))
    assert totals(import_roll(edition.pk, again, leader.pk)) == {"rows": 1, "known": 1}


def test_the_same_file_again_changes_nothing_also_in_another_form(edition: Edition, leader: User) -> None:
    cells = table(NAMES, oddities(edition))
    import_roll(edition.pk, as_csv(cells), leader.pk)
    before = everybody(edition), SetApart.objects.count()
    again = import_roll(edition.pk, as_xlsx(cells), leader.pk)
    assert totals(again) == {**{k: v for k, v in EXPECTED.items() if k not in ("new", "apart_new")}, "known": 200}
    assert again.changed_nothing
    assert (everybody(edition), SetApart.objects.count()) == before
    assert Phase.VOTING in edition.schedule()
