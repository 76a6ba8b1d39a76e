"""The steps of a plan: saved at each, gone on with later, and what is typed is never lost."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from common.errors import Refused
from editions.models import Edition
from editions.phases import Phase
from plans import actions
from plans.history import TextEdit
from plans.making.advice import ADVICE, KEYS
from plans.making.steps import (
    COSTS,
    IDEA,
    PHOTOS,
    PLACE,
    REVIEW,
    STEPS,
    TOGETHER,
    after,
    before,
    first_unfinished,
    step_of,
)
from plans.models import CoMaker, Plan, PlanChange
from plans.queries import history, my_plans
from plans.status import Status
from tests import make
from tests.plans.browsing import IDEA as TEXTS
from tests.plans.browsing import MAKERS_PAGES, AsUser, filled, url

pytestmark = pytest.mark.django_db

POINT = {"latitude": "52.350000", "longitude": "4.650000"}


@pytest.fixture
def draft(edition: Edition, maker: User) -> Plan:
    return make.plan(edition, Status.DRAFT, maker=maker)


def seen(plan: Plan) -> str:
    return Plan.objects.get(pk=plan.pk).changed_at.isoformat()


# The steps as data


def test_every_part_is_written_on_one_step() -> None:
    parts = [part for step in STEPS for part in step.parts]
    assert parts == ["title", "summary", "body", "theme", "neighbourhood", "place", "cost"]
    assert [step_of(part) for part in ("body", "place", "cost")] == [IDEA, PLACE, COSTS]


def test_steps_lead_on_and_back() -> None:
    assert [after(step) for step in STEPS] == [PLACE, COSTS, PHOTOS, TOGETHER, REVIEW, REVIEW]
    assert [before(step) for step in STEPS] == [None, IDEA, PLACE, COSTS, PHOTOS, TOGETHER]


@pytest.mark.parametrize(
    ("missing", "step"),
    [((), REVIEW), (("cost",), COSTS), (("cost", "theme"), PLACE), (("cost", "body", "place"), IDEA)],
)
def test_one_goes_on_with_the_first_step_that_lacks_something(missing: tuple[str, ...], step: object) -> None:
    assert first_unfinished(missing) is step


def test_the_header_says_what_is_done_and_leads_there(as_user: AsUser, draft: Plan, maker: User) -> None:
    Plan.objects.update(place="")
    page = as_user(maker).get(url("cost_lines", draft)).content.decode()
    assert "Stap 3 van 4" in page
    assert page.count("steps__step--done") == 1  # the idea; the place still lacks its address
    assert f'href="{url("plan_place", draft)}"' in page


# Saved at every step


def test_one_stops_after_any_step_and_comes_back_where_one_was(as_user: AsUser, edition: Edition, maker: User) -> None:
    browser = as_user(maker)
    stop = {"title": "Fruitbomen", "daarna": "stoppen"}
    response = browser.post(reverse("plan_new", args=[edition.slug]), stop)
    assert response.headers["Location"] == reverse("my_plans")
    page = as_user(maker).get(reverse("my_plans")).content.decode()
    plan = Plan.objects.get()
    assert "Dit mist nog: uw plan in één zin, beschrijving, thema, wijk, adres of plek, kosten." in page
    assert f'href="{url("plan_edit", plan)}"' in page
    assert "stap 1: Uw idee" in page


def test_my_plans_lead_to_the_first_unfinished_step(as_user: AsUser, draft: Plan, maker: User) -> None:
    browser = as_user(maker)
    assert url("plan_submit", draft) in browser.get(reverse("my_plans")).content.decode()
    actions.add_cost_line(draft.pk, maker, "Verf", None)
    page = browser.get(reverse("my_plans")).content.decode()
    assert "Dit mist nog: kosten." in page
    assert url("cost_lines", draft) in page


def test_a_draft_that_is_too_late_leads_nowhere(as_user: AsUser, maker: User) -> None:
    plan = make.plan(make.edition(Phase.LIKES), Status.DRAFT, maker=maker)
    page = as_user(maker).get(reverse("my_plans")).content.decode()
    assert "Indienen kan nu niet meer." in page
    assert url("plan_submit", plan) not in page


def test_the_same_first_form_sent_twice_begins_one_draft(as_user: AsUser, edition: Edition, maker: User) -> None:
    browser, new = as_user(maker), reverse("plan_new", args=[edition.slug])
    key = browser.get(new).context["form"]["key"].value()
    for _click in range(2):
        assert browser.post(new, {**TEXTS, "key": key}).status_code == 302
    assert Plan.objects.count() == 1
    browser.post(new, {**TEXTS, "key": key, "title": "Perenbomen"})
    assert Plan.objects.get().title == "Perenbomen"


def test_another_form_or_no_key_begins_another_draft(edition: Edition, maker: User) -> None:
    for key in (uuid4(), uuid4(), None, None):
        actions.start_draft(edition.pk, maker, key=key, title="Fruitbomen")
    assert Plan.objects.count() == 4


def test_a_key_of_somebody_else_finds_nothing(edition: Edition, maker: User) -> None:
    key = uuid4()
    first = actions.start_draft(edition.pk, maker, key=key, title="Fruitbomen")
    other = actions.start_draft(edition.pk, make.user(), key=key, title="Anders")
    first.refresh_from_db()
    assert (first.title, other.title) == ("Fruitbomen", "Anders")


def test_the_form_of_a_plan_that_went_on_begins_another(draft: Plan, maker: User) -> None:
    key = uuid4()
    Plan.objects.update(draft_key=key, status=Status.SUBMITTED, submitted_at="2026-09-01T12:00Z")
    actions.start_draft(draft.edition_id, maker, key=key, title="Nieuw")
    assert Plan.objects.count() == 2
    assert Plan.objects.get(pk=draft.pk).title == draft.title


def test_the_database_keeps_one_draft_a_form(edition: Edition, maker: User) -> None:
    key = uuid4()
    make.plan(edition, Status.DRAFT, maker=maker, draft_key=key)
    with pytest.raises(IntegrityError), transaction.atomic():
        make.plan(edition, Status.DRAFT, maker=maker, draft_key=key)


def test_a_title_that_nobody_can_see_is_no_title(as_user: AsUser, edition: Edition, maker: User) -> None:
    for title in ("\u200b", "\u202e\u2066", " \t "):
        assert as_user(maker).post(reverse("plan_new", args=[edition.slug]), {"title": title}).status_code == 422
    assert not Plan.objects.exists()


# Themes and the point on the map


def place(plan: Plan, **changes: Any) -> dict[str, Any]:
    return {**filled(plan.edition), "seen": seen(plan), **changes}


def test_more_themes_and_a_point_are_kept(as_user: AsUser, draft: Plan, maker: User) -> None:
    first, second = draft.edition.themes.all()
    browser = as_user(maker)
    data = place(draft, theme=first.pk, more_themes=[first.pk, second.pk], **POINT)
    assert browser.post(url("plan_place", draft), data).headers["Location"] == url("cost_lines", draft)
    draft.refresh_from_db()
    assert list(draft.more_themes.all()) == [second]  # the main theme is not said twice
    assert (str(draft.latitude), str(draft.longitude)) == ("52.350000", "4.650000")
    form = browser.get(url("plan_place", draft)).context["form"]
    assert (form["latitude"].value(), form["more_themes"].value()) == ("52.350000", [second.pk])
    assert "Past ook bij" in browser.get(url("plan_page", draft)).content.decode()


def test_a_new_main_theme_is_no_further_theme_any_more(draft: Plan, maker: User) -> None:
    first, second = draft.edition.themes.all()
    actions.edit_plan(draft.pk, maker, theme=first, more_themes=[second])
    actions.edit_plan(draft.pk, maker, theme=second)
    assert list(draft.more_themes.all()) == []


@pytest.mark.parametrize(
    "point",
    [
        {"latitude": "52.35"},
        {"longitude": "4.65"},
        {"latitude": "x", "longitude": "4.65"},
        {"latitude": "NaN", "longitude": "Infinity"},
        {"latitude": "48.85", "longitude": "2.35"},
        {"latitude": "\x00", "longitude": "\x00"},
        {"latitude": "9" * 5000, "longitude": "1e999"},
    ],
)
def test_a_point_that_is_none_is_refused_kindly(
    as_user: AsUser, draft: Plan, maker: User, point: dict[str, str]
) -> None:
    response = as_user(maker).post(url("plan_place", draft), place(draft, place="Hoek", **point))
    assert response.status_code == 422
    assert response.context["form"]["place"].value() == "Hoek"
    draft.refresh_from_db()
    assert (draft.latitude, draft.place) == (None, "Italiëlaan 1")


def test_the_action_takes_no_half_point_either(draft: Plan, maker: User) -> None:
    with pytest.raises(Refused, match="op de kaart"):
        actions.edit_plan(draft.pk, maker, latitude=None, longitude=Decimal("4.65"))


def test_themes_and_a_point_that_change_are_kept_in_words(edition: Edition, maker: User) -> None:
    plan, other = make.plan(edition, maker=maker), edition.themes.last()
    assert other
    actions.edit_plan(plan.pk, maker, more_themes=[other])
    actions.edit_plan(plan.pk, maker, latitude=Decimal("52.35"), longitude=Decimal("4.65"))
    actions.edit_plan(plan.pk, maker, latitude=Decimal("52.36"), longitude=Decimal("4.65"))
    actions.edit_plan(plan.pk, maker, latitude=None, longitude=None, more_themes=[])
    kept = [change.changes for change in PlanChange.objects.all()]
    assert kept[0] == {"more_themes": {"before": "", "after": "Groen & duurzaam"}}
    assert kept[1] == {"point": {"before": "", "after": "52.350000, 4.650000"}}
    assert set(kept[3]) == {"more_themes", "point"}
    plan.refresh_from_db()
    told = [(edit.label, edit.said) for edit in history(plan)[-1].edits if isinstance(edit, TextEdit)]
    assert told == [
        ("Ook bij", ""),
        ("Plek op de kaart", "aangewezen"),
        ("Plek op de kaart", "verplaatst"),
        ("Ook bij", ""),
        ("Plek op de kaart", "weggehaald"),
    ]


def test_the_same_themes_and_point_again_are_no_change(as_user: AsUser, edition: Edition, maker: User) -> None:
    plan = make.plan(edition, maker=maker, latitude=Decimal("52.35"), longitude=Decimal("4.65"))
    plan.more_themes.set([edition.themes.last()])  # type: ignore[list-item]
    more = [theme.pk for theme in plan.more_themes.all()]
    as_user(maker).post(url("plan_place", plan), place(plan, place=plan.place, more_themes=more, **POINT))
    assert not PlanChange.objects.exists()


def test_two_windows_on_the_place_are_shown_to_each_other(as_user: AsUser, draft: Plan, maker: User) -> None:
    browser, old = as_user(maker), seen(draft)
    browser.post(url("plan_place", draft), place(draft, place="Hoek", **POINT))
    response = browser.post(url("plan_place", draft), place(draft, place="Plein", seen=old))
    assert response.status_code == 422
    assert "Dit staat er nu" in response.content.decode()
    assert "een andere plek op de kaart" in response.content.decode()
    again = response.context["form"]["seen"].value()
    assert browser.post(url("plan_place", draft), place(draft, place="Plein", seen=again)).status_code == 302
    draft.refresh_from_db()
    assert draft.place == "Plein"


# The last step


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
    with django_assert_num_queries(4):  # plans, windows, cost lines, clock
        assert len({plan.progress.step for plan in my_plans(maker)}) == 1


@pytest.mark.parametrize("number", [1, 20])
def test_the_last_step_costs_the_same_queries(
    as_user: AsUser, draft: Plan, maker: User, number: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for each in range(number):
        actions.add_cost_line(draft.pk, maker, f"Post {each}", 100)
    browser = as_user(maker)
    with django_assert_max_num_queries(12):
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
