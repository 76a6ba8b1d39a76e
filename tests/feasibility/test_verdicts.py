"""The joint verdict: confirmed by the chair, a "nee" by two people, and opened again."""

import pytest
from django.db import IntegrityError, transaction

from audit.models import Entry
from common.errors import Refused
from editions.models import Role
from editions.phases import Phase
from feasibility.actions import (
    VerdictRefused,
    confirm_verdict,
    reopen_verdict,
    save_answer,
    second_verdict,
)
from feasibility.models import Verdict
from feasibility.queries import conditions_by_plan, unjudged_count
from feasibility.quick_test import (
    CONDITION_NEEDED,
    CONDITIONS_WITH_YES,
    EXPLANATION_NEEDED,
    NO_QUESTIONS,
    PRICE_NEEDED,
    PRICE_OVER_BUDGET,
    WAY_ON_KIND_NEEDED,
    WAY_ON_NEEDED,
    Outcome,
    Value,
)
from plans.models import CostLine
from plans.status import Status
from tests import make
from tests.feasibility.people import (
    Who,
    chair,
    chair_elsewhere,
    lawyer,
    leader,
    maker_with_every_role,
    partner,
    resident,
)
from tests.feasibility.table import answer_all, condition, judge, laid, unseconded

pytestmark = pytest.mark.django_db

# Verdicts


def test_the_chair_confirms_yes_for_the_makers_own_total() -> None:
    table = laid()
    CostLine.objects.create(plan=table.plan, label="Zaden", cents=2_550)
    verdict = judge(table)
    assert (verdict.outcome, verdict.ballot_cents, verdict.confirmed_by) == ("YES", 102_550, table.chair)


def test_the_chair_sets_another_price() -> None:
    table = laid()
    answer_all(table)
    verdict = confirm_verdict(
        table.plan.pk,
        table.chair.pk,
        outcome=Outcome.YES,
        explanation="Ja.",
        ballot_cents=7_000_000,
        ballot_reason="Nodig.",
    )
    assert verdict.ballot_cents == table.edition.budget_cents


def test_yes_provided_carries_its_conditions() -> None:
    table = laid()
    condition(table)
    assert judge(table, outcome=Outcome.YES_PROVIDED).ballot_cents == 100_000
    assert conditions_by_plan(table.edition) == {table.plan.pk: [("De buren doen mee.", "de plannenmaker")]}


def test_no_comes_with_a_way_on_and_without_a_price() -> None:
    table = laid()
    verdict = judge(table, outcome=Outcome.NO, way_on="Vraag het aan het fonds.")
    assert (verdict.way_on, verdict.ballot_cents) == ("Vraag het aan het fonds.", None)


@pytest.mark.parametrize(
    ("outcome", "given", "missing"),
    [
        (Outcome.YES_PROVIDED, {"explanation": "Ja."}, CONDITION_NEEDED),
        (Outcome.NO, {"explanation": "Nee.", "way_on_kind": "PARTNER"}, WAY_ON_NEEDED),
        (Outcome.NO, {"explanation": "Nee.", "way_on_kind": "PARTNER", "way_on": "  "}, WAY_ON_NEEDED),
        (Outcome.NO, {"explanation": "Nee.", "way_on": "Het fonds."}, WAY_ON_KIND_NEEDED),
        (Outcome.YES, {"explanation": " "}, EXPLANATION_NEEDED),
        (Outcome.YES, {"explanation": "Ja.", "ballot_cents": 0}, PRICE_NEEDED),
        (Outcome.YES, {"explanation": "Ja.", "ballot_cents": 7_000_001, "ballot_reason": "Nodig."}, PRICE_OVER_BUDGET),
    ],
)
def test_an_incomplete_verdict_is_refused(outcome: Outcome, given: dict[str, object], missing: str) -> None:
    table = laid()
    answer_all(table)
    with pytest.raises(VerdictRefused) as caught:
        confirm_verdict(table.plan.pk, table.chair.pk, outcome=outcome, **given)  # type: ignore[arg-type]
    assert caught.value.reasons == (missing,)
    assert not Verdict.objects.exists()


def test_yes_with_conditions_is_refused() -> None:
    table = laid()
    condition(table)
    with pytest.raises(VerdictRefused) as caught:
        judge(table)
    assert caught.value.reasons == (CONDITIONS_WITH_YES,)


def test_a_plan_without_costs_needs_a_price() -> None:
    table = laid()
    table.plan.cost_lines.all().delete()
    with pytest.raises(VerdictRefused) as caught:
        judge(table)
    assert caught.value.reasons == (PRICE_NEEDED,)


def test_with_open_questions_there_is_no_verdict() -> None:
    table = laid()
    save_answer(table.plan.pk, table.question("regels").pk, table.lawyer.pk, value=Value.NO)
    with pytest.raises(VerdictRefused, match="nog 8 vragen open"):
        confirm_verdict(
            table.plan.pk,
            table.chair.pk,
            outcome=Outcome.NO,
            explanation="Nee.",
            way_on="Verder.",
            way_on_kind="PARTNER",
        )


