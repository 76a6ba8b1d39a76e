"""The electoral roll in the database: who gets on it, that no row is lost, and codes."""

import csv
import io

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from audit.models import Entry
from common.errors import Refused
from editions.models import Edition, Role
from editions.phases import Phase
from tests import make
from tests.voting.roll_world import GOOD, HEADING, file_of, imported, row, totals
from voting.actions import admit_set_apart, import_roll, issue_codes, map_columns, upload_roll
from voting.codes import read_code
from voting.exports import rejected_csv, safe_cell
from voting.keys import lookup_hash
from voting.models import ImportState, RejectedRow, RollImport, SetApart, Voter, VotingCode
from voting.roll import COLUMNS
from voting.roll.reading import raw
from voting.sealing import Sealer

pytestmark = pytest.mark.usefixtures("private_folder")
SECRET_HEADING = HEADING + ";geheim"


def test_every_row_is_accounted_for(edition: Edition, leader: User) -> None:
    made = imported(edition, leader.pk, GOOD, row(achternaam="Vos"), GOOD, row(postcode="x"), row(wijk="Centrum"))
    assert totals(made) == {"rows": 5, "new": 2, "twice": 1, "outside": 1, "rejected": 1}
    assert Voter.objects.filter(edition=edition, by_post=True).count() == 2
    assert list(RejectedRow.objects.values_list("line", "kind")) == [(4, "TWICE"), (5, "REJECTED"), (6, "OUTSIDE")]
    assert RejectedRow.objects.get(line=4).reason == "Deze persoon staat al op regel 2."


@pytest.mark.django_db
def test_the_database_refuses_a_balance_that_does_not_hold(edition: Edition, leader: User) -> None:
    made = imported(edition, leader.pk, GOOD)
    with pytest.raises(IntegrityError, match="every_row_of_a_roll_is_accounted_for"), transaction.atomic():
        RollImport.objects.filter(pk=made.pk).update(rows=2)
    with pytest.raises(IntegrityError, match="kept_as_long_as_it_is_needed"), transaction.atomic():
        RollImport.objects.filter(pk=made.pk).update(file="still there")


def test_the_same_file_again_adds_nobody(edition: Edition, leader: User) -> None:
    imported(edition, leader.pk, GOOD, row(achternaam="Vos"))
    again = imported(edition, leader.pk, GOOD, row(achternaam="Vos"))
    assert totals(again) == {"rows": 2, "known": 2}
    assert again.changed_nothing


def test_a_person_in_another_edition_is_another_voter(edition: Edition, leader: User) -> None:
    imported(edition, leader.pk, GOOD)
    other = make.edition(Phase.FEASIBILITY)
    assert imported(other, leader.pk, GOOD).new == 1
    assert len(set(map(bytes, Voter.objects.values_list("person_key", flat=True)))) == 2


def test_a_number_is_not_kept_of_who_is_on_the_roll(edition: Edition, leader: User) -> None:
    rows = (f"{GOOD};100.234", f"{GOOD};100235", f"{GOOD};")
    made = imported(edition, leader.pk, *rows, heading=HEADING + ";nummer")
    assert totals(made) == {"rows": 3, "new": 2, "rejected": 1}
    kept = [str(value) for voter in Voter.objects.values() for value in voter.values()]
    assert not any("100235" in value or "100.234" in value for value in kept)


@pytest.mark.parametrize("column", ["nummer", "voornamen"])
def test_files_that_tell_people_apart_in_other_ways_do_not_mix(edition: Edition, leader: User, column: str) -> None:
    imported(edition, leader.pk, GOOD)
    with pytest.raises(Refused, match="dubbel"):
        imported(edition, leader.pk, f"{GOOD};Maria", heading=f"{HEADING};{column}")
    assert Voter.objects.count() == 1


def test_no_roll_once_the_vote_is_open(leader: User) -> None:
    voting = make.edition(Phase.VOTING)
    with pytest.raises(Refused, match="voordat de stemming open is"):
        imported(voting, leader.pk, GOOD)
    assert not RollImport.objects.exists()


def test_no_roll_once_codes_are_issued(edition: Edition, leader: User) -> None:
    imported(edition, leader.pk, GOOD)
    issue_codes(edition.pk)
    with pytest.raises(Refused, match="stemcodes zijn al gemaakt"):
        imported(edition, leader.pk, row(achternaam="Vos"))
    assert Voter.objects.count() == 1


