"""What makers say to their conditions, what their silence means, and what the team sees of it."""

from collections.abc import Callable
from datetime import timedelta

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
from feasibility.actions import (
    answer_conditions,
    ask_reconsideration,
    follow_answers,
    keep_verdict,
    settle_answers,
    tick_off,
)
from feasibility.models import Condition, MakerAnswer
from feasibility.queries.after import reasons_to_wait, unmet_before_the_vote
from feasibility.quick_test import Outcome
from feasibility.tasks import follow_answers as follow_answers_task
from lifecycle import effects, guards
from lifecycle.steps import BY_SOURCE
from plans.models import CoMaker, Plan
from plans.status import Status
from tests import make
from tests.feasibility.judged import ACCEPTED, ADAPTED, OFF, end_of, fresh, judged, pass_the_term, told
from tests.feasibility.people import Who, chair, chair_elsewhere, lawyer, leader, partner, resident
from tests.feasibility.table import Table, condition, judge, laid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]
AsUser = Callable[[User], Client]
SECOND = timedelta(seconds=1)


def page(table: Table, name: str = "maker_answer") -> str:
    return reverse(name, args=[table.edition.slug, table.plan.pk])


# Answering


def test_a_maker_accepts_and_then_adapts_instead() -> None:
    table = judged()
    answer_conditions(table.plan.pk, table.plan.maker, kind=ACCEPTED)
    answer_conditions(table.plan.pk, table.plan.maker, kind=ADAPTED, text="Wij kiezen een kleinere boom.")
    answer = MakerAnswer.objects.get()
    assert (answer.kind, answer.text, answer.by) == (ADAPTED, "Wij kiezen een kleinere boom.", table.plan.maker)
    assert [entry.data for entry in Entry.objects.filter(action="conditions_answered").order_by("pk")] == [
        {"kind": "ACCEPTED"},
        {"kind": "ADAPTED"},
    ]


def test_a_co_maker_answers_for_all() -> None:
    table = judged()
    other = CoMaker.objects.create(plan=table.plan, user=make.user("Joke")).user
    assert answer_conditions(table.plan.pk, other, kind=ACCEPTED).by == other


def test_who_entered_a_plan_for_somebody_without_mail_answers_in_their_place() -> None:
    table = judged()
    User.objects.filter(pk=table.plan.maker_id).update(email=None)
    Plan.objects.filter(pk=table.plan.pk).update(entered_by=table.leader)
    assert answer_conditions(table.plan.pk, table.leader, kind=ACCEPTED)


@pytest.mark.parametrize("who", [lawyer, chair, partner, leader, resident, chair_elsewhere])
def test_nobody_else_answers(who: Who) -> None:
    table = judged()
    with pytest.raises(Refused, match="Alleen de maker"):
        answer_conditions(table.plan.pk, who(table), kind=ACCEPTED)
    assert not MakerAnswer.objects.exists()


@pytest.mark.parametrize("outcome", [Outcome.YES, Outcome.NO])
def test_without_conditions_there_is_nothing_to_answer(outcome: Outcome) -> None:
    table = judged(outcome=outcome)
    with pytest.raises(Refused, match="geen voorwaarden"):
        answer_conditions(table.plan.pk, table.plan.maker, kind=ACCEPTED)


def test_nothing_can_be_answered_before_the_verdicts_are_public() -> None:
    table = laid()
    condition(table)
    judge(table, outcome=Outcome.YES_PROVIDED)
    with pytest.raises(Refused, match="nog niet bekend"):
        answer_conditions(table.plan.pk, table.plan.maker, kind=ACCEPTED)


def test_who_adapts_says_how() -> None:
    table = judged()
    with pytest.raises(Refused, match="Schrijf op wat u"):
        answer_conditions(table.plan.pk, table.plan.maker, kind=ADAPTED, text=" \n")
    with pytest.raises(Refused, match="Kies"):
        answer_conditions(table.plan.pk, table.plan.maker, kind=MakerAnswer.Kind.SILENT)


def test_the_last_second_counts_and_the_next_does_not() -> None:
    table = judged()
    pass_the_term(table, -5 * SECOND)
    assert answer_conditions(table.plan.pk, table.plan.maker, kind=ACCEPTED)
    pass_the_term(table)
    with pytest.raises(Refused, match="termijn is voorbij"):
        answer_conditions(table.plan.pk, table.plan.maker, kind=ADAPTED, text="Toch anders.")
    assert MakerAnswer.objects.get().kind == ACCEPTED


