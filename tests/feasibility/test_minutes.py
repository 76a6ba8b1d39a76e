"""The minutes of a meeting on paper: what was decided there, for the table only until the verdicts are public."""

import json
import subprocess
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from common import clock
from editions.models import Role
from feasibility.actions import add_condition, park_plan, reopen_verdict, second_verdict
from feasibility.actions.agenda import start_item
from feasibility.actions.attendance import add_guest
from feasibility.actions.meetings import close_meeting, write_notes
from feasibility.models import ConditionOwner, ConditionTime, Meeting, Verdict
from feasibility.queries.minutes import minutes_of
from feasibility.queries.people import person_at
from feasibility.quick_test import Outcome, Value
from feasibility.record import Found, Term, kept, read
from plans.models import CoMaker
from plans.status import Status
from tests import make
from tests.feasibility.meeting import opened, planned, put, talking
from tests.feasibility.table import Table, answer_all, condition, judge, laid, publish, unseconded

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]
AsUser = Callable[[User], Client]
SECRET = "ertrouwelijk tot de bekendmaking"


def address(table: Table, meeting: Meeting) -> str:
    return reverse("meeting_minutes", args=[table.edition.slug, meeting.pk])


def paper(browser: Client, table: Table, meeting: Meeting) -> str:
    """The words of the PDF, with single spaces."""
    response = browser.get(address(table, meeting))
    assert response.status_code == 200
    how = ["pdftotext", "-layout", "-", "-"]
    said = subprocess.run(how, input=response.content, capture_output=True, check=True).stdout.decode()
    return " ".join(said.split())


def test_the_minutes_tell_who_was_there_and_what_the_table_found(as_user: AsUser) -> None:
    table = laid()
    meeting, _ = talking(table)
    add_guest(meeting.pk, table.chair.pk, name="Ilse", organisation="Spaarnelanden", mandate="over beheer")
    add_condition(
        table.plan.pk,
        table.chair.pk,
        text="Er komt een hek.",
        owner=ConditionOwner.MUNICIPALITY,
        owner_name="Groen en spelen",
        before=ConditionTime.VOTE,
        due_on=date(2099, 3, 1),
    )
    answer_all(table, regels=Value.PROVIDED)
    unseconded(table, table.plan, Outcome.YES_PROVIDED, "")
    aside = put(table, meeting)
    start_item(meeting.pk, table.chair.pk, aside.pk)
    until = clock.today() + timedelta(days=3)
    park_plan(aside.plan_id, table.chair.pk, reason="De tekening ontbreekt.", until=until)
    left = put(table, meeting)
    write_notes(meeting.pk, table.chair.pk, "Volgende keer koffie.")
    close_meeting(meeting.pk, table.chair.pk)
    words = paper(as_user(table.lawyer), table, meeting)
    for told in (
        "Ilse Spaarnelanden over beheer",
        f"1. {table.plan.title}",
        "Ja, mits, € 1.000 op het stembiljet.",
        "Wat een fijn plan.",
        "Er komt een hek.",
        "Groen en spelen",
        "de stemming, uiterlijk 1 maart 2099",
        "De tekening ontbreekt.",
        f"3. {left.plan.title} Niet besproken",
        "Volgende keer koffie.",
    ):
        assert told in words


def test_the_minutes_are_confidential_until_publication_and_never_kept(as_user: AsUser) -> None:
    table = laid()
    meeting, _ = talking(table)
    judge(table)
    browser = as_user(table.partner)
    assert SECRET in paper(browser, table, meeting)
    assert browser.get(address(table, meeting)).headers["Cache-Control"] == "private, no-store"
    publish(table)
    assert SECRET not in paper(browser, table, meeting)
    assert browser.get(address(table, meeting)).headers["Cache-Control"] == "private, no-store"


