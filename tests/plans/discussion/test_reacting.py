"""Reactions, answers and withdrawing: who, when, how often, in which voice."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps

from accounts.models import User
from audit.models import Entry
from common import clock
from common.errors import Refused
from editions.models import Role
from editions.phases import Phase
from plans import actions, limits
from plans.actions.discussion import COMMENT_LENGTH
from plans.models import CoMaker, Comment, Plan
from plans.status import PUBLIC, Status
from tests import make
from tests.plans.discussion.talking import Stance, answered, hidden, reported, said, withdrawn

pytestmark = pytest.mark.django_db


def test_a_reaction_is_tidied_and_keeps_its_lines(plan: Plan, someone: User) -> None:
    comment = actions.add_comment(plan.pk, someone, "  Mooi!\r\n\r\nIk \x00help\u202e mee. ")
    assert comment.text == "Mooi!\n\nIk help mee."


@pytest.mark.parametrize("text", ["", " \n ", "\u200b\u200b", "\x00", "x" * (COMMENT_LENGTH + 1)])
def test_a_reaction_has_a_length(plan: Plan, someone: User, text: str) -> None:
    with pytest.raises(Refused, match="1 tot 2000 tekens"):
        actions.add_comment(plan.pk, someone, text)
    assert not Comment.objects.exists()


def test_a_reaction_of_the_full_length_is_fine(plan: Plan, someone: User) -> None:
    assert actions.add_comment(plan.pk, someone, "x" * COMMENT_LENGTH + " " * 50)


@pytest.mark.parametrize("stance", list(Stance))
def test_whoever_reacts_takes_a_side_or_none(plan: Plan, someone: User, stance: Stance) -> None:
    assert actions.add_comment(plan.pk, someone, "Mooi").stance == Stance.NEUTRAL
    assert actions.add_comment(plan.pk, someone, "Echt mooi", stance).stance == stance


def test_a_side_that_is_not_there_is_never_kept(plan: Plan, someone: User) -> None:
    with pytest.raises(ValueError, match="HALF"):
        actions.add_comment(plan.pk, someone, "Mooi", "HALF")  # type: ignore[arg-type]
    assert not Comment.objects.exists()


@pytest.mark.parametrize("status", sorted(set(Status) - PUBLIC))
def test_nobody_reacts_to_a_plan_that_is_not_public(status: Status) -> None:
    plan = make.plan(make.edition(Phase.LIKES), status)
    comment = said(plan)
    with pytest.raises(Refused):
        actions.add_comment(plan.pk, plan.maker, "Mooi")
    with pytest.raises(Refused):
        actions.answer_comment(comment.pk, plan.maker, "Dank u")


@pytest.mark.parametrize("phase", [Phase.PREPARATION, Phase.COUNTING, Phase.CLOSED])
def test_in_phases_without_reactions_nobody_speaks(someone: User, phase: Phase) -> None:
    plan = make.plan(make.edition(phase))
    with pytest.raises(Refused):
        actions.add_comment(plan.pk, someone, "Mooi")
    with pytest.raises(Refused):
        actions.answer_comment(said(plan).pk, plan.maker, "Dank u")


@pytest.mark.parametrize(
    ("role", "voice"),
    [(Role.LEADER, "TEAM"), (Role.PARTNER, "TEAM"), (Role.CHECKER, "RESIDENT"), (Role.CHAIR, "RESIDENT")],
)
def test_the_team_is_who_leads_and_its_partners(plan: Plan, role: Role, voice: str) -> None:
    assert actions.add_comment(plan.pk, make.staff(plan.edition, role), "Mooi").voice == voice


def test_a_role_in_another_edition_is_no_voice_here(plan: Plan) -> None:
    elsewhere = make.staff(make.edition(), Role.LEADER)
    assert actions.add_comment(plan.pk, elsewhere, "Mooi").voice == "RESIDENT"


def test_makers_and_co_makers_speak_as_makers_also_from_the_team(plan: Plan, someone: User) -> None:
    make.role(plan.maker, plan.edition, Role.LEADER)
    CoMaker.objects.create(plan=plan, user=someone)
    assert actions.add_comment(plan.pk, plan.maker, "Mooi").voice == "MAKER"
    assert actions.add_comment(plan.pk, someone, "Mooi").voice == "MAKER"
    other = make.plan(plan.edition)
    assert actions.add_comment(other.pk, someone, "Mooi").voice == "RESIDENT"
    assert actions.add_comment(other.pk, plan.maker, "Mooi").voice == "TEAM"


def test_a_voice_is_that_of_the_moment_of_speaking(plan: Plan, leader: User) -> None:
    comment = actions.add_comment(plan.pk, leader, "Mooi")
    leader.edition_roles.all().delete()
    comment.refresh_from_db()
    assert comment.voice == "TEAM"


def test_makers_co_makers_and_the_team_answer(plan: Plan, someone: User, leader: User) -> None:
    comment = said(plan, stance=Stance.AGAINST)
    CoMaker.objects.create(plan=plan, user=someone)
    for person in (plan.maker, someone, leader):
        answer = actions.answer_comment(comment.pk, person, "Dank u")
        assert (answer.reply_to, answer.plan, answer.stance) == (comment, plan, Stance.NEUTRAL)
    assert [each.voice for each in comment.replies.all()] == ["MAKER", "MAKER", "TEAM"]


@pytest.mark.parametrize("role", [None, Role.CHECKER, Role.CHAIR])
def test_others_do_not_answer_and_read_kindly_why(plan: Plan, role: Role | None) -> None:
    person = make.staff(plan.edition, role) if role else make.user()
    comment = said(plan)
    answered(comment)
    with pytest.raises(Refused, match="Zo blijft het een gesprek over het plan"):
        actions.answer_comment(comment.pk, person, "Onzin")
    assert comment.replies.count() == 1


def test_who_wrote_the_reaction_answers_back_once_somebody_answered(plan: Plan, someone: User) -> None:
    comment = said(plan, author=someone)
    with pytest.raises(Refused, match="zodra de plannenmaker of het team"):
        actions.answer_comment(comment.pk, someone, "Hallo?")
    answer = answered(comment)
    assert actions.answer_comment(comment.pk, someone, "Dank u").voice == "RESIDENT"
    withdrawn(answer)
    with pytest.raises(Refused, match="zodra de plannenmaker of het team"):
        actions.answer_comment(comment.pk, someone, "Nog iets")


def test_an_answer_is_not_answered(plan: Plan, someone: User) -> None:
    answer = answered(said(plan, author=someone))
    for person in (someone, plan.maker):
        with pytest.raises(Refused, match="niet onder een antwoord"):
            actions.answer_comment(answer.pk, person, "En nog dit")


@pytest.mark.parametrize("gone", [hidden, withdrawn])
def test_what_is_gone_is_not_answered(plan: Plan, gone: object) -> None:
    comment = said(plan)
    gone(comment)  # type: ignore[operator]
    with pytest.raises(Refused, match="staat er niet meer"):
        actions.answer_comment(comment.pk, plan.maker, "Dank u")


def many(plan: Plan, person: User, number: int) -> None:
    for each in range(number):
        actions.add_comment(plan.pk, person, f"Mooi {each}")


def test_a_person_reacts_so_often_an_hour_and_not_more(plan: Plan, someone: User) -> None:
    many(plan, someone, limits.COMMENTS_PER_HOUR)
    with pytest.raises(Refused, match="Probeer het later weer"):
        actions.add_comment(make.plan(plan.edition).pk, someone, "Mooi")
    actions.add_comment(plan.pk, make.user("Ander"), "Mooi")
    clock.move(timedelta(minutes=61))
    actions.add_comment(plan.pk, someone, "Weer mooi")
    assert plan.comments.count() == limits.COMMENTS_PER_HOUR + 2


def test_withdrawn_reactions_count_for_the_pace(plan: Plan, someone: User) -> None:
    many(plan, someone, limits.COMMENTS_PER_HOUR)
    for comment in Comment.objects.all():
        actions.withdraw_comment(comment.pk, someone)
    with pytest.raises(Refused, match="Probeer het later weer"):
        actions.add_comment(plan.pk, someone, "Mooi")


def test_who_speaks_for_a_plan_has_a_pace_of_their_own(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ANSWERS_PER_HOUR", limits.COMMENTS_PER_HOUR + 2)
    many(plan, plan.maker, limits.COMMENTS_PER_HOUR + 2)
    with pytest.raises(Refused, match="Probeer het later weer"):
        actions.answer_comment(said(plan).pk, plan.maker, "Dank u")
    assert actions.add_comment(make.plan(plan.edition).pk, plan.maker, "Mooi").voice == "RESIDENT"


def test_the_same_words_within_two_minutes_are_one_reaction(plan: Plan, someone: User) -> None:
    first = actions.add_comment(plan.pk, someone, "Mooi", Stance.FOR)
    assert actions.add_comment(plan.pk, someone, " Mooi\r\n") == first
    assert Comment.objects.count() == Entry.objects.filter(action="comment_added").count() == 1


def test_other_words_people_plans_and_moments_are_other_reactions(plan: Plan, someone: User) -> None:
    actions.add_comment(plan.pk, someone, "Mooi")
    actions.add_comment(plan.pk, someone, "Mooi!")
    actions.add_comment(plan.pk, make.user(), "Mooi")
    actions.add_comment(make.plan(plan.edition).pk, someone, "Mooi")
    clock.move(limits.SAME_WORDS + timedelta(seconds=1))
    actions.add_comment(plan.pk, someone, "Mooi")
    assert Comment.objects.count() == 5


def test_what_was_withdrawn_can_be_said_again_at_once(plan: Plan, someone: User) -> None:
    withdrawn(actions.add_comment(plan.pk, someone, "Mooi"))
    assert actions.add_comment(plan.pk, someone, "Mooi").stands


def test_the_same_answer_under_two_reactions_is_two_answers(plan: Plan) -> None:
    one, other = said(plan), said(plan)
    first = actions.answer_comment(one.pk, plan.maker, "Dank u")
    assert actions.answer_comment(one.pk, plan.maker, "Dank u") == first
    assert actions.answer_comment(other.pk, plan.maker, "Dank u") != first


def test_an_own_reaction_is_withdrawn_and_kept(plan: Plan, someone: User) -> None:
    comment = actions.add_comment(plan.pk, someone, "Mooi")
    actions.withdraw_comment(comment.pk, someone)
    comment.refresh_from_db()
    assert comment.withdrawn_at is not None
    with pytest.raises(Refused):
        actions.withdraw_comment(comment.pk, someone)


def test_a_reaction_is_withdrawn_at_any_time(someone: User) -> None:
    comment = said(make.plan(make.edition(Phase.CLOSED)), author=someone)
    assert actions.withdraw_comment(comment.pk, someone).withdrawn_at


def test_what_was_withdrawn_needs_no_decision(plan: Plan, someone: User) -> None:
    report = reported(said(plan, author=someone))
    actions.withdraw_comment(report.comment_id, someone)
    report.refresh_from_db()
    assert report.handled_at
    assert report.handled_by is None


def test_a_reaction_of_somebody_else_is_not_withdrawn(plan: Plan, someone: User, leader: User) -> None:
    comment = actions.add_comment(plan.pk, someone, "Mooi")
    for person in (plan.maker, leader):
        with pytest.raises(Refused):
            actions.withdraw_comment(comment.pk, person)
    comment.refresh_from_db()
    assert comment.withdrawn_at is None


def test_the_trail_holds_no_words(plan: Plan, someone: User) -> None:
    comment = actions.add_comment(plan.pk, someone, "Heel bijzonder", Stance.FOR)
    actions.answer_comment(comment.pk, plan.maker, "Heel bijzonder bedankt")
    actions.withdraw_comment(comment.pk, someone)
    assert Entry.objects.count() == 3
    assert "bijzonder" not in str(list(Entry.objects.values_list("actor", "subject", "data")))


def test_reactions_from_before_voices_get_that_of_the_maker(plan: Plan, someone: User) -> None:
    own, other, elsewhere = (
        said(plan, author=plan.maker),
        said(plan, author=someone),
        said(make.plan(), author=plan.maker),
    )
    import_module("plans.migrations.0007_voices").makers_speak_as_makers(apps, None)
    for comment, voice in ((own, "MAKER"), (other, "RESIDENT"), (elsewhere, "RESIDENT")):
        comment.refresh_from_db()
        assert comment.voice == voice
