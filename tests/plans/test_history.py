"""Every change after submission is kept and shown; what nobody has read yet is not."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from audit.models import Entry
from common import clock
from common.errors import Refused
from editions.models import Edition, PhaseChange, Role
from editions.phases import Phase
from plans import actions
from plans.changes import Kind
from plans.history import CostEdit, CostStep, Moment, TextEdit
from plans.models import Plan, PlanChange
from plans.queries import history, plan_for_page
from plans.status import Status
from tests import make
from tests.plans.browsing import AsUser, filled, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(edition: Edition, maker: User) -> Plan:
    return make.plan(edition, maker=maker, title="Speelplek", body="Een hoog klimrek midden op het veld.")


def kept(plan: Plan) -> list[dict[str, Any]]:
    return [change.changes for change in plan.changes.all()]


def titles(found: list[Moment]) -> list[str]:
    return [moment.title for moment in found]


def adapt(plan: Plan, times: int = 1) -> None:
    for number in range(times):
        actions.edit_plan(plan.pk, plan.maker, summary=f"Nummer {number} van velen.")
        actions.add_cost_line(plan.pk, plan.maker, f"Bank {number}", 100)


# Kept


def test_a_changed_text_is_kept_as_it_was_and_as_it_became(plan: Plan, maker: User) -> None:
    actions.edit_plan(plan.pk, maker, title="Praten en spelen", body=plan.body)
    assert kept(plan) == [{"title": {"before": "Speelplek", "after": "Praten en spelen"}}]
    change = PlanChange.objects.get()
    assert change.by == maker
    assert abs(change.changed_at - clock.now()) < timedelta(minutes=1)


@pytest.mark.parametrize("name", ["title", "summary", "body", "place"])
def test_every_text_is_kept(plan: Plan, maker: User, name: str) -> None:
    before = getattr(plan, name)
    fields: Any = {name: "Anders dan eerst"}
    actions.edit_plan(plan.pk, maker, **fields)
    assert kept(plan) == [{name: {"before": before, "after": "Anders dan eerst"}}]


def test_theme_and_neighbourhood_are_kept_by_name(plan: Plan, maker: User) -> None:
    theme, neighbourhood = plan.edition.themes.last(), plan.edition.area.neighbourhoods.last()
    actions.edit_plan(plan.pk, maker, theme=theme, neighbourhood=neighbourhood)
    assert kept(plan) == [
        {
            "theme": {"before": "Elkaar ontmoeten", "after": "Groen & duurzaam"},
            "neighbourhood": {"before": "Europawijk", "after": "Meerwijk"},
        }
    ]


def test_a_post_that_comes_or_goes_is_kept_with_the_totals(plan: Plan, maker: User) -> None:
    line = actions.add_cost_line(plan.pk, maker, "Gespreksleider", 90_000)
    actions.remove_cost_line(plan.pk, maker, line.pk)
    post = {"label": "Gespreksleider", "cents": 90_000}
    assert kept(plan) == [
        {"cost_line": {"before": None, "after": post}, "cost": {"before": 100_000, "after": 190_000}},
        {"cost_line": {"before": post, "after": None}, "cost": {"before": 190_000, "after": 100_000}},
    ]


def test_a_draft_keeps_nothing(edition: Edition, maker: User) -> None:
    draft = make.plan(edition, Status.DRAFT, maker=maker)
    adapt(draft)
    assert kept(draft) == []
    assert history(draft) == []


def test_what_was_drafted_stays_unseen_after_submission(edition: Edition, maker: User) -> None:
    draft = make.plan(edition, Status.DRAFT, maker=maker)
    actions.edit_plan(draft.pk, maker, title="Geheim")
    submitted = actions.submit_plan(draft.pk, maker)
    assert titles(history(submitted)) == ["Ingediend"]


def test_saving_what_already_stands_there_is_no_change(plan: Plan, maker: User) -> None:
    before = Plan.objects.values().get()
    actions.edit_plan(plan.pk, maker, title=" Speelplek ", theme=plan.theme)
    assert kept(plan) == []
    assert Plan.objects.values().get() == before
    assert not Entry.objects.filter(action="plan_edited").exists()


def test_removing_a_post_that_is_already_gone_is_no_change(plan: Plan, maker: User) -> None:
    actions.remove_cost_line(plan.pk, maker, 0)
    assert kept(plan) == []


def test_a_refused_change_leaves_no_trace(plan: Plan, maker: User) -> None:
    refused: list[Callable[[], object]] = [
        lambda: actions.edit_plan(plan.pk, make.user("Vreemde"), title="Anders"),
        lambda: actions.edit_plan(plan.pk, maker, place=""),
        lambda: actions.add_cost_line(plan.pk, maker, "Brug", plan.edition.budget_cents),
        lambda: actions.remove_cost_line(plan.pk, maker, plan.cost_lines.get().pk),
    ]
    for change in refused:
        with pytest.raises(Refused):
            change()
    assert kept(plan) == []


def test_the_database_refuses_a_change_of_nothing(plan: Plan, maker: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanChange.objects.create(plan=plan, by=maker, changes={})


def test_the_trail_holds_no_word_of_what_people_wrote(plan: Plan, maker: User) -> None:
    actions.edit_plan(plan.pk, maker, body="Mevrouw Jansen woont hiernaast.")
    actions.add_cost_line(plan.pk, maker, "Taart voor Jansen", 100)
    trail = json.dumps(list(Entry.objects.values_list("data", flat=True)))
    assert "Jansen" not in trail


# Two at once


def test_who_did_not_see_the_latest_version_is_told_and_nothing_is_lost(plan: Plan, maker: User) -> None:
    seen = plan.changed_at
    actions.edit_plan(plan.pk, maker, seen=seen, body="Wij praten eerst met de buren.")
    with pytest.raises(actions.ChangedMeanwhile) as caught:
        actions.edit_plan(plan.pk, maker, seen=seen, body="Een nog hoger klimrek.")
    plan.refresh_from_db()
    assert plan.body == "Wij praten eerst met de buren."
    assert caught.value.version == plan.changed_at
    assert caught.value.changes == {"body": {"before": plan.body, "after": "Een nog hoger klimrek."}}
    assert len(kept(plan)) == 1


def test_who_saw_the_latest_version_saves(plan: Plan, maker: User) -> None:
    newer = actions.edit_plan(plan.pk, maker, seen=plan.changed_at, title="Een")
    assert actions.edit_plan(plan.pk, maker, seen=newer.changed_at, title="Twee").title == "Twee"


def test_saving_twice_by_accident_is_no_conflict(plan: Plan, maker: User) -> None:
    seen = plan.changed_at
    for _ in range(2):
        actions.edit_plan(plan.pk, maker, seen=seen, title="Een")
    assert len(kept(plan)) == 1


@pytest.mark.parametrize("status", [Status.DRAFT, Status.SUBMITTED])
def test_the_second_browser_shows_both_texts_and_then_saves_knowingly(
    as_user: AsUser, edition: Edition, maker: User, status: Status
) -> None:
    plan = make.plan(edition, status, maker=maker)
    first, second = as_user(maker), as_user(maker)
    posted = filled(edition, seen=second.get(url("plan_edit", plan)).context["form"]["seen"].value())
    assert first.post(url("plan_edit", plan), {**posted, "body": "Tekst van de eerste."}).status_code == 302
    answer = second.post(url("plan_edit", plan), {**posted, "body": "Tekst van de tweede."})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "intussen veranderd" in page
    assert "Tekst van de eerste." in page
    assert answer.context["form"]["body"].value() == "Tekst van de tweede."
    assert Plan.objects.get().body == "Tekst van de eerste."
    again = {**posted, "body": "Tekst van de tweede.", "seen": answer.context["form"]["seen"].value()}
    assert second.post(url("plan_edit", plan), again).status_code == 302
    assert Plan.objects.get().body == "Tekst van de tweede."


@pytest.mark.parametrize("seen", [None, "", "gisteren", "\x00", "9" * 5000, "2020-01-01", "2020-01-01T00:00:00+00:00"])
def test_a_version_that_never_was_saves_nothing(as_user: AsUser, plan: Plan, maker: User, seen: str | None) -> None:
    data = filled(plan.edition) if seen is None else filled(plan.edition, seen=seen)
    response = as_user(maker).post(url("plan_edit", plan), data)
    assert response.status_code == 422
    assert Plan.objects.get().title == "Speelplek"
    assert kept(plan) == []


# Told


def test_the_history_tells_what_changed_word_by_word(plan: Plan, maker: User) -> None:
    actions.edit_plan(plan.pk, maker, body="Een laag klimrek midden op het veld.")
    submitted, adapted = history(plan)
    assert (submitted.title, submitted.at) == ("Ingediend", plan.submitted_at)
    edit = adapted.edits[0]
    assert isinstance(edit, TextEdit)
    changed = {piece.kind: piece.text for piece in edit.pieces if piece.kind is not Kind.SAME}
    assert changed == {Kind.REMOVED: "hoog", Kind.ADDED: "laag"}


def test_posts_of_one_day_are_told_together_with_the_totals(plan: Plan, maker: User) -> None:
    old = plan.cost_lines.get()
    actions.add_cost_line(plan.pk, maker, "Gesprek", 5_000)
    actions.remove_cost_line(plan.pk, maker, old.pk)
    assert history(plan)[1].edits == (
        CostEdit((CostStep(True, "Gesprek", 5_000), CostStep(False, "Materiaal", 100_000)), 100_000, 5_000),
    )


def test_every_day_has_its_own_moment_in_amsterdam(plan: Plan, maker: User) -> None:
    for hour in (20, 21, 23):  # the last one is already tomorrow in Amsterdam
        at = datetime(2026, 9, 1, hour, tzinfo=UTC)
        changes = {"title": {"before": f"{hour}", "after": f"{hour + 1}"}}
        PlanChange.objects.create(plan=plan, by=maker, changed_at=at, changes=changes)
    assert [len(moment.edits) for moment in history(plan)[1:]] == [2, 1]


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (Status.SUBMITTED, []),
        (Status.IN_CHECK, ["Likes gesloten met 61 likes"]),
        (Status.BELOW_THRESHOLD, ["Likes gesloten met 61 likes"]),
        (Status.NOT_FEASIBLE, ["Likes gesloten met 61 likes", "Oordeel bekendgemaakt"]),
        (Status.ON_BALLOT, ["Likes gesloten met 61 likes", "Oordeel bekendgemaakt"]),
        (Status.CHOSEN, ["Likes gesloten met 61 likes", "Oordeel bekendgemaakt", "Gekozen door de wijk"]),
        (Status.NOT_CHOSEN, ["Likes gesloten met 61 likes", "Oordeel bekendgemaakt", "Niet gekozen"]),
        (Status.REALISED, ["Likes gesloten met 61 likes", "Oordeel bekendgemaakt", "Gekozen door de wijk"]),
    ],
)
def test_the_history_tells_the_public_facts_of_every_status(status: Status, told: list[str]) -> None:
    edition = make.edition(Phase.EXECUTION, verdicts_published_at=clock.now())
    likes = None if status is Status.SUBMITTED else 61
    plan = make.plan(edition, status, likes_at_close=likes)
    assert titles(history(plan)) == ["Ingediend", *told]


def test_before_the_verdicts_are_public_no_verdict_is_told() -> None:
    plan = make.plan(make.edition(Phase.FEASIBILITY), Status.ON_BALLOT, likes_at_close=61)
    assert titles(history(plan)) == ["Ingediend", "Likes gesloten met 61 likes"]


def test_the_likes_close_when_the_step_was_made_or_else_by_the_schedule() -> None:
    edition = make.edition(Phase.FEASIBILITY)
    plan = make.plan(edition, Status.IN_CHECK, likes_at_close=61)
    assert history(plan)[1].at == edition.schedule()[Phase.LIKES].ends_at
    at = make.moment()
    PhaseChange.objects.create(edition=edition, from_phase=Phase.LIKES, to_phase=Phase.FEASIBILITY, at=at)
    assert history(plan)[1].at == at


@pytest.mark.parametrize("number", [1, 15])
def test_the_history_costs_the_same_queries_however_long(
    plan: Plan, number: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    adapt(plan, number)
    Plan.objects.update(status=Status.IN_CHECK, likes_at_close=61)
    found = plan_for_page(plan.edition, plan.pk, plan.maker)
    with django_assert_max_num_queries(3):  # changes, steps of the edition, windows
        assert len(history(found)[1].edits) == 2 * number


# Shown


def test_the_plans_page_marks_what_changed_in_words_too(client: Client, plan: Plan, maker: User) -> None:
    actions.edit_plan(plan.pk, maker, body="Een laag klimrek midden op het veld.")
    actions.add_cost_line(plan.pk, maker, "Gesprek", 5_000)
    page = client.get(url("plan_page", plan)).content.decode()
    assert "De geschiedenis van dit plan" in page
    assert "weggehaald: </span>hoog</del>" in page
    assert "toegevoegd: </span>laag</ins>" in page
    assert "Erbij: Gesprek" in page
    assert page.count("Doorgestreept is weggehaald") == 1


def test_without_a_changed_text_nothing_is_explained_about_texts(client: Client, plan: Plan, maker: User) -> None:
    actions.add_cost_line(plan.pk, maker, "Gesprek", 5_000)
    page = client.get(url("plan_page", plan)).content.decode()
    assert "Erbij: Gesprek" in page
    assert "Doorgestreept is weggehaald" not in page


def test_what_people_wrote_before_is_shown_as_text(client: Client, plan: Plan, maker: User) -> None:
    evil = "<script>alert(1)</script>"
    actions.edit_plan(plan.pk, maker, title=f"{evil} oud", body=f"{evil} oud", place=evil)
    actions.edit_plan(plan.pk, maker, title="Nieuw", body="Nieuw", place="Nieuw")
    line = actions.add_cost_line(plan.pk, maker, evil, 5_000)
    actions.remove_cost_line(plan.pk, maker, line.pk)
    page = client.get(url("plan_page", plan)).content.decode()
    assert evil not in page
    assert "&lt;script&gt;" in page


def test_a_plan_that_nobody_changed_has_no_section_for_it(client: Client, plan: Plan) -> None:
    assert "De geschiedenis van dit plan" not in client.get(url("plan_page", plan)).content.decode()


def test_a_withdrawn_plan_shows_its_history_to_its_maker_only(as_user: AsUser, plan: Plan, maker: User) -> None:
    adapt(plan)
    actions.withdraw_plan(plan.pk, maker)
    assert "De geschiedenis van dit plan" in as_user(maker).get(url("plan_page", plan)).content.decode()
    assert as_user(make.user()).get(url("plan_page", plan)).status_code == 404


@pytest.mark.usefixtures("no_second_factor")
def test_the_table_reads_the_history_beside_the_plan(as_user: AsUser, edition: Edition, plan: Plan) -> None:
    adapt(plan)
    Plan.objects.update(status=Status.IN_CHECK, likes_at_close=61)
    Edition.objects.filter(pk=edition.pk).update(phase=Phase.FEASIBILITY)
    checker = make.staff(edition, Role.CHECKER)
    page = as_user(checker).get(reverse("table_plan", args=[edition.slug, plan.pk])).content.decode()
    assert "De geschiedenis van dit plan" in page
    assert "Erbij: Bank 0" in page
