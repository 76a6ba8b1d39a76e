"""Looking again at a verdict: asked once by the makers, done by somebody with fresh eyes, and never for the worse."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from audit.models import Entry
from common.errors import Refused
from editions.models import Edition, Role
from editions.phases import Phase
from feasibility.actions import (
    HandledMeanwhile,
    NewVerdict,
    VerdictRefused,
    WantedCondition,
    answer_conditions,
    ask_reconsideration,
    change_verdict,
    keep_verdict,
)
from feasibility.models import Condition, MakerAnswer, Reconsideration, Verdict
from feasibility.queries import public_verdict
from feasibility.queries.after import maker_sheet
from feasibility.quick_test import Discipline, Outcome
from plans.models import CoMaker, Plan
from plans.status import Status
from tests import make
from tests.feasibility.judged import ACCEPTED, fresh, judged, pass_the_term, told
from tests.feasibility.people import Who, chair, chair_elsewhere, lawyer, leader, partner, resident
from tests.feasibility.table import Table, checker, condition, judge, laid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]
AsUser = Callable[[User], Client]

YES = NewVerdict(Outcome.YES, "Bij nader inzien kan het.")
NO = NewVerdict(Outcome.NO, "Het kan nog steeds niet.", way_on="Vraag de woningcorporatie.", way_on_kind="PARTNER")
PROVIDED = NewVerdict(Outcome.YES_PROVIDED, "Het kan, mits.", conditions=[WantedCondition("Een hek.", "MUNICIPALITY")])


def asked(outcome: Outcome = Outcome.NO) -> Table:
    table = judged(outcome=outcome)
    ask_reconsideration(table.plan.pk, table.plan.maker, "Er staat al een hek.")
    return table


def eyes(table: Table) -> User:
    """Somebody at the table who had no part in the verdict."""
    return checker(table.edition, Discipline.SOCIAL, name="Sam")


# Asking


@pytest.mark.parametrize("outcome", list(Outcome))
def test_a_maker_asks_once_whatever_the_verdict(outcome: Outcome) -> None:
    table = asked(outcome)
    assert Reconsideration.objects.get().asked_by == table.plan.maker
    with pytest.raises(Refused, match="al een keer"):
        ask_reconsideration(table.plan.pk, table.plan.maker, "En nog eens.")
    assert Entry.objects.filter(action="reconsideration_asked").count() == 1


def test_a_co_maker_asks_for_all() -> None:
    table = judged()
    other = CoMaker.objects.create(plan=table.plan, user=make.user("Joke")).user
    assert ask_reconsideration(table.plan.pk, other, "Kijk nog eens.")


@pytest.mark.parametrize("who", [lawyer, chair, partner, leader, resident, chair_elsewhere])
def test_nobody_else_asks(who: Who) -> None:
    table = judged()
    with pytest.raises(Refused, match="Alleen de maker"):
        ask_reconsideration(table.plan.pk, who(table), "Kijk nog eens.")


def test_asking_has_the_term_of_answering() -> None:
    table = judged(outcome=Outcome.NO)
    pass_the_term(table)
    with pytest.raises(Refused, match="termijn is voorbij"):
        ask_reconsideration(table.plan.pk, table.plan.maker, "Te laat.")


def test_asking_needs_words_and_a_public_verdict() -> None:
    table = judged()
    with pytest.raises(Refused, match="Schrijf op waarom"):
        ask_reconsideration(table.plan.pk, table.plan.maker, " ")
    table = laid()
    judge(table)
    with pytest.raises(Refused, match="nog niet bekend"):
        ask_reconsideration(table.plan.pk, table.plan.maker, "Kijk.")


# Who looks again


@pytest.mark.parametrize("who", [chair, lawyer, partner, resident, chair_elsewhere])
def test_who_spoke_the_verdict_or_has_no_say_does_not_look_again(who: Who) -> None:
    """Of this "nee" the chair is the first and the lawyer the second."""
    table = asked()
    by = who(table)
    with pytest.raises(Refused, match="niet zelf uitsprak"):
        keep_verdict(table.plan.pk, by.pk, "Blijft.")
    with pytest.raises(Refused, match="niet zelf uitsprak"):
        change_verdict(table.plan.pk, by.pk, "Anders.", YES)
    assert Reconsideration.objects.get().handled_at is None


def test_nobody_looks_again_at_the_own_plan() -> None:
    table = asked()
    maker = make.staff(table.edition, *Role)
    CoMaker.objects.create(plan=table.plan, user=maker)
    with pytest.raises(Refused, match="niet bij het eigen plan"):
        keep_verdict(table.plan.pk, maker.pk, "Blijft.")


def test_nobody_looks_again_unasked() -> None:
    table = judged()
    with pytest.raises(Refused, match="Niemand vroeg"):
        keep_verdict(table.plan.pk, table.leader.pk, "Blijft.")


# The verdict stays


def test_the_verdict_stays_with_an_explanation() -> None:
    table = asked()
    keep_verdict(table.plan.pk, table.leader.pk, "Het hek staat op andere grond.")
    request = Reconsideration.objects.get()
    assert (request.outcome, request.handled_by) == (Reconsideration.Outcome.KEPT, table.leader)
    assert fresh(table).state is Status.NOT_FEASIBLE
    notice = told(table, "verdict-again")[0]
    assert "Het hek staat op andere grond." in notice.text
    assert "Het oordeel blijft" in notice.text


def test_keeping_needs_an_explanation() -> None:
    table = asked()
    with pytest.raises(Refused, match="Schrijf voor de maker"):
        keep_verdict(table.plan.pk, table.leader.pk, "  ")


def test_an_answer_to_the_maker_is_possible_after_the_vote_opened_but_no_other_verdict() -> None:
    table = asked()
    Edition.objects.filter(pk=table.edition.pk).update(phase=Phase.VOTING)
    with pytest.raises(Refused, match="stemming is begonnen"):
        change_verdict(table.plan.pk, table.leader.pk, "Toch.", YES)
    assert keep_verdict(table.plan.pk, table.leader.pk, "Te laat gezien, onze fout.").handled_at


# Another verdict


def test_a_no_becomes_a_yes_and_comes_on_the_ballot() -> None:
    table = asked()
    change_verdict(table.plan.pk, table.leader.pk, "U heeft gelijk.", YES)
    plan, verdict = fresh(table), Verdict.objects.get()
    assert (plan.state, plan.ballot_cents, plan.way_on) == (Status.ON_BALLOT, 100_000, "")
    assert (verdict.outcome, verdict.way_on, verdict.way_on_kind) == ("YES", "", "")
    assert (verdict.confirmed_by, verdict.seconded_by) == (table.leader, None)
    assert public_verdict(plan) == verdict
    assert "nieuw oordeel" in told(table, "verdict-again")[0].heading
    assert Entry.objects.get(action="reconsideration_handled").data == {
        "outcome": "CHANGED",
        "verdict": "YES",
        "ballot_cents": 100_000,
    }


def test_a_no_becomes_yes_provided_and_the_makers_have_days_to_answer() -> None:
    table = asked()
    pass_the_term(table)
    change_verdict(table.plan.pk, table.leader.pk, "U heeft gelijk.", PROVIDED)
    assert list(Condition.objects.values_list("text", "owner")) == [("Een hek.", "MUNICIPALITY")]
    assert maker_sheet(Edition.objects.get(pk=table.edition.pk), table.plan.pk).may_answer
    assert answer_conditions(table.plan.pk, table.plan.maker, kind=ACCEPTED)


def test_a_no_can_stay_a_no_with_a_better_way_on_and_keeps_two_people() -> None:
    table = asked()
    change_verdict(table.plan.pk, table.leader.pk, "Wij vonden een betere weg.", NO)
    verdict = Verdict.objects.get()
    assert (verdict.confirmed_by, verdict.seconded_by) == (table.leader, table.chair)
    assert (fresh(table).way_on, fresh(table).state) == ("Vraag de woningcorporatie.", Status.NOT_FEASIBLE)
    assert public_verdict(fresh(table)) == verdict


@pytest.mark.parametrize("outcome", [Outcome.YES, Outcome.YES_PROVIDED])
def test_nobody_is_worse_off_for_asking(outcome: Outcome) -> None:
    table = asked(outcome)
    with pytest.raises(VerdictRefused, match="niet slechter"):
        change_verdict(table.plan.pk, table.leader.pk, "Toch niet.", NO)
    assert fresh(table).state is Status.ON_BALLOT
    assert Reconsideration.objects.get().handled_at is None


def test_conditions_that_stay_keep_what_was_ticked_off_and_the_answer() -> None:
    table = asked(Outcome.YES_PROVIDED)
    answer_conditions(table.plan.pk, table.plan.maker, kind=ACCEPTED)
    old = Condition.objects.get()
    Condition.objects.update(met_at=table.edition.verdicts_published_at, met_by=table.chair)
    wanted = WantedCondition(old.text, old.owner, old.owner_name, old.before, old.due_on)
    same = replace(PROVIDED, conditions=[wanted], ballot_cents=90_000, ballot_reason="B")
    change_verdict(table.plan.pk, table.leader.pk, "Alleen het bedrag.", same)
    new = Condition.objects.get()
    assert (new.pk, new.owner, new.met_by) == (old.pk, old.owner, table.chair)
    assert MakerAnswer.objects.exists()
    assert fresh(table).ballot_cents == 90_000


@pytest.mark.parametrize("change", [{"owner": "PARTNER"}, {"owner_name": "School"}, {"before": "VOTE"}])
def test_the_same_words_for_somebody_else_or_sooner_are_agreed_to_anew(change: dict[str, Any]) -> None:
    table = asked(Outcome.YES_PROVIDED)
    answer_conditions(table.plan.pk, table.plan.maker, kind=ACCEPTED)
    old = Condition.objects.get()
    Condition.objects.update(met_at=table.edition.verdicts_published_at, met_by=table.chair)
    wanted = replace(WantedCondition(old.text, old.owner, old.owner_name, old.before, old.due_on), **change)
    change_verdict(table.plan.pk, table.leader.pk, "Anders.", replace(PROVIDED, conditions=[wanted]))
    new = Condition.objects.get()
    assert (new.pk, new.met_by) == (old.pk, None)
    assert not MakerAnswer.objects.exists()


def test_whoever_asked_for_somebody_does_not_look_again_themselves() -> None:
    table = asked(Outcome.YES)
    Reconsideration.objects.update(asked_by=table.leader)
    with pytest.raises(Refused, match="niet zelf"):
        keep_verdict(table.plan.pk, table.leader.pk, "Het blijft zo.")


def test_the_same_words_with_another_outcome_are_not_done_already() -> None:
    table = asked(Outcome.YES)
    keep_verdict(table.plan.pk, table.leader.pk, "Gezien.")
    keep_verdict(table.plan.pk, table.leader.pk, "Gezien.")
    with pytest.raises(HandledMeanwhile):
        change_verdict(table.plan.pk, table.leader.pk, "Gezien.", replace(YES, ballot_cents=90_000, ballot_reason="B"))


def test_an_answer_to_other_conditions_no_longer_counts() -> None:
    table = asked(Outcome.YES_PROVIDED)
    answer_conditions(table.plan.pk, table.plan.maker, kind=ACCEPTED)
    change_verdict(table.plan.pk, table.leader.pk, "Een andere voorwaarde.", PROVIDED)
    assert not MakerAnswer.objects.exists()
    assert list(Condition.objects.values_list("text", flat=True)) == ["Een hek."]


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [
        (replace(YES, explanation=" "), "korte uitleg"),
        (replace(PROVIDED, conditions=()), "minstens één voorwaarde"),
        (replace(YES, conditions=PROVIDED.conditions), "Kies ‘ja, mits’"),
        (replace(NO, way_on=""), "weg verder"),
        (replace(NO, way_on_kind=""), "Kies waar"),
        (replace(YES, ballot_cents=0), "voor welk bedrag"),
        (replace(YES, ballot_cents=7_000_001, ballot_reason="x"), "hele budget"),
        (replace(YES, ballot_cents=90_000), "ander bedrag"),
    ],
)
def test_a_new_verdict_is_as_complete_as_every_verdict(wanted: NewVerdict, reason: str) -> None:
    table = asked()
    with pytest.raises(VerdictRefused, match=reason):
        change_verdict(table.plan.pk, table.leader.pk, "Anders.", wanted)
    assert fresh(table).state is Status.NOT_FEASIBLE
    assert not Condition.objects.exists()


# Two people at once, one after the other


def test_the_second_is_told_and_the_first_stands() -> None:
    table = asked()
    keep_verdict(table.plan.pk, table.leader.pk, "Blijft.")
    with pytest.raises(HandledMeanwhile, match="Piet heeft dit intussen"):
        change_verdict(table.plan.pk, eyes(table).pk, "Toch ja.", YES)
    assert fresh(table).state is Status.NOT_FEASIBLE


def test_pressing_twice_does_it_once() -> None:
    table = asked()
    keep_verdict(table.plan.pk, table.leader.pk, "Blijft.")
    keep_verdict(table.plan.pk, table.leader.pk, "Blijft. ")
    assert len(told(table, "verdict-again")) == 1


# Pages


def where(table: Table, name: str) -> str:
    return reverse(name, args=[table.edition.slug, table.plan.pk])


def typed(**more: str) -> dict[str, str]:
    rows = {"voorwaarde-TOTAL_FORMS": "2", "voorwaarde-INITIAL_FORMS": "0"}
    rows |= {"voorwaarde-0-text": "", "voorwaarde-1-text": ""}
    return {"result": "KEPT", "found": "Wij keken goed.", **rows, **more}


CHANGE = {
    "result": "CHANGED",
    "nieuw-outcome": "YES_PROVIDED",
    "nieuw-explanation": "Het kan.",
    "nieuw-ballot": "900,50",
}
CHANGE |= {"nieuw-ballot_reason": "Zonder het hek.", "voorwaarde-1-text": "Vergunning.", "voorwaarde-1-owner": "MAKER"}


def test_a_maker_asks_on_the_page(as_user: AsUser) -> None:
    table = judged(outcome=Outcome.NO)
    browser = as_user(table.plan.maker)
    assert browser.post(where(table, "reconsideration_ask"), {"text": ""}).status_code == 422
    assert browser.post(where(table, "reconsideration_ask"), {"text": "Er staat al een hek."}).status_code == 302
    assert "Wij kijken nog eens" in browser.get(where(table, "maker_answer")).content.decode()
    again = browser.post(where(table, "reconsideration_ask"), {"text": "Nog meer woorden."})
    assert again.status_code == 422
    assert "Nog meer woorden." in again.content.decode()


@pytest.mark.parametrize("who", [lawyer, chair, partner, leader, resident, chair_elsewhere])
def test_the_page_to_ask_exists_for_makers_only(as_user: AsUser, who: Who) -> None:
    table = judged()
    assert as_user(who(table)).get(where(table, "reconsideration_ask")).status_code == 404


def test_somebody_looks_again_on_the_page_and_everybody_reads_it(as_user: AsUser) -> None:
    table = asked()
    browser = as_user(table.leader)
    assert "Er staat al een hek." in browser.get(where(table, "reconsider")).content.decode()
    assert browser.post(where(table, "reconsider"), typed(**CHANGE)).status_code == 302
    assert Condition.objects.get().text == "Vergunning."
    assert fresh(table).ballot_cents == 90_050
    public = Client().get(where(table, "plan_page")).content.decode()
    assert "Dit plan kan, met voorwaarden" in public
    assert "iemand anders nog eens naar" in public
    assert "Wij keken goed." in public


@pytest.mark.parametrize(
    "wrong",
    [
        {"found": ""},
        {"result": ""},
        {"result": "NOPE"},
        CHANGE | {"nieuw-ballot": "gratis"},
        CHANGE | {"nieuw-ballot": "999999999"},
        CHANGE | {"voorwaarde-1-text": ""},
        CHANGE | {"voorwaarde-1-owner": ""},
        CHANGE | {"voorwaarde-TOTAL_FORMS": "x"},
        CHANGE | {"nieuw-outcome": "NO"},
    ],
)
def test_what_is_not_right_is_said_and_nothing_is_lost(as_user: AsUser, wrong: dict[str, str]) -> None:
    table = asked()
    response = as_user(table.leader).post(where(table, "reconsider"), typed(**wrong))
    assert response.status_code == 422
    if wrong.get("found") != "":
        assert "Wij keken goed." in response.content.decode()
    assert Reconsideration.objects.get().handled_at is None


def test_who_was_second_sees_both_texts(as_user: AsUser) -> None:
    table = asked()
    second = as_user(eyes(table))
    second.get(where(table, "reconsider"))
    keep_verdict(table.plan.pk, table.leader.pk, "Dit schreef Piet.")
    response = second.post(where(table, "reconsider"), typed(found="Dit schreef Sam.", **CHANGE))
    assert response.status_code == 422
    shown = response.content.decode()
    assert "Iemand was u voor" in shown
    assert "Dit schreef Piet." in shown
    assert "Dit schreef Sam." in shown


def test_who_spoke_it_reads_the_request_without_a_form(as_user: AsUser) -> None:
    table = asked()
    shown = as_user(table.chair).get(where(table, "reconsider")).content.decode()
    assert "Er staat al een hek." in shown
    assert "Dit doet iemand die het oordeel niet zelf uitsprak" in shown
    assert as_user(table.chair).post(where(table, "reconsider"), typed()).status_code == 422


@pytest.mark.parametrize(("who", "status"), [(partner, 403), (resident, 403), (chair_elsewhere, 403)])
def test_others_do_not_see_the_request(as_user: AsUser, who: Who, status: int) -> None:
    table = asked()
    assert as_user(who(table)).get(where(table, "reconsider")).status_code == status


def test_there_is_no_page_without_a_request_or_a_public_verdict(as_user: AsUser) -> None:
    table = judged()
    assert as_user(table.leader).get(where(table, "reconsider")).status_code == 404
    table = laid()
    condition(table)
    judge(table, outcome=Outcome.YES_PROVIDED)
    assert as_user(table.leader).get(where(table, "reconsider")).status_code == 404
    assert not Plan.objects.filter(reconsideration__isnull=False).exists()
