"""What makers and people who react hear about a plan, when, and how often."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from common import clock
from common.errors import Refused
from editions.models import Edition, Role
from editions.phases import Phase
from mail.actions import compose_due
from mail.kinds import Kind
from mail.models import Mail, Notice
from plans import actions
from plans.models import CoMaker, Comment, Plan
from plans.status import Status
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(maker: User) -> Plan:
    return make.plan(make.edition(Phase.LIKES, threshold=10), maker=maker, title="Moestuin")


def told(*kinds: Kind) -> list[Notice]:
    return list(Notice.objects.filter(kind__in=kinds or list(Kind)).order_by("pk"))


def who_hears(*kinds: Kind) -> list[User]:
    return [notice.user for notice in told(*kinds)]


def make_together(plan: Plan) -> User:
    """A second maker."""
    return CoMaker.objects.create(plan=plan, user=make.user("Noor")).user


def test_who_hands_in_a_plan_hears_that_it_came_in(edition: Edition, maker: User) -> None:
    plan = make.plan(edition, Status.DRAFT, maker=maker, title="Moestuin")
    together = make_together(plan)
    actions.submit_plan(plan.pk, maker)
    assert set(who_hears(Kind.RECEIVED)) == {maker, together}
    notice = told(Kind.RECEIVED)[0]
    assert "Moestuin" in notice.heading
    assert notice.path == f"/edities/{edition.slug}/plannen/{plan.pk}/"
    compose_due()
    assert Mail.objects.get(user=maker).subject == "Uw plan ‘Moestuin’ is binnen"


def test_a_plan_that_is_refused_brings_no_mail(edition: Edition, maker: User) -> None:
    plan = make.plan(edition, Status.DRAFT, maker=maker, summary="")
    with pytest.raises(Refused):
        actions.submit_plan(plan.pk, maker)
    assert not told()


def test_the_makers_hear_of_a_reaction_with_the_digest(plan: Plan, maker: User) -> None:
    together = make_together(plan)
    actions.add_comment(plan.pk, make.user("Sem"), "Geheime woorden")
    assert set(who_hears()) == {maker, together}
    notice = told(Kind.REACTION)[0]
    assert notice.text == "Sem reageerde op uw plan."
    assert notice.due_at > clock.now()


def test_nobody_hears_of_their_own_reaction(plan: Plan, maker: User) -> None:
    together = make_together(plan)
    actions.add_comment(plan.pk, maker, "Dank u")
    assert who_hears() == [together]


def test_who_is_answered_hears_it_and_the_maker_hears_once(plan: Plan, maker: User) -> None:
    from plans.actions.telling import tell_reaction

    sem = make.user("Sem")
    first = Comment.objects.create(plan=plan, author=sem, text="Hoe?")
    answer = Comment.objects.create(plan=plan, author=maker, text="Zo", reply_to=first)
    tell_reaction(answer)
    assert [(n.user, n.kind) for n in told()] == [(sem, Kind.ANSWER)]
    own = Comment.objects.create(plan=plan, author=sem, text="Aha", reply_to=first)
    tell_reaction(own)
    assert [(n.user, n.kind) for n in told()] == [(sem, Kind.ANSWER), (maker, Kind.REACTION)]
    to_maker = Comment.objects.create(plan=plan, author=sem, text="En?", reply_to=answer)
    tell_reaction(to_maker)
    assert who_hears(Kind.REACTION) == [maker, maker]
    assert who_hears(Kind.ANSWER) == [sem]


def test_the_makers_hear_of_help_with_the_digest_and_not_what_was_written(plan: Plan, maker: User) -> None:
    together = make_together(plan)
    actions.offer_help(plan.pk, make.user("Sem de Wit"), "Bel mij op 06 12345678")
    assert set(who_hears(Kind.HELP)) == {maker, together}
    notice = told(Kind.HELP)[0]
    assert notice.heading.startswith("Sem wil helpen")
    assert "06" not in notice.heading + notice.text
    assert notice.due_at > clock.now()


def test_changed_help_is_told_once_and_help_that_is_gone_not_at_all(plan: Plan) -> None:
    sem = make.user("Sem")
    actions.offer_help(plan.pk, sem, "Ik help")
    actions.offer_help(plan.pk, sem, "Ik help op zaterdag")
    assert len(told(Kind.HELP)) == 1
    actions.withdraw_offer(plan.pk, sem)
    actions.withdraw_offer(plan.pk, sem)
    assert not told()


def test_the_others_hear_who_makes_the_plan_with_them(plan: Plan, maker: User) -> None:
    token = actions.invite_maker(plan.pk, maker, "Noor").token
    noor = make.user("Noor")
    actions.accept_invitation(token, noor)
    actions.accept_invitation(token, noor)
    assert [(n.user, n.kind) for n in told()] == [(maker, Kind.JOINED)]


def test_a_reaction_that_is_gone_before_the_digest_is_not_told(plan: Plan) -> None:
    sem = make.user("Sem")
    comment = actions.add_comment(plan.pk, sem, "Oeps")
    actions.withdraw_comment(comment.pk, sem)
    assert not told()


@pytest.mark.parametrize(
    ("likes", "paper", "kinds"),
    [
        (7, 0, []),
        (8, 0, [Kind.NEAR]),
        (4, 4, [Kind.NEAR]),
        (9, 0, [Kind.NEAR]),
        (10, 0, [Kind.REACHED]),
        (5, 5, [Kind.REACHED]),
        (30, 0, [Kind.REACHED]),
    ],
)
def test_a_maker_hears_how_near_the_threshold_is(plan: Plan, likes: int, paper: int, kinds: list[Kind]) -> None:
    make.likes(plan, likes)
    make.signatures(plan, paper)
    actions.tell_makers()
    assert [notice.kind for notice in told(Kind.NEAR, Kind.REACHED)] == kinds


def test_near_and_reached_are_each_told_once_whatever_the_likes_do(plan: Plan) -> None:
    make.likes(plan, 8)
    actions.tell_makers()
    make.likes(plan, 2)
    actions.tell_makers()
    plan.likes.all().delete()
    make.likes(plan, 8)
    actions.tell_makers()
    make.likes(plan, 5)
    actions.tell_makers()
    # Near was taken back when it had not been mailed yet, and is not said after reached.
    assert [notice.kind for notice in told(Kind.NEAR, Kind.REACHED)] == [Kind.REACHED]


def test_near_that_was_mailed_is_followed_by_reached(plan: Plan) -> None:
    make.likes(plan, 8)
    actions.tell_makers()
    compose_due()
    make.likes(plan, 2)
    actions.tell_makers()
    compose_due()
    assert [mail.subject for mail in Mail.objects.order_by("pk")] == [
        "Uw plan ‘Moestuin’ is er bijna",
        "Uw plan ‘Moestuin’ heeft genoeg likes",
    ]
    assert "Het aantal aan het einde telt" in Mail.objects.latest("pk").text


def test_a_threshold_of_more_than_asks_one_like_more(maker: User) -> None:
    edition = make.edition(Phase.LIKES, threshold=10, threshold_inclusive=False)
    make.likes(make.plan(edition, maker=maker), 10)
    actions.tell_makers()
    assert [notice.kind for notice in told(Kind.NEAR, Kind.REACHED)] == [Kind.NEAR]


@pytest.mark.parametrize("phase", [Phase.PREPARATION, Phase.SUBMISSION, Phase.FEASIBILITY, Phase.VOTING])
def test_nobody_hears_of_a_threshold_while_likes_are_closed(phase: Phase) -> None:
    make.likes(make.plan(make.edition(phase, threshold=10)), 10)
    actions.tell_makers()
    assert not told()


@pytest.mark.parametrize("status", [Status.DRAFT, Status.WITHDRAWN, Status.HELD, Status.IN_CHECK])
def test_only_plans_that_gather_likes_hear_of_the_threshold(status: Status) -> None:
    make.likes(make.plan(make.edition(Phase.LIKES, threshold=10), status), 10)
    actions.tell_makers()
    assert not told()


def test_a_like_itself_does_not_touch_the_mail(plan: Plan) -> None:
    make.likes(plan, 9)
    sem = make.user("Sem")
    with connection.execute_wrapper(_no_mail):
        actions.like_plan(plan.pk, sem)
    assert not told()


def _no_mail(execute: Callable[..., object], sql: str, *rest: object) -> object:
    assert "mail_" not in sql, sql
    return execute(sql, *rest)


@pytest.mark.parametrize("number", [2, 20])
def test_looking_at_the_plans_costs_the_same_queries_however_many(
    number: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    edition = make.edition(Phase.LIKES, threshold=10)
    for _ in range(number):
        make.likes(make.plan(edition), 9)
    actions.tell_makers()
    with django_assert_max_num_queries(24):
        actions.tell_makers()


def test_the_outcome_is_told_to_all_makers(plan: Plan, maker: User) -> None:
    together, other = make_together(plan), make.plan(plan.edition, title="Bankje")
    make.likes(plan, 10)
    make.likes(other, 9)
    actions.apply_threshold(plan.edition, None)
    assert set(who_hears(Kind.PASSED)) == {maker, together}
    assert who_hears(Kind.FELL) == [other.maker]
    fell = told(Kind.FELL)[0]
    assert "9 likes" in fell.text
    assert "Nodig was 10" in fell.text
    for way_on in ("partner", "fonds", "Wijk-Top 3", "Begin zelf", plan.edition.help_phone):
        assert way_on in fell.text


def test_who_has_three_plans_gets_one_mail_with_three_outcomes(maker: User) -> None:
    edition = make.edition(Phase.LIKES, threshold=3)
    for likes in (3, 0, 1):
        make.likes(make.plan(edition, maker=maker), likes)
    actions.apply_threshold(edition, None)
    actions.apply_threshold(edition, None)
    compose_due()
    mail = Mail.objects.get()
    assert mail.notices.count() == 3
    assert mail.subject.endswith("(en nog 2)")


def test_drafts_and_withdrawn_plans_have_no_outcome() -> None:
    edition = make.edition(Phase.LIKES)
    make.plan(edition, Status.DRAFT)
    make.plan(edition, Status.WITHDRAWN)
    actions.apply_threshold(edition, None)
    assert not told()


def at(edition: Edition, phase: Phase, before_the_end: timedelta) -> None:
    """Moves the clock to so long before the end of a phase."""
    clock.move(edition.schedule()[phase].ends_at - before_the_end - clock.now())


def test_makers_of_drafts_hear_three_days_ahead_that_submission_closes(edition: Edition, maker: User) -> None:
    draft = make.plan(edition, Status.DRAFT, maker=maker, title="Moestuin")
    make.plan(edition, Status.SUBMITTED)
    make.plan(edition, Status.WITHDRAWN)
    at(edition, Phase.SUBMISSION, timedelta(days=3, minutes=1))
    actions.tell_makers()
    assert not told()
    at(edition, Phase.SUBMISSION, timedelta(days=3))
    actions.tell_makers()
    actions.tell_makers()
    assert who_hears() == [maker]
    assert told()[0].path == f"/edities/{edition.slug}/plannen/{draft.pk}/bewerken/"


def test_a_draft_of_today_needs_no_reminder(edition: Edition, maker: User) -> None:
    at(edition, Phase.SUBMISSION, timedelta(days=2))
    draft = make.plan(edition, Status.DRAFT, maker=maker)
    Plan.objects.filter(pk=draft.pk).update(created_at=clock.now() - timedelta(hours=23))
    actions.tell_makers()
    assert not told()


def test_after_the_end_nobody_is_reminded(edition: Edition) -> None:
    make.plan(edition, Status.DRAFT)
    at(edition, Phase.SUBMISSION, timedelta(0))
    actions.tell_makers()
    assert not told(Kind.CLOSING)


def test_makers_of_plans_that_are_short_hear_three_days_ahead_that_likes_close(plan: Plan, maker: User) -> None:
    make.likes(plan, 3)
    make.likes(make.plan(plan.edition), 10)
    at(plan.edition, Phase.LIKES, timedelta(days=3, minutes=1))
    actions.tell_makers()
    assert not told(Kind.CLOSING)
    at(plan.edition, Phase.LIKES, timedelta(days=3))
    actions.tell_makers()
    actions.tell_makers()
    assert who_hears(Kind.CLOSING) == [maker]
    assert "3 van de 10 likes" in told(Kind.CLOSING)[0].text


def test_a_phase_that_is_moved_to_later_is_not_announced_again(plan: Plan) -> None:
    at(plan.edition, Phase.LIKES, timedelta(days=1))
    actions.tell_makers()
    plan.edition.windows.filter(phase=Phase.LIKES).update(ends_at=clock.now() + timedelta(days=10))
    actions.tell_makers()
    clock.move(timedelta(days=9))
    actions.tell_makers()
    assert len(told(Kind.CLOSING)) == 1


def test_what_waits_to_be_told_about_a_withdrawn_plan_is_not_told(plan: Plan, maker: User) -> None:
    make.likes(plan, 8)
    actions.tell_makers()
    actions.withdraw_plan(plan.pk, maker)
    assert not told(Kind.NEAR)


def test_a_plan_of_somebody_without_an_address_is_told_on_the_site_only(edition: Edition) -> None:
    helped = User.objects.create_user(None, "Wil")
    plan = make.plan(edition, Status.DRAFT, maker=helped)
    actions.submit_plan(plan.pk, helped)
    compose_due()
    assert not Mail.objects.exists()
    assert who_hears() == [helped]


def test_the_news_stands_on_the_makers_own_page_and_on_nobody_elses(
    plan: Plan, maker: User, as_user: Callable[[User], object]
) -> None:
    make.likes(plan, 8)
    actions.tell_makers()
    for who, there in ((maker, True), (make.user(), False)):
        page = as_user(who).get("/mijn/").content.decode()  # type: ignore[attr-defined]
        assert ("Uw plan ‘Moestuin’ is er bijna" in page) is there


def test_the_mail_is_in_the_language_of_the_site_not_of_who_acts(plan: Plan) -> None:
    with translation.override("en"):
        actions.add_comment(plan.pk, make.user("Sem"), "Nice")
        assert translation.get_language() == "en"
    assert told()[0].heading == "Reactie op uw plan ‘Moestuin’"


def test_one_like_is_called_one_like(plan: Plan) -> None:
    make.likes(plan, 1)
    actions.apply_threshold(plan.edition, None)
    assert "1 like. " in told(Kind.FELL)[0].text


def test_a_plan_that_the_team_reads_first_is_not_called_public(edition: Edition, maker: User) -> None:
    from plans.actions.telling import tell_received

    tell_received(make.plan(edition, Status.HELD, maker=maker))
    assert "Iedereen kan het lezen" not in told(Kind.RECEIVED)[0].text
    assert "leest uw plan eerst" in told(Kind.RECEIVED)[0].text


def test_the_makers_hear_that_the_team_took_their_plan_off_the_site_and_put_it_back(plan: Plan, maker: User) -> None:
    leader = make.staff(plan.edition, Role.LEADER)
    actions.hold_plan(plan.pk, leader, "Er staat een telefoonnummer in.")
    assert who_hears(Kind.HELD) == [maker]
    assert "Er staat een telefoonnummer in." in told(Kind.HELD)[0].text
    actions.publish_plan(plan.pk, leader, leads=True)
    assert who_hears(Kind.PUBLISHED) == [maker]
    actions.hold_plan(plan.pk, leader, "Nu een adres.")
    assert len(told(Kind.HELD)) == 2


def test_publishing_what_is_public_brings_no_mail(plan: Plan) -> None:
    actions.publish_plan(plan.pk, make.staff(plan.edition, Role.LEADER), leads=True)
    assert not told(Kind.PUBLISHED)


def test_all_makers_hear_once_that_their_plans_go_on_together(plan: Plan, maker: User) -> None:
    other, leader = make.plan(plan.edition, title="Buurttuin"), make.staff(plan.edition, Role.LEADER)
    actions.merge_plans(other.pk, plan.pk, leader)
    actions.merge_plans(other.pk, plan.pk, leader)
    assert set(who_hears(Kind.MERGED)) == {maker, other.maker}
    assert len(told(Kind.MERGED)) == 2
