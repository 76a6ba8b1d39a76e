"""Support on paper: lists are read, everybody counts once, and names do not outlive the likes."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from io import BytesIO

import pikepdf
import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from audit.models import Entry
from common import clock
from common.errors import Refused
from editions.models import Edition, Role
from editions.phases import Phase
from plans import actions
from plans.models import Plan, Signature
from plans.queries import likes_in
from plans.signatures import MAX_LINES, Unreadable, read_lines, read_signer
from plans.status import Status
from tests import make
from tests.plans.browsing import ABSURD, AsUser, url
from tests.plans.test_concurrent_likes import all_at_once

WIL = "Wil Jansen; 2034 AB; 12 A"


@pytest.mark.parametrize(
    "same",
    [
        "wil jansen;2034ab;12a",
        "  WIL   JANSEN ; 2034  AB ; 12-A ; ",
        "Wíl Jànsen\t2034ab\t12 a",
        "Jansen, Wil; 2034 AB; nr. 12 A",
        "Wil Jansen; 2034-AB; 012/a",
        "W\u200bil J\u202eansen; ２０３４ＡＢ; 12A",
    ],
)
def test_one_person_written_in_two_ways_is_one_person(same: str) -> None:
    assert read_signer(same).person == read_signer(WIL).person


@pytest.mark.parametrize(
    "other",
    ["Wim Jansen; 2034 AB; 12 A", "Wil Jansen; 2034 AC; 12 A", "Wil Jansen; 2034 AB; 12", "Wil Jansen; 2034 AB; 1 2A"],
)
def test_another_name_or_address_is_another_person(other: str) -> None:
    assert read_signer(other).person != read_signer(WIL).person


def test_names_of_all_alphabets_are_names() -> None:
    for name in ("Łukasz Øre", "Çağla Işık", "فاطمة", "李明", "O'Brien-de Vries"):
        assert read_signer(f"{name}; 2034AB; 1").name == name
    assert read_signer("Lukasz Ore; 2034AB; 1").person == read_signer("Łukasz Øre; 2034AB; 1").person


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Wil Jansen", "drie dingen"),
        ("Wil Jansen, 2034 AB, 12", "drie dingen"),
        ("Wil Jansen; 2034 AB; 12; A", "te veel"),
        ("; 2034 AB; 12", "naam ontbreekt"),
        ("😀!; 2034 AB; 12", "naam ontbreekt"),
        ("W" * 81 + "; 2034 AB; 12", "naam is te lang"),
        ("Wil; 034 AB; 12", "postcode"),
        ("Wil; 0234 AB; 12", "postcode"),
        ("Wil; 2034 SS; 12", "postcode"),
        ("Wil; ٢٠٣٤ AB; 12", "postcode"),
        ("Wil; 2034 AB; A", "huisnummer"),
        ("Wil; 2034 AB; 0", "huisnummer"),
        ("Wil; 2034 AB; 123456", "huisnummer"),
        ("Wil; 2034 AB; 12 <script>", "huisnummer"),
        ("Wil; 2034 AB; 12 ABCDEFGHI", "huisnummer"),
        ("Wil; 2034 AB; " + "9" * 5000, "huisnummer"),
    ],
)
def test_a_line_that_names_nobody_says_why(line: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        read_signer(line)


def test_lines_keep_their_number_and_empty_ones_are_skipped() -> None:
    lines = read_lines(f"{WIL}\r\n\r\n  \nfout\r{WIL}")
    assert [(line.number, bool(line.signer)) for line in lines] == [(1, True), (4, False), (5, True)]


@pytest.fixture
def plan(db: None) -> Plan:
    return make.plan(make.edition(Phase.LIKES))


@pytest.fixture
def joke(plan: Plan) -> User:
    return make.staff(plan.edition, Role.PARTNER)


def figures(plan: Plan) -> tuple[int, int]:
    found = Plan.objects.with_figures().get(pk=plan.pk)
    return found.like_count, found.paper_count


def test_a_signature_counts_as_a_like_once_per_plan(plan: Plan, joke: User) -> None:
    make.likes(plan, 2)
    entered = actions.enter_signatures(plan.pk, joke, f"{WIL}\nFatima; 2034AB; 1\nfout\nwil jansen;2034ab;12a")
    assert [len(entered.counted), len(entered.known), len(entered.unreadable)] == [2, 1, 1]
    again = actions.enter_signatures(plan.pk, joke, WIL)
    assert (again.counted, [line.number for line in again.known]) == ([], [1])
    assert figures(plan) == (4, 2)
    assert likes_in(plan.edition) == 4


def test_one_person_signs_for_two_plans(plan: Plan, joke: User) -> None:
    other = make.plan(plan.edition)
    for each in (plan, other):
        actions.enter_signatures(each.pk, joke, WIL)
    assert (figures(plan), figures(other)) == ((1, 1), (1, 1))


def test_two_editions_do_not_know_a_person_by_the_same_hash(plan: Plan, joke: User) -> None:
    elsewhere = make.plan(make.edition(Phase.LIKES))
    for each in (plan, elsewhere):
        actions.enter_signatures(each.pk, joke, WIL)
    assert len(set(Signature.objects.values_list("person_hash", flat=True))) == 2


def test_the_trail_of_a_list_holds_numbers_and_no_people(plan: Plan, joke: User) -> None:
    actions.enter_signatures(plan.pk, joke, f"{WIL}\nfout")
    entry = Entry.objects.get(action="signatures_entered")
    assert (entry.data, entry.subject) == ({"counted": 1, "known": 0, "unreadable": 1}, f"plan:{plan.pk}")


@pytest.mark.parametrize("phase", sorted(set(Phase) - {Phase.LIKES}))
def test_outside_the_likes_no_list_is_entered(joke: User, phase: Phase) -> None:
    plan = make.plan(make.edition(phase))
    with pytest.raises(Refused):
        actions.enter_signatures(plan.pk, joke, WIL)
    assert not plan.signatures.exists()


def test_a_list_after_the_end_of_the_likes_is_refused_though_the_worker_is_late(plan: Plan, joke: User) -> None:
    actions.enter_signatures(plan.pk, joke, WIL)
    clock.move(timedelta(days=9, minutes=1))
    with pytest.raises(Refused):
        actions.enter_signatures(plan.pk, joke, "Fatima; 2034AB; 1")
    with pytest.raises(Refused):
        actions.remove_signature(plan.signatures.get().pk, joke)
    assert figures(plan) == (1, 1)


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.SUBMITTED}))
def test_only_plans_that_gather_likes_take_a_list(joke: User, status: Status) -> None:
    plan = make.plan(make.edition(Phase.LIKES), status)
    with pytest.raises(Refused):
        actions.enter_signatures(plan.pk, joke, WIL)


@pytest.mark.parametrize("text", ["", " \n ", "x\n" * (MAX_LINES + 1)])
def test_a_list_has_a_length(plan: Plan, joke: User, text: str) -> None:
    with pytest.raises(Refused):
        actions.enter_signatures(plan.pk, joke, text)


def test_a_wrong_signature_is_taken_away(plan: Plan, joke: User) -> None:
    actions.enter_signatures(plan.pk, joke, f"{WIL}\nFatima; 2034AB; 1")
    wrong = plan.signatures.get(name="Fatima").pk
    actions.remove_signature(wrong, joke)
    actions.remove_signature(wrong, joke)
    assert list(plan.signatures.values_list("name", flat=True)) == ["Wil Jansen"]
    assert Entry.objects.filter(action="signature_removed").count() == 1


def test_after_the_likes_only_the_keyed_hash_stays_and_the_count(plan: Plan, joke: User) -> None:
    withdrawn, elsewhere = make.plan(plan.edition), make.plan(make.edition(Phase.LIKES))
    for each in (plan, withdrawn, elsewhere):
        actions.enter_signatures(each.pk, joke, WIL)
    actions.withdraw_plan(withdrawn.pk, withdrawn.maker)
    actions.apply_threshold(plan.edition, None)
    for each in (plan, withdrawn):
        row = each.signatures.get()
        assert (row.name, row.postcode, row.house_number, len(row.person_hash)) == ("", "", "", 64)
    assert elsewhere.signatures.get().name == "Wil Jansen"
    assert figures(plan) == (1, 1)


@pytest.mark.django_db
@pytest.mark.parametrize(("paper", "after"), [(1, Status.BELOW_THRESHOLD), (2, Status.IN_CHECK), (3, Status.IN_CHECK)])
def test_signatures_count_for_the_threshold(paper: int, after: Status) -> None:
    edition = make.edition(Phase.LIKES, threshold=5)
    plan = make.plan(edition)
    make.likes(plan, 3)
    make.signatures(plan, paper)
    actions.apply_threshold(edition, None)
    plan.refresh_from_db()
    assert (plan.state, plan.likes_at_close) == (after, 3 + paper)


@pytest.mark.django_db(transaction=True)
def test_one_person_entered_by_many_at_once_counts_once() -> None:
    plan = make.plan(make.edition(Phase.LIKES))
    team = [make.staff(plan.edition, Role.PARTNER) for _ in range(20)]
    lists = [f"{WIL}\nMens {number}; 2034AB; 1" for number in range(20)]
    acts: list[Callable[[], object]] = [
        partial(actions.enter_signatures, plan.pk, who, text) for who, text in zip(team, lists, strict=True)
    ]
    results = all_at_once(acts)
    assert all(isinstance(result, actions.Entered) for result in results)
    assert plan.signatures.count() == 21
    assert plan.signatures.filter(name="Wil Jansen").count() == 1


@pytest.mark.django_db(transaction=True)
def test_lists_that_cross_the_threshold_step_are_counted_and_wiped_or_refused() -> None:
    edition = make.edition(Phase.LIKES, threshold=100)
    plan, joke = make.plan(edition), make.staff(edition, Role.PARTNER)
    acts: list[Callable[[], object]] = [
        partial(actions.enter_signatures, plan.pk, joke, f"Mens {number}; 2034AB; 1") for number in range(30)
    ]
    acts.insert(15, partial(actions.apply_threshold, edition, None))
    results = all_at_once(acts)
    plan.refresh_from_db()
    assert plan.likes_at_close == sum(isinstance(result, actions.Entered) for result in results)
    assert plan.likes_at_close == plan.signatures.filter(name="").count() == plan.signatures.count()


# The pages


@pytest.fixture
def partner(joke: User, as_user: AsUser, no_second_factor: None) -> Client:
    return as_user(joke)


def enter(client: Client, plan: Plan, text: str) -> tuple[int, str]:
    response = client.post(url("signatures_plan", plan), {"lines": text})
    return response.status_code, response.content.decode()


def test_the_page_tells_what_became_of_each_line_and_keeps_what_it_could_not_read(plan: Plan, partner: Client) -> None:
    assert enter(partner, plan, WIL)[0] == 200
    status, page = enter(partner, plan, f"{WIL}\nFatima; 2034AB; 1\nOmar; 20; <b>1")
    assert status == 422
    assert "1 meegeteld, 1 al geteld, 1 niet te lezen" in page
    assert "Regel 1: Wil Jansen" in page
    assert "De postcode klopt niet." in page
    field = page.partition("<textarea")[2].partition("</textarea>")[0]
    assert "Omar; 20; &lt;b&gt;1" in field
    assert "Wil Jansen" not in field


def test_what_was_typed_stays_when_it_is_refused(plan: Plan, partner: Client) -> None:
    clock.move(timedelta(days=9, minutes=1))
    status, page = enter(partner, plan, WIL)
    assert status == 422
    assert WIL in page
    assert "zolang de likes open zijn" in page


@pytest.mark.parametrize("text", ["", "\x00", "x" * 60_001, "\n" * 600 + "a;b;c\n" * 600])
def test_nonsense_is_refused_on_the_page(plan: Plan, partner: Client, text: str) -> None:
    assert enter(partner, plan, text)[0] == 422
    assert not plan.signatures.exists()


def test_drafts_and_plans_of_other_editions_have_no_list(plan: Plan, partner: Client) -> None:
    draft, elsewhere = make.plan(plan.edition, Status.DRAFT), make.plan(make.edition(Phase.LIKES))
    for number in (draft.pk, elsewhere.pk, ABSURD):
        address = f"/edities/{plan.edition.slug}/beheer/handtekeningen/{number}/"
        assert partner.get(address).status_code == 404
        assert partner.post(address, {"lines": WIL}).status_code == 404
        assert partner.post(f"{address}1/weg/").status_code == 404
    assert not Signature.objects.exists()


def test_a_signature_of_another_plan_is_not_taken_away_here(plan: Plan, partner: Client, joke: User) -> None:
    other = make.plan(make.edition(Phase.LIKES))
    actions.enter_signatures(other.pk, joke, WIL)
    assert partner.post(url("signature_remove", plan, other.signatures.get().pk)).status_code == 404
    assert other.signatures.exists()
    actions.enter_signatures(plan.pk, joke, WIL)
    assert partner.post(url("signature_remove", plan, plan.signatures.get().pk)).status_code == 302
    assert not plan.signatures.exists()


def test_the_plan_page_tells_everybody_how_many_are_on_paper(client: Client, plan: Plan) -> None:
    make.likes(plan, 3)
    assert "op papier" not in client.get(url("plan_page", plan)).content.decode()
    make.signatures(plan, 2)
    page = client.get(url("plan_page", plan)).content.decode()
    assert "5 van 50 likes" in page
    assert "Waarvan 2 op papier." in page
    assert "Wil Jansen" not in page


@pytest.mark.parametrize("number", [2, 12])
def test_the_pages_of_lists_ask_the_database_a_fixed_number_of_times(
    plan: Plan, partner: Client, joke: User, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(number):
        make.signatures(make.plan(plan.edition), 1)
    make.signatures(plan, number)
    with django_assert_num_queries(7):
        partner.get(f"/edities/{plan.edition.slug}/beheer/handtekeningen/")
    with django_assert_num_queries(8):
        partner.get(url("signatures_plan", plan))
    text = "\n".join(f"Mens {each}; 2034AB; 1" for each in range(number))
    with django_assert_num_queries(12):
        actions.enter_signatures(plan.pk, joke, text)


# The sheet


@pytest.mark.parametrize("title", ["Fruitbomen", "Lang woord " * 9, "W" * 100])
def test_the_sheet_is_one_page_with_twenty_rows(plan: Plan, partner: Client, title: str) -> None:
    Plan.objects.filter(pk=plan.pk).update(title=title.strip())
    response = partner.get(url("signature_sheet", plan))
    assert response.headers["Content-Type"] == "application/pdf"
    with pikepdf.open(BytesIO(response.content)) as sheet:
        assert len(sheet.pages) == 1


def test_the_maker_prints_the_sheet_and_others_do_not(plan: Plan, as_user: AsUser, no_second_factor: None) -> None:
    assert as_user(plan.maker).get(url("signature_sheet", plan)).status_code == 200
    checker = make.staff(plan.edition, Role.CHECKER)
    for other in (make.user(), checker, make.staff(make.edition(), Role.LEADER)):
        assert as_user(other).get(url("signature_sheet", plan)).status_code == 403
    assert Client().get(url("signature_sheet", plan)).status_code == 302


@pytest.mark.django_db
def test_there_is_no_sheet_for_a_plan_that_gathers_no_likes(edition: Edition, maker: User, as_user: AsUser) -> None:
    for status in (Status.DRAFT, Status.IN_CHECK):
        plan = make.plan(edition, status, maker=maker)
        assert as_user(maker).get(url("signature_sheet", plan)).status_code == 422
