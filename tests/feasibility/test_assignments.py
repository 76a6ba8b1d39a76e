"""Who answers about which plan: dividing evenly, choosing by hand, and what a choice means for everybody."""

from collections import Counter
from collections.abc import Callable

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from audit.models import Entry
from common.errors import Refused
from editions.models import Role
from editions.phases import Phase
from feasibility.actions import ChoicesRefused, assign_plans, save_answer, spread_plans
from feasibility.actions.assigning import DEPUTY_ALONE, MAKER, NO_SEAT, NOT_HERE, OWN_PLAN, SAME, Choice
from feasibility.models import Answer, Assignment, Seat
from feasibility.queries import TableRow, arrange, neighbours, person_at, table_rows
from feasibility.quick_test import Discipline, Value
from feasibility.spreading import Candidate, Pair, spread
from plans.models import CoMaker, Plan
from plans.status import Status
from tests import make
from tests.feasibility.people import (
    Who,
    chair,
    chair_elsewhere,
    lawyer,
    leader,
    partner,
    resident,
)
from tests.feasibility.table import Table, checker, judge, laid, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]
AsUser = Callable[[User], Client]
NOBODY: frozenset[int] = frozenset()
LEGAL = Discipline.LEGAL


def page(table: Table, discipline: Discipline = LEGAL) -> str:
    return f"{reverse('assignments', args=[table.edition.slug])}?vak={discipline}"


def give(table: Table, checker: User, deputy: User | None = None, plan: Plan | None = None) -> int:
    choice = Choice(checker.pk, deputy.pk if deputy else None)
    return assign_plans(table.edition.pk, table.chair.pk, LEGAL, {(plan or table.plan).pk: choice})


def row_of(table: Table, person: User, plan: Plan | None = None) -> TableRow:
    rows = table_rows(table.edition, person_at(person.pk, table.edition.pk))
    return next(row for row in rows if row.plan.pk == (plan or table.plan).pk)


# Dividing evenly (pure)


@pytest.mark.parametrize(("plans", "people"), [(1, 1), (6, 3), (7, 3), (60, 4), (2, 5), (94, 7)])
def test_nobody_gets_more_than_one_plan_more_than_another(plans: int, people: int) -> None:
    pairs = spread([Candidate(n, NOBODY) for n in range(plans)], range(100, 100 + people), {}, {})
    assert [pair.plan for pair in pairs] == list(range(plans))
    for counts in (Counter(p.checker for p in pairs), Counter(p.deputy for p in pairs if p.deputy)):
        numbers = [counts[person] for person in range(100, 100 + people)]
        assert people == 1 or max(numbers) - min(numbers) <= 1
    assert all(pair.deputy != pair.checker for pair in pairs)
    assert all((pair.deputy is None) == (people == 1) for pair in pairs)


def test_nobody_gets_their_own_plan() -> None:
    plans = [Candidate(n, frozenset({n % 3})) for n in range(30)]
    pairs = spread(plans, [0, 1, 2], {}, {})
    assert len(pairs) == 30
    assert not any(pair.plan % 3 in (pair.checker, pair.deputy) for pair in pairs)


def test_a_plan_that_nobody_may_have_is_left_out() -> None:
    plans = [Candidate(1, frozenset({7, 8})), Candidate(2, NOBODY)]
    assert spread(plans, [7, 8], {}, {}) == [Pair(2, 7, 8)]
    assert spread(plans, [], {}, {}) == []


def test_what_people_have_already_counts() -> None:
    pairs = spread([Candidate(n, NOBODY) for n in range(4)], [1, 2], {1: 4}, {2: 1})
    assert Counter(pair.checker for pair in pairs) == {2: 4}
    assert [pair.deputy for pair in pairs] == [1, 1, 1, 1]


def test_the_same_plans_and_people_give_the_same_answer_in_any_order() -> None:
    plans = [Candidate(n, frozenset({n % 5})) for n in range(20)]
    once = spread(plans, [1, 2, 3, 4], {}, {})
    assert once == spread(plans, [4, 2, 3, 1], {}, {})
    assert once == spread(list(plans), (1, 2, 3, 4), {}, {})


def test_those_with_the_least_choice_go_first() -> None:
    plans = [Candidate(1, NOBODY), Candidate(2, frozenset({7}))]
    assert {pair.plan: pair.checker for pair in spread(plans, [7, 8], {}, {})} == {2: 8, 1: 7}


# What a choice means


def test_without_a_choice_everybody_with_that_seat_answers() -> None:
    table = laid()
    other = checker(table.edition, LEGAL, name="Anna")
    save_answer(table.plan.pk, table.question("regels").pk, table.lawyer.pk, value=Value.YES)
    save_answer(table.plan.pk, table.question("toestemming").pk, other.pk, value=Value.YES)
    assert Answer.objects.count() == 2


