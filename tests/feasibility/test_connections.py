"""Chances in the neighbourhood: who links a plan, and who reads what of it when."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from audit.models import Entry
from common.errors import Refused
from feasibility.actions import add_connection, connections, remove_connection
from feasibility.models import Connection
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
from tests.feasibility.table import Table, judge, laid, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]
AsUser = Callable[[User], Client]
Kind = Connection.Kind
REACH = "06-12345678"


def link(table: Table, by: User | None = None, **facts: Any) -> Connection:
    facts = {"kind": Kind.CONTACT, "name": "Rachid", "why": "Heeft een kraan.", "reach": REACH, **facts}
    return add_connection(table.plan.pk, (by or table.lawyer).pk, **facts)


def linked() -> tuple[Table, Plan]:
    """A contact, an organisation and another plan, all with a verdict."""
    table = laid()
    other = make.plan(table.edition, Status.IN_CHECK, title="De moestuin")
    link(table)
    link(table, kind=Kind.ORGANISATION, name="Buurtbedrijf", why="Leent gereedschap uit.", reach="loket@example.org")
    link(table, kind=Kind.PLAN, other_plan_id=other.pk, why="Deel de composthoop.")
    judge(table)
    judge(table, other)
    return table, other


def public_page(table: Table, browser: Client | None = None) -> str:
    page = reverse("plan_page", args=[table.edition.slug, table.plan.pk])
    return (browser or Client()).get(page).content.decode()


def address(table: Table, name: str, *more: int) -> str:
    return reverse(name, args=[table.edition.slug, table.plan.pk, *more])


# Who


@pytest.mark.parametrize("who", [lawyer, chair, partner, leader])
def test_everybody_at_the_table_links_a_plan(as_user: AsUser, who: Who) -> None:
    table = laid()
    data = {"kind": "CONTACT", "name": "Rachid", "why": "Heeft een kraan.", "reach": REACH}
    assert as_user(who(table)).post(address(table, "connection_add"), data).status_code == 302
    made = Connection.objects.get()
    assert (made.name, made.reach, made.added_by) == ("Rachid", REACH, who(table))
    assert REACH in as_user(table.chair).get(address(table, "table_talk")).content.decode()


@pytest.mark.parametrize("who", [resident, chair_elsewhere, maker_with_every_role])
def test_nobody_else_links_or_removes(who: Who) -> None:
    table = laid()
    made = link(table)
    person = who(table)
    with pytest.raises(Refused):
        link(table, person, name="Anders")
    with pytest.raises(Refused):
        remove_connection(table.plan.pk, person.pk, made.pk)
    assert Connection.objects.count() == 1


@pytest.mark.parametrize("who", [lawyer, chair])
def test_who_added_it_or_the_chair_removes_it_and_twice_is_once(who: Who) -> None:
    table = laid()
    made = link(table)
    for _ in range(2):
        remove_connection(table.plan.pk, who(table).pk, made.pk)
    assert not Connection.objects.exists()


@pytest.mark.parametrize("who", [partner, leader])
def test_a_colleague_does_not_remove_it(who: Who) -> None:
    table = laid()
    made = link(table)
    with pytest.raises(Refused, match="Alleen wie"):
        remove_connection(table.plan.pk, who(table).pk, made.pk)


# What


def test_what_can_be_linked() -> None:
    table = laid()
    elsewhere, draft = make.plan(), make.plan(table.edition, Status.DRAFT)
    for wrong, words in (
        ({"name": "  "}, "met wie of wat"),
        ({"name": "\u202e\u200b"}, "met wie of wat"),
        ({"why": " "}, "kan betekenen"),
        ({"kind": Kind.PLAN}, "uit de lijst"),
        ({"kind": Kind.PLAN, "other_plan_id": elsewhere.pk}, "uit de lijst"),
        ({"kind": Kind.PLAN, "other_plan_id": draft.pk}, "uit de lijst"),
        ({"kind": Kind.PLAN, "other_plan_id": table.plan.pk}, "zichzelf"),
    ):
        with pytest.raises(Refused, match=words):
            link(table, **wrong)
    assert not Connection.objects.exists()


def test_the_same_twice_and_too_many_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    table = laid()
    other = make.plan(table.edition)
    link(table)
    link(table, kind=Kind.PLAN, other_plan_id=other.pk)
    for again in ({"name": "RACHID "}, {"kind": Kind.PLAN, "other_plan_id": other.pk}):
        with pytest.raises(Refused, match="staat er al"):
            link(table, **again)
    monkeypatch.setattr(connections, "MOST_CONNECTIONS", 2)
    with pytest.raises(Refused, match="Haal er eerst een weg"):
        link(table, name="Nog een")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"kind": "CONTACT", "why": "Helpt."}, "met wie of wat"),
        ({"kind": "PLAN", "why": "Helpt."}, "Kies een plan"),
        ({"kind": "PLAN", "why": "Helpt.", "other_plan": "9" * 40}, "Kies een plan"),
        ({"kind": "IETS", "why": "Helpt."}, "Kies wat u verbindt"),
        ({"kind": "CONTACT", "name": "Rachid", "why": ""}, "kan betekenen"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(as_user: AsUser, data: dict[str, str], words: str) -> None:
    table = laid()
    response = as_user(table.partner).post(address(table, "connection_add"), {**data, "reach": REACH})
    assert response.status_code == 422
    html = response.content.decode()
    assert words in html
    assert REACH in html


def test_the_trail_holds_no_name_and_no_address() -> None:
    made = link(laid())
    entry = Entry.objects.get(action="connection_added")
    assert entry.data == {"connection": made.pk}


def test_after_publication_nothing_changes_any_more() -> None:
    table, _ = linked()
    publish(table)
    for act in (lambda: link(table, name="Laat"), lambda: remove_connection(table.plan.pk, table.chair.pk, 1)):
        with pytest.raises(Refused, match="bekendgemaakt"):
            act()


# Who reads what, when


def test_before_publication_nobody_but_the_table_reads_of_it(as_user: AsUser) -> None:
    table, _ = linked()
    for browser in (Client(), as_user(table.plan.maker), as_user(table.chair)):
        html = public_page(table, browser)
        for words in ("Kansen in de buurt", "Rachid", "Buurtbedrijf", "composthoop", REACH):
            assert words not in html


def test_after_publication_everybody_reads_organisations_and_plans_but_no_contact_and_no_address(
    as_user: AsUser,
) -> None:
    table, other = linked()
    publish(table)
    for browser in (Client(), as_user(make.user()), as_user(other.maker), as_user(table.leader)):
        html = public_page(table, browser)
        assert "Buurtbedrijf" in html
        assert "De moestuin" in html
        for words in ("Rachid", REACH, "loket@example.org", "kraan"):
            assert words not in html


@pytest.mark.parametrize("together", [False, True])
def test_after_publication_the_makers_read_all_of_it(as_user: AsUser, together: bool) -> None:
    table, _ = linked()
    maker = table.plan.maker
    if together:
        maker = make.user("Joke")
        CoMaker.objects.create(plan=table.plan, user=maker)
    publish(table)
    html = public_page(table, as_user(maker))
    for words in ("Rachid", REACH, "loket@example.org", "Buurtbedrijf", "De moestuin"):
        assert words in html


def test_only_contacts_leave_no_empty_heading_for_others() -> None:
    table = laid()
    link(table)
    judge(table)
    publish(table)
    assert "Kansen in de buurt" not in public_page(table)


def test_a_plan_that_was_taken_back_is_no_longer_named() -> None:
    table, other = linked()
    publish(table)
    Plan.objects.filter(pk=other.pk).update(status=Status.WITHDRAWN)
    html = public_page(table)
    assert "De moestuin" not in html
    assert "Buurtbedrijf" in html


def test_what_was_typed_is_shown_as_text(as_user: AsUser) -> None:
    table = laid()
    link(table, kind=Kind.ORGANISATION, name="<b>Fonds</b>", why="<i>geld</i>")
    judge(table)
    publish(table)
    for html in (public_page(table), as_user(table.chair).get(address(table, "table_talk")).content.decode()):
        assert "&lt;b&gt;Fonds" in html
        assert "<i>geld" not in html