def test_no_answer_once_the_vote_is_open() -> None:
    table = judged()
    Edition.objects.filter(pk=table.edition.pk).update(phase=Phase.VOTING)
    with pytest.raises(Refused, match="niet meer antwoorden"):
        answer_conditions(table.plan.pk, table.plan.maker, kind=ACCEPTED)


def test_the_database_knows_no_answer_of_nobody() -> None:
    table = judged()
    with pytest.raises(IntegrityError), transaction.atomic():
        MakerAnswer.objects.create(plan=table.plan, kind=ACCEPTED)


# Silence


def test_silence_means_yes_where_the_edition_says_so() -> None:
    table = judged()
    pass_the_term(table)
    assert settle_answers(table.edition.pk) == 1
    assert MakerAnswer.objects.get().kind == MakerAnswer.Kind.SILENT
    assert fresh(table).state is Status.ON_BALLOT
    assert "geldt als akkoord" in told(table, "answer-silent")[0].text


def test_silence_takes_a_plan_off_the_ballot_where_the_edition_says_so_with_a_way_on() -> None:
    table = judged(OFF)
    pass_the_term(table)
    assert settle_answers(table.edition.pk) == 1
    plan = fresh(table)
    assert plan.state is Status.NOT_FEASIBLE
    assert "samen zoekt u een partner" in plan.way_on
    notice = told(table, "answer-silent")[0]
    assert notice.heading.startswith("Zo kunt u verder")
    assert plan.way_on in notice.text


@pytest.mark.parametrize("silence", ["ACCEPTED", OFF])
def test_silence_is_settled_once(silence: str) -> None:
    table = judged(silence)
    pass_the_term(table)
    assert [settle_answers(table.edition.pk), settle_answers(table.edition.pk)] == [1, 0]
    follow_answers()
    assert Entry.objects.filter(action="answer_missed").count() == 1
    assert len(told(table, "answer-silent")) == 1


def test_nothing_is_settled_before_the_end() -> None:
    table = judged(OFF)
    pass_the_term(table, -5 * SECOND)
    assert settle_answers(table.edition.pk) == 0
    assert not MakerAnswer.objects.exists()


@pytest.mark.parametrize("outcome", [Outcome.YES, Outcome.NO])
def test_who_has_no_conditions_cannot_be_silent(outcome: Outcome) -> None:
    table = judged(OFF, outcome)
    before = fresh(table).state
    pass_the_term(table)
    assert settle_answers(table.edition.pk) == 0
    assert fresh(table).state is before


def test_who_answered_is_left_alone() -> None:
    table = judged(OFF)
    answer_conditions(table.plan.pk, table.plan.maker, kind=ADAPTED, text="Kleiner.")
    pass_the_term(table)
    assert settle_answers(table.edition.pk) == 0
    assert fresh(table).state is Status.ON_BALLOT


def test_who_asked_to_look_again_is_not_silent_and_gets_three_days_more() -> None:
    table = judged(OFF)
    ask_reconsideration(table.plan.pk, table.plan.maker, "Kijk nog eens.")
    pass_the_term(table)
    assert settle_answers(table.edition.pk) == 0
    keep_verdict(table.plan.pk, table.lawyer.pk, "Wij zien hetzelfde.")
    assert settle_answers(table.edition.pk) == 0
    pass_the_term(table)
    assert settle_answers(table.edition.pk) == 1
    assert fresh(table).state is Status.NOT_FEASIBLE


def test_when_the_verdicts_come_too_late_to_answer_nobody_loses_a_place() -> None:
    table = judged(OFF)
    late = table.edition.schedule()[Phase.VOTING].starts_at - timedelta(hours=2)
    Edition.objects.filter(pk=table.edition.pk).update(verdicts_published_at=late)
    clock.move(late - clock.now() + timedelta(hours=3))
    assert settle_answers(table.edition.pk) == 1
    assert fresh(table).state is Status.ON_BALLOT


def test_when_the_vote_opens_nothing_stays_open() -> None:
    table = judged(OFF)
    ask_reconsideration(table.plan.pk, table.plan.maker, "Kijk nog eens.")
    pass_the_term(table)
    effects.settle_the_answers(table.edition, None)
    assert MakerAnswer.objects.get().kind == MakerAnswer.Kind.SILENT
    assert fresh(table).state is Status.ON_BALLOT, "the team was late, not the maker"
    step = BY_SOURCE[Phase.FEASIBILITY]
    assert effects.settle_the_answers in step.effects


