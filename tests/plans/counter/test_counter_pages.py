"""The pages of the counter, as the team meets them."""

from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from editions.models import Edition, Role
from editions.phases import Phase
from plans.models import CostLine, Plan
from plans.status import Status
from tests import make
from tests.access.nasty import VALUES
from tests.plans.browsing import AsUser, filled, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]


@pytest.fixture
def browser(edition: Edition, as_user: AsUser) -> Client:
    return as_user(make.staff(edition, Role.PARTNER))


def new(edition: Edition) -> str:
    return reverse("counter_new", args=[edition.slug])


def typed(edition: Edition, **changes: Any) -> dict[str, Any]:
    who = {"name": "Wil Jansen", "email": "", "phone": "", "doen": "indienen"}
    costs = {"post1-label": "Tien bomen", "post1-cents": "1.250,50", "post12-label": "Aarde", "post12-cents": "€ 40"}
    return {**filled(edition), **who, **costs, **changes}


def test_a_plan_is_entered_on_one_page(edition: Edition, browser: Client) -> None:
    themes = [theme.pk for theme in edition.themes.all()]
    sent = typed(edition, more_themes=themes, phone="06-12345678")
    answer = browser.post(new(edition), sent, follow=True)
    shown = answer.content.decode()
    plan = Plan.objects.get()
    assert plan.state is Status.SUBMITTED
    assert list(plan.cost_lines.values_list("label", "cents")) == [("Tien bomen", 125_050), ("Aarde", 4_000)]
    assert [theme.pk for theme in plan.more_themes.all()] == themes[1:]
    assert "‘Fruitbomen’ is ingevoerd. Het plan is nu: ingediend." in shown
    assert "Telefoon van de maker: 06-12345678" in shown
    assert "Ingevoerd door het team" in Client().get(url("plan_page", plan)).content.decode()
    assert "06-12345678" not in Client().get(url("plan_page", plan)).content.decode()


def test_the_page_of_another_plan_does_not_say_that_the_team_entered_it(edition: Edition) -> None:
    assert "Ingevoerd door het team" not in Client().get(url("plan_page", make.plan(edition))).content.decode()


def test_on_refusal_everything_that_was_typed_is_still_there(edition: Edition, browser: Client) -> None:
    sent = typed(edition, summary="", email="wil@example.org", phone="06-1", place="<b>Hoek</b>")
    answer = browser.post(new(edition), sent)
    shown = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert "Vertel in één zin wat uw plan is." in shown
    for words in ("Wil Jansen", "wil@example.org", "06-1", "Fruitbomen", "Tien bomen", "1.250,50", "Aarde", "€ 40"):
        assert words in shown
    assert "&lt;b&gt;Hoek" in answer.content.decode()
    assert not Plan.objects.exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Vul in van wie het plan is."),
        ({"title": ""}, "Geef het plan een titel."),
        ({"email": "geen adres"}, "Schrijf een e-mailadres"),
        ({"post1-cents": ""}, "Vul in wat het kost"),
        ({"post1-label": ""}, "Vul in waarvoor het geld is."),
        ({"post1-cents": "12.50"}, "Schrijf centen na een komma"),
        ({"post1-cents": "-5"}, "Een bedrag kan niet lager zijn dan nul."),
        ({"post12-cents": "x"}, "Kijk de kosten na, regel 12."),
        ({"theme": "999999"}, "Kies een thema van deze editie."),
        ({"more_themes": ["999999"]}, "Kies thema’s van deze editie."),
        ({"neighbourhood": "x"}, "Kies een wijk van deze editie."),
        ({"post1-cents": "70.001"}, "meer dan"),
    ],
)
def test_what_is_wrong_is_said_in_dutch(
    edition: Edition, browser: Client, changes: dict[str, Any], sentence: str
) -> None:
    answer = browser.post(new(edition), typed(edition, **changes))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Plan.objects.exists()


def test_a_draft_for_somebody_with_email_is_not_shown_to_the_team_any_more(edition: Edition, browser: Client) -> None:
    known = make.user("Fatima Geheim", email="fatima@example.org")
    sent = typed(edition, doen="concept", email="fatima@example.org", name="F.", title="Stil plan")
    shown = browser.post(new(edition), sent, follow=True).content.decode()
    assert "Stil plan" in shown  # the message about what was just typed
    again = browser.get(reverse("counter", args=[edition.slug])).content.decode()
    assert Plan.objects.get().maker == known
    assert "Nog van de maker alleen" in again
    for secret in ("Stil plan", "Fatima Geheim", "fatima@example.org"):
        assert secret not in again
    assert "Geheim" not in shown


