"""The pages of the desk of paper ballots: quick to type on, plain about errors, and silent about a first reading."""

import re
from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from audit.models import Entry as AuditEntry
from common.errors import Refused
from editions.models import Edition, Role
from editions.phases import Phase
from plans.status import Status
from tests import make
from tests.voting.ballot_world import leader_of
from tests.voting.letter_world import text_of
from tests.voting.paper.paper_world import PaperWorld, invalid
from voting.actions.count import count_votes
from voting.actions.paper import receive_paper, set_paper_aside, take_numbers_back
from voting.actions.rules import freeze_rules
from voting.actions.withdrawing import withdraw_from_ballot
from voting.codes import make_code, show_code
from voting.models import PaperBallot, PaperState
from voting.paper.entries import AsideReason, Reason
from voting.paper.form import render_ballot_form
from voting.queries.paper import SHOWN, papers_shown, reconcile

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]
Browsers = Callable[[User], Client]


def url(name: str, world: PaperWorld, *more: int) -> str:
    return reverse(name, args=[world.edition.slug, *more])


def typed(world: PaperWorld, places: list[int], code: int = 0) -> dict[str, str]:
    return {
        "code": show_code(world.vote.codes[code]).lower(),
        "plans": " ".join(str(world.vote.ids[p]) for p in places),
    }