def test_no_roll_without_the_dates_of_the_vote(edition: Edition, leader: User) -> None:
    edition.windows.all().delete()
    with pytest.raises(Refused, match="planning"):
        imported(edition, leader.pk, GOOD)


def test_no_columns_without_what_must_be_there(edition: Edition, leader: User) -> None:
    made = upload_roll(edition.pk, file_of(GOOD), leader.pk)
    with pytest.raises(Refused, match="Geboortedatum"):
        map_columns(made.pk, {key: at for key, at in made.mapping.items() if key != "geboortedatum"})


def test_without_a_column_with_the_neighbourhood_its_postcodes_must_be_known(edition: Edition, leader: User) -> None:
    made = upload_roll(edition.pk, file_of(GOOD), leader.pk)
    without = {key: at for key, at in made.mapping.items() if key != "wijk"}
    with pytest.raises(Refused, match="postcodes"):
        map_columns(made.pk, without)
    edition.area.neighbourhoods.filter(name="Europawijk").update(postcodes="2034 2035")
    assert map_columns(made.pk, without).mapping == without


def test_a_file_without_people_changes_nothing(edition: Edition, leader: User) -> None:
    with pytest.raises(Refused, match="geen mensen"):
        imported(edition, leader.pk)
    assert RollImport.objects.get().state == ImportState.FAILED
    assert not Entry.objects.filter(action="roll_imported").exists()


def test_an_import_is_on_record_without_names(edition: Edition, leader: User) -> None:
    imported(edition, leader.pk, GOOD)
    entry = Entry.objects.get(action="roll_imported")
    assert (entry.data["rows"], entry.data["new"]) == (1, 1)
    assert not any("Berg" in str(each.data) for each in Entry.objects.all())