@pytest.mark.parametrize("who", ["checker", "deputy", "chair"])
def test_with_a_choice_the_checker_the_deputy_and_the_chair_answer(as_user: AsUser, who: str) -> None:
    table = laid()
    deputy = checker(table.edition, LEGAL, name="Anna")
    give(table, table.lawyer, deputy)
    person = {"checker": table.lawyer, "deputy": deputy, "chair": table.chair}[who]
    question = table.question("regels").pk
    address = reverse("answer_save", args=[table.edition.slug, table.plan.pk, question])
    assert as_user(person).post(address, {"value": "YES"}).status_code == 302
    assert Answer.objects.get().answered_by == person


def test_with_a_choice_others_with_that_seat_look_but_do_not_answer(as_user: AsUser) -> None:
    table = laid()
    other = checker(table.edition, LEGAL, name="Anna")
    give(table, table.lawyer)
    question = table.question("regels").pk
    with pytest.raises(Refused, match="aan een ander"):
        save_answer(table.plan.pk, question, other.pk, value=Value.YES)
    browser = as_user(other)
    address = reverse("answer_save", args=[table.edition.slug, table.plan.pk, question])
    assert browser.post(address, {"value": "YES"}).status_code == 403
    shown = browser.get(reverse("table_plan", args=[table.edition.slug, table.plan.pk]))
    assert shown.status_code == 200
    assert "Bewaar het antwoord" not in shown.content.decode()
    assert not Answer.objects.exists()


def test_a_choice_is_for_one_plan_and_one_discipline() -> None:
    table = laid()
    both = checker(table.edition, LEGAL, Discipline.FINANCIAL, name="Anna")
    second = make.plan(table.edition, Status.IN_CHECK)
    give(table, table.lawyer)
    save_answer(second.pk, table.question("regels").pk, both.pk, value=Value.YES)
    save_answer(table.plan.pk, table.question("begroting").pk, both.pk, value=Value.YES)
    with pytest.raises(Refused):
        save_answer(table.plan.pk, table.question("regels").pk, both.pk, value=Value.YES)


def test_the_deputy_or_checker_who_lost_their_seat_answers_no_more() -> None:
    table = laid()
    give(table, table.lawyer)
    Seat.objects.filter(user=table.lawyer).delete()
    with pytest.raises(Refused):
        save_answer(table.plan.pk, table.question("regels").pk, table.lawyer.pk, value=Value.YES)


def test_the_list_counts_only_what_waits_for_who_was_chosen() -> None:
    table = laid()
    other = checker(table.edition, LEGAL, name="Anna")
    second = make.plan(table.edition, Status.IN_CHECK)
    give(table, other)
    assert row_of(table, table.lawyer).waiting == ""
    assert row_of(table, table.lawyer, second).waiting == "2 vragen"
    assert row_of(table, other).waiting == "2 vragen"
    assert not any(p.mine for p in row_of(table, table.lawyer).progress)


def test_the_filter_van_mij_and_the_walk_follow_the_choice(as_user: AsUser) -> None:
    table = laid()
    plans = [make.plan(table.edition, Status.IN_CHECK, title=f"Tuin {n}") for n in range(3)]
    for plan in (plans[0], plans[2]):
        give(table, table.lawyer, plan=plan)
    rows = table_rows(table.edition, person_at(table.lawyer.pk, table.edition.pk))
    mine = arrange(rows, {"van": "1"})
    assert [row.plan for row in mine] == [plans[0], plans[2]]
    assert neighbours([row.plan.pk for row in mine], plans[0].pk) == (None, plans[2].pk)
    shown = as_user(table.lawyer).get(reverse("table", args=[table.edition.slug]), {"van": "1"}).content.decode()
    assert "Tuin 0" in shown
    assert "Tuin 1" not in shown
    assert "Alleen plannen van mij" in shown
    walk = as_user(table.lawyer).get(reverse("table_plan", args=[table.edition.slug, plans[0].pk]), {"van": "1"})
    assert f'data-key="j" href="{reverse("table_plan", args=[table.edition.slug, plans[2].pk])}?van=1"' in (
        walk.content.decode()
    )


# Choosing by hand


