"""Merging on the pages of the team: both plans side by side, a choice, and what it brings about."""

import pytest
from django.test import Client

from accounts.models import User
from editions.models import Edition, Role
from editions.phases import Phase
from plans import actions
from plans.models import (
    Plan,
    Referral,
    TriageFlag,
)
from plans.status import Status
from tests import make
from tests.plans.browsing import AsUser, url
from tests.plans.merging.world import merge, supporters

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]


def confirm(one: Plan, other: Plan) -> str:
    return url("merge_confirm", one, other.pk)


def test_the_team_merges_after_looking_at_both(source: Plan, target: Plan, edition: Edition, as_user: AsUser) -> None:
    make.likes(source, 3)
    browser = as_user(make.staff(edition, Role.PARTNER))
    page = browser.get(confirm(source, target)).content.decode()
    for words in ("Appelbomen", "Fruitbomen", "Anna, Omar", "Dit kunt u niet terugdraaien", "likes worden 3"):
        assert words in page
    response = browser.post(confirm(source, target), {"target": target.pk, "agreed": "on"})
    assert response["Location"] == url("triage_plan", target)
    again = browser.post(confirm(source, target), {"target": target.pk, "agreed": "on"}, follow=True)
    assert again.status_code == 200
    source.refresh_from_db()
    assert source.merged_into == target
    assert supporters(target) == 3


def test_either_plan_can_go_on(source: Plan, target: Plan, leader: User, as_user: AsUser) -> None:
    as_user(leader).post(confirm(source, target), {"target": source.pk, "agreed": "on"})
    target.refresh_from_db()
    assert target.merged_into == source


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"agreed": "on"}, "Kies welk plan verder gaat."),
        ({"target": "1", "agreed": "on"}, "Selecteer een geldige keuze"),
        ({"target": "TARGET"}, "Spreek eerst met de makers"),
    ],
)
def test_a_choice_that_is_not_complete_merges_nothing(
    source: Plan, target: Plan, leader: User, as_user: AsUser, data: dict[str, str], words: str
) -> None:
    sent = {key: str(target.pk) if value == "TARGET" else value for key, value in data.items()}
    response = as_user(leader).post(confirm(source, target), sent)
    assert response.status_code == 422
    assert words in response.content.decode()
    source.refresh_from_db()
    assert source.state is Status.SUBMITTED


def test_the_page_refuses_with_what_stands_there(source: Plan, target: Plan, leader: User, as_user: AsUser) -> None:
    actions.withdraw_plan(target.pk, target.maker)
    held = make.plan(source.edition, Status.HELD, held_reason="Nog niet")
    browser = as_user(leader)
    assert browser.get(confirm(source, target)).status_code == 404
    assert browser.get(confirm(source, held))["Location"] == url("triage_plan", source)
    response = browser.post(confirm(source, held), {"target": source.pk, "agreed": "on"})
    assert response.status_code == 422
    assert "kan nu niet samengaan" in response.content.decode()


def test_a_plan_of_another_edition_is_not_found(source: Plan, leader: User, as_user: AsUser) -> None:
    elsewhere = make.plan(make.edition(Phase.LIKES))
    browser = as_user(leader)
    assert browser.get(confirm(source, elsewhere)).status_code == 404
    assert browser.post(confirm(source, elsewhere), {"target": source.pk, "agreed": "on"}).status_code == 404


def test_any_other_plan_is_found_by_title_or_number(
    edition: Edition, source: Plan, target: Plan, leader: User, as_user: AsUser
) -> None:
    make.plan(edition, Status.HELD, title="Verborgen fruitbomen")
    browser = as_user(leader)

    def found(words: str) -> list[str]:
        response = browser.get(url("merge_choose", source), {"zoek": words})
        assert response.status_code == 200
        return [plan.title for plan in response.context["page"]]

    assert found("FRUIT") == found(str(target.pk)) == found(f"#{target.pk}") == found("") == ["Fruitbomen"]
    assert found("appel") == found("9" * 30) == found("²") == []


def test_the_sheet_of_the_target_shows_what_the_team_noted_about_the_other(
    source: Plan, target: Plan, leader: User, as_user: AsUser
) -> None:
    actions.set_flag(source.pk, TriageFlag.Kind.HIGH_IMPACT, leader)
    actions.add_contact_note(source.pk, leader, "Gebeld met Anna")
    referral = actions.refer_plan(source.pk, leader, "Groen")
    merge(source, target, leader)
    browser = as_user(leader)
    assert browser.get(url("triage_plan", source))["Location"] == url("triage_plan", target)
    page = browser.get(url("triage_plan", target)).content.decode()
    for words in ("Samengevoegd met dit plan", "Gebeld met Anna", "Groen", "(bij ‘Appelbomen’)"):
        assert words in page
    data = {"status": "TAKEN", "public_note": "Wij kijken ernaar.", "note": ""}
    browser.post(url("referral_change", target, referral.pk), data)
    referral.refresh_from_db()
    assert referral.status == Referral.State.TAKEN
    assert "Wij kijken ernaar." in Client().get(url("plan_page", target)).content.decode()
