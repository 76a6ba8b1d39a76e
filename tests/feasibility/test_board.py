"""The live board: what it shows to whom, and that whoever has it as it stands costs next to nothing."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.template.base import Template
from django.test import Client
from django.urls import reverse
from django.utils.timezone import get_current_timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from common import clock
from editions.models import Role
from feasibility.actions import (
    add_condition,
    confirm_verdict,
    explain_difference,
    give_advice,
    park_plan,
    remove_condition,
    reopen_verdict,
    save_answer,
    second_verdict,
    set_estimate,
    share_costs,
    unpark_plan,
)
from feasibility.actions.agenda import add_to_agenda, fill_agenda, move_item, set_minutes, start_item
from feasibility.actions.attendance import add_guest
from feasibility.actions.meanwhile import WrittenMeanwhile
from feasibility.actions.meetings import close_meeting, write_notes
from feasibility.models import ConditionOwner, Dossier, Meeting, Verdict, WayOn
from feasibility.queries.meetings import board_stand
from feasibility.quick_test import Outcome, Value
from plans.actions import change_status
from plans.models import CoMaker, CostLine
from plans.status import Status
from tests import make
from tests.feasibility.meeting import opened, put, talking
from tests.feasibility.table import Table, answer_all, condition, judge, laid, publish, unseconded

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]
AsUser = Callable[[User], Client]


def part(table: Table, meeting: Meeting) -> str:
    return reverse("board_part", args=[table.edition.slug, meeting.pk])


def stand_of(table: Table) -> str:
    return reverse("plan_stand", args=[table.edition.slug, table.plan.pk])


def again(browser: Client, address: str, tag: str) -> HttpResponse:
    """What a page that stays open asks: is it still as I have it?"""
    return browser.get(address, headers={"If-None-Match": tag})  # type: ignore[return-value]


def text(table: Table, meeting: Meeting) -> str:
    stand = board_stand(table.edition, meeting.pk)
    assert stand
    return stand.text


# What it shows


@pytest.mark.parametrize("who", ["lawyer", "chair", "partner", "leader"])
def test_everybody_at_the_table_sees_all_disciplines_side_by_side(as_user: AsUser, who: str) -> None:
    table = laid()
    meeting, _ = talking(table)
    save_answer(table.plan.pk, table.question("regels").pk, table.lawyer.pk, value=Value.PROVIDED, remark="Mits hek.")
    condition(table, "De buren doen mee.")
    give_advice(table.plan.pk, table.partner.pk, text="Gewoon doen.")
    html = as_user(getattr(table, who)).get(part(table, meeting)).content.decode()
    for told in (table.plan.title, "Mits hek.", "Lotte", "ja, mits", "De buren doen mee.", "Gewoon doen.", "nog open"):
        assert told in html
    assert html.count('class="col"') + html.count("col--done") == 6
    assert "€\N{NO-BREAK SPACE}1.000" in html


def test_residents_and_makers_do_not_see_it(as_user: AsUser) -> None:
    table = laid()
    meeting, _ = talking(table)
    for person in (make.user(), table.plan.maker, make.staff(make.edition(), *Role)):
        assert as_user(person).get(part(table, meeting)).status_code == 403


@pytest.mark.parametrize("co_maker", [True, False])
def test_of_their_own_plan_a_maker_at_the_table_sees_no_answer(as_user: AsUser, co_maker: bool) -> None:
    table = laid()
    meeting, _ = talking(table)
    save_answer(table.plan.pk, table.question("regels").pk, table.lawyer.pk, value=Value.NO, remark="Zeker niet.")
    condition(table)
    browser = as_user(table.leader)
    assert "Zeker niet." in browser.get(part(table, meeting)).content.decode()
    if co_maker:
        CoMaker.objects.create(plan=table.plan, user=table.leader)
    else:
        table.plan.maker = table.leader
        table.plan.save()
    mine = browser.get(part(table, meeting)).content.decode()
    assert "Dit is uw eigen plan" in mine
    for secret in ("Zeker niet.", "De buren", "wijzen naar", "Nog "):
        assert secret not in mine


def test_the_countdown_ends_when_the_minutes_are_over_by_the_servers_clock(as_user: AsUser) -> None:
    table = laid()
    meeting, item = talking(table)
    assert item.started_at
    html = as_user(table.chair).get(part(table, meeting)).content.decode()
    ends = (item.started_at + timedelta(minutes=10)).astimezone(get_current_timezone())
    assert f'data-ends="{ends.isoformat()}"' in html


def test_the_chair_goes_from_the_board_to_the_next_plan_and_back(as_user: AsUser) -> None:
    table = laid()
    meeting, _ = talking(table)
    after = put(table, meeting)
    browser = as_user(table.chair)
    address = reverse("agenda_start", args=[table.edition.slug, meeting.pk, after.pk])
    assert address in browser.get(part(table, meeting)).content.decode()
    response = browser.post(address, {"back": "bord"})
    assert response.headers["Location"].startswith(reverse("meeting_board", args=[table.edition.slug, meeting.pk]))
    assert "<form" not in as_user(table.lawyer).get(part(table, meeting)).content.decode()


def test_what_people_typed_is_shown_as_text(as_user: AsUser) -> None:
    table = laid()
    meeting, _ = talking(table)
    remark = "<script>alert('x')</script>"
    save_answer(table.plan.pk, table.question("regels").pk, table.lawyer.pk, value=Value.YES, remark=remark)
    assert remark not in as_user(table.chair).get(part(table, meeting)).content.decode()


# Who has it as it stands


def test_an_unchanged_board_answers_304_without_drawing_anything(
    as_user: AsUser, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    table = laid()
    meeting, _ = talking(table)
    browser = as_user(table.lawyer)
    tag = browser.get(part(table, meeting)).headers["ETag"]
    drawn: list[str | None] = []

    def draw(self: Template, context: object) -> str:
        drawn.append(self.name)
        return ""

    monkeypatch.setattr(Template, "render", draw)
    with django_assert_num_queries(5):  # session, user, edition, roles, the stand
        response = again(browser, part(table, meeting), tag)
    assert (response.status_code, response.content, drawn) == (304, b"", [])
    assert "no-store" in response.headers["Cache-Control"]
    save_answer(table.plan.pk, table.question("regels").pk, table.lawyer.pk, value=Value.YES)
    assert again(browser, part(table, meeting), tag).status_code == 200
    assert drawn


def test_a_board_has_the_tag_of_the_page_it_came_with(as_user: AsUser) -> None:
    table = laid()
    meeting, _ = talking(table)
    browser = as_user(table.lawyer)
    page = browser.get(reverse("meeting_board", args=[table.edition.slug, meeting.pk]))
    tag = page.context["tag"]
    assert browser.get(part(table, meeting), headers={"If-None-Match": tag}).status_code == 304
    assert as_user(table.chair).get(part(table, meeting), headers={"If-None-Match": tag}).status_code == 200


def _turns(table: Table, meeting: Meeting) -> dict[str, Callable[[], object]]:
    """Everything that anybody at the table does, in an order in which it is allowed."""
    plan, chair, lawyer = table.plan.pk, table.chair.pk, table.lawyer.pk
    line = CostLine.objects.get(plan=table.plan).pk
    soon = clock.today() + timedelta(days=2)
    later = make.plan(table.edition, Status.IN_CHECK)
    one = {"outcome": Outcome.NO, "explanation": "Nee.", "way_on": "Elders.", "way_on_kind": WayOn.OTHER_FUND}
    return {
        "answer": lambda: save_answer(plan, table.question("regels").pk, lawyer, value=Value.YES),
        "condition": lambda: add_condition(plan, lawyer, text="Een hek.", owner=ConditionOwner.MAKER),
        "condition away": lambda: remove_condition(plan, table.plan.conditions.get().pk, lawyer),
        "estimate": lambda: set_estimate(plan, lawyer, line_id=line, low_cents=9, high_cents=200_000, basis="Offerte"),
        "explanation": lambda: explain_difference(plan, lawyer, "Anders gerekend."),
        "shared": lambda: share_costs(plan, lawyer),
        "advice": lambda: give_advice(plan, table.partner.pk, text="Doen."),
        "parked": lambda: park_plan(plan, chair, reason="Wacht", until=soon),
        "unparked": lambda: unpark_plan(plan, chair),
        "all answers": lambda: answer_all(table),
        "verdict": lambda: confirm_verdict(plan, chair, **one),  # type: ignore[arg-type]
        "second": lambda: second_verdict(plan, lawyer),
        "reopened": lambda: reopen_verdict(plan, chair),
        "agenda": lambda: add_to_agenda(meeting.pk, chair, later.pk),
        "moved": lambda: move_item(meeting.pk, chair, meeting.items.get(plan=later).pk, 1),
        "minutes": lambda: set_minutes(meeting.pk, chair, meeting.items.get(plan=later).pk, 3),
        "started": lambda: start_item(meeting.pk, chair, meeting.items.get(plan=later).pk),
        "filled": lambda: fill_agenda(meeting.pk, chair),
        "guest": lambda: add_guest(meeting.pk, chair, name="Ilse"),
        "notes": lambda: write_notes(meeting.pk, chair, "Klaar."),
        "closed": lambda: close_meeting(meeting.pk, chair),
    }


def test_everything_that_happens_at_the_table_turns_the_board() -> None:
    table = laid()
    meeting, _ = talking(table)
    seen = [text(table, meeting)]
    for what, act in _turns(table, meeting).items():
        act()
        assert text(table, meeting) not in seen, what
        seen.append(text(table, meeting))


def test_a_plan_that_waits_its_turn_on_the_agenda_turns_the_board_too() -> None:
    table = laid()
    meeting, _ = talking(table)
    waiting = put(table, meeting)
    answer_all(table, table.plan)
    before = text(table, meeting)
    answer_all(table, waiting.plan)
    between = text(table, meeting)
    assert between != before
    change_status(waiting.plan_id, Status.WITHDRAWN, by=waiting.plan.maker_id)
    assert text(table, meeting) != between


def test_a_plan_elsewhere_on_the_table_does_not_turn_the_board() -> None:
    table = laid()
    meeting, _ = talking(table)
    before = text(table, meeting)
    answer_all(table, make.plan(table.edition, Status.IN_CHECK))
    assert text(table, meeting) == before


def test_publication_turns_the_board() -> None:
    table = laid()
    meeting, _ = talking(table)
    judge(table)
    before = text(table, meeting)
    table.edition = publish(table)
    assert text(table, meeting) != before


@pytest.mark.parametrize("size", [1, 5])
def test_the_board_asks_the_same_number_of_queries_however_much_is_on_it(
    as_user: AsUser, size: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    table = laid()
    meeting, _ = talking(table)
    for number in range(size):
        put(table, meeting)
        condition(table, f"Voorwaarde {number}.")
        give_advice(table.plan.pk, make.staff(table.edition, Role.PARTNER).pk, text="Doen.")
    answer_all(table, regels=Value.PROVIDED)
    browser = as_user(table.chair)
    browser.get(part(table, meeting))
    with django_assert_num_queries(13):
        browser.get(part(table, meeting))
    with django_assert_num_queries(13):
        browser.get(reverse("meeting_board", args=[table.edition.slug, meeting.pk]))


# The page of one plan hears of changes too


def test_the_page_of_a_plan_hears_that_somebody_changed_something(
    as_user: AsUser, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    table = laid()
    browser = as_user(table.lawyer)
    page = browser.get(reverse("table_plan", args=[table.edition.slug, table.plan.pk]))
    tag = f'"{page.context["table_version"]}.IN_CHECK.0"'
    with django_assert_num_queries(5):
        assert browser.get(stand_of(table), headers={"If-None-Match": tag}).status_code == 304
    condition(table)
    assert browser.get(stand_of(table), headers={"If-None-Match": tag}).status_code == 200


def test_ones_own_answer_is_no_news(as_user: AsUser) -> None:
    table = laid()
    address = reverse("answer_save", args=[table.edition.slug, table.plan.pk, table.question("regels").pk])
    saved = as_user(table.lawyer).post(address, {"value": "YES"}, headers={"HX-Request": "true"})
    assert saved.headers["X-Plan-Version"] == "1"
    assert Dossier.objects.get(plan=table.plan).version == 1


def test_a_plan_that_does_not_lie_here_has_no_stand(as_user: AsUser) -> None:
    table, other = laid(), laid()
    for number in (other.plan.pk, make.plan(table.edition).pk, 2**70):
        address = reverse("plan_stand", args=[table.edition.slug, number])
        assert as_user(table.chair).get(address).status_code == 404


# Two people in the same place


def _second_chair(table: Table) -> User:
    return make.staff(table.edition, Role.CHAIR, name="Sam")


def test_the_words_of_another_chair_are_not_lost(as_user: AsUser) -> None:
    table = laid()
    judge(table)
    reopen_verdict(table.plan.pk, table.chair.pk)
    address = reverse("verdict_confirm", args=[table.edition.slug, table.plan.pk])
    browser = as_user(_second_chair(table))
    typed = {"outcome": "YES", "explanation": "Mijn woorden.", "seen": ""}
    response = browser.post(address, typed)
    html = response.content.decode()
    assert response.status_code == 422
    assert "Wat een fijn plan." in html
    assert "Mijn woorden." in html
    assert Verdict.objects.get().explanation == "Wat een fijn plan."
    browser.post(address, {**typed, "seen": response.context["verdict_form"]["seen"].value()})
    assert Verdict.objects.get().explanation == "Mijn woorden."


def test_who_saw_the_other_chairs_words_replaces_them_and_ones_own_are_no_surprise(as_user: AsUser) -> None:
    table = laid()
    judge(table)
    reopen_verdict(table.plan.pk, table.chair.pk)
    other = _second_chair(table)
    page = as_user(other).get(reverse("table_plan", args=[table.edition.slug, table.plan.pk]))
    seen = page.context["verdict_form"]["seen"].value()
    told = {"outcome": Outcome.YES, "explanation": "Anders."}
    assert confirm_verdict(table.plan.pk, other.pk, **told, seen=seen).explanation == "Anders."  # type: ignore[arg-type]
    reopen_verdict(table.plan.pk, other.pk)
    with pytest.raises(WrittenMeanwhile):
        unseconded(table, table.plan, Outcome.YES, "")
    assert confirm_verdict(table.plan.pk, other.pk, **told).reopened_at is None  # type: ignore[arg-type]


def test_two_explanations_and_two_estimates_are_both_on_the_page(as_user: AsUser) -> None:
    table = laid()
    line = CostLine.objects.get(plan=table.plan).pk
    explain_difference(table.plan.pk, table.chair.pk, "Van Vera.")
    set_estimate(table.plan.pk, table.chair.pk, line_id=line, low_cents=1, high_cents=500_000, basis="Vera's offerte")
    browser, args = as_user(table.lawyer), [table.edition.slug, table.plan.pk]
    said = browser.post(reverse("costs_explain", args=args), {"text": "Van Lotte."})
    estimate = {"line": line, "low_cents": "10", "high_cents": "20", "basis": "Lottes offerte"}
    guessed = browser.post(reverse("estimate_set", args=args), estimate)
    for response, both in ((said, ("Van Vera.", "Van Lotte.")), (guessed, ("Vera&#x27;s", "Lottes offerte"))):
        assert response.status_code == 422
        assert all(each in response.content.decode() for each in both)
    assert table.plan.estimates.get().basis == "Vera's offerte"
    assert opened(table)
    assert explain_difference(table.plan.pk, table.lawyer.pk, "Van Vera.").explained_by == table.chair
