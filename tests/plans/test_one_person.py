"""One person, one like: with an account, on paper, or both, a plan counts everybody once."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from audit.models import Entry
from common import clock
from common.errors import Refused
from editions.models import Role
from editions.phases import Phase
from plans import actions
from plans.actions.person import person_of
from plans.models import Like, Plan
from plans.queries import likes_in
from tests import make
from tests.plans.browsing import AsUser, url
from tests.plans.test_concurrent_likes import all_at_once

DETAILS = "/mijn/gegevens/"
WIL = "Wil Jansen; 2034 AB; 12 A"


def wil(**extra: str) -> User:
    return make.user(**{"name": "Wil Jansen", "postcode": "2034AB", "house_number": "12 A", **extra})


def count(plan: Plan) -> int:
    return Plan.objects.with_figures().get(pk=plan.pk).like_count


@pytest.fixture
def plan(db: None) -> Plan:
    return make.plan(make.edition(Phase.LIKES))


@pytest.fixture
def joke(plan: Plan) -> User:
    return make.staff(plan.edition, Role.PARTNER)


# Paper first, account later


def test_who_stands_on_the_paper_list_is_told_so_and_counts_once(plan: Plan, joke: User) -> None:
    actions.enter_signatures(plan.pk, joke, WIL)
    with pytest.raises(actions.AlreadyOnPaper, match="U staat al op de papieren lijst"):
        actions.like_plan(plan.pk, wil())
    assert (count(plan), plan.likes.count()) == (1, 0)


@pytest.mark.parametrize(
    "other",
    [{"name": "Wim Jansen"}, {"postcode": "2034AC"}, {"house_number": "12"}, {"postcode": "", "house_number": ""}],
)
def test_another_name_or_address_or_none_is_another_supporter(plan: Plan, joke: User, other: dict[str, str]) -> None:
    actions.enter_signatures(plan.pk, joke, WIL)
    assert actions.like_plan(plan.pk, wil(**other))
    assert count(plan) == 2


def test_a_signature_for_another_plan_takes_no_like_away(plan: Plan, joke: User) -> None:
    actions.enter_signatures(make.plan(plan.edition).pk, joke, WIL)
    assert actions.like_plan(plan.pk, wil())
    assert count(plan) == 1


# Account first, paper later


def test_a_line_of_somebody_who_gave_a_like_counts_as_known(plan: Plan, joke: User) -> None:
    actions.like_plan(plan.pk, wil())
    entered = actions.enter_signatures(plan.pk, joke, f"{WIL}\nFatima; 2034AB; 1")
    assert ([line.number for line in entered.known], len(entered.counted)) == ([1], 1)
    assert count(plan) == likes_in(plan.edition) == 2


def test_a_line_is_not_known_when_the_like_was_taken_back(plan: Plan, joke: User) -> None:
    someone = wil()
    actions.like_plan(plan.pk, someone)
    actions.unlike_plan(plan.pk, someone)
    assert len(actions.enter_signatures(plan.pk, joke, WIL).counted) == 1
    assert count(plan) == 1


# The address comes later


def test_a_signature_of_somebody_who_turns_out_to_be_a_liker_drops_out_of_the_count(plan: Plan, joke: User) -> None:
    someone = make.user("Wil Jansen")
    actions.like_plan(plan.pk, someone)
    actions.enter_signatures(plan.pk, joke, WIL)
    assert count(plan) == 2
    actions.set_details(someone.pk, "Wil Jansen", "2034 ab", "12a")
    assert count(plan) == likes_in(plan.edition) == 1
    entry = Entry.objects.get(action="signature_doubled")
    assert (entry.actor, entry.subject) == ("bewoner", f"plan:{plan.pk}")
    assert entry.data == {"signature": plan.signatures.get().pk}


def test_a_wrong_address_costs_nobody_their_signature(plan: Plan, joke: User) -> None:
    someone = make.user("Wil Jansen")
    actions.like_plan(plan.pk, someone)
    actions.enter_signatures(plan.pk, joke, WIL)
    actions.set_details(someone.pk, "Wil Jansen", "2034AB", "12A")
    actions.set_details(someone.pk, "Wil Jansen", "2034AB", "14")
    assert count(plan) == 2
    assert Entry.objects.filter(action="signature_counts_again").count() == 1
    actions.set_details(someone.pk, "Wil Jansen", "2034AB", "12A")
    actions.unlike_plan(plan.pk, someone)
    assert count(plan) == 1


@pytest.mark.parametrize(
    "change", [("Wim Jansen", "2034AB", "12A"), ("Wil Jansen", "2034AB", "14"), ("Wil Jansen", "", "")]
)
def test_likes_know_the_new_name_and_address(plan: Plan, change: tuple[str, str, str]) -> None:
    someone = wil()
    actions.like_plan(plan.pk, someone)
    before = plan.likes.get().person_hash
    changed = actions.set_details(someone.pk, *change)
    assert plan.likes.get().person_hash == person_of(plan.edition, changed) != before
    assert bool(plan.likes.get().person_hash) == bool(change[1])


@pytest.mark.parametrize("phase", [Phase.FEASIBILITY, Phase.VOTING, Phase.EXECUTION])
def test_in_other_phases_a_new_address_changes_no_like(db: None, phase: Phase) -> None:
    plan, someone = make.plan(make.edition(phase)), make.user()
    Like.objects.create(plan=plan, user=someone)
    actions.set_details(someone.pk, "Wil Jansen", "2034AB", "12A")
    assert plan.likes.get().person_hash == ""


def test_after_the_end_of_the_likes_an_address_changes_no_count_though_the_worker_is_late(
    plan: Plan, joke: User
) -> None:
    someone = make.user("Wil Jansen")
    actions.like_plan(plan.pk, someone)
    actions.enter_signatures(plan.pk, joke, WIL)
    clock.move(timedelta(days=9, minutes=1))
    actions.set_details(someone.pk, "Wil Jansen", "2034AB", "12A")
    assert count(plan) == 2


def test_two_editions_do_not_know_a_liker_by_the_same_hash(plan: Plan) -> None:
    someone = wil()
    for each in (plan, make.plan(make.edition(Phase.LIKES))):
        actions.like_plan(each.pk, someone)
    assert len(set(Like.objects.values_list("person_hash", flat=True))) == 2


@pytest.mark.parametrize(
    ("postcode", "number"), [("2034AB", ""), ("", "12"), ("2034AB", " "), ("034AB", "1"), ("2034AB", "x")]
)
def test_an_address_is_both_or_neither_and_right(plan: Plan, postcode: str, number: str) -> None:
    someone = make.user()
    with pytest.raises(Refused):
        actions.set_details(someone.pk, "Wil", postcode, number)
    someone.refresh_from_db()
    assert (someone.postcode, someone.house_number) == ("", "")


def test_the_trail_of_an_address_holds_no_address(plan: Plan) -> None:
    someone = make.user()
    actions.set_details(someone.pk, "Wil Jansen", "2034AB", "12A")
    assert Entry.objects.get(action="details_set").data == {"address": True}


# Two accounts


def test_a_person_with_two_accounts_likes_a_plan_once_and_reads_where_to_go(plan: Plan) -> None:
    actions.like_plan(plan.pk, wil())
    with pytest.raises(actions.SamePerson, match="bel het team: 14 023"):
        actions.like_plan(plan.pk, wil())
    assert actions.like_plan(plan.pk, wil(name="Wil Jansen junior"))
    assert count(plan) == 2


def test_an_address_that_makes_two_accounts_one_person_is_refused_and_nothing_changes(plan: Plan) -> None:
    actions.like_plan(plan.pk, wil())
    second = make.user("Wil")
    actions.like_plan(plan.pk, second)
    with pytest.raises(actions.SamePerson, match=plan.title):
        actions.set_details(second.pk, "Wil Jansen", "2034AB", "12A")
    second.refresh_from_db()
    assert (second.name, second.postcode, count(plan)) == ("Wil", "", 2)


def test_two_accounts_with_one_address_like_different_plans(plan: Plan) -> None:
    other = make.plan(plan.edition)
    assert actions.like_plan(plan.pk, wil())
    assert actions.like_plan(other.pk, wil())


# After the likes


def test_after_the_likes_nothing_tells_who_gave_them_and_the_count_stays(plan: Plan, joke: User) -> None:
    someone = make.user("Wil Jansen")
    actions.like_plan(plan.pk, someone)
    actions.enter_signatures(plan.pk, joke, f"{WIL}\nFatima; 2034AB; 1")
    actions.set_details(someone.pk, "Wil Jansen", "2034AB", "12A")
    elsewhere = make.plan(make.edition(Phase.LIKES))
    someone.refresh_from_db()
    actions.like_plan(elsewhere.pk, someone)
    actions.apply_threshold(plan.edition, None)
    plan.refresh_from_db()
    assert plan.likes_at_close == count(plan) == likes_in(plan.edition) == 2
    assert plan.likes.get().person_hash == ""
    assert elsewhere.likes.get().person_hash


def test_the_address_stays_with_the_account_until_its_owner_empties_it(plan: Plan, as_user: AsUser) -> None:
    someone = wil()
    actions.apply_threshold(plan.edition, None)
    someone.refresh_from_db()
    assert someone.postcode == "2034AB"
    as_user(someone).post(DETAILS, {"name": "Wil Jansen", "postcode": "", "house_number": ""})
    someone.refresh_from_db()
    assert (someone.postcode, someone.house_number) == ("", "")


# At the same moment


def both_ways(people: list[User], plan: Plan, team: User) -> list[Callable[[], object]]:
    """Everybody gives a like, and at the same moment a list with their line is entered."""
    acts: list[Callable[[], object]] = []
    for someone in people:
        line = f"{someone.name}; 2034AB; 12 A"
        acts += [partial(actions.like_plan, plan.pk, someone), partial(actions.enter_signatures, plan.pk, team, line)]
    return acts


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("postcode", "number", "each"), [("2034AB", "12 A", 1), ("", "", 2)])
def test_a_like_and_a_list_at_the_same_moment_never_count_double(postcode: str, number: str, each: int) -> None:
    """The second case is the control: without an address nobody is known, and the same acts count double."""
    plan = make.plan(make.edition(Phase.LIKES, threshold=500))
    team = make.staff(plan.edition, Role.PARTNER)
    people = [make.user(f"Mens {letter}", postcode=postcode, house_number=number) for letter in "abcdefghijklmnopqrst"]
    all_at_once(both_ways(people, plan, team))
    assert count(plan) == likes_in(plan.edition) == each * len(people)
    actions.apply_threshold(plan.edition, None)
    plan.refresh_from_db()
    assert plan.likes_at_close == count(plan) == each * len(people)


@pytest.mark.django_db(transaction=True)
def test_even_a_like_and_a_signature_that_did_not_see_each_other_count_once() -> None:
    """What two writers leave behind who both looked before the other wrote."""
    plan = make.plan(make.edition(Phase.LIKES))
    make.signatures(plan, 1)
    Like.objects.create(plan=plan, user=wil(), person_hash=plan.signatures.get().person_hash)
    assert plan.likes.count() + plan.signatures.count() == 2
    assert count(plan) == likes_in(plan.edition) == 1
    Like.objects.create(plan=plan, user=wil(), person_hash="iemand anders")
    assert count(plan) == likes_in(plan.edition) == 2


@pytest.mark.django_db(transaction=True)
def test_two_accounts_of_one_person_at_the_same_moment_give_one_like() -> None:
    plan = make.plan(make.edition(Phase.LIKES))
    results = all_at_once([partial(actions.like_plan, plan.pk, wil()) for _ in range(20)])
    assert results.count(True) == 1
    assert sum(isinstance(result, actions.SamePerson) for result in results) == 19
    assert count(plan) == 1


@pytest.mark.django_db(transaction=True)
def test_a_like_that_crosses_a_new_address_knows_the_address_that_stays() -> None:
    edition = make.edition(Phase.LIKES)
    someone = make.user("Wil Jansen")
    plans = [make.plan(edition) for _ in range(12)]
    acts: list[Callable[[], object]] = [partial(actions.like_plan, each.pk, someone) for each in plans]
    acts.insert(6, partial(actions.set_details, someone.pk, "Wil Jansen", "2034AB", "12A"))
    all_at_once(acts)
    someone.refresh_from_db()
    hashes = set(Like.objects.filter(user=someone).values_list("person_hash", flat=True))
    assert hashes == {person_of(edition, someone)} != {""}


# The page


def test_the_page_of_details_asks_for_a_log_in(client: Client) -> None:
    assert client.get(DETAILS).status_code == 302


def test_somebody_gives_their_address_on_the_page(as_user: AsUser, db: None) -> None:
    someone = make.user("Wil")
    browser = as_user(someone)
    shown = browser.get(DETAILS).content.decode()
    assert "dan tellen we u één keer als u ook op papier tekent" in shown
    answer = browser.post(DETAILS, {"name": " Wil  Jansen ", "postcode": "2034 ab", "house_number": "12a"}, follow=True)
    assert "Uw gegevens zijn bewaard." in answer.content.decode()
    someone.refresh_from_db()
    assert (someone.name, someone.postcode, someone.house_number) == ("Wil Jansen", "2034AB", "12 A")
    assert "2034 AB" in browser.get(DETAILS).content.decode()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"postcode": "2034AB", "house_number": ""}, "Vul ook uw huisnummer in"),
        ({"postcode": "", "house_number": "12"}, "Vul ook uw postcode in"),
        ({"postcode": "20 <b>", "house_number": "12"}, "De postcode klopt niet."),
        ({"postcode": "2034AB", "house_number": "twaalf"}, "Het huisnummer klopt niet."),
        ({"name": "😀"}, "Vul uw naam in"),
        ({"name": ""}, "Vul uw naam in"),
    ],
)
def test_a_wrong_address_gets_a_sentence_and_stays_on_the_page(
    as_user: AsUser, db: None, typed: dict[str, str], sentence: str
) -> None:
    answer = as_user(make.user()).post(DETAILS, {"name": "Wil Jansen", "postcode": "", "house_number": "", **typed})
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert sentence in shown
    assert 'value="20 &lt;b&gt;"' in shown or "postcode" not in typed or typed["postcode"] != "20 <b>"


@pytest.mark.django_db
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.fixed_dictionaries({}, optional={name: st.text(max_size=120) for name in ("name", "postcode", "house_number")})
)
def test_nothing_that_is_typed_breaks_the_page_of_details(as_user: AsUser, typed: dict[str, str]) -> None:
    sent = {key: value.encode("utf-8", "surrogatepass") for key, value in typed.items()}
    assert as_user(make.user()).post(DETAILS, sent).status_code in (302, 422)


def test_a_second_account_reads_on_the_plan_page_why_its_like_does_not_count(plan: Plan, as_user: AsUser) -> None:
    actions.like_plan(plan.pk, wil())
    answer = as_user(wil()).post(url("plan_like", plan), follow=True)
    assert answer.status_code == 200
    assert "Iedereen telt één keer." in answer.content.decode()


def test_somebody_on_the_paper_list_reads_on_the_plan_page_that_they_count(
    plan: Plan, joke: User, as_user: AsUser
) -> None:
    actions.enter_signatures(plan.pk, joke, WIL)
    shown = as_user(wil()).post(url("plan_like", plan), follow=True).content.decode()
    assert "U staat al op de papieren lijst van dit plan." in shown
    assert "1 van 50 likes" in shown
