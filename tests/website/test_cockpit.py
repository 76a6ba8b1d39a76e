"""The cockpit: what asks for attention, the next step with its guards, the step by hand, the schedule."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from audit.models import Entry
from common import clock
from editions.models import Edition, PhaseChange, Role
from editions.phases import NUMBERED, Phase
from execution.actions import open_agreements, open_follow_ups
from plans.status import Status
from tests import make
from tests.voting.ballot_world import CLEAR, ballot_world, counted_world, sign
from tests.voting.test_count import TIED, TIED_PRICES
from voting.actions.count import count_votes
from voting.actions.deciding import propose_lot
from voting.models import BatchState, CodeState, LetterBatch, LetterRun, VotingCode
from website.attention import attention

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]
AsUser = Callable[[User], Client]


def leader_of(edition: Edition, as_user: AsUser) -> Client:
    return as_user(make.staff(edition, Role.LEADER))


def page(browser: Client, name: str, edition: Edition) -> str:
    return browser.get(reverse(name, args=[edition.slug])).content.decode()


def texts(edition: Edition) -> list[str]:
    return [item.text for item in attention(edition)]


def step(browser: Client, edition: Edition, source: Phase, reason: str = "Alles staat klaar.") -> int:
    answer = browser.post(reverse("phase_advance", args=[edition.slug]), {"source": source.value, "reason": reason})
    return answer.status_code


def test_a_step_that_cannot_be_made_is_a_grey_button_that_says_why(as_user: AsUser) -> None:
    edition = make.edition(Phase.FEASIBILITY)
    make.plan(edition, Status.IN_CHECK)
    shown = page(leader_of(edition, as_user), "cockpit", edition)
    assert "1 plan is nog niet beoordeeld." in shown
    assert "Het kiezersbestand is nog niet ingelezen." in shown
    assert "disabled" in shown
    assert 'name="reason"' not in shown


def test_a_step_that_can_be_made_says_what_it_brings_about(as_user: AsUser) -> None:
    edition = make.edition(Phase.SUBMISSION)
    shown = page(leader_of(edition, as_user), "cockpit", edition)
    assert "Niemand kan meer een plan indienen. Terug kan niet." in shown
    assert "Sluit het indienen, ga door met likes" in shown


def test_a_step_by_hand_needs_a_reason(as_user: AsUser) -> None:
    edition = make.edition(Phase.SUBMISSION)
    browser = leader_of(edition, as_user)
    assert step(browser, edition, Phase.SUBMISSION, reason="") == 422
    assert step(browser, edition, Phase.SUBMISSION, reason="ja") == 422
    assert Edition.objects.get().current_phase is Phase.SUBMISSION
    assert step(browser, edition, Phase.SUBMISSION) == 302
    assert Edition.objects.get().current_phase is Phase.LIKES
    assert Entry.objects.get(action="phase_changed").data["reason"] == "Alles staat klaar."


def test_a_double_click_makes_one_step(as_user: AsUser) -> None:
    edition = make.edition(Phase.SUBMISSION)
    browser = leader_of(edition, as_user)
    assert step(browser, edition, Phase.SUBMISSION) == 302
    assert step(browser, edition, Phase.SUBMISSION) == 302
    assert Edition.objects.get().current_phase is Phase.LIKES
    assert PhaseChange.objects.count() == 1
    assert "Iemand anders was u voor" in page(browser, "cockpit", edition)


def test_a_step_that_is_refused_changes_nothing_and_says_why(as_user: AsUser) -> None:
    edition = make.edition(Phase.FEASIBILITY)
    browser = leader_of(edition, as_user)
    assert step(browser, edition, Phase.FEASIBILITY) == 422
    assert step(browser, edition, Phase("CLOSED")) == 302
    assert (
        browser.post(reverse("phase_advance", args=[edition.slug]), {"source": "MAAN", "reason": "Nu!"}).status_code
        == 422
    )
    assert Edition.objects.get().current_phase is Phase.FEASIBILITY


@pytest.mark.parametrize("phase", list(Phase))
def test_the_cockpit_opens_in_every_phase_with_few_queries(
    phase: Phase, as_user: AsUser, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    edition = make.edition(phase)
    browser = leader_of(edition, as_user)
    for _ in range(3):
        make.plan(edition)
    with django_assert_max_num_queries(32):
        answer = browser.get(reverse("cockpit", args=[edition.slug]))
    assert answer.status_code == 200


def test_submission_shows_the_plans_of_this_week() -> None:
    edition = make.edition(Phase.SUBMISSION)
    make.plan(edition)
    make.plan(edition, submitted_at=clock.now() - timedelta(days=8))
    make.plan(edition, Status.DRAFT)
    assert texts(edition) == ["1 nieuw plan in de afgelopen zeven dagen. Lees ze en bel de maker als het beter kan."]


def test_likes_shows_who_is_short_of_likes() -> None:
    edition = make.edition(Phase.LIKES, threshold=2)
    make.likes(make.plan(edition), 2)
    assert texts(edition) == []
    make.likes(make.plan(edition), 1)
    assert texts(edition) == ["1 plan heeft nog geen 2 likes."]


def test_a_passed_date_comes_first_and_is_urgent() -> None:
    edition = make.edition(Phase.FEASIBILITY)
    edition.windows.filter(phase=Phase.VOTING).update(starts_at=clock.now())
    make.plan(edition, Status.IN_CHECK)
    items = attention(Edition.objects.get())
    assert items[0].urgent
    assert items[0].text.startswith("De geplande datum is voorbij.")


def test_voting_shows_the_turnout_and_not_a_word_about_choices(as_user: AsUser) -> None:
    world = ballot_world(codes=4)
    assert texts(world.edition)[-1] == "Tot nu toe stemden 0 van 4 mensen (0%)."
    shown = page(leader_of(world.edition, as_user), "cockpit", world.edition)
    assert "De stembus klopt niet" not in shown


def test_numbers_of_the_box_that_disagree_are_urgent() -> None:
    world = ballot_world(codes=2)
    VotingCode.objects.filter(pk=VotingCode.objects.first().pk).update(state=CodeState.USED)  # type: ignore[union-attr]
    first = attention(world.edition)[0]
    assert first.urgent
    assert "De stembus klopt niet: 1 gebruikte codes, 0 ontvangstbewijzen, 0 stembiljetten." in first.text
    Edition.objects.update(phase=Phase.COUNTING)
    assert "De stembus klopt niet" in attention(Edition.objects.get())[0].text


def test_letters_that_nobody_confirmed_stay_on_the_list() -> None:
    world = ballot_world(codes=2)
    run = LetterRun.objects.create(edition=world.edition, total=2, started_at=clock.now(), started_by=make.user())
    LetterBatch.objects.create(run=run, number=1, count=2, state=BatchState.READY, file="a.pdf", sha256="0" * 64)
    assert "2 stembrieven zijn klaar. Laat ze drukken en bevestig dat." in texts(world.edition)
    run.printed_at = clock.now()
    run.save()
    assert not any("stembrie" in text for text in texts(world.edition))


def test_execution_shows_agreements_and_follow_ups_that_are_open() -> None:
    edition = make.edition(Phase.EXECUTION)
    make.plan(edition, Status.CHOSEN)
    make.plan(edition, Status.NOT_CHOSEN)
    open_agreements(edition, None, {})
    open_follow_ups(edition, None)
    assert texts(edition) == [
        "1 afspraak is nog niet door maker en gemeente bevestigd.",
        "1 plan heeft nog geen weg verder.",
    ]


def days(edition: Edition, **changed: str) -> dict[str, str]:
    found = {}
    for each in edition.windows.all():
        found[f"{each.phase}_first"] = each.starts_at.date().isoformat()
        found[f"{each.phase}_last"] = each.ends_at.date().isoformat()
    return {**found, "reason": "De vakantie", **changed}


def test_a_schedule_needs_a_reason_and_possible_dates(as_user: AsUser) -> None:
    edition = make.edition(Phase.PREPARATION)
    make.set_schedule(edition, Phase.SUBMISSION)
    browser = leader_of(edition, as_user)
    here = reverse("schedule_edit", args=[edition.slug])
    before = {each.phase: each.starts_at for each in edition.windows.all()}
    wrong = [
        {"reason": ""},
        {"VOTING_first": "gisteren"},
        {"VOTING_first": "0001-01-01"},
        {"VOTING_last": "2019-01-01"},
        {f"{NUMBERED[0]}_first": ""},
    ]
    for each in wrong:
        answer = browser.post(here, days(edition, **each))
        assert answer.status_code == 422, each
    assert {each.phase: each.starts_at for each in edition.windows.all()} == before
    assert not Entry.objects.filter(action="schedule_set").exists()


def test_a_schedule_is_the_leaders_alone(as_user: AsUser) -> None:
    edition = make.edition(Phase.PREPARATION)
    for person in (
        make.staff(edition, Role.CHECKER, Role.CHAIR, Role.PARTNER),
        make.staff(make.edition(), Role.LEADER),
    ):
        assert as_user(person).get(reverse("schedule_edit", args=[edition.slug])).status_code == 403
        assert as_user(person).get(reverse("cockpit", args=[edition.slug])).status_code == 403


def test_the_count_says_what_it_waits_for() -> None:
    tied, leader = counted_world(TIED, TIED_PRICES), make.user()
    assert "Tel de stemmen" in texts(tied.edition)[0]
    count_votes(tied.edition.pk, leader.pk)
    assert texts(tied.edition) == ["Er is gelijk gestemd. Loot in het openbaar en voer de loting in."]
    propose_lot(tied.edition.pk, tied.ids, leader.pk)
    assert texts(tied.edition) == ["De loting wacht op een tweede persoon."]
    clear = counted_world(CLEAR)
    count_votes(clear.edition.pk, leader.pk)
    assert "stel de uitslag voor. Een tweede persoon bevestigt." in texts(clear.edition)[0]
    sign(clear)
    assert texts(clear.edition) == ["Twee mensen zijn het eens. U kunt de uitslag bekendmaken."]