@pytest.mark.parametrize("who", [chair, leader])
def test_the_chair_and_the_leader_divide_change_and_take_back(as_user: AsUser, who: Who) -> None:
    table = laid()
    deputy = checker(table.edition, LEGAL, name="Anna")
    browser, plan = as_user(who(table)), table.plan.pk
    typed = {f"checker_{plan}": table.lawyer.pk, f"deputy_{plan}": deputy.pk}
    assert browser.post(page(table), typed).status_code == 302
    kept = Assignment.objects.get()
    assert (kept.checker, kept.deputy, kept.discipline) == (table.lawyer, deputy, LEGAL)
    stood = {f"initial-checker_{plan}": table.lawyer.pk, f"initial-deputy_{plan}": deputy.pk}
    browser.post(page(table), {**stood, f"checker_{plan}": deputy.pk, f"deputy_{plan}": ""})
    kept = Assignment.objects.get()
    assert (kept.checker, kept.deputy) == (deputy, None)
    browser.post(page(table), {f"initial-checker_{plan}": deputy.pk, f"checker_{plan}": "", f"deputy_{plan}": ""})
    assert not Assignment.objects.exists()
    assert Entry.objects.filter(action="plan_assigned", subject=f"plan:{plan}").count() == 3


def test_what_somebody_else_divided_meanwhile_stays(as_user: AsUser) -> None:
    table = laid()
    anna = checker(table.edition, LEGAL, name="Anna")
    second = make.plan(table.edition, Status.IN_CHECK)
    opened = {f"checker_{table.plan.pk}": "", f"deputy_{table.plan.pk}": "", f"deputy_{second.pk}": ""}
    give(table, anna)
    as_user(table.chair).post(page(table), {**opened, f"checker_{second.pk}": table.lawyer.pk})
    assert dict(Assignment.objects.values_list("plan", "checker")) == {
        table.plan.pk: anna.pk,
        second.pk: table.lawyer.pk,
    }


@pytest.mark.parametrize("who", [lawyer, partner, resident, chair_elsewhere])
def test_others_do_not_divide(as_user: AsUser, who: Who) -> None:
    table = laid()
    person = who(table)
    assert as_user(person).get(page(table)).status_code == 403
    assert as_user(person).post(page(table), {}).status_code == 403
    spread_address = reverse("assignments_spread", args=[table.edition.slug])
    assert as_user(person).post(spread_address, {"vak": LEGAL}).status_code == 403
    with pytest.raises(Refused):
        assign_plans(table.edition.pk, person.pk, LEGAL, {table.plan.pk: Choice(table.lawyer.pk)})
    with pytest.raises(Refused):
        spread_plans(table.edition.pk, person.pk, LEGAL)
    assert not Assignment.objects.exists()


def _refusal(table: Table, choice: Choice, plan: int | None = None, by: User | None = None) -> str:
    with pytest.raises(ChoicesRefused) as refused:
        assign_plans(table.edition.pk, (by or table.chair).pk, LEGAL, {plan or table.plan.pk: choice})
    assert not Assignment.objects.exists()
    return refused.value.reason


def test_a_choice_that_cannot_be_is_refused_with_why() -> None:
    table = laid()
    stranger, anna = make.user(), checker(table.edition, LEGAL, name="Anna")
    money = checker(table.edition, Discipline.FINANCIAL, name="Finn")
    lawyer_id = table.lawyer.pk
    assert _refusal(table, Choice(stranger.pk)) == NO_SEAT
    assert _refusal(table, Choice(money.pk)) == NO_SEAT
    assert _refusal(table, Choice(lawyer_id, money.pk)) == NO_SEAT
    assert _refusal(table, Choice(lawyer_id, lawyer_id)) == SAME
    assert _refusal(table, Choice(None, anna.pk)) == DEPUTY_ALONE
    assert _refusal(table, Choice(lawyer_id), plan=make.plan(table.edition).pk) == NOT_HERE
    elsewhere = make.plan(make.edition(Phase.FEASIBILITY), Status.IN_CHECK)
    assert _refusal(table, Choice(lawyer_id), plan=elsewhere.pk) == NOT_HERE
    CoMaker.objects.create(plan=table.plan, user=anna)
    assert _refusal(table, Choice(anna.pk)) == MAKER
    assert _refusal(table, Choice(lawyer_id, anna.pk)) == MAKER
    CoMaker.objects.create(plan=table.plan, user=table.chair)
    assert _refusal(table, Choice(lawyer_id)) == OWN_PLAN


def test_one_wrong_choice_keeps_all_of_them_from_being_saved(as_user: AsUser) -> None:
    table = laid()
    second = make.plan(table.edition, Status.IN_CHECK)
    typed = {
        f"checker_{table.plan.pk}": table.lawyer.pk,
        f"deputy_{table.plan.pk}": table.lawyer.pk,
        f"checker_{second.pk}": table.lawyer.pk,
    }
    response = as_user(table.chair).post(page(table), typed)
    assert response.status_code == 422
    assert SAME in response.content.decode()
    assert response.content.decode().count(f'value="{table.lawyer.pk}" selected') == 3
    assert not Assignment.objects.exists()


