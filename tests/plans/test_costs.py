"""The posts of a budget: unknown amounts wait in a draft only, posts change, amounts stay between two limits."""

from typing import Any
from uuid import uuid4

import pytest

from accounts.models import User
from common.errors import Refused
from editions.models import Edition
from plans import actions
from plans.completeness import Costs, cost_reason
from plans.history import CostEdit, CostStep
from plans.making.prices import GROUPS, PRICES
from plans.models import CostLine, Plan, PlanChange
from plans.queries import history
from plans.status import Status
from tests import make
from tests.plans.browsing import AsUser, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(edition: Edition, maker: User) -> Plan:
    return make.plan(edition, Status.DRAFT, maker=maker)


def posts(plan: Plan) -> list[tuple[str, int | None]]:
    return [(line.label, line.cents) for line in plan.cost_lines.all()]


def test_an_amount_may_wait_in_a_draft(draft: Plan, maker: User) -> None:
    assert actions.add_cost_line(draft.pk, maker, "Bomen", None).cents is None


def test_at_submission_the_post_without_an_amount_is_named(draft: Plan, maker: User) -> None:
    actions.add_cost_line(draft.pk, maker, "Bomen", None)
    actions.add_cost_line(draft.pk, maker, "Verf", None)
    with pytest.raises(actions.Incomplete, match=r"bedrag in bij ‘Bomen’ en ‘Verf’\.") as caught:
        actions.submit_plan(draft.pk, maker)
    assert set(caught.value.missing) == {"cost"}


def test_after_submission_no_amount_is_unknown(edition: Edition, maker: User) -> None:
    plan = make.plan(edition, maker=maker)
    line = plan.cost_lines.get()
    with pytest.raises(actions.Incomplete, match="Vul nog een bedrag in"):
        actions.add_cost_line(plan.pk, maker, "Bomen", None)
    with pytest.raises(actions.Incomplete, match="Vul nog een bedrag in"):
        actions.change_cost_line(plan.pk, maker, line.pk, line.label, None)
    assert posts(plan) == [("Materiaal", 100_000)]


def test_a_post_is_changed_and_the_change_is_kept(edition: Edition, maker: User) -> None:
    plan = make.plan(edition, maker=maker)
    actions.change_cost_line(plan.pk, maker, plan.cost_lines.get().pk, " Tien bomen ", 125_000)
    assert posts(plan) == [("Tien bomen", 125_000)]
    assert PlanChange.objects.get().changes == {
        "cost_line": {
            "before": {"label": "Materiaal", "cents": 100_000},
            "after": {"label": "Tien bomen", "cents": 125_000},
        },
        "cost": {"before": 100_000, "after": 125_000},
    }
    step = CostStep(True, "Tien bomen", 125_000, "Materiaal", 100_000)
    assert history(plan)[-1].edits == (CostEdit((step,), 100_000, 125_000),)


def test_the_same_post_again_is_no_change(edition: Edition, maker: User) -> None:
    plan = make.plan(edition, maker=maker)
    actions.change_cost_line(plan.pk, maker, plan.cost_lines.get().pk, "Materiaal", 100_000)
    assert not PlanChange.objects.exists()


def test_a_post_of_another_plan_is_not_changed(draft: Plan, maker: User) -> None:
    other = make.plan(draft.edition, Status.DRAFT, maker=maker)
    with pytest.raises(Refused, match="staat niet meer"):
        actions.change_cost_line(draft.pk, maker, other.cost_lines.get().pk, "Anders", 1)
    assert posts(other) == [("Materiaal", 100_000)]


def test_a_stranger_changes_no_post(draft: Plan) -> None:
    with pytest.raises(Refused, match="Alleen de maker"):
        actions.change_cost_line(draft.pk, make.user(), draft.cost_lines.get().pk, "Anders", 1)


def test_the_same_form_sent_twice_adds_one_post(draft: Plan, maker: User) -> None:
    key = uuid4()
    first = actions.add_cost_line(draft.pk, maker, "Bomen", 100, key=key)
    assert actions.add_cost_line(draft.pk, maker, "Bomen", 100, key=key) == first
    assert len(posts(draft)) == 2


def test_the_same_form_with_other_words_loses_nothing(draft: Plan, maker: User) -> None:
    key = uuid4()
    actions.add_cost_line(draft.pk, maker, "Bomen", 100, key=key)
    actions.add_cost_line(draft.pk, maker, "Verf", 200, key=key)
    assert posts(draft)[1:] == [("Bomen", 100), ("Verf", 200)]


@pytest.mark.parametrize(("cents", "fits"), [(49_999, False), (50_000, True), (200_000, True), (200_001, False)])
def test_a_plan_costs_between_the_amounts_of_its_edition(maker: User, cents: int, fits: bool) -> None:
    edition = make.edition(plan_min_cents=50_000, plan_max_cents=200_000)
    draft = make.plan(edition, Status.DRAFT, cost_cents=cents, maker=maker)
    if fits:
        assert actions.submit_plan(draft.pk, maker).state is Status.SUBMITTED
        return
    with pytest.raises(actions.Incomplete, match=r"ten minste €.500|hoogstens €.2\.000"):
        actions.submit_plan(draft.pk, maker)