def test_a_clerk_types_code_and_numbers_and_comes_to_the_next_ballot(as_user: Browsers) -> None:
    world = PaperWorld(papers=2)
    one, two = as_user(world.clerks[0]), as_user(world.clerks[1])
    answer = one.post(url("paper_enter", world, 1), typed(world, [2, 0]))
    assert answer["Location"] == url("paper_enter", world, 2)
    answer = two.post(url("paper_enter", world, 1), typed(world, [0, 2]), follow=True)
    assert "in de stembus" in answer.content.decode()
    assert world.votes == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"code": ""}, "Vul de code in"),
        ({"code": "AAAA-AAAA-AAAAB"}, "Kijk nog eens goed op de codestrook"),
        ({"code": "AAAA"}, "13 tekens"),
        ({"plans": ""}, "Vul nummers in"),
        ({"plans": "999999"}, "staat niet op het stembiljet"),
        ({"plans": "aap"}, "geen nummer van een plan"),
        ({"plans": "²"}, "geen nummer van een plan"),
        ({"plans": "twice"}, "twee keer"),
    ],
)
def test_a_slip_of_the_finger_is_said_plainly_and_what_was_typed_stays(
    as_user: Browsers, change: dict[str, str], words: str
) -> None:
    world = PaperWorld()
    sent = {**typed(world, [0]), **change}
    if sent["plans"] == "twice":
        sent["plans"] = f"{world.vote.ids[0]} {world.vote.ids[0]}"
    answer = as_user(world.clerks[0]).post(url("paper_enter", world, 1), sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert words in page
    assert sent["code"] in page
    assert sent["plans"] in page
    assert world.paper().state == PaperState.RECEIVED


def test_with_a_reason_code_and_plans_may_stay_empty_and_wrong(as_user: Browsers) -> None:
    world = PaperWorld()
    for clerk in world.clerks[:2]:
        sent = {"code": "nee", "plans": "x", "reason": Reason.UNREADABLE.value}
        assert as_user(clerk).post(url("paper_enter", world, 1), sent).status_code == 302
    assert (world.paper().state, world.paper().reason) == (PaperState.INVALID, Reason.UNREADABLE)


def test_a_plan_withdrawn_since_is_on_the_page_and_can_be_typed_and_is_on_no_new_form(as_user: Browsers) -> None:
    world = PaperWorld()
    withdraw_from_ballot(world.edition.pk, world.vote.ids[0], leader_of(world.vote).pk, "Maker stopt")
    clerk = as_user(world.clerks[0])
    assert "Plan A" in clerk.get(url("paper_enter", world, 1)).content.decode()
    assert clerk.post(url("paper_enter", world, 1), typed(world, [0])).status_code == 302
    assert "Plan A" not in text_of(render_ballot_form(world.edition))


def test_nobody_states_what_only_the_desk_finds_out(as_user: Browsers) -> None:
    world = PaperWorld()
    sent = {"code": "", "plans": "", "reason": Reason.CODE_USED.value}
    assert as_user(world.clerks[0]).post(url("paper_enter", world, 1), sent).status_code == 422


def test_the_second_clerk_sees_nothing_of_the_first_reading(as_user: Browsers) -> None:
    world = PaperWorld(papers=2)
    world.enter(0, world.reading([1]))
    browser = as_user(world.clerks[1])
    entered, fresh = (browser.get(url("paper_enter", world, n)).content.decode() for n in (1, 2))
    same = re.compile(r'value="[^"]{64}"|[Bb]iljet [12]|/papier/[12]/')
    assert same.sub("", entered) == same.sub("", fresh)


def test_the_first_clerk_cannot_read_it_back(as_user: Browsers) -> None:
    world = PaperWorld()
    world.enter(0, world.reading([1]))
    page = as_user(world.clerks[0]).get(url("paper_enter", world, 1)).content.decode()
    assert "U voerde dit biljet al" in page
    assert "name=plans" not in page.replace('"', "")


def test_differences_are_for_a_third_person_only(as_user: Browsers) -> None:
    world = PaperWorld()
    world.enter(0, world.reading([0]))
    world.enter(1, world.reading([0, 1]))
    for clerk in world.clerks[:2]:
        assert as_user(clerk).get(url("paper_settle", world, 1)).status_code == 422
    third = as_user(world.clerks[2])
    page = third.get(url("paper_settle", world, 1)).content.decode()
    assert page.count("</svg> gekozen") == 3
    assert world.vote.codes[0] not in page
    answer = third.post(url("paper_settle", world, 1), typed(world, [0, 1]), follow=True)
    assert "in de stembus" in answer.content.decode()


def test_a_leader_who_entered_a_ballot_is_no_third_person(as_user: Browsers) -> None:
    world = PaperWorld()
    leader = make.staff(world.edition, Role.LEADER, Role.CLERK)
    world.clerks[1] = leader
    world.enter(0, world.reading([0]))
    world.enter(1, world.reading([1]))
    answer = as_user(leader).post(url("paper_settle", world, 1), typed(world, [1]))
    assert answer.status_code == 422
    assert world.votes == 0


def test_numbers_for_what_lay_in_the_box(as_user: Browsers) -> None:
    world = PaperWorld(papers=0)
    browser = as_user(world.clerks[0])
    page = browser.post(url("paper_receive", world), {"number": "3"}, follow=True).content.decode()
    assert "de nummers 1 tot en met 3" in page
    for wrong in ("", "0", "501", "aap", "1.5"):
        assert browser.post(url("paper_receive", world), {"number": wrong}).status_code == 422
    assert PaperBallot.objects.count() == 3


def test_a_slip_in_the_number_of_ballots_can_be_taken_back_and_the_numbers_are_given_anew(as_user: Browsers) -> None:
    world = PaperWorld(papers=50)
    browser = as_user(world.clerks[0])
    answer = browser.post(url("paper_numbers_back", world), {"last": "45"}, follow=True)
    assert "de nummers 6 tot en met 50" in answer.content.decode()
    entry = AuditEntry.objects.get(action="paper_numbers_taken_back")
    assert (entry.data, entry.actor) == ({"number": 45, "late": 0}, f"gebruiker:{world.clerks[0].pk}")
    assert receive_paper(world.edition.pk, 1, world.clerks[0].pk) == [6]


@pytest.mark.parametrize("touched", ["entered", "counted", "aside", "invalid"])
def test_no_number_of_a_ballot_that_somebody_touched_is_taken_back(touched: str) -> None:
    world, clerk = PaperWorld(papers=3), make.user()
    if touched == "entered":
        world.enter(0, world.reading(), 2)
    elif touched == "counted":
        world.twice(world.reading(), 2)
    elif touched == "aside":
        set_paper_aside(world.edition.pk, 2, AsideReason.LOOK, clerk.pk)
    else:
        world.twice(invalid(), 2)
    with pytest.raises(Refused, match="nog niemand invoerde"):
        take_numbers_back(world.edition.pk, 2, clerk.pk)
    assert PaperBallot.objects.count() == 3
    assert take_numbers_back(world.edition.pk, 1, clerk.pk) == [3]


def test_numbers_of_late_ballots_can_be_taken_back_until_the_count(as_user: Browsers) -> None:
    world = PaperWorld(papers=1, phase=Phase.COUNTING)
    browser, clerk = as_user(world.clerks[0]), world.clerks[0]
    world.twice(invalid(), 1)
    receive_paper(world.edition.pk, 40, clerk.pk, late=True)
    assert 'name="last"' in browser.get(url("paper", world)).content.decode()
    browser.post(url("paper_numbers_back", world), {"last": "36"})
    assert AuditEntry.objects.get(action="paper_numbers_taken_back").data == {"number": 36, "late": 36}
    assert reconcile(world.edition).late == 4
    with pytest.raises(Refused, match="nog niemand invoerde"):
        take_numbers_back(world.edition.pk, 5, clerk.pk)
    freeze_rules(world.edition, None)
    count_votes(world.edition.pk, clerk.pk)
    with pytest.raises(Refused, match="al geteld"):
        take_numbers_back(world.edition.pk, 4, clerk.pk)
    assert PaperBallot.objects.count() == 5


@pytest.mark.parametrize("wrong", ["", "0", "-1", "4", "aap"])
def test_what_cannot_be_taken_back_is_said_and_changes_nothing(as_user: Browsers, wrong: str) -> None:
    world = PaperWorld(papers=3)
    assert as_user(world.clerks[0]).post(url("paper_numbers_back", world), {"last": wrong}).status_code == 422
    assert PaperBallot.objects.count() == 3


def test_from_a_number_to_its_page(as_user: Browsers) -> None:
    world = PaperWorld(papers=2)
    world.enter(0, world.reading([0]), 2)
    world.enter(1, world.reading([1]), 2)
    browser = as_user(world.clerks[2])
    assert browser.post(url("paper_find", world), {"paper": "1"})["Location"] == url("paper_enter", world, 1)
    assert browser.post(url("paper_find", world), {"paper": "2"})["Location"] == url("paper_settle", world, 2)
    for wrong in ("3", "", "aap"):
        assert browser.post(url("paper_find", world), {"paper": wrong}).status_code == 422


def test_aside_and_back(as_user: Browsers) -> None:
    world = PaperWorld()
    browser = as_user(world.clerks[0])
    browser.post(url("paper_aside", world, 1), {"why": "zomaar"})
    assert world.paper().state == PaperState.RECEIVED
    browser.post(url("paper_aside", world, 1), {"why": "PAGES"})
    assert world.paper().state == PaperState.SET_ASIDE
    assert "er ontbreekt een blad" in browser.get(url("paper", world)).content.decode()
    browser.post(url("paper_back", world, 1))
    assert world.paper().state == PaperState.RECEIVED


def test_the_overview_costs_the_same_queries_for_two_and_for_fifty(
    as_user: Browsers, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    world = PaperWorld(papers=2)
    browser = as_user(world.clerks[0])
    with django_assert_max_num_queries(15) as few:
        browser.get(url("paper", world))
    receive_paper(world.edition.pk, 48, world.clerks[0].pk)
    for number in range(3, 20):
        world.enter(number % 3, invalid(), number)
    set_paper_aside(world.edition.pk, 30, AsideReason.LOOK, world.clerks[0].pk)
    with django_assert_max_num_queries(15) as many:
        browser.get(url("paper", world))
    assert len(many) == len(few)


def test_a_difference_far_down_the_stack_stands_first_in_the_list() -> None:
    world = PaperWorld(papers=2 * SHOWN + 2)
    set_paper_aside(world.edition.pk, 2 * SHOWN + 1, AsideReason.DOUBT, world.clerks[0].pk)
    world.enter(0, world.reading([0]), 2 * SHOWN + 2)
    world.enter(1, world.reading([1]), 2 * SHOWN + 2)
    numbers = [paper.number for paper in papers_shown(world.edition)]
    assert numbers == [2 * SHOWN + 2, 2 * SHOWN + 1, *range(1, SHOWN - 1)]


def test_entering_a_ballot_costs_few_queries(
    as_user: Browsers, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    world = PaperWorld()
    browser = as_user(world.clerks[0])
    with django_assert_max_num_queries(8):
        browser.get(url("paper_enter", world, 1))


def test_no_page_is_kept_and_no_log_holds_what_was_typed(as_user: Browsers, caplog: pytest.LogCaptureFixture) -> None:
    world = PaperWorld()
    answer = as_user(world.clerks[0]).post(url("paper_enter", world, 1), typed(world, [0]))
    assert "no-store" in answer["Cache-Control"]
    everything = caplog.text + repr(list(AuditEntry.objects.values()))
    assert world.vote.codes[0] not in everything
    assert show_code(world.vote.codes[0]) not in everything


def test_the_form_names_every_plan_with_number_and_price_the_sum_and_where_to_hand_it_in() -> None:
    world = PaperWorld()
    Edition.objects.filter(pk=world.edition.pk).update(hand_in_at="De Ringvaart")
    world.edition.refresh_from_db()
    text = text_of(render_ballot_form(world.edition), "-layout")
    for plan in world.vote.plans:
        assert re.search(rf"{plan.pk}\s+{plan.title}\s+€", text)
    for words in (
        "€ 70.000",
        "De Ringvaart",
        "en lever alle bladen samen in, tot",
        "Uw stemcode",
        "English",
        "Türkçe",
        "blad 1 van 1",
    ):
        assert words in text.replace("\N{NO-BREAK SPACE}", " "), words


def test_a_personal_form_holds_its_code_and_a_blank_one_none() -> None:
    world = PaperWorld()
    code = make_code()
    assert show_code(code) in text_of(render_ballot_form(world.edition, code))
    assert not re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{5}", text_of(render_ballot_form(world.edition)))


def test_only_a_blank_form_asks_for_the_code_in_every_language() -> None:
    world, asked = PaperWorld(), ("Write the code", "Mektubunuzdaki kodu", "Wpisz kod")
    blank = text_of(render_ballot_form(world.edition))
    personal = text_of(render_ballot_form(world.edition, make_code()))
    for words in asked:
        assert words in blank
        assert words not in personal


def test_sixty_plans_with_long_titles_stand_on_a_few_numbered_pages() -> None:
    world = PaperWorld(papers=0)
    for number in range(57):
        make.plan(world.edition, Status.ON_BALLOT, title=f"Plan {number} " + "met een lange titel " * 4)
    pdf = render_ballot_form(world.edition)
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert opened.Root.MarkInfo.Marked
    text = text_of(pdf)
    pages = int(re.findall(r"blad 1 van (\d+)", text)[0])
    assert 3 <= pages <= 6
    assert text.count("lange titel") >= 57


def test_the_blank_form_is_for_whoever_works_at_the_desk(as_user: Browsers) -> None:
    world = PaperWorld()
    answer = as_user(world.clerks[0]).get(url("ballot_form", world))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    nothing = PaperWorld(papers=0, prices=())
    assert as_user(nothing.clerks[0]).get(url("ballot_form", nothing)).status_code == 422


@pytest.mark.parametrize(("phase", "status"), [(Phase.FEASIBILITY, 422), (Phase.COUNTING, 200), (Phase.EXECUTION, 422)])
def test_the_blank_form_is_there_from_the_opening_of_the_vote_until_the_result(
    as_user: Browsers, phase: Phase, status: int
) -> None:
    world = PaperWorld(papers=0, phase=phase)
    answer = as_user(world.clerks[0]).get(url("ballot_form", world))
    assert answer.status_code == status
    words = {Phase.FEASIBILITY: "staat pas vast", Phase.EXECUTION: "De stemming is voorbij"}.get(phase, "%PDF")
    assert words in answer.content.decode("latin-1")
    page = as_user(world.clerks[0]).get(url("paper", world)).content.decode()
    assert (f'href="{url("ballot_form", world)}"' in page) is (status == 200)
    assert (words in page) is (status == 422)
