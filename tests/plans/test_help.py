"""Help with a plan: makers say whom they look for, residents offer, and who reads what."""

from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from audit.models import Entry
from common.errors import Refused
from editions.models import Edition
from editions.phases import Phase
from plans import actions
from plans.actions.help import MOST_CALLS
from plans.limits import OFFERS_PER_HOUR
from plans.models import HelpOffer, HelpWanted, Plan
from plans.names import first_name, in_words
from plans.queries import plan_for_page
from plans.status import PUBLIC, Status
from plans.together.queries import help_of
from tests import make
from tests.plans.browsing import ABSURD, AsUser, url

pytestmark = pytest.mark.django_db
CALL = "iemand die kan timmeren"


@pytest.fixture
def plan(edition: Edition, maker: User) -> Plan:
    return make.plan(edition, maker=maker)


@pytest.fixture
def helper() -> User:
    return make.user("Joke van der Berg", email="joke@example.org")


def offer(browser: Client, plan: Plan, **data: Any) -> Any:
    return browser.post(url("help_offer", plan), {"text": "Ik heb een aanhanger", **data})


def page_of(plan: Plan, browser: Client | None = None) -> str:
    return (browser or Client()).get(url("plan_page", plan)).content.decode()


def standing(plan: Plan) -> list[HelpOffer]:
    return list(plan.help_offers.filter(withdrawn_at__isnull=True))


def test_a_call_stands_with_the_plan_and_on_its_card(as_user: AsUser, plan: Plan, maker: User) -> None:
    cards = url("plan_page", plan).rsplit("/", 2)[0] + "/"
    assert "zoekt hulp" not in Client().get(cards).content.decode()
    assert as_user(maker).post(url("call_add", plan), {"text": CALL}).status_code == 302
    assert CALL in page_of(plan)
    assert "zoekt hulp" in Client().get(cards).content.decode()
    call = plan.help_wanted.get()
    as_user(maker).post(url("call_found", plan, call.pk), {"gevonden": "1"})
    assert "zoekt hulp" not in Client().get(cards).content.decode()
    assert "gevonden" in page_of(plan)


def test_a_card_of_a_closed_edition_asks_for_nothing(plan: Plan, edition: Edition) -> None:
    plan.help_wanted.create(text=CALL)
    Edition.objects.filter(pk=edition.pk).update(phase=Phase.CLOSED)
    assert "zoekt hulp" not in Client().get(url("plan_page", plan).rsplit("/", 2)[0] + "/").content.decode()


def test_found_and_not_found_after_all_count_once_each(as_user: AsUser, plan: Plan, maker: User) -> None:
    call, browser = plan.help_wanted.create(text=CALL), as_user(maker)
    for value in ("1", "1", "0", "0"):
        browser.post(url("call_found", plan, call.pk), {"gevonden": value})
    assert HelpWanted.objects.get().found_at is None
    told = Entry.objects.filter(action__in=["help_found", "help_still_wanted"])
    assert sorted(told.values_list("action", flat=True)) == ["help_found", "help_still_wanted"]


def test_the_same_call_twice_stands_there_once(as_user: AsUser, plan: Plan, maker: User) -> None:
    for text in (CALL, f"  {CALL.upper()} "):
        assert as_user(maker).post(url("call_add", plan), {"text": text}).status_code == 302
    assert plan.help_wanted.count() == 1


def test_a_plan_has_eight_calls_at_most(plan: Plan, maker: User) -> None:
    for number in range(MOST_CALLS):
        actions.ask_for_help(plan.pk, maker, f"Oproep {number}")
    with pytest.raises(Refused, match="hoogstens 8"):
        actions.ask_for_help(plan.pk, maker, "Nog een")
    actions.remove_call(plan.pk, maker, plan.help_wanted.all()[0].pk)
    actions.ask_for_help(plan.pk, maker, "Nog een")


@pytest.mark.parametrize("text", ["", "  ", "a" * 121, "a\x00b"])
def test_a_call_says_something_short(as_user: AsUser, plan: Plan, maker: User, text: str) -> None:
    answer = as_user(maker).post(url("call_add", plan), {"text": text})
    assert answer.status_code == 422
    assert not plan.help_wanted.exists()


def test_removing_a_call_leaves_the_offers(as_user: AsUser, plan: Plan, maker: User, helper: User) -> None:
    call = plan.help_wanted.create(text=CALL)
    actions.offer_help(plan.pk, helper, "Ik kan dat", call)
    for _ in range(2):
        assert as_user(maker).post(url("call_remove", plan, call.pk)).status_code == 302
    assert [each.wanted for each in standing(plan)] == [None]