@pytest.mark.parametrize("cents", [49_999, 200_001])
def test_a_submitted_plan_stays_between_the_amounts(maker: User, cents: int) -> None:
    plan = make.plan(make.edition(plan_min_cents=50_000, plan_max_cents=200_000), maker=maker)
    with pytest.raises(actions.Incomplete):
        actions.change_cost_line(plan.pk, maker, plan.cost_lines.get().pk, "Materiaal", cents)
    assert posts(plan) == [("Materiaal", 100_000)]


def test_unknown_and_too_much_are_both_told(edition: Edition) -> None:
    reason = cost_reason(Costs(edition.budget_cents + 1, ("Bomen",), 2), edition)
    assert "‘Bomen’" in reason
    assert "meer dan het budget" in reason


def test_a_plan_with_an_unknown_amount_is_read_everywhere(as_user: AsUser, draft: Plan, maker: User) -> None:
    CostLine.objects.create(plan=draft, label="Bomen", cents=None)
    browser = as_user(maker)
    assert "nog niet bekend" in browser.get(url("plan_page", draft)).content.decode()
    assert "weet ik nog niet" in browser.get(url("cost_lines", draft)).content.decode()
    assert "bedrag in bij ‘Bomen’" in browser.get(url("plan_submit", draft)).content.decode()


# The pages


def test_a_post_without_an_amount_is_added_when_somebody_says_so(as_user: AsUser, draft: Plan, maker: User) -> None:
    browser = as_user(maker)
    assert browser.post(url("cost_lines", draft), {"label": "Bomen", "cents": ""}).status_code == 422
    assert browser.post(url("cost_lines", draft), {"label": "Bomen", "unknown": "on"}).status_code == 302
    assert posts(draft)[-1] == ("Bomen", None)


def test_an_amount_counts_more_than_the_tick_beside_it(as_user: AsUser, draft: Plan, maker: User) -> None:
    as_user(maker).post(url("cost_lines", draft), {"label": "Bomen", "cents": "12,50", "unknown": "on"})
    assert posts(draft)[-1] == ("Bomen", 1_250)


def test_after_submission_not_knowing_is_not_offered(as_user: AsUser, edition: Edition, maker: User) -> None:
    plan = make.plan(edition, maker=maker)
    browser = as_user(maker)
    assert "unknown" not in browser.get(url("cost_lines", plan)).context["form"].fields
    assert browser.post(url("cost_lines", plan), {"label": "Bomen", "unknown": "on"}).status_code == 422
    assert len(posts(plan)) == 1


def test_the_page_of_a_post_starts_with_what_stands_there(as_user: AsUser, draft: Plan, maker: User) -> None:
    line = draft.cost_lines.get()
    form = as_user(maker).get(url("cost_line_edit", draft, line.pk)).context["form"]
    assert (form["label"].value(), form["cents"].value()) == ("Materiaal", "1000")
    as_user(maker).post(url("cost_line_edit", draft, line.pk), {"label": "Hout", "cents": "1.250,50"})
    assert posts(draft) == [("Hout", 125_050)]


def test_a_post_of_another_plan_has_no_page(as_user: AsUser, draft: Plan, maker: User) -> None:
    other = make.plan(draft.edition, Status.DRAFT, maker=maker)
    address = url("cost_line_edit", draft, other.cost_lines.get().pk)
    assert as_user(maker).get(address).status_code == 404
    assert as_user(maker).post(address, {"label": "x", "cents": "1"}).status_code == 404


def test_an_example_fills_the_label(as_user: AsUser, draft: Plan, maker: User) -> None:
    response = as_user(maker).get(url("cost_lines", draft), {"voorbeeld": "boom"})
    assert response.context["form"]["label"].value() == "Boom planten"
    assert "Boom planten kost meestal" in response.content.decode()


@pytest.mark.parametrize("junk", ["", "bestaat-niet", "\x00"])
def test_an_unknown_example_fills_nothing(as_user: AsUser, draft: Plan, maker: User, junk: str) -> None:
    response = as_user(maker).get(url("cost_lines", draft), {"voorbeeld": junk})
    assert response.context["form"]["label"].value() == ""


def test_examples_are_sane() -> None:
    assert len(PRICES) == sum(len(group.prices) for group in GROUPS)
    assert all(0 < price.low_cents < price.high_cents for price in PRICES.values())
    assert all(len(str(price.label)) <= 100 for price in PRICES.values())


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        ({}, "hoogstens €\u00a070.000"),
        ({"plan_max_cents": 1_000_000}, "hoogstens €\u00a010.000"),
        ({"plan_min_cents": 50_000, "plan_max_cents": 1_000_000}, "ten minste €\u00a0500 en hoogstens €\u00a010.000"),
    ],
)
def test_the_amounts_are_shown_while_writing(as_user: AsUser, maker: User, limits: dict[str, Any], words: str) -> None:
    draft = make.plan(make.edition(**limits), Status.DRAFT, maker=maker)
    assert words in as_user(maker).get(url("cost_lines", draft)).content.decode()