@pytest.mark.parametrize("typed", ["999999", "abc", "\x00", "-1", "1" * 400])
def test_strange_people_are_no_error(as_user: AsUser, typed: str) -> None:
    table = laid()
    response = as_user(table.chair).post(page(table), {f"checker_{table.plan.pk}": typed})
    assert response.status_code == 422
    assert not Assignment.objects.exists()


def test_the_database_wants_another_deputy_and_one_checker() -> None:
    table = laid()
    with pytest.raises(IntegrityError, match="a_deputy_is_somebody_else"):
        Assignment.objects.create(plan=table.plan, discipline=LEGAL, checker=table.lawyer, deputy=table.lawyer)


def test_nothing_is_divided_after_publication_or_outside_the_check(as_user: AsUser) -> None:
    table = laid()
    judge(table)
    publish(table)
    with pytest.raises(Refused):
        give(table, table.lawyer)
    with pytest.raises(Refused):
        spread_plans(table.edition.pk, table.chair.pk, LEGAL)
    early = laid(Phase.LIKES)
    with pytest.raises(Refused):
        give(early, early.lawyer)
    assert as_user(table.chair).get(page(table)).status_code == 200


# The button


def test_the_button_divides_what_nobody_has_and_leaves_the_rest(as_user: AsUser) -> None:
    table = laid()
    anna = checker(table.edition, LEGAL, name="Anna")
    plans = [make.plan(table.edition, Status.IN_CHECK) for _ in range(5)]
    own = make.plan(table.edition, Status.IN_CHECK, maker=anna)
    give(table, anna)
    address = reverse("assignments_spread", args=[table.edition.slug])
    assert as_user(table.chair).post(address, {"vak": LEGAL}).status_code == 302
    kept = {each.plan_id: each for each in Assignment.objects.all()}
    assert set(kept) == {table.plan.pk, own.pk, *(plan.pk for plan in plans)}
    assert kept[table.plan.pk].checker == anna
    assert kept[table.plan.pk].deputy is None
    assert kept[own.pk].checker == table.lawyer
    assert kept[own.pk].deputy is None
    assert sorted(Counter(each.checker_id for each in kept.values()).values()) == [3, 4]
    assert spread_plans(table.edition.pk, table.chair.pk, LEGAL) == 0


def test_the_button_leaves_the_chairs_own_plan_to_another() -> None:
    table = laid()
    Plan.objects.update(maker=table.chair)
    assert spread_plans(table.edition.pk, table.chair.pk, LEGAL) == 0
    assert spread_plans(table.edition.pk, table.leader.pk, LEGAL) == 1


@pytest.mark.parametrize("typed", ["", "ONZIN", "\x00", "FINANCIAL"])
def test_the_button_without_a_discipline_or_people_changes_nothing(as_user: AsUser, typed: str) -> None:
    table = laid()
    address = reverse("assignments_spread", args=[table.edition.slug])
    assert as_user(table.chair).post(address, {"vak": typed}).status_code == 302
    assert not Assignment.objects.exists()


# The page


def test_the_page_shows_all_disciplines_and_edits_one(as_user: AsUser) -> None:
    table = laid()
    checker(table.edition, Discipline.FINANCIAL, name="Finn")
    give(table, table.lawyer)
    browser = as_user(table.chair)
    shown = browser.get(page(table, Discipline.FINANCIAL)).content.decode()
    assert "Lotte" in shown
    assert "Finn" in shown
    assert shown.count("<select") == 2
    assert browser.get(page(table) + "onzin").status_code == 200


def test_the_page_without_people_or_plans_says_what_to_do(as_user: AsUser) -> None:
    table = laid()
    Plan.objects.update(status=Status.SUBMITTED)
    assert "nog geen plan op tafel" in as_user(table.chair).get(page(table)).content.decode()
    Seat.objects.all().delete()
    assert "nog niemand aan tafel" in as_user(table.chair).get(page(table)).content.decode()


def test_ones_own_plan_has_no_choices(as_user: AsUser) -> None:
    table = laid()
    Plan.objects.update(maker=table.chair)
    make.role(table.chair, table.edition, Role.LEADER)
    shown = as_user(table.chair).get(page(table)).content.decode()
    assert "uw eigen plan" in shown
    assert "<select" not in shown


@pytest.mark.parametrize("plans", [1, 8])
def test_the_page_asks_the_same_number_of_queries(
    as_user: AsUser, plans: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    table = laid()
    for _ in range(plans):
        give(table, table.lawyer, plan=make.plan(table.edition, Status.IN_CHECK))
    browser = as_user(table.chair)
    with django_assert_num_queries(9):
        browser.get(page(table))
