"""The pages of plans: who sees what, what bad input does, and how many queries a list costs."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from editions.models import Edition
from editions.phases import Phase
from plans.models import Comment, CostLine, Plan
from plans.queries import discussion, plan_for_page
from plans.status import PUBLIC, Status
from plans.views import PLANS_A_PAGE
from tests import make

pytestmark = pytest.mark.django_db

AsUser = Callable[[User], Client]
ABSURD = "9" * 30
MAKERS_PAGES = ["plan_edit", "cost_lines", "plan_submit", "plan_withdraw"]


@pytest.fixture
def edition() -> Edition:
    return make.edition()


@pytest.fixture
def maker() -> User:
    return make.user("Omar")


def url(name: str, plan: Plan, *more: object) -> str:
    return reverse(name, args=[plan.edition.slug, plan.pk, *more])


def filled(edition: Edition, **changes: Any) -> dict[str, Any]:
    theme, neighbourhood = edition.themes.first(), edition.area.neighbourhoods.first()
    assert theme
    assert neighbourhood
    data = {
        "title": "Fruitbomen",
        "summary": "Bomen voor iedereen.",
        "body": "Tien bomen.",
        "theme": theme.pk,
        "neighbourhood": neighbourhood.pk,
        "place": "Italiëlaan",
    }
    return {**data, **changes}


def titles(client: Client, edition: Edition, **query: str) -> list[str]:
    response = client.get(reverse("plan_list", args=[edition.slug]), query)
    assert response.status_code == 200
    return [plan.title for plan in response.context["plans"]]


def test_visitors_see_public_plans_of_this_edition_only(client: Client, edition: Edition) -> None:
    for status in Status:
        make.plan(edition, status, title=status.value)
    make.plan(make.edition(), title="Elders")
    assert set(titles(client, edition)) == {status.value for status in PUBLIC}


def test_plans_are_found_by_theme_neighbourhood_and_status(client: Client, edition: Edition) -> None:
    theme, neighbourhood = edition.themes.last(), edition.area.neighbourhoods.last()
    make.plan(edition, title="Gewoon")
    make.plan(edition, title="Thema", theme=theme)
    make.plan(edition, title="Wijk", neighbourhood=neighbourhood)
    make.plan(edition, Status.CHOSEN, title="Gekozen")
    assert theme
    assert neighbourhood
    assert titles(client, edition, thema=str(theme.pk)) == ["Thema"]
    assert titles(client, edition, wijk=str(neighbourhood.pk)) == ["Wijk"]
    assert titles(client, edition, status="CHOSEN") == ["Gekozen"]


@pytest.mark.parametrize("where", ["title", "summary", "body", "place"])
def test_text_is_found_everywhere_in_a_plan(client: Client, edition: Edition, where: str) -> None:
    make.plan(edition)
    texts: dict[str, Any] = {where: "Een APPELboom erbij"}
    found = make.plan(edition, **texts)
    assert titles(client, edition, zoek="appelBOOM") == [found.title]


@pytest.mark.parametrize("typed", ["%", "_", "100%_", "\\", "'", "<b>"])
def test_search_takes_signs_literally(client: Client, edition: Edition, typed: str) -> None:
    make.plan(edition)
    found = make.plan(edition, title=f"Met {typed} erin")
    assert titles(client, edition, zoek=typed) == [found.title]


def test_plans_are_put_in_order(client: Client, edition: Edition) -> None:
    for title, likes in (("B", 1), ("C", 2), ("A", 0)):
        make.likes(make.plan(edition, title=title), likes)
    assert titles(client, edition) == ["A", "C", "B"]
    assert titles(client, edition, volgorde="nieuwste") == ["A", "C", "B"]
    assert titles(client, edition, volgorde="likes") == ["C", "B", "A"]
    assert titles(client, edition, volgorde="titel") == ["A", "B", "C"]


@pytest.mark.parametrize("name", ["thema", "wijk", "status", "volgorde", "zoek"])
@pytest.mark.parametrize("value", [ABSURD, "-1", "x", "a\x00b", "zo lang" * 20])
def test_a_filter_that_makes_no_sense_is_answered(client: Client, edition: Edition, name: str, value: str) -> None:
    make.plan(edition)
    response = client.get(reverse("plan_list", args=[edition.slug]), {name: value})
    assert response.status_code in (200, 422)


def test_a_theme_of_another_edition_is_no_filter(client: Client, edition: Edition) -> None:
    foreign = make.edition().themes.first()
    assert foreign
    response = client.get(reverse("plan_list", args=[edition.slug]), {"thema": foreign.pk})
    assert response.status_code == 422
    assert foreign not in response.context["filter"].form.fields["thema"].queryset


@pytest.mark.parametrize("page", ["0", "-1", "x", ABSURD, "a\x00"])
def test_a_page_that_is_not_there_shows_one_that_is(client: Client, edition: Edition, page: str) -> None:
    make.plan(edition, title="Fruitbomen")
    assert titles(client, edition, page=page) == ["Fruitbomen"]


@pytest.mark.parametrize("number", [3, 30])
def test_the_list_costs_the_same_queries_however_many_plans(
    client: Client, edition: Edition, number: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(number):
        make.likes(make.plan(edition), 1)
    with django_assert_max_num_queries(7):  # edition, windows, clock, count, plans, themes, neighbourhoods
        response = client.get(reverse("plan_list", args=[edition.slug]))
    assert len(response.context["plans"]) == min(number, PLANS_A_PAGE)


@pytest.mark.parametrize("number", [3, 30])
def test_my_plans_cost_the_same_queries_however_many(
    as_user: AsUser, maker: User, number: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(number):
        make.plan(make.edition(), Status.DRAFT, maker=maker)
    browser = as_user(maker)
    with django_assert_max_num_queries(6):  # session, user, plans, windows, clock, roles for the menu
        response = browser.get(reverse("my_plans"))
    assert len(response.context["plans"]) == number


@pytest.mark.parametrize("number", [3, 30])
def test_a_plan_and_its_discussion_cost_the_same_queries(
    edition: Edition, maker: User, number: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    plan = make.plan(edition)
    for _ in range(number):
        Comment.objects.create(plan=plan, author=make.user(), text="Mooi")
    with django_assert_max_num_queries(4):  # plan, windows, clock, comments
        found = plan_for_page(edition, plan.pk, maker)
        assert len({str(comment.author) for comment in discussion(found)}) == 1


def test_my_plans_are_mine_in_every_status(as_user: AsUser, edition: Edition, maker: User) -> None:
    mine = [make.plan(edition, status, maker=maker) for status in Status]
    make.plan(edition)
    assert set(as_user(maker).get(reverse("my_plans")).context["plans"]) == set(mine)


@pytest.mark.parametrize("status", [Status.DRAFT, Status.WITHDRAWN])
def test_a_plan_that_is_not_public_exists_for_its_maker_only(edition: Edition, maker: User, status: Status) -> None:
    plan = make.plan(edition, status, maker=maker)
    assert plan_for_page(edition, plan.pk, maker).rights.is_maker
    with pytest.raises(Plan.DoesNotExist):
        plan_for_page(edition, plan.pk, make.user())


@pytest.mark.parametrize("number", [0, 10**30])
def test_a_plan_that_is_not_there(edition: Edition, maker: User, number: int) -> None:
    with pytest.raises(Plan.DoesNotExist):
        plan_for_page(edition, number, maker)


def test_a_plan_of_another_edition_is_not_found(edition: Edition, maker: User) -> None:
    with pytest.raises(Plan.DoesNotExist):
        plan_for_page(edition, make.plan(make.edition()).pk, maker)


@pytest.mark.parametrize("name", MAKERS_PAGES)
@pytest.mark.parametrize("status", [Status.DRAFT, Status.SUBMITTED])
def test_the_makers_pages_do_not_exist_for_others(as_user: AsUser, edition: Edition, name: str, status: Status) -> None:
    plan = make.plan(edition, status)
    browser = as_user(make.user())
    assert browser.get(url(name, plan)).status_code == 404
    assert browser.post(url(name, plan)).status_code == 404
    assert browser.post(url("cost_line_remove", plan, plan.cost_lines.get().pk)).status_code == 404


@pytest.mark.parametrize("name", [*MAKERS_PAGES, "plan_like", "comment_add"])
def test_visitors_are_sent_to_the_log_in(client: Client, edition: Edition, name: str) -> None:
    plan = make.plan(edition)
    for response in (client.get(url(name, plan)), client.post(url(name, plan))):
        assert response.status_code == 302
        assert response.headers["Location"].startswith("/account/login/")


@pytest.mark.parametrize("name", ["plan_like", "comment_add"])
def test_likes_and_reactions_for_somebody_elses_draft_do_not_exist(
    as_user: AsUser, edition: Edition, name: str
) -> None:
    plan = make.plan(edition, Status.DRAFT)
    assert as_user(make.user()).post(url(name, plan), {"like": "1", "text": "Mooi"}).status_code == 404


@pytest.mark.parametrize("name", [*MAKERS_PAGES, "plan_like", "comment_add"])
def test_an_absurd_number_is_not_found(as_user: AsUser, edition: Edition, maker: User, name: str) -> None:
    browser = as_user(maker)
    for number in (ABSURD, "9" * 5000):
        address = reverse(name, args=[edition.slug, 1]).replace("/1/", f"/{number}/")
        assert browser.post(address).status_code == 404


def test_a_plan_is_written_priced_and_submitted(as_user: AsUser, edition: Edition, maker: User) -> None:
    browser = as_user(maker)
    response = browser.post(reverse("plan_new", args=[edition.slug]), filled(edition))
    plan = Plan.objects.get()
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
        ("theme", ABSURD),
        ("theme", "x"),
        ("neighbourhood", "-1"),
        ("place", "a\x00"),
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


def test_a_form_without_any_field_is_answered(as_user: AsUser, edition: Edition, maker: User) -> None:
    assert as_user(maker).post(reverse("plan_new", args=[edition.slug])).status_code == 422
    plan = make.plan(edition, maker=maker)
    for name in ("plan_edit", "cost_lines", "comment_add"):
        assert as_user(maker).post(url(name, plan)).status_code == 422


def test_themes_and_neighbourhoods_of_elsewhere_are_refused(as_user: AsUser, edition: Edition, maker: User) -> None:
    elsewhere = filled(make.edition())
    for field in ("theme", "neighbourhood"):
        data = filled(edition, **{field: elsewhere[field]})
        response = as_user(maker).post(reverse("plan_new", args=[edition.slug]), data)
        assert set(response.context["form"].errors) == {field}
    assert not Plan.objects.exists()


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
    response = as_user(maker).post(url("plan_edit", plan), filled(edition, place="", theme=""))
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


def test_a_reaction_is_placed_and_withdrawn(as_user: AsUser, edition: Edition, maker: User) -> None:
    plan = make.plan(edition)
    browser = as_user(maker)
    response = browser.post(url("comment_add", plan), {"text": "Mooi <b>plan</b>"})
    comment = Comment.objects.get()
    assert response.headers["Location"] == url("plan_page", plan) + f"#reactie-{comment.pk}"
    browser.post(url("comment_withdraw", plan, comment.pk))
    comment.refresh_from_db()
    assert comment.withdrawn_at


@pytest.mark.parametrize("text", ["", "   ", "x" * 2001, "a\x00b"])
def test_a_bad_reaction_is_answered_and_kept(as_user: AsUser, edition: Edition, maker: User, text: str) -> None:
    plan = make.plan(edition)
    response = as_user(maker).post(url("comment_add", plan), {"text": text})
    assert response.status_code == 422
    assert response.context["form"]["text"].value() == text
    assert not Comment.objects.exists()


def test_a_reaction_of_somebody_else_cannot_be_withdrawn(as_user: AsUser, edition: Edition, maker: User) -> None:
    plan = make.plan(edition, maker=maker)
    comment = Comment.objects.create(plan=plan, author=make.user(), text="Mooi")
    assert as_user(maker).post(url("comment_withdraw", plan, comment.pk)).status_code == 404
    own = Comment.objects.create(plan=make.plan(edition), author=maker, text="Mooi")
    assert as_user(maker).post(url("comment_withdraw", plan, own.pk)).status_code == 404
    assert as_user(maker).post(url("comment_withdraw", plan, ABSURD)).status_code == 404
