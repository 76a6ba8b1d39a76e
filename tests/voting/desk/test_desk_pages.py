"""The pages of the desk of lost letters, help with voting, and turnout."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from audit.models import Entry
from common import clock
from editions.models import Edition, Role
from editions.phases import Phase
from tests import make
from tests.voting.ballot_world import BallotWorld, ballot_world, counted_world, leader_of
from tests.voting.letter_world import SHOWN, text_of
from voting.actions.box import cast_ballot
from voting.actions.desk_limit import set_desk_limit
from voting.actions.reissue import FORM_TOO_EARLY
from voting.keys import lookup_hash
from voting.models import AssistedVotes, CodeState, LetterRun, Reissue, ReturnedLetter, Voter, VotingCode
from voting.queries.desk import AT_MOST, find_people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]
RIGHT = {"born": "1-1-1980", "kind": "LETTER"}


@pytest.fixture
def world() -> BallotWorld:
    return ballot_world(codes=30)


@pytest.fixture
def clerk(world: BallotWorld) -> User:
    return make.staff(world.edition, Role.CLERK, name="Lotte")


@pytest.fixture
def browser(clerk: User, as_user: Callable[[User], Client]) -> Client:
    return as_user(clerk)


def url(name: str, world: BallotWorld, *more: int) -> str:
    return reverse(name, args=[world.edition.slug, *more])


def voter_of(world: BallotWorld, number: int = 0) -> Voter:
    return Voter.objects.get(codes__code_hash=world.hash(number))


def test_from_a_lost_letter_to_a_new_one_in_the_hand(world: BallotWorld, browser: Client) -> None:
    voter = voter_of(world, 3)
    page = browser.post(url("desk_search", world), {"text": f"Italiëlaan {voter.address_line.split()[-1]}"})
    assert url("desk_person", world, voter.pk) in page.content.decode()
    answer = browser.post(url("desk_person", world, voter.pk), RIGHT)
    made = Reissue.objects.get()
    assert answer["Location"] == url("desk_issued", world, made.pk)
    pdf = browser.post(url("desk_fetch", world, made.pk))
    assert "no-store" in pdf["Cache-Control"]
    (code,) = set(SHOWN.findall(text_of(pdf.content)))
    assert lookup_hash(code.replace("-", "")) == bytes(made.code.code_hash)
    again = browser.post(url("desk_fetch", world, made.pk), follow=True)
    assert "al een keer opgehaald" in again.content.decode()


def test_a_personal_ballot_form_carries_the_new_code(world: BallotWorld, browser: Client) -> None:
    browser.post(url("desk_person", world, voter_of(world).pk), {**RIGHT, "kind": "FORM"})
    pdf = browser.post(url("desk_fetch", world, Reissue.objects.get().pk)).content
    text = text_of(pdf)
    assert "Stembiljet voor" in text
    (code,) = set(SHOWN.findall(text))
    assert VotingCode.objects.filter(code_hash=lookup_hash(code.replace("-", "")), state=CodeState.ISSUED).exists()


def test_before_the_vote_the_desk_offers_no_ballot_form_and_says_why(as_user: Callable[[User], Client]) -> None:
    early = ballot_world(phase=Phase.FEASIBILITY)
    person = make.staff(early.edition, Role.CLERK)
    LetterRun.objects.create(
        edition=early.edition,
        total=1,
        started_by=person,
        started_at=clock.now(),
        printed_by=person,
        printed_at=clock.now(),
    )
    clerk, path = as_user(person), url("desk_person", early, voter_of(early).pk)
    page = clerk.get(path).content.decode()
    assert 'value="LETTER"' in page
    assert 'value="FORM"' not in page
    assert FORM_TOO_EARLY in page
    refused = clerk.post(path, {**RIGHT, "kind": "FORM"})
    assert refused.status_code == 422
    assert FORM_TOO_EARLY in refused.content.decode()
    assert clerk.post(path, RIGHT).status_code == 302


def test_during_the_vote_the_desk_offers_both(world: BallotWorld, browser: Client) -> None:
    page = browser.get(url("desk_person", world, voter_of(world).pk)).content.decode()
    assert 'value="LETTER"' in page
    assert 'value="FORM"' in page
    assert FORM_TOO_EARLY not in page


@pytest.mark.parametrize("born", ["2-1-1980", "", "aap", "31-02-1980"])
def test_another_birth_date_gives_no_code(world: BallotWorld, browser: Client, born: str) -> None:
    answer = browser.post(url("desk_person", world, voter_of(world).pk), {**RIGHT, "born": born})
    assert answer.status_code == 422
    assert not Reissue.objects.exists()
    assert Entry.objects.filter(action="desk_wrong_date").count() == (1 if born == "2-1-1980" else 0)


@pytest.mark.parametrize("born", ["1-1-1980", "01-01-1980", "1/1/1980", "01011980", "1980-01-01"])
def test_a_birth_date_may_be_typed_in_every_usual_way(world: BallotWorld, browser: Client, born: str) -> None:
    assert browser.post(url("desk_person", world, voter_of(world).pk), {**RIGHT, "born": born}).status_code == 302


def test_no_page_shows_a_birth_date(world: BallotWorld, browser: Client) -> None:
    Voter.objects.update(birth_date=date(1961, 5, 4))
    pages = browser.post(url("desk_search", world), {"text": "bewoner"}).content.decode()
    pages += browser.get(url("desk_person", world, voter_of(world).pk)).content.decode()
    for shown in ("4 mei 1961", "1961-05-04", "04-05-1961"):
        assert shown not in pages


def test_who_has_voted_hears_so_after_the_right_birth_date_and_gets_no_form(
    world: BallotWorld, browser: Client
) -> None:
    cast_ballot(world.edition.pk, world.hash(), world.ids[:1])
    answer = browser.post(url("desk_person", world, voter_of(world).pk), RIGHT)
    assert answer.status_code == 422
    assert "al gestemd" in answer.content.decode()
    assert 'name="born"' not in answer.content.decode()


def test_nobody_who_walks_the_roll_sees_who_voted(world: BallotWorld, browser: Client) -> None:
    cast_ballot(world.edition.pk, world.hash(), world.ids[:1])

    def shown(number: int, born: str = "") -> str:
        voter = voter_of(world, number)
        path = url("desk_person", world, voter.pk)
        answer = browser.post(path, {**RIGHT, "born": born}) if born else browser.get(path)
        page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())
        for own in (voter.name_line, voter.address_line, f"/{voter.pk}/"):
            page = page.replace(own, "")
        return page

    assert shown(0) == shown(1)
    assert shown(0, "2-2-1970") == shown(1, "2-2-1970")


def test_each_look_at_somebody_is_on_record(world: BallotWorld, browser: Client, clerk: User) -> None:
    voter = voter_of(world)
    browser.get(url("desk_person", world, voter.pk))
    browser.post(url("desk_person", world, voter.pk), {**RIGHT, "born": "2-2-1970"})
    looks = list(Entry.objects.filter(action="desk_looked").values_list("actor", "subject", "data"))
    assert looks == [(f"gebruiker:{clerk.pk}", f"voter:{voter.pk}", {})] * 2


def test_who_has_no_address_on_the_roll_is_no_comma(world: BallotWorld, browser: Client) -> None:
    voter = voter_of(world)
    Voter.objects.filter(pk=voter.pk).update(by_post=False, address_line="", postcode="", town="")
    found = browser.post(url("desk_search", world), {"text": "bewoner"}).content.decode()
    assert "Geen adres bewaard" in found
    page = browser.get(url("desk_person", world, voter.pk)).content.decode()
    assert "Geen adres bewaard" in page
    issued = browser.post(url("desk_person", world, voter.pk), RIGHT, follow=True).content.decode()
    assert "alleen aan deze persoon zelf." in issued
    assert "naar het adres" not in issued


def test_before_the_letters_are_printed_the_desk_says_when_codes_can_be_given(
    as_user: Callable[[User], Client],
) -> None:
    early = ballot_world(phase=Phase.FEASIBILITY)
    clerk = as_user(make.staff(early.edition, Role.CLERK))
    page = clerk.get(url("desk_person", early, voter_of(early).pk)).content.decode()
    assert "Daarna kunt u hier codes uitgeven" in page
    assert "krijgt nog een brief" not in page


def test_a_search_shows_twenty_at_most_and_its_words_stand_nowhere(world: BallotWorld, browser: Client) -> None:
    page = browser.post(url("desk_search", world), {"text": "bewoner"}).content.decode()
    assert page.count("Dit is de persoon") == AT_MOST
    assert "Zoek preciezer" in page
    entry = Entry.objects.get(action="desk_searched")
    assert entry.data == {"number": AT_MOST}
    assert browser.get(url("desk_search", world)).status_code == 405


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bewoner 2034aa", 3),
        ("2034 AA 1", 1),
        ("italiëlaan 1", 1),
        ("BEWONER 2", 1),
        ("2035 AA", 0),
        ("Bewoner Jansen", 0),
        ("%", 0),
    ],
)
def test_people_are_found_by_name_postcode_and_house_number(text: str, found: int) -> None:
    assert len(find_people(ballot_world(codes=3).edition, text)) == found


def test_nobody_of_another_edition_is_found(world: BallotWorld) -> None:
    other = ballot_world(codes=2, phase=Phase.VOTING)
    assert len(find_people(other.edition, "bewoner")) == 2


@pytest.mark.parametrize("text", ["", "a", "x" * 101])
def test_too_little_and_too_much_to_search_for_is_said(world: BallotWorld, browser: Client, text: str) -> None:
    assert browser.post(url("desk_search", world), {"text": text}).status_code == 422
    assert not Entry.objects.filter(action="desk_searched").exists()


def test_a_second_clerk_signs_above_the_number(
    world: BallotWorld, browser: Client, clerk: User, as_user: Callable[[User], Client]
) -> None:
    set_desk_limit(world.edition.pk, 0, clerk.pk)
    voter = voter_of(world)
    page = browser.post(url("desk_person", world, voter.pk), RIGHT, follow=True).content.decode()
    assert voter.name_line in page
    assert "Wacht op een tweede handtekening" in page
    assert "U tekende hier al voor" in browser.get(url("desk_person", world, voter.pk)).content.decode()
    second = as_user(make.staff(world.edition, Role.CLERK))
    assert second.post(url("desk_person", world, voter.pk), {**RIGHT, "born": "3-3-1950"}).status_code == 422
    second.post(url("desk_person", world, voter.pk), RIGHT)
    assert Reissue.objects.get().by_id == clerk.pk


def test_a_request_can_be_taken_back(world: BallotWorld, browser: Client, clerk: User) -> None:
    set_desk_limit(world.edition.pk, 0, clerk.pk)
    voter = voter_of(world)
    browser.post(url("desk_person", world, voter.pk), RIGHT)
    browser.post(url("desk_withdraw", world, voter.pk))
    page = browser.post(url("desk_withdraw", world, voter.pk), follow=True).content.decode()
    assert "geen voorstel" in page
    assert not Reissue.objects.exists()


def test_only_the_leader_sets_the_number(
    world: BallotWorld, browser: Client, as_user: Callable[[User], Client]
) -> None:
    assert browser.post(url("desk_limit", world), {"alone": "5"}).status_code == 403
    assert "Verander de grens" not in browser.get(url("desk", world)).content.decode()
    leader = as_user(leader_of(world))
    assert leader.post(url("desk_limit", world), {"alone": "-1"}).status_code == 422
    leader.post(url("desk_limit", world), {"alone": "5"})
    assert "Nog 5 codes" in leader.get(url("desk", world)).content.decode()


def test_a_letter_that_came_back_is_marked_once(world: BallotWorld, browser: Client) -> None:
    for _ in range(2):
        browser.post(url("desk_returned", world, voter_of(world).pk))
    assert ReturnedLetter.objects.count() == 1


def test_the_desk_costs_few_queries(
    world: BallotWorld, browser: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(15):
        browser.get(url("desk", world))
    path = url("desk_person", world, voter_of(world).pk)
    with django_assert_max_num_queries(15):
        browser.get(path)


def test_help_is_counted_by_ground_and_opens_the_ordinary_booth(world: BallotWorld, browser: Client) -> None:
    before = Entry.objects.count()
    for _ in range(2):
        answer = browser.post(url("assist", world), {"ground": "SIGHT", "present": "on"})
        assert answer["Location"] == reverse("vote_start")
    assert [(each.ground, each.number) for each in AssistedVotes.objects.all()] == [("SIGHT", 2)]
    assert Entry.objects.count() == before, "a moment in the log would stand beside a ballot"
    assert {field.name for field in AssistedVotes._meta.get_fields()} == {"id", "edition", "ground", "number"}


@pytest.mark.parametrize("sent", [{"ground": "SIGHT"}, {"present": "on"}, {"ground": "x", "present": "on"}])
def test_help_needs_a_ground_and_the_voter_to_be_there(
    world: BallotWorld, browser: Client, sent: dict[str, str]
) -> None:
    assert browser.post(url("assist", world), sent).status_code == 422
    assert not AssistedVotes.objects.exists()


def test_no_help_outside_the_vote(world: BallotWorld, browser: Client) -> None:
    Edition.objects.filter(pk=world.edition.pk).update(phase=Phase.COUNTING)
    assert browser.post(url("assist", world), {"ground": "SIGHT", "present": "on"}).status_code == 422
    assert not AssistedVotes.objects.exists()


def test_during_the_vote_the_leader_sees_a_total_and_no_groups(
    world: BallotWorld, as_user: Callable[[User], Client]
) -> None:
    for number in range(12):
        cast_ballot(world.edition.pk, world.hash(number), world.ids[:1])
    page = as_user(leader_of(world)).get(url("turnout", world)).content.decode()
    assert "Na het sluiten" in page
    assert "Opkomst per wijk" not in page


def test_after_the_close_the_leader_sees_groups(as_user: Callable[[User], Client]) -> None:
    world = counted_world([[0]] * 12)
    page = as_user(leader_of(world)).get(url("turnout", world)).content.decode()
    assert "Opkomst per wijk" in page
    assert "Te weinig mensen" in page, "everybody voted: that says something about each of them"