# Reminders and guards


def test_makers_are_reminded_halfway_and_before_the_end_each_once() -> None:
    table = judged(OFF)
    follow_answers()
    assert not told(table, "answer-")
    pass_the_term(table, timedelta(days=-2, hours=-2))
    follow_answers()
    follow_answers_task()
    first = told(table, "answer-")
    assert len(first) == 1
    assert "komt uw plan niet op het stembiljet" in first[0].text
    pass_the_term(table, timedelta(hours=-10))
    follow_answers()
    follow_answers()
    assert len(told(table, "answer-")) == 2


def test_who_answered_is_not_reminded() -> None:
    table = judged()
    answer_conditions(table.plan.pk, table.plan.maker, kind=ACCEPTED)
    pass_the_term(table, timedelta(hours=-10))
    follow_answers()
    assert not told(table, "answer-")


def test_the_vote_does_not_open_by_hand_while_makers_can_still_answer() -> None:
    table = judged()
    assert guards.makers_had_their_term(table.edition) == ["1 plan wacht nog op antwoord van de maker."]
    ask_reconsideration(table.plan.pk, table.plan.maker, "Kijk nog eens.")
    assert "1 maker vraagt om een oordeel opnieuw te bekijken." in guards.makers_had_their_term(table.edition)
    assert guards.makers_had_their_term in BY_SOURCE[Phase.FEASIBILITY].guards


def test_on_the_day_of_the_vote_nothing_of_this_holds_it_up() -> None:
    table = judged()
    ask_reconsideration(table.plan.pk, table.plan.maker, "Kijk nog eens.")
    clock.move(table.edition.schedule()[Phase.VOTING].starts_at - clock.now() + SECOND)
    assert reasons_to_wait(table.edition) == []


def test_before_publication_the_guard_says_nothing() -> None:
    table = laid()
    condition(table)
    judge(table, outcome=Outcome.YES_PROVIDED)
    assert reasons_to_wait(table.edition) == []
    assert unmet_before_the_vote(table.edition) == 0


# Conditions that are met


@pytest.mark.parametrize("who", [chair, leader])
def test_the_chair_and_the_leader_tick_a_condition_off_and_on(who: Who) -> None:
    table = judged()
    each = Condition.objects.get()
    Condition.objects.update(before="VOTE")
    assert unmet_before_the_vote(table.edition) == 1
    assert tick_off(table.plan.pk, each.pk, who(table).pk, met=True).met_by == who(table)
    assert unmet_before_the_vote(table.edition) == 0
    tick_off(table.plan.pk, each.pk, who(table).pk, met=True)
    assert Entry.objects.filter(action="condition_ticked").count() == 1
    assert tick_off(table.plan.pk, each.pk, who(table).pk, met=False).met_at is None


@pytest.mark.parametrize("who", [lawyer, partner, resident, chair_elsewhere])
def test_nobody_else_ticks_off(who: Who) -> None:
    table = judged()
    with pytest.raises(Refused, match="Alleen de voorzitter"):
        tick_off(table.plan.pk, Condition.objects.get().pk, who(table).pk, met=True)


def test_a_chair_does_not_tick_off_the_own_plan_nor_a_condition_of_another() -> None:
    table = judged()
    other = Condition.objects.create(plan=make.plan(table.edition), text="Anders", owner="MAKER", added_by=table.chair)
    with pytest.raises(Refused, match="niet meer"):
        tick_off(table.plan.pk, other.pk, table.chair.pk, met=True)
    Plan.objects.filter(pk=table.plan.pk).update(maker=table.chair)
    with pytest.raises(Refused, match="niet bij hun eigen plan"):
        tick_off(table.plan.pk, Condition.objects.get(plan=table.plan).pk, table.chair.pk, met=True)


# Pages