def test_only_the_table_fetches_the_minutes(as_user: AsUser) -> None:
    table = laid()
    meeting, _ = talking(table)
    for person in (make.user(), table.plan.maker, make.staff(make.edition(), *Role)):
        assert as_user(person).get(address(table, meeting)).status_code == 403
    assert Client().get(address(table, meeting)).status_code == 302


def test_the_minutes_are_a_tagged_pdf_in_dutch(as_user: AsUser) -> None:
    table = laid()
    meeting, _ = talking(table)
    with pikepdf.open(BytesIO(as_user(table.chair).get(address(table, meeting)).content)) as document:
        assert str(document.Root.Lang) == "nl"
        assert bool(document.Root.MarkInfo.Marked)
        assert "/StructTreeRoot" in document.Root


def test_there_are_no_minutes_before_the_opening(as_user: AsUser) -> None:
    table = laid()
    response = as_user(table.chair).get(address(table, planned(table)))
    assert response.status_code == 422
    assert "nog geen verslag" in response.content.decode()


def test_ones_own_plan_is_left_out(as_user: AsUser) -> None:
    table = laid()
    meeting, _ = talking(table)
    judge(table, outcome=Outcome.NO, way_on="Via het sportfonds.")
    CoMaker.objects.create(plan=table.plan, user=table.partner)
    assert "sportfonds" in paper(as_user(table.leader), table, meeting)
    mine = paper(as_user(table.partner), table, meeting)
    assert "sportfonds" not in mine
    assert "Dit is uw eigen plan." in mine


def test_a_verdict_of_before_or_after_the_meeting_is_not_of_this_meeting() -> None:
    table = laid()
    early, late = table.plan, make.plan(table.edition, Status.IN_CHECK)
    judge(table, early)
    clock.move(timedelta(hours=1))
    meeting = opened(table, early, late)
    clock.move(timedelta(hours=1))
    close_meeting(meeting.pk, table.chair.pk)
    clock.move(timedelta(hours=1))
    judge(table, late)
    meeting.refresh_from_db()
    told = minutes_of(meeting, person_at(table.chair.pk, table.edition.pk))
    assert [each.found for each in told.decisions] == [Found(), Found()]


def test_what_is_on_record_changes_with_no_later_verdict(as_user: AsUser) -> None:
    table = laid()
    condition(table, "De buren doen mee.")
    meeting, _ = talking(table)
    answer_all(table)
    unseconded(table, table.plan, Outcome.YES_PROVIDED, "")
    close_meeting(meeting.pk, table.chair.pk)
    before = paper(as_user(table.chair), table, meeting)
    assert "Ja, mits" in before
    assert "De buren doen mee." in before
    reopen_verdict(table.plan.pk, table.chair.pk)
    table.plan.conditions.all().delete()
    unseconded(table, table.plan, Outcome.YES, "")
    Verdict.objects.update(explanation="Iets anders.")
    after = paper(as_user(table.chair), table, meeting)
    assert after.split("Gemaakt op")[0] == before.split("Gemaakt op")[0]


def test_what_was_found_is_read_as_it_was_kept() -> None:
    term = Term("Een hek.", "de gemeente", "de stemming", "")
    found = Found("ja, mits", 90_000, explanation="Zo.", conditions=(term,))
    assert read(json.loads(json.dumps(kept(found)))) == found


def test_a_no_that_waits_says_so_and_one_that_was_opened_again_is_gone(as_user: AsUser) -> None:
    table = laid()
    meeting, _ = talking(table)
    answer_all(table)
    unseconded(table, table.plan, Outcome.NO, "Via het sportfonds.")
    browser = as_user(table.chair)
    assert "wacht nog op een tweede" in paper(browser, table, meeting)
    second_verdict(table.plan.pk, table.lawyer.pk)
    assert "wacht nog op een tweede" not in paper(browser, table, meeting)
    reopen_verdict(table.plan.pk, table.chair.pk)
    assert "Er kwam geen oordeel" in paper(browser, table, meeting)
