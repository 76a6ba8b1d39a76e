"""What the round cost: entered by the project leader, never below zero, fixed at the end."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from common import clock
from common.errors import Refused
from editions.models import Edition, Role
from editions.phases import Phase
from report.actions import add_hours, add_other_cost, remove_hours, set_prices
from report.hours import HoursError, as_hours, parse_quarters
from report.models import OtherCost, RoundPrices, StaffHours
from tests import make
from tests.report.reported import leader, published, with_result

AsUser = Callable[[User], Client]
pytestmark = pytest.mark.usefixtures("no_second_factor")


class TestTime:
    @pytest.mark.parametrize(
        ("typed", "quarters"),
        [("12", 48), ("7,5", 30), ("7.25", 29), ("7:45", 31), ("0,75", 3), (" 8 uur ", 32), ("7u30", 30), ("1,50", 6)],
    )
    def test_time_is_read_as_people_type_it(self, typed: str, quarters: int) -> None:
        assert parse_quarters(typed) == quarters

    @pytest.mark.parametrize(
        "typed", ["", "-1", "−2", "0", "0:00", "7,3", "7:20", "1e3", "abc", "7,555", "99999999999", "10000,25", "١"]
    )
    def test_what_is_no_time_or_no_quarter_is_refused(self, typed: str) -> None:
        with pytest.raises(HoursError):
            parse_quarters(typed)

    @given(st.integers(1, 40_000))
    def test_what_is_shown_is_read_back(self, quarters: int) -> None:
        assert parse_quarters(as_hours(quarters).replace(".", "")) == quarters


@pytest.mark.django_db
class TestRefused:
    def test_nothing_below_zero_gets_in(self) -> None:
        edition = make.edition()
        by = leader(edition).pk
        for refused in (
            lambda: add_hours(edition.pk, "x", "LEADING", 0, by),
            lambda: add_hours(edition.pk, "x", "LEADING", -4, by),
            lambda: add_other_cost(edition.pk, "x", 0, by),
            lambda: add_other_cost(edition.pk, "x", -100, by),
            lambda: set_prices(edition.pk, -1, None, by),
            lambda: set_prices(edition.pk, None, -1, by),
        ):
            with pytest.raises(Refused):
                refused()
        assert not StaffHours.objects.exists()
        assert not OtherCost.objects.exists()
        assert not RoundPrices.objects.exists()

    @pytest.mark.parametrize("cents", [0, -5])
    def test_the_database_takes_no_costs_of_nothing(self, cents: int) -> None:
        edition = make.edition()
        facts = {"entered_by": leader(edition), "entered_at": clock.now()}
        with pytest.raises(IntegrityError), transaction.atomic():
            OtherCost.objects.create(edition=edition, label="x", cents=cents, **facts)
        with pytest.raises(IntegrityError), transaction.atomic():
            StaffHours.objects.create(edition=edition, function="x", work="LEADING", quarters=cents, **facts)

    def test_costs_are_fixed_when_the_edition_is_closed_and_its_report_public(self) -> None:
        world = with_result()
        by = leader(world.edition).pk
        published(world)
        row = add_hours(world.edition.pk, "projectleider", "LEADING", 4, by)
        Edition.objects.filter(pk=world.edition.pk).update(phase=Phase.CLOSED)
        with pytest.raises(Refused):
            add_other_cost(world.edition.pk, "Zaal", 100, by)
        with pytest.raises(Refused):
            remove_hours(world.edition.pk, row.pk, by)
        with pytest.raises(Refused):
            set_prices(world.edition.pk, 1, 1, by)

    def test_a_line_of_another_edition_is_not_removed(self) -> None:
        edition, other = make.edition(), make.edition()
        row = add_hours(edition.pk, "projectleider", "LEADING", 4, leader(edition).pk)
        with pytest.raises(Refused):
            remove_hours(other.pk, row.pk, leader(other).pk)
        assert StaffHours.objects.exists()


@pytest.mark.django_db
class TestPage:
    def test_the_leader_enters_prices_hours_and_costs_and_takes_a_line_away(self, as_user: AsUser) -> None:
        edition = make.edition()
        browser = as_user(leader(edition))
        self.post(browser, edition, "prices_set", {"prijzen-letter_cents": "0,97", "prijzen-hourly_cents": "68,50"})
        hours = {"uren-function": "adviseur", "uren-work": "SUPPORT", "uren-quarters": "7,5"}
        self.post(browser, edition, "hours_add", hours)
        self.post(browser, edition, "other_cost_add", {"kosten-label": "Zaal", "kosten-cents": "1.250"})
        page = browser.get(reverse("round_costs", args=[edition.slug])).content.decode()
        for said in ("adviseur", "makers helpen", "7,5", "€\xa0513,75", "Zaal", "€\xa01.763,75"):
            assert said in page
        row = StaffHours.objects.get()
        assert browser.post(reverse("hours_remove", args=[edition.slug, row.pk])).status_code == 302
        assert browser.post(reverse("hours_remove", args=[edition.slug, row.pk])).status_code == 302
        assert not StaffHours.objects.exists()

    @pytest.mark.parametrize(
        ("name", "typed"),
        [
            ("hours_add", {"uren-function": "Bureau", "uren-work": "LEADING", "uren-quarters": "-3"}),
            ("hours_add", {"uren-function": "Bureau", "uren-work": "HACK", "uren-quarters": "3"}),
            ("hours_add", {"uren-function": "Bureau", "uren-work": "LEADING", "uren-quarters": "3,1"}),
            ("other_cost_add", {"kosten-label": "Bureau", "kosten-cents": "-5"}),
            ("other_cost_add", {"kosten-label": "Bureau", "kosten-cents": "veel"}),
            ("prices_set", {"prijzen-letter_cents": "-0,97"}),
        ],
    )
    def test_bad_input_is_said_and_what_was_typed_stays(
        self, as_user: AsUser, name: str, typed: dict[str, str]
    ) -> None:
        edition = make.edition()
        answer = as_user(leader(edition)).post(reverse(name, args=[edition.slug]), typed)
        assert answer.status_code == 422
        page = answer.content.decode()
        assert "is-invalid" in page
        assert all(value in page for value in typed.values() if value != "HACK")

    def post(self, browser: Client, edition: Edition, name: str, typed: dict[str, str]) -> None:
        assert browser.post(reverse(name, args=[edition.slug]), typed).status_code == 302


@pytest.mark.django_db
def test_two_presses_of_the_button_are_one_line() -> None:
    edition = make.edition(Phase.EXECUTION)
    by = make.staff(edition, Role.LEADER).pk
    for _ in range(2):
        add_hours(edition.pk, "adviseur", "OTHER", 4, by)
        add_other_cost(edition.pk, "Zaal", 5_000, by)
    assert (StaffHours.objects.count(), OtherCost.objects.count()) == (1, 1)
    clock.move(timedelta(minutes=3))
    add_other_cost(edition.pk, "Zaal", 5_000, by)
    assert OtherCost.objects.count() == 2
