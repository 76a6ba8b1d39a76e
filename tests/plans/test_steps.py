"""The steps of a plan: saved at each, gone on with later, and what is typed is never lost."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import User
from common.errors import Refused
from editions.models import Edition
from editions.phases import Phase
from plans import actions
from plans.history import TextEdit
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
from plans.models import Plan, PlanChange
from plans.queries import history
from plans.status import Status
from tests import make
from tests.plans.browsing import IDEA as TEXTS
from tests.plans.browsing import AsUser, filled, url

pytestmark = pytest.mark.django_db

POINT = {"latitude": "52.350000", "longitude": "4.650000"}


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
    assert "Stap 3 van 6" in page
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