@pytest.mark.parametrize("name", ["call_found", "call_remove"])
def test_a_call_of_another_plan_stays_as_it_was(as_user: AsUser, plan: Plan, maker: User, name: str) -> None:
    foreign = make.plan(plan.edition).help_wanted.create(text=CALL)
    as_user(maker).post(url(name, plan, foreign.pk))
    assert HelpWanted.objects.get().found_at is None


def test_a_neighbour_offers_help_and_the_makers_read_it(as_user: AsUser, plan: Plan, maker: User, helper: User) -> None:
    call = plan.help_wanted.create(text=CALL)
    answer = offer(as_user(helper), plan, call=call.pk, may_mail="on")
    assert answer.status_code == 302
    made = standing(plan)[0]
    assert (made.by, made.wanted, made.text, made.may_mail) == (helper, call, "Ik heb een aanhanger", True)
    told = as_user(maker).get(url("plan_together", plan)).content.decode()
    for words in ("Joke van der Berg", "Ik heb een aanhanger", "joke@example.org"):
        assert words in told


@pytest.mark.parametrize("who", ["bezoeker", "buur"])
def test_others_read_the_first_name_and_nothing_else(as_user: AsUser, plan: Plan, helper: User, who: str) -> None:
    actions.offer_help(plan.pk, helper, "Bel mij op 06-12345678", may_mail=True)
    page = page_of(plan, Client() if who == "bezoeker" else as_user(make.user()))
    assert "1 mens helpt mee" in page
    assert "Joke" in page
    for words in ("van der Berg", "06-12345678", "joke@example.org"):
        assert words not in page


def test_the_makers_read_no_address_unless_they_may(as_user: AsUser, plan: Plan, maker: User, helper: User) -> None:
    actions.offer_help(plan.pk, helper, "Ik help")
    page = as_user(maker).get(url("plan_together", plan)).content.decode()
    assert "Ik help" in page
    assert "joke@example.org" not in page


def test_the_trail_does_not_tell_who_offers_help(plan: Plan, helper: User) -> None:
    actions.offer_help(plan.pk, helper, "Ik help")
    actions.withdraw_offer(plan.pk, helper)
    told = list(Entry.objects.values_list("action", "actor", "data"))
    assert told == [("help_withdrawn", "bewoner", {}), ("help_offered", "bewoner", {})]


def test_a_person_offers_once_and_changes_what_was_offered(as_user: AsUser, plan: Plan, helper: User) -> None:
    browser = as_user(helper)
    offer(browser, plan)
    offer(browser, plan, text="Toch iets anders")
    assert [each.text for each in standing(plan)] == ["Toch iets anders"]
    assert Entry.objects.filter(action="help_offered").count() == 1
    assert "Toch iets anders" in browser.get(url("help_offer", plan)).content.decode()


def test_an_offer_is_withdrawn_and_made_again(as_user: AsUser, plan: Plan, helper: User) -> None:
    browser = as_user(helper)
    offer(browser, plan)
    for _ in range(2):
        assert browser.post(url("help_withdraw", plan)).status_code == 302
    assert not standing(plan)
    offer(browser, plan)
    assert len(standing(plan)) == 1


def test_withdrawing_takes_nobody_elses_offer(as_user: AsUser, plan: Plan, helper: User) -> None:
    actions.offer_help(plan.pk, helper, "Ik help")
    as_user(make.user()).post(url("help_withdraw", plan))
    assert len(standing(plan)) == 1


@pytest.mark.parametrize("text", ["", "  ", "a" * 301, "a\x00b"])
def test_an_offer_says_something_short_and_what_was_typed_stays(
    as_user: AsUser, plan: Plan, helper: User, text: str
) -> None:
    answer = offer(as_user(helper), plan, text=text)
    assert answer.status_code == 422
    assert text.strip("\x00 ") in answer.content.decode().replace("\x00", "\x00")
    assert not standing(plan)


@pytest.mark.parametrize("call", ["0", "-1", "x", ABSURD, "\x00", "foreign"])
def test_an_offer_is_for_a_call_of_this_plan(as_user: AsUser, plan: Plan, helper: User, call: str) -> None:
    plan.help_wanted.create(text=CALL)
    foreign = make.plan(plan.edition).help_wanted.create(text="Elders")
    answer = offer(as_user(helper), plan, call=foreign.pk if call == "foreign" else call)
    assert answer.status_code == 422
    assert not HelpOffer.objects.exists()


