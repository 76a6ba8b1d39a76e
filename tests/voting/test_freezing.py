"""The rules: set until the vote opens, fixed with a hash then, and no count when the world says otherwise since."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from audit.models import Entry
from common.errors import Refused
from editions.models import Edition, PhaseWindow, Role
from editions.phases import Phase
from lifecycle.actions import advance
from lifecycle.steps import BY_SOURCE
from plans.models import ConflictPair, Plan
from tests import make
from tests.voting.ballot_world import CLEAR, BallotWorld, ballot_world, counted_world, leader_of
from voting.actions.box import cast_ballot
from voting.actions.count import count_votes
from voting.actions.rules import freeze_rules, set_voting_rules
from voting.models import IntakeBallot, VotingRules

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], Client]


def test_the_opening_fixes_the_rules_with_their_hash_in_the_audit_trail() -> None:
    assert "freeze_the_rules" in [effect.__name__ for effect in BY_SOURCE[Phase.FEASIBILITY].effects]
    world = ballot_world(phase=Phase.FEASIBILITY)
    rules = freeze_rules(world.edition, None)
    assert hashlib.sha256(rules.text.encode()).hexdigest() == rules.sha256
    assert Entry.objects.get(action="rules_frozen").data == {"sha256": rules.sha256}
    assert freeze_rules(world.edition, None).frozen_at == rules.frozen_at
    assert Entry.objects.filter(action="rules_frozen").count() == 1


def test_settings_change_until_then_and_each_change_is_on_record() -> None:
    world = ballot_world(phase=Phase.FEASIBILITY)
    leader = leader_of(world)
    set_voting_rules(world.edition.pk, leader.pk, misfit="STOP", min_plans=1)
    assert Entry.objects.get(action="voting_rules_set").data == {"rule_misfit": "STOP"}
    set_voting_rules(world.edition.pk, leader.pk, misfit="STOP")
    assert Entry.objects.filter(action="voting_rules_set").count() == 1


@pytest.mark.parametrize("phase", [Phase.VOTING, Phase.COUNTING, Phase.EXECUTION, Phase.CLOSED])
def test_nobody_changes_rules_once_the_vote_opened(phase: Phase) -> None:
    world = ballot_world(phase=phase)
    with pytest.raises(Refused):
        set_voting_rules(world.edition.pk, leader_of(world).pk, misfit="STOP")
    assert not VotingRules.objects.filter(misfit="STOP").exists()


@pytest.mark.parametrize("wrong", [{"min_plans": 0}, {"min_plans": 3, "max_plans": 2}, {"minimum_votes": 0}])
def test_rules_that_make_no_sense_are_refused(wrong: dict[str, int]) -> None:
    world = ballot_world(phase=Phase.FEASIBILITY)
    with pytest.raises(Refused):
        set_voting_rules(world.edition.pk, leader_of(world).pk, **wrong)


def tamper_price(world: BallotWorld) -> None:
    Plan.objects.filter(pk=world.ids[0]).update(ballot_cents=1)


def tamper_budget(world: BallotWorld) -> None:
    Edition.objects.filter(pk=world.edition.pk).update(budget_cents=8_000_000)


def tamper_age(world: BallotWorld) -> None:
    Edition.objects.filter(pk=world.edition.pk).update(voting_age=12)


def tamper_pairs(world: BallotWorld) -> None:
    first, second = sorted(world.plans[:2], key=lambda plan: plan.pk)
    ConflictPair.objects.create(first=first, second=second, reason="Zelfde plek.", added_by=make.user())


def tamper_plans(world: BallotWorld) -> None:
    Plan.objects.filter(pk=world.ids[0]).update(status="NOT_FEASIBLE")


def tamper_settings(world: BallotWorld) -> None:
    VotingRules.objects.filter(edition=world.edition).update(misfit="STOP")


def tamper_closing(world: BallotWorld) -> None:
    window = PhaseWindow.objects.get(edition=world.edition, phase=Phase.VOTING)
    window.ends_at -= timedelta(days=1)
    window.save()


@pytest.mark.parametrize(
    ("tamper", "says"),
    [
        (tamper_price, "prijzen"),
        (tamper_budget, "budget"),
        (tamper_age, "leeftijd"),
        (tamper_pairs, "uitsluiten"),
        (tamper_plans, "plannen"),
        (tamper_settings, "niet past"),
        (tamper_closing, "sluiten"),
    ],
)
def test_whatever_changed_since_the_opening_stops_the_count_and_is_named(
    tamper: Callable[[BallotWorld], None], says: str
) -> None:
    world = counted_world(CLEAR)
    tamper(world)
    with pytest.raises(Refused, match=says):
        count_votes(world.edition.pk, leader_of(world).pk)


def test_a_text_that_does_not_fit_its_hash_stops_the_count() -> None:
    world = counted_world(CLEAR)
    rules = VotingRules.objects.get(edition=world.edition)
    VotingRules.objects.update(text=rules.text.replace("7000000", "8000000"))
    with pytest.raises(Refused, match="vingerafdruk"):
        count_votes(world.edition.pk, leader_of(world).pk)


def test_a_vote_whose_rules_were_never_fixed_is_not_counted() -> None:
    world = counted_world(CLEAR)
    VotingRules.objects.all().delete()
    with pytest.raises(Refused, match="niet vastgelegd"):
        count_votes(world.edition.pk, leader_of(world).pk)


def test_a_vote_that_lasted_longer_is_counted() -> None:
    world = counted_world(CLEAR)
    window = PhaseWindow.objects.get(edition=world.edition, phase=Phase.VOTING)
    window.ends_at += timedelta(days=1)
    window.save()
    assert count_votes(world.edition.pk, leader_of(world).pk).ballots == 4


@pytest.mark.parametrize(("places", "refused"), [([0], True), ([0, 1], False), ([0, 1, 2], True)])
def test_a_ballot_holds_as_many_plans_as_the_rules_ask(places: list[int], refused: bool) -> None:
    world = ballot_world(prices=(100, 100, 100))
    VotingRules.objects.create(edition=world.edition, min_plans=2, max_plans=2)
    choice = [world.ids[place] for place in places]
    if refused:
        with pytest.raises(Refused, match=r"te weinig|te veel"):
            cast_ballot(world.edition.pk, world.hash(), choice)
    else:
        cast_ballot(world.edition.pk, world.hash(), choice)
    assert IntakeBallot.objects.exists() != refused


def test_no_vote_opens_in_which_nobody_could_vote() -> None:
    world = ballot_world(phase=Phase.FEASIBILITY)
    VotingRules.objects.create(edition=world.edition, min_plans=4)
    with pytest.raises(Refused, match="moet er 4 kiezen"):
        advance(world.edition.pk, Phase.FEASIBILITY)


# The pages.


@pytest.mark.usefixtures("no_second_factor")
def test_the_leader_sets_the_rules_on_a_page_that_keeps_what_was_typed(
    as_user: AsUser, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    world = ballot_world(phase=Phase.FEASIBILITY)
    browser, url = as_user(leader_of(world)), reverse("voting_rules", args=[world.edition.slug])
    with django_assert_max_num_queries(15):
        assert "Meeste stemmen eerst" in browser.get(url).content.decode()
    fields = {"min_plans": "2", "max_plans": "1", "method": "EQUAL_SHARES", "misfit": "SKIP"}
    fields |= {"minimum_votes": "5", "tie": "CHEAPEST", "completion": "ADD_ONE", "pairs_exclude": "on"}
    wrong = browser.post(url, fields)
    assert wrong.status_code == 422
    assert "minder dan een stemmer" in wrong.content.decode()
    assert 'value="5"' in wrong.content.decode()
    assert browser.post(url, {**fields, "max_plans": "3"}).status_code == 302
    rules = VotingRules.objects.get(edition=world.edition)
    assert (rules.min_plans, rules.max_plans, rules.method, rules.tie) == (2, 3, "EQUAL_SHARES", "CHEAPEST")


@pytest.mark.usefixtures("no_second_factor")
@pytest.mark.parametrize("value", ["", "0", "-1", "x", "99999", "1.5", "\x00"])
def test_no_input_breaks_the_page(as_user: AsUser, value: str) -> None:
    world = ballot_world(phase=Phase.FEASIBILITY)
    url = reverse("voting_rules", args=[world.edition.slug])
    answer = as_user(leader_of(world)).post(url, {"min_plans": value, "method": value, "minimum_votes": value})
    assert answer.status_code == 422


@pytest.mark.usefixtures("no_second_factor")
def test_after_the_opening_the_page_shows_the_rules_and_their_hash(as_user: AsUser) -> None:
    world = counted_world(CLEAR)
    shown = as_user(leader_of(world)).get(reverse("voting_rules", args=[world.edition.slug])).content.decode()
    assert VotingRules.objects.get(edition=world.edition).sha256 in shown
    assert "<form method" not in shown[shown.index('id="inhoud"') :]


def test_everybody_reads_the_rules_in_words_and_as_the_very_bytes_that_were_hashed() -> None:
    world = ballot_world()
    url = reverse("rules_json", args=[world.edition.slug])
    assert Client().get(url).status_code == 404
    rules = freeze_rules(world.edition, None)
    assert hashlib.sha256(Client().get(url).content).hexdigest() == rules.sha256
    page = Client().get(reverse("results", args=[world.edition.slug])).content.decode()
    assert "Zo tellen wij" in page
    assert rules.sha256 in page
    assert "Plan A" not in page


def test_a_role_of_another_kind_does_not_set_rules(as_user: AsUser) -> None:
    world = ballot_world(phase=Phase.FEASIBILITY)
    url = reverse("voting_rules", args=[world.edition.slug])
    for role in (Role.CHAIR, Role.CLERK, Role.CHECKER):
        assert as_user(make.staff(world.edition, role)).post(url, {}).status_code == 403


@pytest.mark.parametrize("phase", [Phase.VOTING, Phase.COUNTING])
def test_a_vote_that_opened_before_rules_were_fixed_can_be_fixed_late_and_once(phase: Phase) -> None:
    edition = make.edition(phase)
    call_command("freeze_rules", edition.slug, stdout=StringIO())
    rules = VotingRules.objects.get(edition=edition)
    assert rules.frozen_at
    entry = Entry.objects.get(action="rules_frozen_late")
    assert (entry.edition, entry.data) == (edition.slug, {"sha256": rules.sha256})
    with pytest.raises(CommandError, match="staan vast"):
        call_command("freeze_rules", edition.slug)


@pytest.mark.parametrize("phase", [Phase.FEASIBILITY, Phase.EXECUTION])
def test_rules_are_not_fixed_late_before_the_vote_nor_after_the_count(phase: Phase) -> None:
    edition = make.edition(phase)
    with pytest.raises(CommandError, match="alleen tijdens de stemming en het tellen"):
        call_command("freeze_rules", edition.slug)
    assert not VotingRules.objects.filter(edition=edition, frozen_at__isnull=False).exists()
