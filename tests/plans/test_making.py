"""What a maker may do with a plan, and when."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from accounts.models import User
from audit.models import Entry
from common import clock
from common.errors import Refused
from editions.models import Edition
from editions.phases import Phase
from plans import actions
from plans.actions.costs import MAX_COST_LINES
from plans.models import CostLine, Plan
from plans.money import MAX_CENTS
from plans.status import Status
from tests import make

pytestmark = pytest.mark.django_db

CLOSED_FOR_EDITING = [Phase.FEASIBILITY, Phase.VOTING, Phase.COUNTING, Phase.EXECUTION, Phase.CLOSED]


@pytest.fixture
def edition() -> Edition:
    return make.edition()


@pytest.fixture
def maker() -> User:
    return make.user("Omar")


@pytest.fixture
def draft(edition: Edition, maker: User) -> Plan:
    return make.plan(edition, Status.DRAFT, maker=maker)


@pytest.fixture
def plan(edition: Edition, maker: User) -> Plan:
    return make.plan(edition, maker=maker)


def every_change(plan: Plan, by: User) -> list[Callable[[], object]]:
    line = plan.cost_lines.get()
    return [
        lambda: actions.edit_plan(plan.pk, by, title="Anders"),
        lambda: actions.add_cost_line(plan.pk, by, "Verf", 1),
        lambda: actions.remove_cost_line(plan.pk, by, line.pk),
        lambda: actions.submit_plan(plan.pk, by),
        lambda: actions.withdraw_plan(plan.pk, by),
    ]


def state_of(plan: Plan) -> list[Any]:
    found = Plan.objects.get(pk=plan.pk)
    return [found.title, found.status, found.submitted_at, list(found.cost_lines.values_list("label", "cents"))]


def test_a_draft_needs_a_title_only(edition: Edition, maker: User) -> None:
    draft = actions.start_draft(edition.pk, maker, title="  Fruitbomen ")
    assert (draft.title, draft.state, draft.maker) == ("Fruitbomen", Status.DRAFT, maker)
    assert Entry.objects.get(action="plan_started").subject == f"plan:{draft.pk}"


@pytest.mark.parametrize("title", ["", "   "])
def test_a_draft_without_a_title_is_refused(edition: Edition, maker: User, title: str) -> None:
    with pytest.raises(actions.Incomplete) as caught:
        actions.start_draft(edition.pk, maker, title=title)
    assert set(caught.value.missing) == {"title"}
    assert not Plan.objects.exists()


@pytest.mark.parametrize("phase", [Phase.LIKES, *CLOSED_FOR_EDITING])
def test_outside_the_first_phase_no_draft_is_started(maker: User, phase: Phase) -> None:
    with pytest.raises(Refused):
        actions.start_draft(make.edition(phase).pk, maker, title="Fruitbomen")
    assert not Plan.objects.exists()


def test_a_theme_of_another_edition_is_refused(draft: Plan, maker: User) -> None:
    with pytest.raises(Refused):
        actions.edit_plan(draft.pk, maker, theme=make.edition().themes.first())


def test_a_neighbourhood_of_another_area_is_refused(draft: Plan, maker: User) -> None:
    with pytest.raises(Refused):
        actions.edit_plan(draft.pk, maker, neighbourhood=make.edition().area.neighbourhoods.first())


def test_a_complete_draft_is_submitted(draft: Plan, maker: User) -> None:
    plan = actions.submit_plan(draft.pk, maker)
    assert plan.state is Status.SUBMITTED
    assert plan.submitted_at is not None
    assert abs(plan.submitted_at - clock.now()) < timedelta(minutes=1)
    assert Entry.objects.get(action="plan_submitted").actor == f"gebruiker:{maker.pk}"


@pytest.mark.parametrize("part", ["summary", "body", "theme", "neighbourhood", "place"])
def test_a_plan_that_lacks_a_part_is_not_submitted(draft: Plan, maker: User, part: str) -> None:
    empty = None if part in ("theme", "neighbourhood") else "  "
    Plan.objects.filter(pk=draft.pk).update(**{part: empty})
    with pytest.raises(actions.Incomplete) as caught:
        actions.submit_plan(draft.pk, maker)
    assert set(caught.value.missing) == {part}
    assert state_of(draft)[1] == Status.DRAFT


def test_everything_that_lacks_is_named_at_once(edition: Edition, maker: User) -> None:
    draft = actions.start_draft(edition.pk, maker, title="Fruitbomen")
    with pytest.raises(actions.Incomplete) as caught:
        actions.submit_plan(draft.pk, maker)
    assert list(caught.value.missing) == ["summary", "body", "theme", "neighbourhood", "place", "cost"]


def test_a_plan_without_costs_is_not_submitted(draft: Plan, maker: User) -> None:
    draft.cost_lines.all().delete()
    with pytest.raises(actions.Incomplete) as caught:
        actions.submit_plan(draft.pk, maker)
    assert set(caught.value.missing) == {"cost"}


@pytest.mark.parametrize(("more", "fits"), [(0, True), (1, False)])
def test_a_plan_costs_at_most_the_budget(maker: User, more: int, fits: bool) -> None:
    edition = make.edition(budget_cents=100_000)
    draft = make.plan(edition, Status.DRAFT, cost_cents=100_000 + more, maker=maker)
    if fits:
        assert actions.submit_plan(draft.pk, maker).state is Status.SUBMITTED
        return
    with pytest.raises(actions.Incomplete, match="meer dan het budget"):
        actions.submit_plan(draft.pk, maker)


def test_after_the_end_of_submission_nothing_is_submitted_though_the_worker_is_late(draft: Plan, maker: User) -> None:
    clock.move(timedelta(days=9, minutes=1))
    with pytest.raises(Refused, match="fase 1"):
        actions.submit_plan(draft.pk, maker)
    assert state_of(draft)[1] == Status.DRAFT


def test_a_plan_is_submitted_once(plan: Plan, maker: User) -> None:
    with pytest.raises(Refused, match="al ingediend"):
        actions.submit_plan(plan.pk, maker)


@pytest.mark.parametrize("status", [Status.DRAFT, Status.SUBMITTED])
def test_nobody_but_the_maker_changes_a_plan(edition: Edition, status: Status) -> None:
    plan, stranger = make.plan(edition, status), make.user("Vreemde")
    before = state_of(plan)
    for change in every_change(plan, stranger):
        with pytest.raises(Refused, match="Alleen de maker"):
            change()
    assert state_of(plan) == before


@pytest.mark.parametrize("phase", CLOSED_FOR_EDITING)
@pytest.mark.parametrize("status", [Status.DRAFT, Status.IN_CHECK])
def test_after_the_likes_a_plan_stays_as_it_is(maker: User, phase: Phase, status: Status) -> None:
    plan = make.plan(make.edition(phase), status, maker=maker)
    before = state_of(plan)
    for change in every_change(plan, maker):
        with pytest.raises(Refused):
            change()
    assert state_of(plan) == before


@pytest.mark.parametrize("status", [Status.WITHDRAWN, Status.IN_CHECK, Status.BELOW_THRESHOLD])
def test_a_plan_that_left_the_makers_hands_is_not_changed(edition: Edition, maker: User, status: Status) -> None:
    plan = make.plan(edition, status, maker=maker)
    before = state_of(plan)
    for change in every_change(plan, maker):
        with pytest.raises(Refused):
            change()
    assert state_of(plan) == before


def test_a_submitted_plan_is_still_edited_in_the_likes_phase(maker: User) -> None:
    plan = make.plan(make.edition(Phase.LIKES), maker=maker)
    assert actions.edit_plan(plan.pk, maker, title="Beter").title == "Beter"


@pytest.mark.parametrize("part", ["summary", "body", "theme", "neighbourhood", "place"])
def test_a_submitted_plan_stays_complete(plan: Plan, maker: User, part: str) -> None:
    fields: Any = {part: None if part in ("theme", "neighbourhood") else ""}
    before = state_of(plan)
    with pytest.raises(actions.Incomplete) as caught:
        actions.edit_plan(plan.pk, maker, **fields)
    assert set(caught.value.missing) == {part}
    assert state_of(plan) == before


def test_the_last_cost_line_of_a_submitted_plan_stays(plan: Plan, maker: User) -> None:
    with pytest.raises(actions.Incomplete):
        actions.remove_cost_line(plan.pk, maker, plan.cost_lines.get().pk)
    assert plan.cost_lines.count() == 1


def test_a_submitted_plan_does_not_grow_over_the_budget(plan: Plan, maker: User) -> None:
    with pytest.raises(actions.Incomplete, match="meer dan het budget"):
        actions.add_cost_line(plan.pk, maker, "Brug", plan.edition.budget_cents)
    assert plan.cost_lines.count() == 1


def test_a_draft_may_cost_nothing_or_too_much_for_a_while(draft: Plan, maker: User) -> None:
    actions.remove_cost_line(draft.pk, maker, draft.cost_lines.get().pk)
    actions.add_cost_line(draft.pk, maker, " Brug ", draft.edition.budget_cents + 1)
    assert [line.label for line in draft.cost_lines.all()] == ["Brug"]


@pytest.mark.parametrize(("label", "cents"), [("Verf", 0), ("Verf", -1), ("Verf", MAX_CENTS + 1), ("  ", 100)])
def test_a_cost_line_has_a_label_and_a_sane_amount(draft: Plan, maker: User, label: str, cents: int) -> None:
    with pytest.raises(Refused):
        actions.add_cost_line(draft.pk, maker, label, cents)
    assert draft.cost_lines.count() == 1


def test_a_plan_has_a_bounded_number_of_cost_lines(draft: Plan, maker: User) -> None:
    CostLine.objects.bulk_create(CostLine(plan=draft, label="Verf", cents=1) for _ in range(MAX_COST_LINES - 1))
    with pytest.raises(Refused, match="hoogstens"):
        actions.add_cost_line(draft.pk, maker, "Verf", 1)


def test_a_cost_line_of_another_plan_is_not_removed(draft: Plan, maker: User) -> None:
    other = make.plan(draft.edition, Status.DRAFT, maker=maker)
    actions.remove_cost_line(draft.pk, maker, other.cost_lines.get().pk)
    assert other.cost_lines.count() == 1


@pytest.mark.parametrize("status", [Status.DRAFT, Status.SUBMITTED])
def test_withdrawing_keeps_the_row_its_likes_and_its_comments(edition: Edition, maker: User, status: Status) -> None:
    plan = make.plan(edition, status, maker=maker)
    make.likes(plan, 2)
    actions.withdraw_plan(plan.pk, maker)
    plan.refresh_from_db()
    assert (plan.state, plan.likes.count(), plan.cost_lines.count()) == (Status.WITHDRAWN, 2, 1)
    assert Entry.objects.get(action="plan_withdrawn").data == {"before": status}
