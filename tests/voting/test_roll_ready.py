"""Letters are made of a whole roll only: nothing is being read, and it was read for the vote as it is planned now."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from common.errors import Refused
from editions.models import Edition
from tests.voting.roll_world import GOOD, file_of, imported, row
from voting.actions import start_letters, upload_roll
from voting.actions.roll import cancel_import, start_import
from voting.models import ImportState, RollImport, VotingCode
from voting.queries.roll_rules import BUSY

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
