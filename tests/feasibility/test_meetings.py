"""Meetings: planned, with an agenda and who is there, opened, one plan after another, and closed on record."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localtime
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from audit.models import Entry
from common import clock
from common.errors import Refused
from editions.models import Role
from editions.phases import Phase
from feasibility.actions import park_plan
from feasibility.actions.agenda import (
    add_to_agenda,
    fill_agenda,
    move_item,
    remove_item,
    set_minutes,
    start_item,
)
from feasibility.actions.attendance import add_guest, change_attendee, remove_attendee, tick_people
from feasibility.actions.meanwhile import WrittenMeanwhile
from feasibility.actions.meetings import change_meeting, close_meeting, open_meeting, plan_meeting, write_notes
from feasibility.models import AgendaItem, Meeting
from feasibility.queries.meetings import agenda_of
from feasibility.queries.people import person_at
from feasibility.quick_test import Outcome
from feasibility.seen import mark
from plans.models import CoMaker
from plans.status import Status
from tests import make
from tests.feasibility.meeting import opened, planned, put, talking
from tests.feasibility.people import Who, chair, chair_elsewhere, lawyer, leader, partner, resident
from tests.feasibility.table import Table, answer_all, judge, laid, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]
AsUser = Callable[[User], Client]


def url(name: str, table: Table, *more: int) -> str:
    return reverse(name, args=[table.edition.slug, *more])


def titles(meeting: Meeting) -> list[str]:
    return [item.plan.title for item in meeting.items.select_related("plan")]


# Planning


@pytest.mark.parametrize("who", [chair, leader])
def test_chair_and_leader_plan_a_meeting_by_the_clock_of_amsterdam(as_user: AsUser, who: Who) -> None:
    table = laid()
    typed = {"day": "2030-07-01", "hour": "14:30", "place": "  Zaal   2 "}
    response = as_user(who(table)).post(url("meeting_plan", table), typed)
    meeting = Meeting.objects.get()
    assert response.headers["Location"] == url("meeting_page", table, meeting.pk)
    assert localtime(meeting.starts_at).isoformat() == "2030-07-01T14:30:00+02:00"
    assert meeting.place == "Zaal 2"


@pytest.mark.parametrize("who", [lawyer, partner, resident, chair_elsewhere])
def test_nobody_else_leads_a_meeting(who: Who) -> None:
    table = laid()
    meeting, item = talking(table)
    by = who(table).pk
    for act in (
        lambda: plan_meeting(table.edition.pk, by, starts_at=clock.now(), place="X"),
        lambda: change_meeting(meeting.pk, by, starts_at=clock.now(), place="X"),
        lambda: open_meeting(meeting.pk, by),
        lambda: close_meeting(meeting.pk, by),
        lambda: write_notes(meeting.pk, by, "X"),
        lambda: add_to_agenda(meeting.pk, by, table.plan.pk),
        lambda: fill_agenda(meeting.pk, by),
        lambda: set_minutes(meeting.pk, by, item.pk, 5),
        lambda: move_item(meeting.pk, by, item.pk, 1),
        lambda: remove_item(meeting.pk, by, item.pk),
        lambda: start_item(meeting.pk, by, item.pk),
        lambda: tick_people(meeting.pk, by, [table.chair.pk]),
        lambda: add_guest(meeting.pk, by, name="X"),
        lambda: remove_attendee(meeting.pk, by, 1),
    ):
        with pytest.raises(Refused, match="leiden een vergadering"):
            act()


def test_a_second_click_plans_no_second_meeting() -> None:
    table = laid()
    assert planned(table) == planned(table)
    assert planned(table, place="Elders") != planned(table)


def test_a_meeting_is_not_planned_on_a_day_that_is_over_nor_in_a_closed_edition() -> None:
    table = laid()
    with pytest.raises(Refused, match="nog komt"):
        plan_meeting(table.edition.pk, table.chair.pk, starts_at=clock.now() - timedelta(days=2), place="X")
    meeting = planned(table)
    with pytest.raises(Refused, match="nog komt"):
        change_meeting(meeting.pk, table.chair.pk, starts_at=clock.now() - timedelta(days=2), place="X")
    over = laid(Phase.CLOSED)
    with pytest.raises(Refused, match="afgerond"):
        planned(over)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"day": "morgen"}, "Vul een datum in"),
        ({"day": "9999-01-01"}, "te ver weg"),
        ({"hour": "25:00"}, "Vul een tijd in"),
        ({"place": "\x00 \u200b"}, "Schrijf op waar"),
        ({"place": ""}, "Schrijf op waar"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(as_user: AsUser, wrong: dict[str, str], told: str) -> None:
    table = laid()
    typed = {"day": "2030-07-01", "hour": "14:30", "place": "Zaal 2", **wrong}
    response = as_user(table.chair).post(url("meeting_plan", table), typed)
    assert response.status_code == 422
    assert told in response.content.decode()
    assert not Meeting.objects.exists()


def test_a_meeting_that_began_keeps_its_time_and_place() -> None:
    table = laid()
    meeting = opened(table)
    with pytest.raises(Refused, match="al geopend"):
        change_meeting(meeting.pk, table.chair.pk, starts_at=clock.now(), place="X")


# Agenda


def test_plans_stand_in_the_order_in_which_they_came_and_once() -> None:
    table = laid()
    meeting = planned(table)
    first, second = put(table, meeting), put(table, meeting)
    assert put(table, meeting, first.plan) == first
    assert [item.position for item in meeting.items.all()] == [1, 2]
    assert titles(meeting) == [first.plan.title, second.plan.title]


def test_only_plans_on_this_table_come_on_the_agenda() -> None:
    table = laid()
    meeting = planned(table)
    for plan in (make.plan(table.edition), laid().plan):
        with pytest.raises(Refused, match="niet op tafel"):
            add_to_agenda(meeting.pk, table.chair.pk, plan.pk)


def test_the_agenda_is_filled_with_the_plans_that_are_ready_only() -> None:
    table = laid()
    ready, judged, parked = (make.plan(table.edition, Status.IN_CHECK) for _ in range(3))
    for plan in (ready, parked):
        answer_all(table, plan)
    judge(table, judged)
    park_plan(parked.pk, table.chair.pk, reason="Wacht", until=clock.today() + timedelta(days=2))
    meeting = planned(table)
    assert fill_agenda(meeting.pk, table.chair.pk) == 1
    assert titles(meeting) == [ready.title]
    assert fill_agenda(meeting.pk, table.chair.pk) == 0


def test_a_plan_moves_to_a_place_so_that_a_second_click_changes_nothing(as_user: AsUser) -> None:
    table = laid()
    meeting = planned(table)
    first, second, third = (put(table, meeting) for _ in range(3))
    for _ in range(2):
        as_user(table.chair).post(url("agenda_move", table, meeting.pk, third.pk), {"to": "2"})
    assert titles(meeting) == [first.plan.title, third.plan.title, second.plan.title]
    assert Entry.objects.filter(action="agenda_moved").count() == 1


@pytest.mark.parametrize("minutes", [0, 121, -5])
def test_a_plan_gets_one_to_a_hundred_and_twenty_minutes(minutes: int) -> None:
    table = laid()
    meeting = planned(table)
    item = put(table, meeting)
    acts: list[Callable[[], object]] = [
        lambda: set_minutes(meeting.pk, table.chair.pk, item.pk, minutes),
        lambda: add_to_agenda(meeting.pk, table.chair.pk, table.plan.pk, minutes),
    ]
    for act in acts:
        with pytest.raises(Refused, match="1 tot 120"):
            act()
    assert set_minutes(meeting.pk, table.chair.pk, item.pk, 120).minutes == 120


def test_a_plan_goes_off_the_agenda_until_it_is_talked_about() -> None:
    table = laid()
    meeting, item = talking(table)
    other = put(table, meeting)
    with pytest.raises(Refused, match="al besproken"):
        remove_item(meeting.pk, table.chair.pk, item.pk)
    for _ in range(2):
        remove_item(meeting.pk, table.chair.pk, other.pk)
    assert [each.position for each in meeting.items.all()] == [1]


# One plan after another


def test_one_plan_is_talked_about_at_a_time() -> None:
    table = laid()
    meeting, first = talking(table)
    second = put(table, meeting)
    start_item(meeting.pk, table.chair.pk, second.pk)
    first.refresh_from_db()
    assert first.ended_at is not None
    now = agenda_of(meeting, person_at(table.chair.pk, table.edition.pk)).now
    assert now is not None
    assert now.item == second
    assert now.ends_at == now.item.started_at + timedelta(minutes=10)  # type: ignore[operator]


def test_a_second_click_does_not_start_the_countdown_again() -> None:
    table = laid()
    meeting, item = talking(table)
    clock.move(timedelta(minutes=3))
    assert start_item(meeting.pk, table.chair.pk, item.pk).started_at == item.started_at
    assert Entry.objects.filter(action="agenda_started").count() == 1


def test_no_plan_is_talked_about_before_the_opening_after_publication_or_outside_the_check() -> None:
    table = laid()
    meeting = planned(table)
    item = put(table, meeting, table.plan)
    with pytest.raises(Refused, match="Open eerst"):
        start_item(meeting.pk, table.chair.pk, item.pk)
    open_meeting(meeting.pk, table.chair.pk)
    judge(table)
    publish(table)
    with pytest.raises(Refused, match="bekendgemaakt"):
        start_item(meeting.pk, table.chair.pk, item.pk)
    early = laid(Phase.LIKES)
    with pytest.raises(Refused, match="haalbaarheidscheck"):
        open_meeting(planned(early).pk, early.chair.pk)


def test_one_meeting_is_open_at_a_time_and_opening_twice_is_fine() -> None:
    table = laid()
    meeting = opened(table)
    other = planned(table, place="Elders")
    assert open_meeting(meeting.pk, table.leader.pk).opened_at == meeting.opened_at
    with pytest.raises(Refused, match="al een vergadering open"):
        open_meeting(other.pk, table.chair.pk)
    close_meeting(meeting.pk, table.chair.pk)
    assert open_meeting(other.pk, table.chair.pk).opened_at


# On record


def test_a_closed_meeting_is_on_record() -> None:
    table = laid()
    meeting, item = talking(table)
    guest = add_guest(meeting.pk, table.chair.pk, name="Ilse")
    closed = close_meeting(meeting.pk, table.chair.pk)
    item.refresh_from_db()
    assert item.ended_at == closed.closed_at
    by = table.chair.pk
    for act in (
        lambda: change_meeting(meeting.pk, by, starts_at=clock.now(), place="X"),
        lambda: open_meeting(meeting.pk, by),
        lambda: write_notes(meeting.pk, by, "X"),
        lambda: add_to_agenda(meeting.pk, by, table.plan.pk),
        lambda: fill_agenda(meeting.pk, by),
        lambda: set_minutes(meeting.pk, by, item.pk, 5),
        lambda: move_item(meeting.pk, by, item.pk, 1),
        lambda: remove_item(meeting.pk, by, item.pk),
        lambda: start_item(meeting.pk, by, item.pk),
        lambda: tick_people(meeting.pk, by, [by]),
        lambda: add_guest(meeting.pk, by, name="X"),
        lambda: change_attendee(meeting.pk, by, guest.pk, organisation="X", mandate=""),
        lambda: remove_attendee(meeting.pk, by, guest.pk),
    ):
        with pytest.raises(Refused, match="staat vast"):
            act()
    assert close_meeting(meeting.pk, by).closed_at == closed.closed_at


def test_a_meeting_that_was_never_opened_cannot_be_closed() -> None:
    table = laid()
    with pytest.raises(Refused, match="Open eerst"):
        close_meeting(planned(table).pk, table.chair.pk)


# On record in the trail


def test_the_trail_holds_ids_and_numbers_only() -> None:
    table = laid()
    meeting, _ = talking(table)
    add_guest(meeting.pk, table.chair.pk, name="Geheim", organisation="Geheim", mandate="Geheim")
    write_notes(meeting.pk, table.chair.pk, "Geheim")
    close_meeting(meeting.pk, table.chair.pk)
    entries = Entry.objects.filter(subject=f"meeting:{meeting.pk}")
    assert {entry.action for entry in entries} >= {"meeting_notes_written", "attendee_added", "meeting_closed"}
    assert "Geheim" not in str(list(entries.values()))


# Notes: the second is told


def test_notes_of_two_people_at_once_are_both_there(as_user: AsUser) -> None:
    table = laid()
    meeting = opened(table)
    write_notes(meeting.pk, table.leader.pk, "Van Piet.", mark(""))
    response = as_user(table.chair).post(
        url("meeting_notes", table, meeting.pk), {"text": "Van Vera.", "seen": mark("")}
    )
    html = response.content.decode()
    assert response.status_code == 422
    assert "Van Piet." in html
    assert "Van Vera." in html
    meeting.refresh_from_db()
    assert meeting.notes == "Van Piet."
    seen = response.context["notes_form"]["seen"].value()
    as_user(table.chair).post(url("meeting_notes", table, meeting.pk), {"text": "Samen.", "seen": seen})
    meeting.refresh_from_db()
    assert meeting.notes == "Samen."


def test_the_same_notes_twice_are_no_conflict() -> None:
    table = laid()
    meeting = opened(table)
    for _ in range(2):
        write_notes(meeting.pk, table.chair.pk, "Klaar.")
    with pytest.raises(WrittenMeanwhile):
        write_notes(meeting.pk, table.chair.pk, "Anders.")


# Pages


@pytest.mark.parametrize("who", ["lawyer", "partner"])
def test_others_at_the_table_read_without_buttons(as_user: AsUser, who: str) -> None:
    table = laid()
    meeting, _ = talking(table)
    html = as_user(getattr(table, who)).get(url("meeting_page", table, meeting.pk)).content.decode()
    assert table.plan.title in html
    assert "<form" not in html


def test_a_meeting_of_another_edition_is_not_here(as_user: AsUser) -> None:
    table, other = laid(), laid()
    meeting = opened(other)
    for name in ("meeting_page", "meeting_board", "board_part", "meeting_minutes"):
        assert as_user(table.chair).get(url(name, table, meeting.pk)).status_code == 404
        assert as_user(table.chair).get(url(name, table, 2**70)).status_code == 404
    assert as_user(table.chair).post(url("meeting_close", table, meeting.pk)).status_code == 404
    assert Meeting.objects.get(pk=meeting.pk).closed_at is None


def test_of_ones_own_plan_the_agenda_does_not_tell_the_verdict(as_user: AsUser) -> None:
    table = laid()
    meeting, _ = talking(table)
    judge(table, outcome=Outcome.YES)
    CoMaker.objects.create(plan=table.plan, user=table.partner)
    for name in ("meeting_page", "meeting_board"):
        mine = as_user(table.partner).get(url(name, table, meeting.pk)).content.decode()
        assert "uw eigen plan" in mine
        assert "answer--" not in mine
        assert "stembiljet" not in mine
        assert ">ja<" not in mine
    assert "chip--jade" in as_user(table.leader).get(url("meeting_page", table, meeting.pk)).content.decode()


@pytest.mark.parametrize("plans", [1, 6])
def test_the_page_asks_the_same_number_of_queries(
    as_user: AsUser, plans: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    table = laid()
    meeting = opened(table, *(make.plan(table.edition, Status.IN_CHECK) for _ in range(plans)))
    tick_people(meeting.pk, table.chair.pk, [make.staff(table.edition, Role.CHECKER).pk for _ in range(plans)])
    browser = as_user(table.chair)
    with django_assert_num_queries(11):
        browser.get(url("meeting_page", table, meeting.pk))


def test_every_agenda_item_of_a_refused_step_stays() -> None:
    table = laid()
    meeting, item = talking(table)
    before = Meeting.objects.get(pk=meeting.pk).version
    with pytest.raises(Refused):
        remove_item(meeting.pk, table.chair.pk, item.pk)
    assert Meeting.objects.get(pk=meeting.pk).version == before
    assert AgendaItem.objects.count() == 1
