"""The pages on which a plan is made, supported and discussed: what each does, and what bad input gets."""

import pytest
from django.urls import reverse

from accounts.models import User
from editions.models import Edition
from editions.phases import Phase
from plans.models import CostLine, Plan
from plans.status import Status
from tests import make
from tests.plans.browsing import ABSURD, IDEA, MAKERS_PAGES, AsUser, filled, url

pytestmark = pytest.mark.django_db


def test_a_plan_is_written_priced_and_submitted(as_user: AsUser, edition: Edition, maker: User) -> None:
    browser = as_user(maker)
    response = browser.post(reverse("plan_new", args=[edition.slug]), IDEA)
    plan = Plan.objects.get()
    assert response.headers["Location"] == url("plan_place", plan)
    response = browser.post(url("plan_place", plan), filled(edition, seen=plan.changed_at.isoformat()))
    assert response.headers["Location"] == url("cost_lines", plan)
    assert not browser.get(url("plan_submit", plan)).context["ready"]
    browser.post(url("cost_lines", plan), {"label": "Bomen", "cents": "€ 1.250,50"})
    assert CostLine.objects.get().cents == 125_050
    assert browser.get(url("plan_submit", plan)).context["ready"]
    assert browser.post(url("plan_submit", plan)).headers["Location"] == url("plan_page", plan)
    plan.refresh_from_db()
    assert plan.state is Status.SUBMITTED


def test_a_title_is_enough_to_save(as_user: AsUser, edition: Edition, maker: User) -> None:
    response = as_user(maker).post(reverse("plan_new", args=[edition.slug]), {"title": "Fruitbomen"})
    assert response.status_code == 302
    assert Plan.objects.get().theme is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "x" * 101),
        ("title", "a\x00b"),
        ("body", "x" * 6001),
        ("body", "a\x00b"),
        ("summary", "x" * 161),
    ],
)
def test_bad_input_is_named_beside_its_field_and_kept(
    as_user: AsUser, edition: Edition, maker: User, field: str, value: str
) -> None:
    response = as_user(maker).post(reverse("plan_new", args=[edition.slug]), filled(edition, **{field: value}))
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {field}
    assert response.context["form"][field].value() == value
    assert not Plan.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [("theme", ABSURD), ("theme", "x"), ("neighbourhood", "-1"), ("place", "a\x00"), ("place", "x" * 161)],
)
def test_bad_input_about_the_place_is_named_beside_its_field_and_kept(
    as_user: AsUser, edition: Edition, maker: User, field: str, value: str
) -> None:
    plan = make.plan(edition, Status.DRAFT, maker=maker)
    before = Plan.objects.values().get()
    response = as_user(maker).post(url("plan_place", plan), filled(edition, **{field: value}))
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {field}
    assert response.context["form"][field].value() == value
    assert Plan.objects.values().get() == before


def test_a_form_without_any_field_is_answered(as_user: AsUser, edition: Edition, maker: User) -> None:
    assert as_user(maker).post(reverse("plan_new", args=[edition.slug])).status_code == 422
    plan = make.plan(edition, maker=maker)
    for name in ("plan_edit", "cost_lines", "comment_add"):
        assert as_user(maker).post(url(name, plan)).status_code == 422


def test_themes_and_neighbourhoods_of_elsewhere_are_refused(as_user: AsUser, edition: Edition, maker: User) -> None:
    elsewhere = filled(make.edition())
    plan = make.plan(edition, Status.DRAFT, maker=maker)
    before = Plan.objects.values().get()
    for field in ("theme", "more_themes", "neighbourhood"):
        data = filled(edition, **{field: elsewhere[field.removeprefix("more_").replace("themes", "theme")]})
        response = as_user(maker).post(url("plan_place", plan), data)
        assert set(response.context["form"].errors) == {field}
    assert Plan.objects.values().get() == before


def test_a_line_end_counts_as_one_character(as_user: AsUser, edition: Edition, maker: User) -> None:
    body = "x" * 2999 + "\r\n" + "x" * 3000
    as_user(maker).post(reverse("plan_new", args=[edition.slug]), filled(edition, body=body))
    assert len(Plan.objects.get().body) == 6000


@pytest.mark.parametrize("typed", ["", "veel", "-5", "0", "12.50", "9" * 29, "1\x00", "1" * 400])
def test_an_amount_that_cannot_be_read_is_explained(as_user: AsUser, edition: Edition, maker: User, typed: str) -> None:
    plan = make.plan(edition, Status.DRAFT, maker=maker)
    response = as_user(maker).post(url("cost_lines", plan), {"label": "Bomen", "cents": typed})
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"cents"}
    assert plan.cost_lines.count() == 1


