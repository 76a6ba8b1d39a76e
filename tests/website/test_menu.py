"""Everybody on the staff pages finds the pages of their own roles, and no others."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from editions.models import Edition, Role
from editions.phases import Phase
from tests import make
from website.templatetags.staff import MENU

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]
AsUser = Callable[[User], Client]


def menu(browser: Client, edition: Edition, name: str = "table") -> set[str]:
    shown = browser.get(reverse(name, args=[edition.slug])).content.decode()
    side = shown[shown.index('id="beheermenu"') : shown.index('id="inhoud"')]
    return {entry.name for entry in MENU if f'href="{reverse(entry.name, args=[edition.slug])}"' in side}


@pytest.mark.parametrize("role", list(Role))
def test_the_menu_holds_exactly_what_the_role_may_open(role: Role, as_user: AsUser) -> None:
    edition = make.edition(Phase.FEASIBILITY)
    browser = as_user(make.staff(edition, role))
    open_to = {each.name for each in MENU if browser.get(reverse(each.name, args=[edition.slug])).status_code == 200}
    home = "counter" if role is Role.CLERK else "table"
    assert menu(browser, edition, home) == open_to
    assert home in open_to


def test_the_menu_is_the_same_on_every_page(as_user: AsUser) -> None:
    edition = make.edition(Phase.FEASIBILITY)
    browser = as_user(make.staff(edition, Role.CHAIR))
    found = menu(browser, edition)
    assert found == {"table", "flow_list", "verdicts_publish", "count_confirm"}
    assert menu(browser, edition, "verdicts_publish") == found


def test_a_role_in_another_edition_opens_nothing_here(as_user: AsUser) -> None:
    edition, other = make.edition(Phase.FEASIBILITY), make.edition(Phase.FEASIBILITY)
    person = make.staff(edition, Role.PARTNER)
    make.role(person, other, Role.LEADER)
    assert menu(as_user(person), edition) == {
        "table",
        "triage",
        "signatures",
        "moderation",
        "counter",
        "updates_manage",
    }


def test_the_page_is_marked_and_the_administrator_finds_the_way(as_user: AsUser) -> None:
    edition = make.edition(Phase.FEASIBILITY)
    administrator = make.staff(edition, Role.LEADER, is_staff=True)
    shown = as_user(administrator).get(reverse("cockpit", args=[edition.slug])).content.decode()
    assert shown.count(f'href="{reverse("cockpit", args=[edition.slug])}" aria-current="page"') == 1
    to_admin = f'href="{reverse("admin:index")}"'
    assert to_admin in shown
    leader = make.staff(edition, Role.LEADER)
    assert to_admin not in as_user(leader).get(reverse("cockpit", args=[edition.slug])).content.decode()


def test_my_work_brings_roles_of_one_edition_together(as_user: AsUser) -> None:
    edition = make.edition(Phase.FEASIBILITY, name="Schalkwijk aan Zet")
    person = make.staff(edition, Role.CHAIR, Role.LEADER)
    shown = as_user(person).get(reverse("my_work")).content.decode()
    assert shown.count("U bent ") == 1
    assert "voorzitter van de tafel en projectleider" in shown
    assert reverse("cockpit", args=[edition.slug]) in shown
    assert reverse("table", args=[edition.slug]) in shown


def test_my_work_shows_a_checker_the_table_only_and_a_resident_nothing(as_user: AsUser) -> None:
    edition = make.edition(Phase.FEASIBILITY)
    checker = as_user(make.staff(edition, Role.CHECKER)).get(reverse("my_work")).content.decode()
    assert reverse("table", args=[edition.slug]) in checker
    assert reverse("cockpit", args=[edition.slug]) not in checker
    assert "Geen taken" in as_user(make.user()).get(reverse("my_work")).content.decode()
    assert Client().get(reverse("my_work")).status_code == 302


def test_my_work_costs_a_constant_number_of_queries(
    as_user: AsUser, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    person = make.user()
    for _ in range(5):
        make.role(person, make.edition(), Role.LEADER)
    browser = as_user(person)
    with django_assert_max_num_queries(5):
        browser.get(reverse("my_work"))
