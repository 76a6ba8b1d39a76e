"""The last step of a plan, who may write one, and whatever is typed in any step."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from common.errors import Refused
from editions.models import Edition
from plans import actions
from plans.making.advice import ADVICE, KEYS
from plans.models import CoMaker, Plan
from plans.queries import my_plans
from plans.status import Status
from tests import make
from tests.plans.browsing import IDEA as TEXTS
from tests.plans.browsing import MAKERS_PAGES, AsUser, url

pytestmark = pytest.mark.django_db

POINT = {"latitude": "52.350000", "longitude": "4.650000"}


def seen(plan: Plan) -> str:
    return Plan.objects.get(pk=plan.pk).changed_at.isoformat()


def test_what_is_arranged_is_kept_and_not_required(as_user: AsUser, draft: Plan, maker: User) -> None:
    browser, before = as_user(maker), seen(draft)
    answer = browser.post(url("plan_arranged", draft), {"geregeld": ["year", "ground", "bestaat-niet", "year"]})
    assert answer.headers["Location"] == url("plan_submit", draft)
    draft.refresh_from_db()
    assert draft.arranged == ["ground", "year"]
    assert seen(draft) == before
    ticked = browser.get(url("plan_submit", draft)).context["ticks"]
    assert [each.advice.key for each in ticked if each.ticked] == ["ground", "year"]


def test_ticks_that_are_sent_with_the_plan_are_kept_too(as_user: AsUser, draft: Plan, maker: User) -> None:
    as_user(maker).post(url("plan_submit", draft), {"geregeld": "permit"})
    draft.refresh_from_db()
    assert (draft.state, draft.arranged) == (Status.SUBMITTED, ["permit"])


def test_nobody_else_ticks_and_nobody_else_reads_it(as_user: AsUser, draft: Plan) -> None:
    assert as_user(make.user()).post(url("plan_arranged", draft), {"geregeld": "year"}).status_code == 404
    with pytest.raises(Refused):
        actions.keep_arranged(draft.pk, make.user(), ["year"])
    draft.refresh_from_db()
    assert draft.arranged == []


def test_every_question_has_a_key_of_its_own() -> None:
    assert len(set(KEYS)) == len(ADVICE) >= 6


def test_the_preview_is_the_card_and_the_page(as_user: AsUser, draft: Plan, maker: User) -> None:
    page = as_user(maker).get(url("plan_submit", draft)).content.decode()
    assert 'class="card ' in page
    assert 'class="plansheet"' in page
    assert page.count("<h1") == 1
    assert page.count("Kruimelpad") == 0


def test_submitting_twice_does_no_harm(as_user: AsUser, draft: Plan, maker: User) -> None:
    browser = as_user(maker)
    for _click in range(2):
        assert browser.post(url("plan_submit", draft)).headers["Location"] == url("plan_page", draft)
    draft.refresh_from_db()
    assert draft.state is Status.SUBMITTED


def test_where_the_team_reads_first_a_plan_waits(as_user: AsUser, maker: User) -> None:
    draft = make.plan(make.edition(review_first=True), Status.DRAFT, maker=maker)
    browser = as_user(maker)
    assert "Het team leest uw plan eerst" in browser.get(url("plan_submit", draft)).content.decode()
    page = browser.post(url("plan_submit", draft), follow=True).content.decode()
    draft.refresh_from_db()
    assert draft.state is Status.HELD
    assert draft.submitted_at
    assert "Het team leest het eerst." in page
    assert 'id="likes"' not in page


def test_elsewhere_it_is_public_at_once(client: Client, draft: Plan, maker: User) -> None:
    actions.submit_plan(draft.pk, maker)
    assert client.get(url("plan_page", draft)).status_code == 200


def test_a_plan_that_waits_is_read_by_its_maker_only(client: Client, maker: User) -> None:
    draft = make.plan(make.edition(review_first=True), Status.DRAFT, maker=maker)
    actions.submit_plan(draft.pk, maker)
    assert client.get(url("plan_page", draft)).status_code == 404


# Who may


@pytest.mark.parametrize("name", MAKERS_PAGES)
def test_somebody_elses_draft_does_not_exist(as_user: AsUser, draft: Plan, name: str) -> None:
    browser, before = as_user(make.user()), Plan.objects.values().get()
    assert browser.get(url(name, draft)).status_code == 404
    assert browser.post(url(name, draft), {"title": "Van mij"}).status_code == 404
    assert Plan.objects.values().get() == before


def test_who_makes_it_together_writes_too(as_user: AsUser, draft: Plan) -> None:
    friend = make.user("Sem")
    CoMaker.objects.create(plan=draft, user=friend)
    data = {**TEXTS, "title": "Samen", "seen": seen(draft)}
    assert as_user(friend).post(url("plan_edit", draft), data).status_code == 302
    draft.refresh_from_db()
    assert draft.title == "Samen"


def test_fields_of_other_steps_change_nothing(as_user: AsUser, draft: Plan, maker: User) -> None:
    extra = {"status": "CHOSEN", "maker": "1", "place": "Elders", "ballot_cents": "1", "arranged": "year"}
    as_user(maker).post(url("plan_edit", draft), {**TEXTS, "seen": seen(draft), **extra})
    draft.refresh_from_db()
    assert (draft.title, draft.place, draft.state, draft.arranged) == ("Fruitbomen", "Italiëlaan 1", Status.DRAFT, [])


# Queries


@pytest.mark.parametrize("number", [1, 20])
def test_my_plans_say_what_is_missing_in_as_many_queries(
    edition: Edition, maker: User, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(number):
        make.plan(edition, Status.DRAFT, maker=maker)
    with django_assert_num_queries(5):  # plans, windows, co-makers, cost lines, clock
        assert len({plan.progress.step for plan in my_plans(maker)}) == 1


@pytest.mark.parametrize("number", [1, 20])
def test_the_last_step_costs_the_same_queries(
    as_user: AsUser, draft: Plan, maker: User, number: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for each in range(number):
        actions.add_cost_line(draft.pk, maker, f"Post {each}", 100)
    browser = as_user(maker)
    with django_assert_max_num_queries(13):
        browser.get(url("plan_submit", draft))


# Whatever is typed

NASTY = [
    *("\x00", "\r\n", "\u202e", "\u200f", "\x08", "\ufffe", "👩🏽\u200d🌾", "مرحبا"),
    *("<script>", "&", "12,50", "x" * 101, " "),
]
ANY_TEXT = st.one_of(
    st.lists(st.sampled_from(NASTY), max_size=4).map("".join),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=120),
    st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=90),
)
SOME = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def is_read_back(text: str) -> str:
    """One line, as the forms keep it."""
    return " ".join(text.split())


@SOME
@given(title=ANY_TEXT, summary=ANY_TEXT, body=ANY_TEXT)
def test_whatever_is_typed_comes_back_and_is_shown_as_text(
    as_user: AsUser, edition: Edition, maker: User, title: str, summary: str, body: str
) -> None:
    browser = as_user(maker)
    response = browser.post(
        reverse("plan_new", args=[edition.slug]), {"title": title, "summary": summary, "body": body}
    )
    if response.status_code == 422:
        assert response.context["form"].errors
        return
    assert response.status_code == 302
    plan = Plan.objects.latest("pk")
    assert plan.title == is_read_back(title)
    assert plan.summary == is_read_back(summary)
    assert plan.body == body.replace("\r\n", "\n").strip()
    page = browser.get(url("plan_edit", plan)).content.decode()
    assert escape(plan.title) in page
    assert "<script>" not in page.split("<main")[1].split("</main")[0]
    assert browser.get(url("plan_submit", plan)).status_code == 200
    assert browser.get(url("plan_page", plan)).status_code == 200


@SOME
@given(place_=ANY_TEXT, latitude=ANY_TEXT, longitude=ANY_TEXT, theme=ANY_TEXT, more=st.lists(ANY_TEXT, max_size=3))
def test_whatever_is_sent_about_the_place_is_answered(
    as_user: AsUser,
    edition: Edition,
    maker: User,
    place_: str,
    latitude: str,
    longitude: str,
    theme: str,
    more: list[str],
) -> None:
    plan = make.plan(edition, Status.DRAFT, maker=maker)
    data = {"place": place_, "latitude": latitude, "longitude": longitude, "theme": theme, "more_themes": more}
    response = as_user(maker).post(url("plan_place", plan), {**data, "seen": seen(plan)})
    assert response.status_code in (302, 422)
    if response.status_code == 302:
        assert Plan.objects.get(pk=plan.pk).place == is_read_back(place_)


@SOME
@given(label=ANY_TEXT, cents=ANY_TEXT, unknown=ANY_TEXT, key=ANY_TEXT)
def test_whatever_is_typed_about_costs_is_answered(
    as_user: AsUser, edition: Edition, maker: User, label: str, cents: str, unknown: str, key: str
) -> None:
    plan = make.plan(edition, Status.DRAFT, maker=maker)
    data = {"label": label, "cents": cents, "unknown": unknown, "key": key}
    response = as_user(maker).post(url("cost_lines", plan), data)
    assert response.status_code in (302, 422)
    if response.status_code == 302:
        assert plan.cost_lines.latest("pk").label == is_read_back(label)
