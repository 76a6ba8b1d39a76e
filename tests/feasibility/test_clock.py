"""The six weeks of a plan: when they begin, what stops them, who sees what is late, and what everybody may know."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from audit.models import Entry
from common import clock
from common.errors import Refused
from editions.models import Role
from editions.phases import Phase
from feasibility.actions import (
    assign_plans,
    confirm_verdict,
    pause_clock,
    reopen_verdict,
    resume_clock,
    save_answer,
)
from feasibility.actions.assigning import Choice
from feasibility.models import ClockPause, Seat, TableRules
from feasibility.queries.clock import Pace, arrange_clocks, clock_of, clock_rows
from feasibility.quick_test import Discipline, Outcome, Value
from plans.actions import apply_threshold, publish_plan
from plans.models import CoMaker, Plan
from plans.status import Status
from tests import make
from tests.feasibility.people import (
    Who,
    chair,
    chair_elsewhere,
    lawyer,
    leader,
    maker_with_every_role,
    partner,
    resident,
)
from tests.feasibility.table import Table, answer_all, checker, judge, laid, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]
AsUser = Callable[[User], Client]
REASON = "Wacht op de maker."


def overview(table: Table) -> str:
    return reverse("clock_overview", args=[table.edition.slug])


def url(name: str, table: Table) -> str:
    return reverse(name, args=[table.edition.slug, table.plan.pk])


def left(table: Table) -> int:
    return clock_of(Plan.objects.get(pk=table.plan.pk), table.edition).left


# When it begins


def test_the_clock_begins_when_the_plan_enters_the_check() -> None:
    edition = make.edition(Phase.LIKES, threshold=1, threshold_inclusive=True)
    plan = make.plan(edition, Status.SUBMITTED, submitted_at=clock.now() - timedelta(days=20))
    fell = make.plan(edition, Status.SUBMITTED)
    make.likes(plan, 1)
    apply_threshold(edition, None)
    plan.refresh_from_db()
    fell.refresh_from_db()
    assert plan.check_started_at
    assert localdate(plan.check_started_at) == clock.today()
    assert fell.check_started_at is None
    assert clock_of(plan, edition).left == 42


def test_a_plan_that_is_published_later_begins_later() -> None:
    table = laid()
    held = make.plan(table.edition, Status.HELD, likes_at_close=99, needed_at_close=50)
    clock.move(timedelta(days=9))
    publish_plan(held.pk, table.leader, leads=True)
    held.refresh_from_db()
    assert clock_of(held, table.edition).left == 42
    assert left(table) == 33


def test_the_rules_say_how_long_it_is() -> None:
    table = laid()
    TableRules.objects.create(edition=table.edition, term_days=10, working_days=True)
    assert left(table) == 10
    clock.move(timedelta(days=7))
    assert left(table) in (5, 6)
    assert clock_of(table.plan, table.edition).unit == "werkdagen"


# Pauses


@pytest.mark.parametrize("who", [lawyer, partner, leader, resident, chair_elsewhere, maker_with_every_role])
def test_only_the_chair_stops_and_starts_it_and_not_for_their_own_plan(as_user: AsUser, who: Who) -> None:
    table = laid()
    person = who(table)
    with pytest.raises(Refused):
        pause_clock(table.plan.pk, person.pk, REASON)
    as_user(person).post(url("clock_pause", table), {"reason": REASON})
    assert not ClockPause.objects.exists()
    pause_clock(table.plan.pk, table.chair.pk, REASON)
    with pytest.raises(Refused):
        resume_clock(table.plan.pk, person.pk)
    as_user(person).post(url("clock_resume", table))
    assert ClockPause.objects.get().ended_at is None


def test_days_of_a_pause_do_not_count_and_the_day_it_goes_on_does() -> None:
    table = laid()
    clock.move(timedelta(days=5))
    pause_clock(table.plan.pk, table.chair.pk, REASON)
    assert left(table) == 38
    clock.move(timedelta(days=10))
    assert left(table) == 38
    resume_clock(table.plan.pk, table.chair.pk)
    assert left(table) == 37
    clock.move(timedelta(days=1))
    assert left(table) == 36


def test_a_pause_of_one_moment_costs_and_gives_nothing() -> None:
    table = laid()
    clock.move(timedelta(days=5))
    pause_clock(table.plan.pk, table.chair.pk, REASON)
    resume_clock(table.plan.pk, table.chair.pk)
    assert left(table) == 37


def test_a_pause_moves_the_last_day_on() -> None:
    table = laid()
    due = clock_of(table.plan, table.edition).due
    clock.move(timedelta(days=2))
    pause_clock(table.plan.pk, table.chair.pk, REASON)
    clock.move(timedelta(days=6))
    resume_clock(table.plan.pk, table.chair.pk)
    assert clock_of(table.plan, table.edition).due == due + timedelta(days=6)


def test_a_clock_stops_once_and_starts_once() -> None:
    table = laid()
    with pytest.raises(Refused, match="loopt"):
        resume_clock(table.plan.pk, table.chair.pk)
    pause_clock(table.plan.pk, table.chair.pk, REASON)
    with pytest.raises(Refused, match="staat al stil"):
        pause_clock(table.plan.pk, table.chair.pk, "Nog eens.")
    with pytest.raises(IntegrityError, match="a_clock_is_paused_once"), transaction.atomic():
        ClockPause.objects.create(plan=table.plan, reason="Nog eens.", started_by=table.chair)
    resume_clock(table.plan.pk, table.chair.pk)
    pause_clock(table.plan.pk, table.chair.pk, "Opnieuw.")
    actions = ["clock_paused", "clock_resumed", "clock_paused"]
    kept = Entry.objects.filter(action__startswith="clock").order_by("pk")
    assert [entry.action for entry in kept] == actions
    assert all("Wacht" not in str(entry.data) for entry in kept)


@pytest.mark.parametrize("reason", ["", "   ", "x" * 301])
def test_a_pause_says_why(as_user: AsUser, reason: str) -> None:
    table = laid()
    response = as_user(table.chair).post(url("clock_pause", table), {"reason": reason})
    assert response.status_code == 422
    assert reason.strip() in response.content.decode()
    assert not ClockPause.objects.exists()


def test_a_judged_plan_needs_no_pause_and_a_verdict_ends_one() -> None:
    table = laid()
    pause_clock(table.plan.pk, table.chair.pk, REASON)
    judge(table)
    assert ClockPause.objects.get().ended_at is not None
    with pytest.raises(Refused, match="oordeel"):
        pause_clock(table.plan.pk, table.chair.pk, REASON)
    reopen_verdict(table.plan.pk, table.chair.pk)
    pause_clock(table.plan.pk, table.chair.pk, REASON)
    assert ClockPause.objects.count() == 2


def test_nothing_stops_after_publication() -> None:
    table = laid()
    judge(table)
    publish(table)
    with pytest.raises(Refused):
        pause_clock(table.plan.pk, table.chair.pk, REASON)


def test_the_page_of_a_plan_shows_its_clock_and_the_chair_stops_it(as_user: AsUser) -> None:
    table = laid()
    browser = as_user(table.chair)
    response = browser.post(f"{url('clock_pause', table)}?mijn=1", {"reason": REASON})
    assert response["Location"].endswith("?mijn=1#termijn")
    shown = browser.get(url("table_plan", table)).content.decode()
    assert "staat stil" in shown
    assert REASON in shown
    assert "Laat de termijn weer lopen" not in as_user(table.lawyer).get(url("table_plan", table)).content.decode()
    browser.post(url("clock_resume", table))
    assert "nog 42 dagen" in browser.get(url("table_plan", table)).content.decode()
    judge(table)
    assert "nog 42 dagen" not in browser.get(url("table_plan", table)).content.decode()


# What is late, and with whom


@pytest.mark.parametrize(
    ("days", "pace", "words"),
    [
        (0, Pace.IN_TIME, "nog 42 dagen"),
        (34, Pace.IN_TIME, "nog 8 dagen"),
        (35, Pace.NEARLY, "nog 7 dagen"),
        (41, Pace.NEARLY, "nog 1 dag"),
        (42, Pace.NEARLY, "vandaag de laatste dag"),
        (43, Pace.LATE, "1 dag te laat"),
        (60, Pace.LATE, "18 dagen te laat"),
    ],
)
def test_a_plan_is_late_after_its_last_day(days: int, pace: Pace, words: str) -> None:
    table = laid()
    clock.move(timedelta(days=days))
    row = clock_rows(table.edition)[0]
    assert (row.clock.pace, row.clock.words) == (pace, words)


def _names(table: Table, discipline: Discipline) -> list[str]:
    row = next(row for row in clock_rows(table.edition) if row.plan.pk == table.plan.pk)
    wait = next(wait for wait in row.waits if wait.discipline is discipline)
    return [str(user) for user in wait.people]


def test_a_plan_waits_for_everybody_with_that_seat_until_somebody_is_chosen() -> None:
    table = laid()
    other = checker(table.edition, Discipline.LEGAL, name="Anna")
    deputy = checker(table.edition, Discipline.LEGAL, name="Bram")
    assert _names(table, Discipline.LEGAL) == ["Anna", "Bram", "Lotte"]
    assign_plans(table.edition.pk, table.chair.pk, Discipline.LEGAL, {table.plan.pk: Choice(other.pk, deputy.pk)})
    assert _names(table, Discipline.LEGAL) == ["Anna", "Bram"]


def test_whoever_makes_the_plan_or_lost_their_seat_or_role_is_not_waited_for() -> None:
    table = laid()
    assign_plans(table.edition.pk, table.chair.pk, Discipline.LEGAL, {table.plan.pk: Choice(table.lawyer.pk)})
    seat = Seat.objects.get(user=table.lawyer)
    seat.delete()
    assert _names(table, Discipline.LEGAL) == []
    seat.save()
    assert _names(table, Discipline.LEGAL) == ["Lotte"]
    CoMaker.objects.create(plan=table.plan, user=table.lawyer)
    assert _names(table, Discipline.LEGAL) == []
    CoMaker.objects.all().delete()
    table.lawyer.edition_roles.all().delete()
    make.role(table.lawyer, make.edition(), Role.CHECKER)
    assert _names(table, Discipline.LEGAL) == []


def test_a_plan_whose_questions_are_answered_waits_for_the_chair() -> None:
    table = laid()
    save_answer(table.plan.pk, table.question("regels").pk, table.lawyer.pk, value=Value.YES)
    row = clock_rows(table.edition)[0]
    assert not row.ready
    assert [wait.count for wait in row.waits if wait.discipline is Discipline.LEGAL] == [1]
    answer_all(table)
    row = clock_rows(table.edition)[0]
    assert row.ready
    assert row.waits == ()
    judge(table)
    assert clock_rows(table.edition) == []


def test_the_most_urgent_comes_first_and_what_stands_still_last() -> None:
    table = laid()
    now = clock.now()
    for days, title in ((50, "laat"), (38, "bijna"), (45, "stil")):
        at = now - timedelta(days=days)
        plan = make.plan(table.edition, Status.IN_CHECK, title=title, check_started_at=at)
        if title == "stil":
            pause_clock(plan.pk, table.chair.pk, REASON)
    Plan.objects.filter(pk=table.plan.pk).update(title="nieuw")
    rows = clock_rows(table.edition)
    assert [row.plan.title for row in rows] == ["laat", "bijna", "nieuw", "stil"]
    assert [row.plan.title for row in arrange_clocks(rows, "-termijn")] == ["stil", "nieuw", "bijna", "laat"]
    assert [row.plan.title for row in arrange_clocks(rows, "plan")] == ["bijna", "laat", "nieuw", "stil"]
    assert arrange_clocks(rows, "onzin") == rows


def test_the_overview_says_with_whom_a_plan_waits(as_user: AsUser) -> None:
    table = laid()
    clock.move(timedelta(days=50))
    shown = as_user(table.leader).get(overview(table)).content.decode()
    assert "8 dagen te laat" in shown
    assert "niet verdeeld" in shown
    assert "Lotte" in shown
    assert "niemand" in shown, "nobody sits there for money"
    assert table.plan.title not in as_user(table.leader).get(overview(table), {"stand": "NEARLY"}).content.decode()


@pytest.mark.parametrize("typed", [{"sort": "\x00"}, {"stand": "ZOMAAR"}, {"sort": "-"}])
def test_a_strange_address_is_no_error(as_user: AsUser, typed: dict[str, str]) -> None:
    table = laid()
    assert as_user(table.chair).get(overview(table), typed).status_code == 200


@pytest.mark.parametrize("who", [lawyer, partner, resident, chair_elsewhere])
def test_the_overview_is_for_the_chair_and_the_leader(as_user: AsUser, who: Who) -> None:
    table = laid()
    assert as_user(who(table)).get(overview(table)).status_code == 403
    assert as_user(chair(table)).get(overview(table)).status_code == 200


@pytest.mark.parametrize("plans", [1, 8])
def test_the_overview_asks_the_same_number_of_queries_for_any_number_of_plans(
    as_user: AsUser, plans: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    table = laid()
    for _ in range(plans):
        plan = make.plan(table.edition, Status.IN_CHECK)
        pause_clock(plan.pk, table.chair.pk, REASON)
        assign_plans(table.edition.pk, table.chair.pk, Discipline.LEGAL, {plan.pk: Choice(table.lawyer.pk)})
    browser = as_user(table.chair)
    with django_assert_num_queries(13):
        browser.get(overview(table))


# What everybody may know


def public_bytes(table: Table) -> list[bytes]:
    """What a visitor gets of the plan: its page, the list and the edition."""
    browser = Client()
    pages = [
        reverse("plan_page", args=[table.edition.slug, table.plan.pk]),
        reverse("plan_list", args=[table.edition.slug]),
        reverse("edition_page", args=[table.edition.slug]),
    ]
    return [browser.get(page).content for page in pages]


def test_everybody_reads_since_when_a_plan_is_in_hand() -> None:
    table = laid()
    Plan.objects.update(check_started_at=make.moment(19))
    assert "In behandeling sinds 19 september 2026" in public_bytes(table)[0].decode()
    Plan.objects.update(status=Status.SUBMITTED)
    assert "In behandeling sinds" not in public_bytes(table)[0].decode()


def test_no_pause_answer_verdict_or_lateness_changes_a_public_byte() -> None:
    table = laid()
    Plan.objects.update(check_started_at=clock.now() - timedelta(days=60))
    before = public_bytes(table)
    pause_clock(table.plan.pk, table.chair.pk, REASON)
    assert public_bytes(table) == before
    assign_plans(table.edition.pk, table.chair.pk, Discipline.LEGAL, {table.plan.pk: Choice(table.lawyer.pk)})
    assert public_bytes(table) == before
    answer_all(table)
    confirm_verdict(table.plan.pk, table.chair.pk, outcome=Outcome.YES, explanation="Een fijn plan.")
    assert public_bytes(table) == before
    reopen_verdict(table.plan.pk, table.chair.pk)
    assert public_bytes(table) == before
    TableRules.objects.create(edition=table.edition, term_days=3)
    assert public_bytes(table) == before