def test_an_incomplete_plan_is_not_submitted_and_says_why(as_user: AsUser, edition: Edition, maker: User) -> None:
    plan = make.plan(edition, Status.DRAFT, maker=maker, place="")
    response = as_user(maker).post(url("plan_submit", plan))
    assert response.status_code == 422
    assert "Schrijf op welk adres of welke plek het plan is." in response.content.decode()
    plan.refresh_from_db()
    assert plan.state is Status.DRAFT


def test_a_submitted_plan_that_loses_a_part_is_told_beside_the_field(
    as_user: AsUser, edition: Edition, maker: User
) -> None:
    plan = make.plan(edition, maker=maker)
    seen = plan.changed_at.isoformat()
    response = as_user(maker).post(url("plan_place", plan), filled(edition, place="", theme="", seen=seen))
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"place", "theme"}


@pytest.mark.parametrize("name", MAKERS_PAGES)
def test_outside_the_phase_the_makers_pages_send_back(as_user: AsUser, maker: User, name: str) -> None:
    plan = make.plan(make.edition(Phase.VOTING), Status.ON_BALLOT, maker=maker)
    browser = as_user(maker)
    assert browser.get(url(name, plan)).headers["Location"] == url("plan_page", plan)
    before = Plan.objects.values().get()
    assert browser.post(url(name, plan), filled(plan.edition, label="x", cents="1")).status_code in (302, 422)
    assert Plan.objects.values().get() == before
    assert plan.cost_lines.count() == 1


def test_outside_the_phase_no_plan_is_started(as_user: AsUser, maker: User) -> None:
    edition = make.edition(Phase.LIKES)
    new = reverse("plan_new", args=[edition.slug])
    assert as_user(maker).get(new).headers["Location"] == reverse("plan_list", args=[edition.slug])
    assert as_user(maker).post(new, filled(edition)).status_code == 422
    assert not Plan.objects.exists()


def test_a_plan_is_withdrawn_by_post_after_a_question(as_user: AsUser, edition: Edition, maker: User) -> None:
    plan = make.plan(edition, maker=maker)
    assert as_user(maker).get(url("plan_withdraw", plan)).status_code == 200
    assert Plan.objects.get().state is Status.SUBMITTED
    assert as_user(maker).post(url("plan_withdraw", plan)).headers["Location"] == reverse("my_plans")
    assert Plan.objects.get().state is Status.WITHDRAWN


def test_a_like_works_without_javascript(as_user: AsUser, maker: User) -> None:
    plan = make.plan(make.edition(Phase.LIKES))
    browser = as_user(maker)
    assert browser.post(url("plan_like", plan), {"like": "1"}).headers["Location"] == url("plan_page", plan) + "#likes"
    assert plan.likes.count() == 1
    browser.post(url("plan_like", plan), {"like": "0"})
    assert plan.likes.count() == 0


def test_htmx_gets_the_bar_back(as_user: AsUser, maker: User) -> None:
    plan = make.plan(make.edition(Phase.LIKES))
    response = as_user(maker).post(url("plan_like", plan), {"like": "1"}, headers={"HX-Request": "true"})
    assert response.status_code == 200
    assert "1 van 50 likes" in response.content.decode()
    assert "Nog 49 te gaan" in response.content.decode()
    assert "<html" not in response.content.decode()


@pytest.mark.parametrize("htmx", [False, True])
def test_a_refused_like_is_told_on_the_plans_page(as_user: AsUser, maker: User, htmx: bool) -> None:
    plan = make.plan(make.edition(Phase.FEASIBILITY), Status.IN_CHECK)
    headers = {"HX-Request": "true"} if htmx else {}
    browser = as_user(maker)
    response = browser.post(url("plan_like", plan), {"like": "1"}, headers=headers)
    assert response.headers["HX-Redirect" if htmx else "Location"].startswith(url("plan_page", plan))
    assert plan.likes.count() == 0


def test_a_like_is_never_given_by_get(as_user: AsUser, maker: User) -> None:
    plan = make.plan(make.edition(Phase.LIKES))
    assert as_user(maker).get(url("plan_like", plan), {"like": "1"}).status_code == 302
    assert plan.likes.count() == 0