def test_a_table_without_questions_gives_no_verdict() -> None:
    edition = make.edition(Phase.FEASIBILITY)
    plan, judge_ = make.plan(edition, Status.IN_CHECK), make.staff(edition, Role.CHAIR)
    with pytest.raises(VerdictRefused) as caught:
        confirm_verdict(plan.pk, judge_.pk, outcome=Outcome.YES, explanation="Ja.")
    assert caught.value.reasons == (NO_QUESTIONS,)


@pytest.mark.parametrize("who", [lawyer, partner, leader, resident, chair_elsewhere, maker_with_every_role])
def test_nobody_but_the_chair_judges(who: Who) -> None:
    table = laid()
    answer_all(table)
    by = who(table)
    with pytest.raises(Refused, match="Alleen de voorzitter"):
        confirm_verdict(table.plan.pk, by.pk, outcome=Outcome.YES, explanation="Ja.")
    assert not Verdict.objects.exists()


@pytest.mark.parametrize("who", [lawyer, partner, leader, resident, chair_elsewhere, maker_with_every_role])
def test_nobody_but_the_chair_opens_a_verdict_again(who: Who) -> None:
    table = laid()
    judge(table)
    by = who(table)
    with pytest.raises(Refused, match="Alleen de voorzitter"):
        reopen_verdict(table.plan.pk, by.pk)
    assert unjudged_count(table.edition) == 0


def test_a_plan_is_judged_once() -> None:
    table = laid()
    judge(table)
    with pytest.raises(Refused, match="al een oordeel"):
        confirm_verdict(
            table.plan.pk,
            table.chair.pk,
            outcome=Outcome.NO,
            explanation="Nee.",
            way_on="Verder.",
            way_on_kind="PARTNER",
        )
    assert Verdict.objects.get().outcome == "YES"


# A "nee" takes two people


@pytest.mark.parametrize("who", [lawyer, leader])
def test_a_no_counts_once_a_second_person_confirms_it(who: Who) -> None:
    table = laid()
    answer_all(table)
    unseconded(table, table.plan, Outcome.NO, "Vraag het aan het fonds.")
    assert unjudged_count(table.edition) == 1
    verdict = second_verdict(table.plan.pk, who(table).pk)
    assert (verdict.seconded_by, unjudged_count(table.edition)) == (who(table), 0)
    with pytest.raises(Refused, match="geen ‘nee’"):
        second_verdict(table.plan.pk, table.leader.pk)


@pytest.mark.parametrize("who", [chair, partner, resident, chair_elsewhere, maker_with_every_role])
def test_who_has_no_say_or_said_it_first_does_not_second_a_no(who: Who) -> None:
    table = laid()
    answer_all(table)
    unseconded(table, table.plan, Outcome.NO, "Vraag het aan het fonds.")
    by = who(table)
    with pytest.raises(Refused, match="iemand anders"):
        second_verdict(table.plan.pk, by.pk)
    assert unjudged_count(table.edition) == 1


def test_a_yes_needs_no_second_person() -> None:
    table = laid()
    judge(table)
    with pytest.raises(Refused, match="geen ‘nee’"):
        second_verdict(table.plan.pk, table.lawyer.pk)


def test_a_no_that_is_confirmed_anew_needs_a_second_person_again() -> None:
    table = laid()
    judge(table, outcome=Outcome.NO, way_on="Het fonds.")
    reopen_verdict(table.plan.pk, table.chair.pk)
    unseconded(table, table.plan, Outcome.NO, "Een partner.")
    assert unjudged_count(table.edition) == 1


def test_the_database_knows_no_second_person_who_is_the_first() -> None:
    table = laid()
    judge(table, outcome=Outcome.NO, way_on="Het fonds.")
    with pytest.raises(IntegrityError), transaction.atomic():
        Verdict.objects.update(seconded_by=table.chair)


def test_a_verdict_that_is_opened_again_counts_no_longer_and_keeps_its_words() -> None:
    table = laid()
    judge(table)
    reopen_verdict(table.plan.pk, table.chair.pk)
    assert unjudged_count(table.edition) == 1
    assert Verdict.objects.get().explanation == "Wat een fijn plan."
    with pytest.raises(Refused, match="geen oordeel"):
        reopen_verdict(table.plan.pk, table.chair.pk)


def test_a_verdict_that_was_opened_again_can_be_confirmed_anew() -> None:
    table = laid()
    judge(table)
    reopen_verdict(table.plan.pk, table.chair.pk)
    condition(table)
    confirm_verdict(table.plan.pk, table.chair.pk, outcome=Outcome.YES_PROVIDED, explanation="Toch anders.")
    assert unjudged_count(table.edition) == 0
    assert Verdict.objects.get().reopened_at is None


def test_the_database_knows_no_bare_no_and_no_free_plan() -> None:
    table = laid()
    judge(table)
    for wrong in ({"outcome": "NO", "way_on": ""}, {"ballot_cents": 0}, {"ballot_cents": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Verdict.objects.update(**wrong)


def test_the_trail_of_a_verdict_has_no_free_text() -> None:
    table = laid()
    judge(table, outcome=Outcome.NO, way_on="Geheim woord")
    entry = Entry.objects.get(action="verdict_confirmed")
    assert entry.data == {"outcome": "NO", "ballot_cents": None}
