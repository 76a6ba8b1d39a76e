"""Plans that exclude one another: who says so and until when, and where everybody reads it."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from audit.models import Entry
from common import clock
from common.errors import Refused
from editions.models import Edition, Role
from editions.phases import Phase
from feasibility.actions import mark_conflict, unmark_conflict
from feasibility.quick_test import Outcome
from plans.models import ConflictPair, Plan
from plans.pairs import excluding_pairs, public_rivals, rivals_within
from plans.status import Status
from tests import make
from tests.feasibility.people import Who, chair_elsewhere, lawyer, leader, maker_with_every_role, partner, resident
from tests.feasibility.table import Table, judge, laid, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]
AsUser = Callable[[User], Client]
WHY = "Ze willen allebei het veldje."


def two(phase: Phase = Phase.FEASIBILITY) -> tuple[Table, Plan]:
    table = laid(phase)
    return table, make.plan(table.edition, Status.IN_CHECK, title="De moestuin")


def mark(table: Table, other: Plan, by: User | None = None, reason: str = WHY) -> ConflictPair:
    return mark_conflict(table.plan.pk, other.pk, (by or table.chair).pk, reason=reason)


def page(table: Table, plan: Plan, browser: Client | None = None) -> str:
    return (browser or Client()).get(reverse("plan_page", args=[table.edition.slug, plan.pk])).content.decode()


# Who


def test_the_chair_marks_two_plans_in_any_order_and_takes_it_back() -> None:
    table, other = two()
    pair = mark_conflict(other.pk, table.plan.pk, table.chair.pk, reason=WHY)
    assert (pair.first, pair.second, pair.reason, pair.added_by) == (table.plan, other, WHY, table.chair)
    for _ in range(2):
        unmark_conflict(other.pk, pair.pk, table.chair.pk)
    assert not ConflictPair.objects.exists()
    assert [e.data for e in Entry.objects.filter(action__startswith="conflict")] == [
        {"first": table.plan.pk, "second": other.pk}
    ] * 2


@pytest.mark.parametrize("who", [lawyer, partner, leader, resident, chair_elsewhere, maker_with_every_role])
def test_nobody_else_marks_or_takes_back(who: Who) -> None:
    table, other = two()
    pair = mark(table, other)
    third = make.plan(table.edition, Status.IN_CHECK)
    person = who(table)
    with pytest.raises(Refused, match="Alleen de voorzitter"):
        mark(table, third, person)
    with pytest.raises(Refused, match="Alleen de voorzitter"):
        unmark_conflict(other.pk, pair.pk, person.pk)
    assert ConflictPair.objects.count() == 1


def test_a_chair_who_makes_the_other_plan_does_not_mark_it_either() -> None:
    table, other = two()
    Plan.objects.filter(pk=other.pk).update(maker=table.chair)
    with pytest.raises(Refused, match="eigen plan"):
        mark(table, other)


# What


def test_pairs_across_editions_doubles_itself_and_no_reason_are_refused() -> None:
    table, other = two()
    elsewhere = make.plan(make.edition(Phase.FEASIBILITY), Status.IN_CHECK)
    make.role(table.chair, elsewhere.edition, Role.CHAIR)
    mark(table, other)
    attempts: list[tuple[Callable[[], ConflictPair], str]] = [
        (lambda: mark(table, elsewhere), "dezelfde editie"),
        (lambda: mark(table, other), "al samen"),
        (lambda: mark_conflict(other.pk, table.plan.pk, table.chair.pk, reason=WHY), "al samen"),
        (lambda: mark(table, table.plan), "een ander plan"),
        (lambda: mark(table, make.plan(table.edition, Status.IN_CHECK), reason="  "), "waarom"),
        (lambda: mark(table, make.plan(table.edition, Status.NOT_FEASIBLE)), "op tafel of op het stembiljet"),
        (lambda: mark_conflict(table.plan.pk, 2**40, table.chair.pk, reason=WHY), "op tafel of op het stembiljet"),
    ]
    for act, words in attempts:
        with pytest.raises(Refused, match=words):
            act()
    assert ConflictPair.objects.count() == 1


def test_the_database_knows_a_pair_once_in_one_order_and_with_a_reason() -> None:
    table, other = two()
    facts = {"reason": WHY, "added_by": table.chair}
    ConflictPair.objects.create(first=table.plan, second=other, **facts)
    for wrong in (
        {"first": table.plan, "second": other},
        {"first": other, "second": table.plan},
        {"first": other, "second": other},
        {"first": other, "second": make.plan(table.edition), "reason": ""},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            ConflictPair.objects.create(**{**facts, **wrong})


def test_a_pair_is_taken_back_from_one_of_its_own_plans_only() -> None:
    table, other = two()
    pair = mark(table, other)
    unmark_conflict(make.plan(table.edition, Status.IN_CHECK).pk, pair.pk, table.chair.pk)
    assert ConflictPair.objects.exists()


# When


def test_it_can_be_marked_until_the_vote_opens_also_after_publication() -> None:
    table, other = two()
    judge(table), judge(table, other)
    publish(table)
    mark(table, other)


@pytest.mark.parametrize("phase", [Phase.LIKES, Phase.VOTING, Phase.COUNTING, Phase.EXECUTION])
def test_outside_the_check_nothing_changes_on_the_ballot(phase: Phase) -> None:
    table, other = two()
    pair = mark(table, other)
    third = make.plan(table.edition, Status.ON_BALLOT)
    Edition.objects.filter(pk=table.edition.pk).update(phase=phase)
    for act in (lambda: mark(table, third), lambda: unmark_conflict(other.pk, pair.pk, table.chair.pk)):
        with pytest.raises(Refused):
            act()
    assert ConflictPair.objects.get() == pair


# Pages


def test_the_chair_marks_it_on_the_page_of_the_talk(as_user: AsUser) -> None:
    table, other = two()
    browser = as_user(table.chair)
    add = reverse("pair_add", args=[table.edition.slug, table.plan.pk])
    assert browser.post(add, {"other": other.pk, "reason": WHY}).status_code == 302
    again = browser.post(add, {"other": other.pk, "reason": "Nog eens."})
    assert again.status_code == 422
    assert "Nog eens." in again.content.decode()
    assert browser.post(add, {"other": "", "reason": WHY}).status_code == 422
    assert WHY in as_user(table.lawyer).get(reverse("table_talk", args=[table.edition.slug, other.pk])).content.decode()
    remove = reverse("pair_remove", args=[table.edition.slug, other.pk, ConflictPair.objects.get().pk])
    assert browser.post(remove).status_code == 302
    assert not ConflictPair.objects.exists()


def test_before_publication_no_public_page_tells_of_it(as_user: AsUser) -> None:
    table, other = two()
    judge(table), judge(table, other)
    mark(table, other)
    for browser in (Client(), as_user(table.plan.maker), as_user(table.chair)):
        for plan in (table.plan, other):
            assert WHY not in page(table, plan, browser)


def test_after_publication_both_plans_tell_of_it() -> None:
    table, other = two()
    judge(table), judge(table, other)
    mark(table, other)
    publish(table)
    for plan, rival in ((table.plan, other), (other, table.plan)):
        html = page(table, plan)
        assert WHY in html
        assert rival.title in html


def test_nothing_is_told_of_a_plan_on_the_ballot_as_long_as_the_verdicts_are_not_public() -> None:
    table, other = two()
    mark(table, other)
    Plan.objects.update(status=Status.ON_BALLOT, ballot_cents=100_000)
    plan = Plan.objects.select_related("edition").get(pk=table.plan.pk)
    assert not public_rivals(plan)
    plan.edition.verdicts_published_at = clock.now()
    assert [rival.plan for rival in public_rivals(plan)] == [other]


def test_a_pair_with_a_plan_that_got_a_no_means_nothing_any_more() -> None:
    table, other = two()
    judge(table)
    judge(table, other, Outcome.NO, "Vraag het fonds.")
    mark(table, other)
    publish(table)
    assert WHY not in page(table, table.plan)
    table.plan.refresh_from_db()
    assert not public_rivals(table.plan)


def test_the_count_and_the_ballot_read_pairs_within_a_list_only() -> None:
    table, other = two()
    mark(table, other)
    third = make.plan(table.edition, Status.IN_CHECK)
    ids = [table.plan.pk, other.pk, third.pk]
    assert excluding_pairs(ids) == [(table.plan.pk, other.pk)]
    assert {plan_id: [rival.plan for rival in rivals] for plan_id, rivals in rivals_within(ids).items()} == {
        table.plan.pk: [other],
        other.pk: [table.plan],
    }
    assert excluding_pairs([table.plan.pk, third.pk]) == []
    assert rivals_within([table.plan.pk, third.pk]) == {}
