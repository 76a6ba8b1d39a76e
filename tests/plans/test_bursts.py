"""The report of bursts and the threshold page: figures for people to judge, without addresses."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import User
from accounts.network import coarse, coarse_network
from common import clock
from common.keyed import keyed_hash
from editions.models import Edition, Role
from editions.phases import Phase
from plans import actions
from plans.bursts import LikeFact, Signs, busiest_hour, signs
from plans.models import Like, Plan
from plans.status import Status
from plans.support.queries import burst_report, threshold_standings
from tests import make
from tests.plans.browsing import AsUser, titles, url

NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)


def minutes(*after: float) -> list[datetime]:
    return [NOON + timedelta(minutes=each) for each in after]


@pytest.mark.parametrize(
    ("after", "most", "start"),
    [
        ([], 0, None),
        ([0], 1, 0),
        ([0, 59.9], 2, 0),
        ([0, 60], 1, 0),
        ([0, 50, 70, 80, 109], 4, 50),
        ([0, 0, 0, 200], 3, 0),
    ],
)
def test_the_busiest_hour_is_any_sixty_minutes(after: list[float], most: int, start: int | None) -> None:
    assert busiest_hour(minutes(*after)) == (most, None if start is None else minutes(start)[0])


def test_an_account_of_the_same_day_is_of_the_same_day_here() -> None:
    # 22.30 UTC on 1 September is half past midnight on 2 September in Amsterdam.
    late, night = NOON.replace(hour=21, minute=30), NOON.replace(hour=22, minute=30)
    assert signs([LikeFact(late, NOON)]).new_accounts == 1
    assert signs([LikeFact(night, NOON)]).new_accounts == 0
    assert signs([LikeFact(night, night)]).new_accounts == 1


def test_likes_of_one_network_are_counted_and_unknown_ones_are_not() -> None:
    found = signs(LikeFact(NOON, NOON, network) for network in ["a", "a", "b", "", "", ""])
    assert (found.largest_network, found.known_networks, found.network_share) == (2, 3, 66)


@pytest.mark.parametrize(
    ("found", "reasons"),
    [
        (Signs(), 0),
        (Signs(likes=9, peak=9, new_accounts=9, known_networks=9, largest_network=9), 0),
        (Signs(likes=21, peak=10), 0),
        (Signs(likes=20, peak=10), 1),
        (Signs(likes=20, new_accounts=14), 0),
        (Signs(likes=20, new_accounts=15), 1),
        (Signs(likes=40, known_networks=31, largest_network=10), 0),
        (Signs(likes=40, known_networks=30, largest_network=10), 1),
        (Signs(likes=10, peak=10, new_accounts=10, known_networks=10, largest_network=10), 3),
    ],
)
def test_what_stands_out_is_a_large_share_of_enough_likes(found: Signs, reasons: int) -> None:
    assert len(found.reasons) == reasons


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"),
        ("fe80::1%eth0", "fe80::/48"),
        ("", ""),
        ("unix:", ""),
        ("192.0.2.77, 1.2.3.4", ""),
    ],
)
def test_an_address_becomes_a_coarse_network(address: str, network: str) -> None:
    assert coarse(address) == network


@pytest.mark.parametrize(
    ("proxies", "header", "network"),
    [
        (0, "198.51.100.9", "192.0.2.0/24"),
        (1, "203.0.113.5, 198.51.100.9", "198.51.100.0/24"),
        (2, "203.0.113.5, 198.51.100.9", "203.0.113.0/24"),
        (3, "203.0.113.5, 198.51.100.9", ""),
        (1, "onzin", ""),
    ],
)
def test_the_header_of_a_proxy_is_believed_only_as_far_as_told(
    proxies: int, header: str, network: str, settings: Settings
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.77", HTTP_X_FORWARDED_FOR=header)
    assert coarse_network(request) == network


def test_a_keyed_hash_needs_the_key_the_use_and_the_parts(settings: Settings) -> None:
    first = keyed_hash("proef", "ab", "c")
    assert first == keyed_hash("proef", "ab", "c")
    others = {keyed_hash("proef", "a", "bc"), keyed_hash("iets anders", "ab", "c")}
    settings.CODE_KEY = "een andere sleutel"
    assert first not in {*others, keyed_hash("proef", "ab", "c")}


pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    return make.plan(make.edition(Phase.LIKES))


@pytest.fixture
def leader(plan: Plan, as_user: AsUser, no_second_factor: None) -> Client:
    return as_user(make.staff(plan.edition, Role.LEADER))


def like_from(as_user: AsUser, plan: Plan, address: str) -> str:
    who = make.user()
    as_user(who).post(url("plan_like", plan), {"like": "1"}, REMOTE_ADDR=address)
    return Like.objects.get(plan=plan, user=who).network_hash


def test_a_like_keeps_a_hash_of_its_network_and_not_the_address(plan: Plan, as_user: AsUser) -> None:
    first = like_from(as_user, plan, "192.0.2.77")
    assert len(first) == 64
    assert like_from(as_user, plan, "192.0.2.3") == first
    assert like_from(as_user, plan, "192.0.3.77") != first
    assert like_from(as_user, plan, "") == ""


def test_tomorrow_and_in_another_edition_a_network_has_another_hash(plan: Plan, as_user: AsUser) -> None:
    today = like_from(as_user, plan, "192.0.2.77")
    assert like_from(as_user, make.plan(make.edition(Phase.LIKES)), "192.0.2.77") != today
    clock.move(timedelta(days=1))
    assert like_from(as_user, plan, "192.0.2.77") != today


def test_a_header_that_does_not_fit_refuses_no_like(plan: Plan, as_user: AsUser, settings: Settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 3
    who = make.user()
    as_user(who).post(url("plan_like", plan), {"like": "1"}, HTTP_X_FORWARDED_FOR="192.0.2.77")
    assert Like.objects.get(user=who).network_hash == ""


def test_networks_are_wiped_when_the_likes_are_over(plan: Plan, as_user: AsUser) -> None:
    elsewhere = make.plan(make.edition(Phase.LIKES))
    for each in (plan, elsewhere):
        like_from(as_user, each, "192.0.2.77")
    actions.apply_threshold(plan.edition, None)
    assert (plan.likes.get().network_hash, len(elsewhere.likes.get().network_hash)) == ("", 64)


def test_the_report_shows_what_stands_out_first_and_blocks_nothing(plan: Plan, leader: Client) -> None:
    calm = make.plan(plan.edition, title="Rustig")
    make.likes(plan, 12)
    make.likes(calm, 4)
    make.plan(plan.edition, Status.DRAFT, title="Concept")
    rows = burst_report(plan.edition)
    assert [row.plan for row in rows] == [plan, calm]
    assert (rows[0].signs.likes, rows[0].signs.peak, rows[0].signs.new_share) == (12, 12, 100)
    page = leader.get(f"/edities/{plan.edition.slug}/beheer/likes/").content.decode()
    assert "veel in één uur" in page
    assert "veel nieuwe accounts" in page
    assert "veel van één netwerk" not in page
    assert "om te bekijken, geen oordeel" in page
    assert actions.like_plan(plan.pk, make.user())


def test_without_anything_that_stands_out_the_report_says_so(plan: Plan, leader: Client) -> None:
    make.likes(plan, 3)
    assert "Er valt niets op." in leader.get(f"/edities/{plan.edition.slug}/beheer/likes/").content.decode()


@pytest.fixture
def edition() -> Edition:
    return make.edition(Phase.LIKES, threshold=5)


def supported(edition: Edition, online: int, paper: int = 0, status: Status = Status.SUBMITTED) -> Plan:
    plan = make.plan(edition, status)
    make.likes(plan, online)
    make.signatures(plan, paper)
    return plan


def test_the_threshold_page_tells_who_passes_who_nearly_and_by_how_much(edition: Edition) -> None:
    ahead, edge, near, far = (supported(edition, *each) for each in ((5, 2), (5, 0), (3, 1), (3, 0)))
    for status in (Status.DRAFT, Status.WITHDRAWN):
        supported(edition, 9, 0, status)
    found = threshold_standings(edition)
    assert [(row.plan, row.likes, row.margin) for row in found.passed] == [(ahead, 7, 2), (edge, 5, 0)]
    assert [(row.plan, row.short) for row in found.nearly] == [(near, 1)]
    assert [(row.plan, row.short) for row in found.below] == [(far, 2)]


def test_the_edge_of_the_threshold_is_a_setting() -> None:
    edition = make.edition(Phase.LIKES, threshold=5, threshold_inclusive=False)
    exact, more = supported(edition, 5), supported(edition, 6)
    found = threshold_standings(edition)
    assert [(row.plan, row.margin) for row in found.passed] == [(more, 0)]
    assert [(row.plan, row.short) for row in found.nearly] == [(exact, 1)]


def test_once_fixed_the_outcome_stays_what_it_was(edition: Edition) -> None:
    passed, fell = supported(edition, 5), supported(edition, 4)
    actions.apply_threshold(edition, None)
    make.likes(fell, 10)
    Like.objects.filter(plan=passed).delete()
    actions.change_status(passed.pk, Status.WITHDRAWN, by=None)
    found = threshold_standings(edition)
    assert [(row.plan, row.likes) for row in found.passed] == [(passed, 5)]
    assert [(row.plan, row.short) for row in found.nearly] == [(fell, 1)]


@pytest.mark.parametrize(
    ("phase", "words"), [(Phase.LIKES, "de stand van nu"), (Phase.FEASIBILITY, "De uitkomst staat vast")]
)
def test_the_page_says_whether_the_outcome_is_fixed(
    phase: Phase, words: str, as_user: AsUser, no_second_factor: None
) -> None:
    edition = make.edition(phase)
    page = as_user(make.staff(edition, Role.LEADER)).get(f"/edities/{edition.slug}/beheer/drempel/")
    assert words in page.content.decode()


@pytest.mark.parametrize("number", [1, 12])
@pytest.mark.parametrize(("page", "queries"), [("likes", 6), ("drempel", 6)])
def test_the_pages_of_likes_ask_the_database_a_fixed_number_of_times(
    page: str, queries: int, number: int, plan: Plan, leader: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(number):
        supported(plan.edition, number, 1)
    with django_assert_num_queries(queries):
        assert leader.get(f"/edities/{plan.edition.slug}/beheer/{page}/").status_code == 200


def test_likes_and_paper_make_one_order(client: Client, edition: Edition) -> None:
    paper, online = supported(edition, 1, 3), supported(edition, 3)
    assert titles(client, edition, volgorde="likes") == [paper.title, online.title]


def test_a_user_is_never_named_by_the_report(plan: Plan, leader: Client) -> None:
    make.likes(plan, 12)
    who = User.objects.filter(likes__plan=plan).first()
    assert who
    assert str(who.email) not in leader.get(f"/edities/{plan.edition.slug}/beheer/likes/").content.decode()
