"""Letters are made of a whole roll only: nothing is being read, and it was read for the vote as it is planned now."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from audit.models import Entry
from common.errors import Refused
from editions.models import Edition, PhaseWindow
from editions.phases import Phase
from tests import make
from tests.voting.roll_world import GOOD, file_of, imported, row
from voting.actions import start_letters, upload_roll
from voting.actions.roll import cancel_import, empty_roll, issue_codes, start_import
from voting.models import ImportState, RejectedRow, RollImport, SetApart, Voter, VotingCode
from voting.queries.roll_rules import BUSY, ISSUED, OTHER_VOTE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_folder")]


def on_its_way(edition: Edition, leader: User, state: ImportState) -> RollImport:
    made = upload_roll(edition.pk, file_of(row(achternaam="Vos")), leader.pk)
    start_import(made.pk, leader.pk)
    RollImport.objects.filter(pk=made.pk).update(state=state)
    return made


@pytest.mark.parametrize("state", [ImportState.MAPPED, ImportState.RUNNING])
def test_no_letters_while_a_file_is_being_read(
    edition: Edition, leader: User, browser: Client, state: ImportState
) -> None:
    imported(edition, leader.pk, GOOD)
    made = on_its_way(edition, leader, state)
    with pytest.raises(Refused, match=BUSY):
        start_letters(edition.pk, leader.pk)
    assert not VotingCode.objects.exists()
    assert BUSY in browser.get(reverse("letters", args=[edition.slug])).content.decode()
    cancel_import(made.pk, leader.pk)
    assert BUSY not in browser.get(reverse("letters", args=[edition.slug])).content.decode()
    assert start_letters(edition.pk, leader.pk).total == 1


def test_a_file_that_nobody_started_does_not_stop_the_letters(edition: Edition, leader: User) -> None:
    imported(edition, leader.pk, GOOD)
    upload_roll(edition.pk, file_of(row(achternaam="Vos")), leader.pk)
    assert start_letters(edition.pk, leader.pk).total == 1


def another_day(edition: Edition) -> None:
    window = PhaseWindow.objects.get(edition=edition, phase=Phase.VOTING)
    PhaseWindow.objects.filter(pk=window.pk).update(starts_at=window.starts_at + timedelta(days=1))


def another_age(edition: Edition) -> None:
    Edition.objects.filter(pk=edition.pk).update(voting_age=edition.voting_age + 2)


@pytest.mark.parametrize("change", [another_day, another_age])
def test_no_letters_for_a_roll_that_was_read_for_another_vote(
    edition: Edition, leader: User, browser: Client, change: Callable[[Edition], None]
) -> None:
    imported(edition, leader.pk, GOOD)
    change(edition)
    with pytest.raises(Refused, match=OTHER_VOTE):
        start_letters(edition.pk, leader.pk)
    for page in ("letters", "roll"):
        assert OTHER_VOTE in browser.get(reverse(page, args=[edition.slug])).content.decode()
    browser.post(reverse("roll_empty", args=[edition.slug]))
    imported(Edition.objects.get(pk=edition.pk), leader.pk, GOOD)
    assert start_letters(edition.pk, leader.pk).total == 1


def test_another_hour_of_the_same_day_leaves_the_roll_as_it_is(edition: Edition, leader: User) -> None:
    made = imported(edition, leader.pk, GOOD)
    assert made.voting_age == edition.voting_age
    window = PhaseWindow.objects.get(edition=edition, phase=Phase.VOTING)
    PhaseWindow.objects.filter(pk=window.pk).update(starts_at=window.starts_at + timedelta(seconds=1))
    assert start_letters(edition.pk, leader.pk).total == 1


def test_an_empty_roll_has_nobody_of_this_edition_and_everybody_of_another(edition: Edition, leader: User) -> None:
    other = make.edition(Phase.FEASIBILITY)
    for each in (edition, other):
        made = imported(each, leader.pk, GOOD, row(geboortedatum="onzin"))
        facts = {"line": 9, "reason": "SECRET", "person_key": b"p", "name_line": "Vos"}
        SetApart.objects.create(edition=each, roll_import=made, **facts)
    assert empty_roll(edition.pk, leader.pk) == 1
    entry = Entry.objects.get(action="roll_emptied")
    assert (entry.subject, entry.data) == ("", {"voters": 1})
    for kind in (Voter, SetApart, RollImport):
        assert list(kind.objects.values_list("edition", flat=True)) == [other.pk]
    assert list(RejectedRow.objects.values_list("roll_import__edition", flat=True)) == [other.pk]


def test_a_roll_stays_once_codes_exist_while_it_is_read_and_when_it_is_empty(edition: Edition, leader: User) -> None:
    with pytest.raises(Refused, match="al leeg"):
        empty_roll(edition.pk, leader.pk)
    imported(edition, leader.pk, GOOD)
    made = on_its_way(edition, leader, ImportState.RUNNING)
    with pytest.raises(Refused, match=BUSY):
        empty_roll(edition.pk, leader.pk)
    cancel_import(made.pk, leader.pk)
    issue_codes(edition.pk)
    with pytest.raises(Refused, match=ISSUED):
        empty_roll(edition.pk, leader.pk)
    assert Voter.objects.count() == 1