def test_fields_that_no_form_has_change_nothing(as_user: AsUser, plan: Plan, helper: User, maker: User) -> None:
    extra = {"by": maker.pk, "plan": 0, "wanted": 1, "withdrawn_at": "2000-01-01", "offered_at": "2000-01-01"}
    as_user(helper).post(url("help_offer", plan), {"text": "Ik help", **extra})
    made = standing(plan)[0]
    assert (made.by, made.plan, made.wanted) == (helper, plan, None)
    assert made.offered_at.year > 2000


def test_a_maker_does_not_help_their_own_plan(as_user: AsUser, plan: Plan, maker: User) -> None:
    assert as_user(maker).get(url("help_offer", plan)).status_code == 302
    assert offer(as_user(maker), plan).status_code == 422
    assert not standing(plan)


@pytest.mark.parametrize("status", sorted(set(Status) - PUBLIC))
def test_a_plan_that_is_not_public_gets_no_offers(
    as_user: AsUser, edition: Edition, helper: User, status: Status
) -> None:
    plan = make.plan(edition, status)
    assert offer(as_user(helper), plan).status_code == 404
    with pytest.raises(Refused):
        actions.offer_help(plan.pk, helper, "Ik help")


@pytest.mark.parametrize("phase", Phase)
def test_help_is_offered_from_the_start_of_an_edition_to_its_end(helper: User, phase: Phase) -> None:
    plan = make.plan(make.edition(phase))
    is_open = phase not in (Phase.PREPARATION, Phase.CLOSED)
    assert help_of(plan_for_page(plan.edition, plan.pk, helper), helper).is_open is is_open
    if is_open:
        actions.offer_help(plan.pk, helper, "Ik help")
        actions.ask_for_help(plan.pk, plan.maker, CALL)
    else:
        for act in (
            lambda: actions.offer_help(plan.pk, helper, "Ik help"),
            lambda: actions.ask_for_help(plan.pk, plan.maker, CALL),
        ):
            with pytest.raises(Refused, match="niet open"):
                act()


def test_somebody_who_offers_help_everywhere_has_to_wait(edition: Edition, helper: User) -> None:
    for _ in range(OFFERS_PER_HOUR):
        actions.offer_help(make.plan(edition).pk, helper, "Ik help")
    with pytest.raises(Refused, match="later weer"):
        actions.offer_help(make.plan(edition).pk, helper, "Ik help")


@pytest.mark.parametrize("act", ["ask_for_help", "mark_found", "remove_call"])
def test_actions_refuse_who_is_no_maker(plan: Plan, act: str) -> None:
    call = plan.help_wanted.create(text=CALL)
    given: dict[str, tuple[Any, ...]] = {"ask_for_help": ("Hulp",), "mark_found": (call.pk, True)}
    with pytest.raises(Refused, match="alleen een maker"):
        getattr(actions, act)(plan.pk, make.user(), *given.get(act, (call.pk,)))


@pytest.mark.parametrize("number", [1, 30])
def test_help_costs_the_same_queries_however_many_help(
    plan: Plan, number: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(number):
        plan.help_offers.create(
            by=make.user(f"Buur {number}"), text="Ik help", wanted=plan.help_wanted.create(text=CALL)
        )
    reader = make.user()
    seen = plan_for_page(plan.edition, plan.pk, reader)
    with django_assert_max_num_queries(2):  # offers with who, calls
        assert len(help_of(seen, reader).helpers.split()) <= 12


@pytest.mark.parametrize("number", [0, 8])
def test_the_page_of_makers_costs_the_same_queries(
    as_user: AsUser, plan: Plan, maker: User, number: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    browser = as_user(maker)
    for each in range(number):
        actions.invite_maker(plan.pk, maker, f"Buur {each}")
        plan.co_makers.create(user=make.user())
        plan.help_offers.create(by=make.user(), text="Ik help", wanted=plan.help_wanted.create(text=CALL))
    with django_assert_max_num_queries(17):
        assert browser.get(url("plan_together", plan)).status_code == 200


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ([], ""),
        (["Fatima"], "Fatima"),
        (["Fatima", "Omar"], "Fatima en Omar"),
        (["Fatima", "Omar", "Joke"], "Fatima, Omar en Joke"),
        (["A", "B", "C", "D"], "A, B en 2 anderen"),
    ],
)
def test_names_stand_in_a_sentence(names: list[str], words: str) -> None:
    assert in_words(names, 2 if len(names) > 3 else 12) == words


@given(st.text(max_size=80))
def test_every_name_has_a_first_word(name: str) -> None:
    assert len(first_name(name)) <= len(name)
    assert first_name(name) in name
    assert not first_name(name) or not name.split() or " " not in first_name(name)
