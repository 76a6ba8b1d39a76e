"""Who is at a meeting: people of the table by one tick, guests by name, each with what they may decide."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from common.errors import Refused
from feasibility.actions.attendance import add_guest, change_attendee, remove_attendee
from feasibility.models import Attendee
from tests import make
from tests.feasibility.meeting import opened
from tests.feasibility.table import Table, laid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]
AsUser = Callable[[User], Client]


def url(name: str, table: Table, *more: int) -> str:
    return reverse(name, args=[table.edition.slug, *more])


def test_people_of_the_table_are_ticked_with_the_mandate_of_their_seat(as_user: AsUser) -> None:
    table = laid()
    meeting = opened(table)
    stranger = make.user("Vreemd")
    ticked = {"user": [table.lawyer.pk, table.chair.pk, stranger.pk, "x", "9" * 30]}
    for _ in range(2):
        as_user(table.chair).post(url("people_tick", table, meeting.pk), ticked)
    assert [(each.name, each.mandate) for each in meeting.attendees.all()] == [
        ("Lotte", "beslist over juridisch"),
        ("Vera", "voorzitter, bevestigt het oordeel"),
    ]


def test_a_guest_comes_by_name_once_and_goes() -> None:
    table = laid()
    meeting = opened(table)
    guest = add_guest(meeting.pk, table.chair.pk, name="Ilse", organisation="Spaarnelanden")
    assert add_guest(meeting.pk, table.chair.pk, name="Ilse", organisation="Spaarnelanden") == guest
    change_attendee(meeting.pk, table.chair.pk, guest.pk, organisation="Spaarnelanden", mandate="over beheer")
    assert Attendee.objects.get().mandate == "over beheer"
    for _ in range(2):
        remove_attendee(meeting.pk, table.chair.pk, guest.pk)
    with pytest.raises(Refused, match="Vul een naam"):
        add_guest(meeting.pk, table.chair.pk, name="")
