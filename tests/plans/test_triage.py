"""The triage: what came in, flags, contact with the maker and referrals; for the team only, but for the referral."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from audit.models import Entry
from common import clock
from common.errors import Refused
from editions.models import Edition, Role
from plans.actions import (
    add_contact_note,
    clear_flag,
    mark_seen,
    refer_plan,
    set_flag,
    update_referral,
)
from plans.actions.triage import MAX_REFERRALS
from plans.models import ContactNote, Plan, Referral, TriageFlag, TriageLook
from plans.status import Status
from tests import make
from tests.plans.browsing import ABSURD, AsUser, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]

Kind, State = TriageFlag.Kind, Referral.State
HIDDEN = [Status.DRAFT, Status.WITHDRAWN]


@pytest.fixture
def partner(edition: Edition) -> User:
    return make.staff(edition, Role.PARTNER, name="Sjoerd")


@pytest.fixture
def browser(partner: User, as_user: AsUser) -> Client:
    return as_user(partner)


@pytest.fixture
def plan(edition: Edition) -> Plan:
    return make.plan(edition, title="Fruitbomen")


def inbox(edition: Edition) -> str:
    return reverse("triage", args=[edition.slug])


def listed(browser: Client, edition: Edition, **query: str | int) -> list[str]:
    response = browser.get(inbox(edition), query)
    assert response.status_code == 200
    return [row.plan.title for row in response.context["rows"]]


def trail() -> list[tuple[str, dict[str, object]]]:
    return [(entry.action, entry.data) for entry in Entry.objects.order_by("pk")]


# Who comes in


def test_leader_and_partner_come_in_others_do_not(edition: Edition, plan: Plan, as_user: AsUser) -> None:
    others = [make.user(), plan.maker, make.staff(edition, Role.CHECKER, Role.CHAIR)]
    others.append(make.staff(make.edition(), *Role))
    for address in (inbox(edition), url("triage_plan", plan)):
        for role in (Role.LEADER, Role.PARTNER):
            assert as_user(make.staff(edition, role)).get(address).status_code == 200
        assert all(as_user(person).get(address).status_code == 403 for person in others)
        assert Client().get(address).status_code == 302


def test_what_is_only_the_makers_does_not_exist_here(edition: Edition, browser: Client) -> None:
    hidden = [make.plan(edition, status, title=f"Geheim {status}") for status in HIDDEN]
    elsewhere = make.plan(make.edition(), title="Elders")
    assert listed(browser, edition) == []
    for each in hidden:
        assert browser.get(url("triage_plan", each)).status_code == 404
        assert browser.post(url("triage_flag", each), {"kind": Kind.MERGE, "on": "1"}).status_code == 404
    assert browser.get(reverse("triage_plan", args=[edition.slug, elsewhere.pk])).status_code == 404
    assert browser.get(inbox(edition) + f"{ABSURD}/").status_code == 404


# The inbox


def test_plans_since_the_last_look_come_first_then_the_newest(edition: Edition, partner: User, browser: Client) -> None:
    now = clock.now()
    for title, days in (("oud", 9), ("gezien", 5), ("nieuw", 2), ("nieuwst", 1)):
        make.plan(edition, title=title, submitted_at=now - timedelta(days=days))
    mark_seen(edition, partner, now - timedelta(days=3))
    response = browser.get(inbox(edition))
    assert [(row.plan.title, row.is_new) for row in response.context["rows"]] == [
        ("nieuwst", True),
        ("nieuw", True),
        ("gezien", False),
        ("oud", False),
    ]
    assert response.context["new_count"] == 2


def test_a_look_is_ones_own_and_covers_what_was_on_the_page(
    edition: Edition, plan: Plan, partner: User, browser: Client
) -> None:
    until = browser.get(inbox(edition)).context["until"]
    later = make.plan(edition, title="Daarna")
    assert browser.post(reverse("triage_seen", args=[edition.slug]), {"until": until}).status_code == 302
    rows = browser.get(inbox(edition)).context["rows"]
    assert {row.plan.pk for row in rows if row.is_new} == {later.pk}
    assert not TriageLook.objects.exclude(user=partner).exists()


def test_a_look_never_goes_back_nor_into_the_future(edition: Edition, partner: User) -> None:
    now = clock.now()
    mark_seen(edition, partner, now + timedelta(days=365))
    seen = TriageLook.objects.get().seen_until
    assert seen < now + timedelta(minutes=1)
    mark_seen(edition, partner, now - timedelta(days=3))
    assert TriageLook.objects.get().seen_until == seen


@pytest.mark.parametrize(
    "until", ["", "gisteren", "\x00", ABSURD, "1999-01-01T00:00:00+00:00", "0001-01-01T00:00:00+14:00"]
)
def test_a_look_of_nonsense_changes_nothing(edition: Edition, browser: Client, until: str) -> None:
    browser.post(reverse("triage_seen", args=[edition.slug]), {"until": until})
    assert listed(browser, edition) == []
    assert not TriageLook.objects.exists()


def test_filters_by_flag_neighbourhood_theme_and_contact(edition: Edition, partner: User, browser: Client) -> None:
    meerwijk, green = edition.area.neighbourhoods.get(name="Meerwijk"), edition.themes.get(name="Groen & duurzaam")
    make.plan(edition, title="kaal")
    flagged = make.plan(edition, title="gevlagd", neighbourhood=meerwijk)
    spoken = make.plan(edition, title="gesproken", theme=green)
    set_flag(flagged.pk, Kind.MERGE, partner)
    add_contact_note(spoken.pk, partner, "Gebeld")
    assert listed(browser, edition, vlag="MERGE") == ["gevlagd"]
    assert listed(browser, edition, vlag="QUICK_WIN") == []
    assert set(listed(browser, edition, vlag="GEEN")) == {"kaal", "gesproken"}
    assert listed(browser, edition, wijk=meerwijk.pk) == ["gevlagd"]
    assert listed(browser, edition, thema=green.pk) == ["gesproken"]
    assert set(listed(browser, edition, contact="nog-niet")) == {"kaal", "gevlagd"}
    assert listed(browser, edition, contact="wel") == ["gesproken"]
    assert listed(browser, edition, contact="wel", vlag="MERGE") == []


@pytest.mark.parametrize("query", [{"vlag": "X"}, {"wijk": ABSURD}, {"thema": "\x00"}, {"contact": "💥"}])
def test_a_filter_of_nonsense_is_refused_calmly(edition: Edition, browser: Client, query: dict[str, str]) -> None:
    assert browser.get(inbox(edition), query).status_code in (400, 422)


def test_the_row_shows_what_the_team_decides_on(edition: Edition, partner: User, browser: Client) -> None:
    first = make.plan(edition, title="Veilig oversteken", summary="Strepen voor de school.", cost_cents=125_000)
    make.plan(edition, title="Veilig oversteken", summary="Strepen voor de school.")
    make.likes(first, 3)
    add_contact_note(first.pk, partner, "Gebeld")
    row = next(each for each in browser.get(inbox(edition)).context["rows"] if each.plan == first)
    assert (row.plan.price_cents, row.plan.like_count, row.contacts, len(row.similar)) == (125_000, 3, 1, 1)
    page = browser.get(inbox(edition)).content.decode()
    assert "bijna hetzelfde (100 procent)" in page
    assert "1 keer contact" in page


def test_the_number_of_queries_does_not_grow_with_the_plans(edition: Edition, partner: User, browser: Client) -> None:
    def add(number: int) -> None:
        for _ in range(number):
            each = make.plan(edition, title="Bomen langs de straat")
            set_flag(each.pk, Kind.MERGE, partner)
            add_contact_note(each.pk, partner, "Gebeld")
            refer_plan(each.pk, partner, "Groen")

    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(address).status_code == 200
        return len(captured)

    add(3)
    first = Plan.objects.earliest("pk")
    few = queries(inbox(edition)), queries(url("triage_plan", first))
    add(27)
    assert (queries(inbox(edition)), queries(url("triage_plan", first))) == few
    assert max(few) <= 30


# Flags


def test_a_flag_is_set_once_and_cleared(plan: Plan, partner: User) -> None:
    assert set_flag(plan.pk, Kind.MERGE, partner)
    assert not set_flag(plan.pk, Kind.MERGE, partner)
    assert TriageFlag.objects.get().set_by == partner
    assert clear_flag(plan.pk, Kind.MERGE, partner)
    assert not clear_flag(plan.pk, Kind.MERGE, partner)
    assert trail() == [("triage_flag_set", {"kind": "MERGE"}), ("triage_flag_cleared", {"kind": "MERGE"})]


def test_the_database_keeps_one_flag_of_a_kind(plan: Plan, partner: User) -> None:
    set_flag(plan.pk, Kind.MERGE, partner)
    set_flag(plan.pk, Kind.QUICK_WIN, partner)
    with pytest.raises(IntegrityError):
        TriageFlag.objects.create(plan=plan, kind=Kind.MERGE, set_by=partner)


@pytest.mark.parametrize("status", HIDDEN)
def test_a_plan_that_is_only_the_makers_gets_no_flag_note_or_referral(
    edition: Edition, partner: User, status: Status
) -> None:
    hidden = make.plan(edition, status).pk
    for attempt in (
        lambda: set_flag(hidden, Kind.MERGE, partner),
        lambda: add_contact_note(hidden, partner, "Gebeld"),
        lambda: refer_plan(hidden, partner, "Groen"),
    ):
        with pytest.raises(Refused):
            attempt()
    assert trail() == []


def test_the_button_toggles_and_leads_back_to_the_same_list(edition: Edition, plan: Plan, browser: Client) -> None:
    address = url("triage_flag", plan) + "?contact=nog-niet"
    response = browser.post(address, {"kind": "MERGE", "on": "1", "back": "inbox"})
    assert response.headers["Location"] == f"{inbox(edition)}?contact=nog-niet#plan-{plan.pk}"
    assert plan.flags.get().kind == "MERGE"
    response = browser.post(address, {"kind": "MERGE", "on": "0"})
    assert response.headers["Location"] == f"{url('triage_plan', plan)}?contact=nog-niet#vlaggen"
    assert not plan.flags.exists()


def test_htmx_gets_the_flags_alone(plan: Plan, browser: Client) -> None:
    page = browser.post(url("triage_flag", plan), {"kind": "MERGE", "on": "1"}, headers={"HX-Request": "true"})
    assert page.status_code == 200
    assert page.content.decode().count('aria-pressed="true"') == 1
    assert b"<html" not in page.content


@pytest.mark.parametrize("data", [{}, {"kind": "MOOI", "on": "1"}, {"kind": "MERGE"}, {"kind": "\x00", "on": "9"}])
def test_a_flag_that_does_not_exist_is_refused(plan: Plan, browser: Client, data: dict[str, str]) -> None:
    assert browser.post(url("triage_flag", plan), data).status_code == 422
    assert not TriageFlag.objects.exists()


def test_flags_and_notes_are_not_on_the_public_page(plan: Plan, partner: User, as_user: AsUser) -> None:
    set_flag(plan.pk, Kind.INFEASIBLE, partner)
    add_contact_note(plan.pk, partner, "Lastig gesprek")
    refer_plan(plan.pk, partner, "Groen", note="Vraag naar Kees")
    for browser in (Client(), as_user(plan.maker)):
        page = browser.get(url("plan_page", plan)).content.decode()
        assert "onhaalbaar" not in page.lower()
        assert "Lastig gesprek" not in page
        assert "Vraag naar Kees" not in page


# Contact


def test_a_contact_note_says_who_and_when(plan: Plan, partner: User, browser: Client) -> None:
    assert browser.post(url("contact_add", plan), {"text": " Gebeld.\r\nMaandag weer. "}).status_code == 302
    note = ContactNote.objects.get()
    assert (note.by, note.text, note.plan) == (partner, "Gebeld.\nMaandag weer.", plan)
    assert trail() == [("contact_noted", {"note": note.pk})]
    page = browser.get(url("triage_plan", plan)).content.decode()
    assert "Maandag weer." in page
    assert "Sjoerd" in page


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 2001, "a\x00b"])
def test_an_empty_endless_or_broken_note_is_refused_and_kept_on_the_form(
    plan: Plan, browser: Client, text: str
) -> None:
    assert browser.post(url("contact_add", plan), {"text": text}).status_code == 422
    assert not ContactNote.objects.exists()


def test_a_note_is_text_and_never_html(plan: Plan, partner: User, browser: Client) -> None:
    add_contact_note(plan.pk, partner, "<script>alert(1)</script>")
    assert "<script>alert" not in browser.get(url("triage_plan", plan)).content.decode()


# Referral


def test_a_referral_is_seen_by_everybody_with_what_became_of_it(plan: Plan, browser: Client) -> None:
    browser.post(url("referral_add", plan), {"department": "Verkeer ", "note": "Intern", "public_note": ""})
    page = Client().get(url("plan_page", plan)).content.decode()
    assert "Doorverwezen naar Verkeer" in page
    assert "doorgegeven" in page
    referral = Referral.objects.get()
    data = {"status": "TAKEN", "note": "Intern", "public_note": "Wij komen kijken."}
    assert browser.post(url("referral_change", plan, referral.pk), data).status_code == 302
    page = Client().get(url("plan_page", plan)).content.decode()
    assert "opgepakt" in page
    assert "Wij komen kijken." in page
    assert "Intern" not in page
    facts = {"referral": referral.pk}
    assert trail() == [
        ("plan_referred", facts),
        ("referral_updated", {**facts, "before": "OPEN", "after": "TAKEN"}),
    ]


def test_a_plan_without_a_referral_says_nothing_of_it(plan: Plan) -> None:
    assert "Doorverwezen" not in Client().get(url("plan_page", plan)).content.decode()


def test_a_plan_goes_to_a_department_once_and_to_five_at_most(plan: Plan, partner: User) -> None:
    refer_plan(plan.pk, partner, "Verkeer")
    with pytest.raises(Refused):
        refer_plan(plan.pk, partner, " VERKEER ")
    with pytest.raises(Refused):
        refer_plan(plan.pk, partner, "   ")
    for number in range(MAX_REFERRALS - 1):
        refer_plan(plan.pk, partner, f"Afdeling {number}")
    with pytest.raises(Refused):
        refer_plan(plan.pk, partner, "Nog een")
    assert plan.referrals.count() == MAX_REFERRALS


@pytest.mark.parametrize("status", [State.DONE, State.DECLINED])
def test_the_end_of_a_referral_is_explained_to_everybody(plan: Plan, partner: User, status: Referral.State) -> None:
    referral = refer_plan(plan.pk, partner, "Verkeer")
    with pytest.raises(Refused):
        update_referral(referral.pk, partner, status, "", " ")
    assert update_referral(referral.pk, partner, status, "", "Er ligt een drempel.").status == status


def test_saving_a_referral_unchanged_leaves_no_trace(plan: Plan, partner: User) -> None:
    referral = refer_plan(plan.pk, partner, "Verkeer")
    before = referral.updated_at
    assert update_referral(referral.pk, partner, State.OPEN, "", "").updated_at == before
    assert len(trail()) == 1


@pytest.mark.parametrize("data", [{}, {"status": "WEG"}, {"status": "DONE"}, {"status": "OPEN", "note": "a\x00"}])
def test_a_wrong_update_is_refused(plan: Plan, partner: User, browser: Client, data: dict[str, str]) -> None:
    referral = refer_plan(plan.pk, partner, "Verkeer")
    assert browser.post(url("referral_change", plan, referral.pk), data).status_code == 422
    referral.refresh_from_db()
    assert referral.status == State.OPEN


def test_a_referral_is_changed_at_its_own_plan_only(
    edition: Edition, plan: Plan, partner: User, browser: Client
) -> None:
    referral = refer_plan(plan.pk, partner, "Verkeer")
    other = make.plan(edition)
    data = {"status": "TAKEN"}
    assert browser.post(url("referral_change", other, referral.pk), data).status_code == 404
    assert browser.post(url("referral_change", plan, int(ABSURD)), data).status_code == 404
    referral.refresh_from_db()
    assert referral.status == State.OPEN


def test_the_trail_holds_no_words_of_people(plan: Plan, partner: User) -> None:
    add_contact_note(plan.pk, partner, "Lastig gesprek")
    referral = refer_plan(plan.pk, partner, "Bureau Kees", "Bel Kees", "Kees komt")
    update_referral(referral.pk, partner, State.DONE, "Kees was er", "Kees is geweest")
    kept = str(list(Entry.objects.values()))
    assert not any(word in kept for word in ("Lastig", "Kees", str(partner.email)))