def test_the_message_does_not_tell_whether_there_was_an_account(edition: Edition, browser: Client) -> None:
    make.user("Fatima", email="fatima@example.org")
    shown = [
        browser.post(new(edition), typed(edition, email=email, title=title), follow=True).content.decode()
        for email, title in (("fatima@example.org", "Plan A"), ("nieuw@example.org", "Plan B"))
    ]
    one, other = (page.partition('role="status"')[2].partition("</p>")[0] for page in shown)
    assert "is ingevoerd" in one
    assert one.replace("Plan A", "Plan B") == other


def test_the_team_finishes_a_draft_of_somebody_without_email(edition: Edition, browser: Client) -> None:
    browser.post(new(edition), typed(edition, doen="concept"))
    plan = Plan.objects.get()
    assert "U helpt de maker van dit plan" in browser.get(url("plan_page", plan)).content.decode()
    assert browser.get(url("plan_edit", plan)).status_code == 200
    assert browser.get(url("cost_lines", plan)).status_code == 200
    assert browser.post(url("plan_submit", plan)).status_code == 302
    plan.refresh_from_db()
    assert plan.state is Status.SUBMITTED


def test_somebody_else_does_not_see_that_draft(edition: Edition, browser: Client, as_user: AsUser) -> None:
    browser.post(new(edition), typed(edition, doen="concept"))
    plan = Plan.objects.get()
    for other in (Client(), as_user(make.user()), as_user(make.staff(edition, Role.CHECKER))):
        assert other.get(url("plan_page", plan)).status_code == 404


def test_a_button_without_a_name_keeps_a_draft(edition: Edition, browser: Client) -> None:
    browser.post(new(edition), typed(edition, doen="iets anders"))
    assert Plan.objects.get().state is Status.DRAFT


def test_pressing_twice_on_the_page_enters_once(edition: Edition, browser: Client) -> None:
    for _ in range(2):
        assert browser.post(new(edition), typed(edition)).status_code == 302
    assert (Plan.objects.count(), CostLine.objects.count()) == (1, 2)


@pytest.mark.parametrize("phase", [Phase.LIKES, Phase.FEASIBILITY])
def test_when_submission_is_over_the_pages_say_so(phase: Phase, as_user: AsUser) -> None:
    edition = make.edition(phase)
    browser = as_user(make.staff(edition, Role.LEADER))
    for name in ("counter", "counter_new"):
        shown = browser.get(reverse(name, args=[edition.slug])).content.decode()
        assert "Invoeren kan nu niet" in shown
        assert "Papieren formulier" not in shown
    answer = browser.post(new(edition), typed(edition))
    assert answer.status_code == 422
    assert "Tien bomen" in answer.content.decode()


@pytest.mark.parametrize("roles", [[], [Role.CHECKER], [Role.CHAIR]])
def test_others_do_not_enter_plans(edition: Edition, as_user: AsUser, roles: list[Role]) -> None:
    other = as_user(make.staff(edition, *roles))
    assert other.post(new(edition), typed(edition)).status_code == 403
    assert as_user(make.staff(make.edition(), Role.LEADER)).post(new(edition), typed(edition)).status_code == 403
    assert not Plan.objects.exists()


@pytest.mark.parametrize("number", [1, 6])
def test_the_list_asks_a_fixed_number_of_times(
    edition: Edition, browser: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    joke = make.user("Joke")
    for _ in range(number):
        make.plan(edition, maker=User.objects.create_user(None, "Wil"), entered_by=joke)
    with django_assert_num_queries(10):
        browser.get(reverse("counter", args=[edition.slug]))


FIELDS = ["name", "email", "phone", "title", "summary", "body", "theme", "more_themes", "neighbourhood", "place"]
FIELDS += ["post1-label", "post1-cents", "post12-cents", "doen"]


@pytest.mark.parametrize("value", VALUES, ids=range(len(VALUES)))
def test_no_value_in_any_field_breaks_the_page(edition: Edition, browser: Client, value: Any) -> None:
    for field in FIELDS:
        assert browser.post(new(edition), typed(edition, **{field: value})).status_code in (302, 422)
    assert browser.post(new(edition), dict.fromkeys(typed(edition), value)).status_code in (302, 422)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.dictionaries(st.sampled_from(FIELDS), st.text(max_size=300)))
def test_nothing_that_is_typed_breaks_the_page(edition: Edition, browser: Client, changes: dict[str, str]) -> None:
    sent = {key: value.encode("utf-8", "surrogatepass") for key, value in changes.items()}
    assert browser.post(new(edition), typed(edition, **sent)).status_code in (302, 422)