def test_a_maker_answers_on_the_page(as_user: AsUser) -> None:
    table = judged()
    browser = as_user(table.plan.maker)
    shown = browser.get(page(table)).content.decode()
    assert "De buren doen mee." in shown
    assert "Horen wij niets? Dan geldt dat als akkoord." in shown
    response = browser.post(page(table), {"kind": "ADAPTED", "text": "Een \u202ekleinere boom <b>nu</b>"})
    assert response.status_code == 302
    assert MakerAnswer.objects.get().text == "Een kleinere boom <b>nu</b>"
    public = Client().get(reverse("plan_page", args=[table.edition.slug, table.plan.pk])).content.decode()
    assert "De maker past het plan aan." in public
    assert "kleinere boom &lt;b&gt;nu&lt;/b&gt;" in public


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"kind": "ADAPTED"},
        {"kind": "ADAPTED", "text": "\u200b"},
        {"kind": "SILENT", "text": "Mijn woorden"},
        {"kind": "NOPE", "text": "Mijn woorden"},
        {"kind": "ACCEPTED", "text": "x" * 2001},
    ],
)
def test_what_is_not_right_is_said_and_nothing_is_lost(as_user: AsUser, typed: dict[str, str]) -> None:
    table = judged()
    response = as_user(table.plan.maker).post(page(table), typed)
    assert response.status_code == 422
    assert typed.get("text", "").strip("\u200b") in response.content.decode()
    assert not MakerAnswer.objects.exists()


def test_too_late_on_the_page_keeps_what_was_typed(as_user: AsUser) -> None:
    table = judged()
    pass_the_term(table)
    response = as_user(table.plan.maker).post(page(table), {"kind": "ADAPTED", "text": "Mijn late woorden"})
    assert response.status_code == 422
    assert "Mijn late woorden" in response.content.decode()
    assert "termijn is voorbij" in response.content.decode()


@pytest.mark.parametrize("who", [lawyer, chair, partner, leader, resident, chair_elsewhere])
def test_the_page_exists_for_makers_only(as_user: AsUser, who: Who) -> None:
    table = judged()
    assert as_user(who(table)).get(page(table)).status_code == 404
    assert as_user(who(table)).post(page(table), {"kind": "ACCEPTED"}).status_code == 404


def test_the_page_does_not_exist_before_publication(as_user: AsUser) -> None:
    table = laid()
    condition(table)
    judge(table, outcome=Outcome.YES_PROVIDED)
    assert as_user(table.plan.maker).get(page(table)).status_code == 404


def test_the_team_sees_who_did_not_answer_with_the_days_left(as_user: AsUser) -> None:
    table = judged()
    clock.move(end_of(table) - clock.now() - timedelta(days=2, hours=1))
    shown = as_user(table.leader).get(reverse("maker_answers", args=[table.edition.slug])).content.decode()
    assert "nog 2 dagen" in shown
    answer_conditions(table.plan.pk, table.plan.maker, kind=ADAPTED, text="Kleiner.")
    shown = as_user(table.leader).get(reverse("maker_answers", args=[table.edition.slug])).content.decode()
    assert "nog 2 dagen" not in shown
    assert "Kleiner." in shown


def test_the_list_of_the_team_has_as_many_queries_for_one_plan_as_for_ten(
    as_user: AsUser, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    from feasibility.models import Verdict

    table = judged()
    first = Verdict.objects.get()
    for number in range(9):
        plan = make.plan(table.edition, Status.ON_BALLOT)
        Condition.objects.create(plan=plan, text="Mits", owner="MAKER", before="VOTE", added_by=table.chair)
        facts = {"confirmed_by": table.chair, "confirmed_at": first.confirmed_at, "ballot_cents": 100}
        Verdict.objects.create(plan=plan, outcome="YES_PROVIDED", explanation=f"Goed {number}", **facts)
    browser = as_user(table.chair)
    with django_assert_max_num_queries(15):  # type: ignore[attr-defined]
        response = browser.get(reverse("maker_answers", args=[table.edition.slug]))
    assert response.content.decode().count("termijn voorbij") == 0
    assert response.content.decode().count("nog 5 dagen") == 10


def test_ticking_off_on_the_page(as_user: AsUser) -> None:
    table = judged()
    Condition.objects.update(before="VOTE")
    where = reverse("condition_tick", args=[table.edition.slug, table.plan.pk, Condition.objects.get().pk])
    assert as_user(table.chair).post(where).status_code == 302
    assert Condition.objects.get().met_at
    assert as_user(table.lawyer).post(where).status_code == 403
    assert as_user(make.staff(table.edition, Role.LEADER)).get(where).status_code == 405