def test_many_rows_take_few_queries(
    edition: Edition, leader: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    rows = [row(achternaam=f"Berg{number:05d}") for number in range(9_000)]
    with django_assert_max_num_queries(90):
        assert imported(edition, leader.pk, *rows).new == 9_000


def test_the_mapping_of_the_last_file_with_the_same_columns_is_remembered(edition: Edition, leader: User) -> None:
    heading = HEADING.replace("wijk", "gebiedje")
    made = upload_roll(edition.pk, file_of(GOOD, heading=heading), leader.pk)
    assert "wijk" not in made.mapping
    RollImport.objects.filter(pk=made.pk).update(state=ImportState.MAPPED, mapping=made.mapping | {"wijk": 11})
    assert upload_roll(edition.pk, file_of(GOOD, heading=heading), leader.pk).mapping["wijk"] == 11
    next_year = make.edition(Phase.FEASIBILITY)
    Edition.objects.filter(pk=next_year.pk).update(area=edition.area)
    assert upload_roll(next_year.pk, file_of(GOOD, heading=heading), leader.pk).mapping["wijk"] == 11
    elsewhere = make.edition(Phase.FEASIBILITY)
    assert "wijk" not in upload_roll(elsewhere.pk, file_of(GOOD, heading=heading), leader.pk).mapping


# Set apart


def apart(edition: Edition, leader: User, *rows: str) -> RollImport:
    return imported(edition, leader.pk, *(rows or (f"{GOOD};7",)), heading=SECRET_HEADING)


def test_who_is_set_apart_is_no_voter_and_has_no_address(edition: Edition, leader: User) -> None:
    made = apart(edition, leader)
    assert totals(made) == {"rows": 1, "apart": 1, "apart_new": 1}
    assert not Voter.objects.exists()
    kept = str(list(SetApart.objects.values()))
    assert "Berg" in kept
    assert not any(word in kept for word in ("Italië", "2034", "Haarlem"))


def test_secret_in_one_row_is_secret_for_the_whole_person(edition: Edition, leader: User) -> None:
    assert totals(apart(edition, leader, f"{GOOD};0", f"{GOOD};7")) == {
        "rows": 2,
        "apart": 1,
        "apart_new": 1,
        "twice": 1,
    }
    assert not Voter.objects.exists()


def test_secret_in_a_later_file_takes_somebody_off_the_letters(edition: Edition, leader: User) -> None:
    apart(edition, leader, f"{GOOD};0")
    assert Voter.objects.count() == 1
    assert totals(apart(edition, leader)) == {"rows": 1, "apart": 1, "apart_new": 1}
    assert not Voter.objects.exists()


def test_secret_in_an_earlier_file_stays_until_a_desk_decides(edition: Edition, leader: User) -> None:
    apart(edition, leader)
    assert totals(apart(edition, leader, f"{GOOD};0")) == {"rows": 1, "apart": 1}
    assert not Voter.objects.exists()


def test_a_desk_admits_somebody_who_then_gets_no_letter(edition: Edition, leader: User) -> None:
    apart(edition, leader)
    clerk = make.staff(edition, Role.CLERK)
    made = admit_set_apart(SetApart.objects.get().pk, clerk.pk)
    assert (made.by_post, made.name_line, made.address_line) == (False, "M. van der Berg", "")
    assert issue_codes(edition.pk) == 0
    entry = Entry.objects.get(action="voter_admitted")
    assert entry.subject == f"voter:{made.pk}"
    with pytest.raises(Refused, match="al op het kiezersbestand"):
        admit_set_apart(SetApart.objects.get().pk, clerk.pk)


def test_who_was_admitted_stays_so_after_another_import(edition: Edition, leader: User) -> None:
    apart(edition, leader)
    admit_set_apart(SetApart.objects.get().pk, leader.pk)
    assert totals(apart(edition, leader)) == {"rows": 1, "apart": 1}
    assert totals(apart(edition, leader, f"{GOOD};0")) == {"rows": 1, "known": 1}
    assert Voter.objects.get().by_post is False


@pytest.mark.parametrize(("phase", "may"), [(Phase.VOTING, True), (Phase.COUNTING, False), (Phase.EXECUTION, False)])
def test_a_desk_admits_until_the_vote_closes(edition: Edition, leader: User, phase: Phase, may: bool) -> None:
    apart(edition, leader)
    other = make.edition(phase)
    home = other.area.neighbourhoods.all()[0]
    SetApart.objects.update(edition=other, neighbourhood=home)
    if may:
        assert admit_set_apart(SetApart.objects.get().pk, leader.pk).edition_id == other.pk
    else:
        with pytest.raises(Refused):
            admit_set_apart(SetApart.objects.get().pk, leader.pk)


def test_whose_neighbourhood_is_unknown_is_admitted_with_one_of_this_area(edition: Edition, leader: User) -> None:
    apart(edition, leader, row(straat="", huisnummer="", huisletter="", toevoeging="", postcode="", wijk="") + ";")
    person = SetApart.objects.get()
    assert (person.reason, person.neighbourhood) == ("NO_ADDRESS", None)
    foreign = make.edition().area.neighbourhoods.all()[0]
    for home in (None, foreign.pk):
        with pytest.raises(Refused, match="welke wijk"):
            admit_set_apart(person.pk, leader.pk, home)
    assert admit_set_apart(person.pk, leader.pk, edition.area.neighbourhoods.all()[0].pk).by_post is False


# Codes


def test_everybody_gets_one_code_and_again_none(edition: Edition, leader: User) -> None:
    imported(edition, leader.pk, GOOD, row(achternaam="Vos"))
    assert (issue_codes(edition.pk), issue_codes(edition.pk)) == (2, 0)


def test_a_code_is_kept_as_hash_and_sealed_copy_only(edition: Edition, leader: User) -> None:
    imported(edition, leader.pk, GOOD)
    issue_codes(edition.pk)
    kept = VotingCode.objects.get()
    code = Sealer(edition.pk).open(bytes(kept.sealed or b""))
    assert read_code(code) == code
    assert bytes(kept.code_hash) == lookup_hash(code)
    assert code.encode() not in bytes(kept.sealed or b"")


# Lists


def test_the_list_of_rejected_rows_can_be_mended_and_read_in_again(edition: Edition, leader: User) -> None:
    imported(edition, leader.pk, row(achternaam="=1+1 Berg", postcode="x"))
    rows = [(each.line, each.kind, each.reason, each.raw) for each in RejectedRow.objects.all()]
    listed = "".join(rejected_csv(rows, COLUMNS))
    assert "'=1+1 Berg" in listed
    mended = listed.replace(";x;", ";2034 AB;").encode()
    assert import_roll(edition.pk, io.BytesIO(mended), leader.pk).new == 1
    assert Voter.objects.get().name_line == "M. van der =1+1 Berg"


@pytest.mark.parametrize("text", ["=1+1", "+31 6", "-20 bomen", "@SUM(A1)", "\t=1", "\r=1", " =1"])
def test_no_cell_becomes_a_formula(text: str) -> None:
    listed = "".join(rejected_csv([(2, "afgewezen", text, raw([text]))], ["achternaam"]))
    cells = list(csv.reader(io.StringIO(listed.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")), delimiter=";"))
    assert safe_cell(text) == f"'{text}"
    assert cells[1][2].startswith("'")
