"""The team decides about reactions: the queue, the decisions, and who may not decide."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from audit.models import Entry
from common import clock
from common.errors import Refused
from editions.models import Edition, Role
from editions.phases import Phase
from plans import actions
from plans.discussion.moderation import REACTIONS_A_PAGE
from plans.discussion.reports import number_reported, reported, taken_away
from plans.models import CoMaker, Comment, CommentReport, Plan
from tests import make
from tests.plans.browsing import url
from tests.plans.discussion.talking import HiddenFor, Stance, answered, hidden, said, withdrawn
from tests.plans.discussion.talking import reported as report
from website.attention import attention

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]
AsUser = Callable[[User], Client]


def at(edition: Edition, name: str = "moderation", *more: object) -> str:
    return reverse(name, args=[edition.slug, *more])


def queue(browser: Client, edition: Edition) -> str:
    return browser.get(at(edition)).content.decode()


def test_leaving_a_reaction_closes_its_reports(plan: Plan, leader: User) -> None:
    comment = said(plan)
    reports = [report(comment), report(comment)]
    actions.keep_comment(comment.pk, leader)
    comment.refresh_from_db()
    assert comment.stands
    for each in reports:
        each.refresh_from_db()
        assert each.handled_at
        assert each.handled_by == leader
    with pytest.raises(Refused, match="collega heeft hierover al besloten"):
        actions.keep_comment(comment.pk, leader)


def test_taking_away_keeps_by_whom_and_why_and_closes_the_reports(plan: Plan, leader: User) -> None:
    comment = said(plan)
    report(comment)
    actions.hide_comment(comment.pk, leader, HiddenFor.HURTS, "  Schrijf het\x00 zonder schelden. ")
    comment.refresh_from_db()
    assert comment.hidden_at
    assert (comment.hidden_by, comment.hidden_for) == (leader, HiddenFor.HURTS)
    assert comment.hidden_reason == "Schrijf het zonder schelden."
    assert not CommentReport.objects.filter(handled_at=None).exists()


def test_without_own_words_the_short_reason_is_the_reason(plan: Plan, leader: User) -> None:
    assert actions.hide_comment(said(plan).pk, leader, HiddenFor.SPAM).hidden_reason == "reclame of onzin"


@pytest.mark.parametrize("gone", [hidden, withdrawn])
def test_what_is_gone_needs_no_decision(plan: Plan, leader: User, gone: Callable[[Comment], Comment]) -> None:
    comment = gone(said(plan))
    report(comment)
    with pytest.raises(Refused):
        actions.keep_comment(comment.pk, leader)
    with pytest.raises(Refused):
        actions.hide_comment(comment.pk, leader, HiddenFor.SPAM)


def test_too_many_words_are_refused(plan: Plan, leader: User) -> None:
    with pytest.raises(Refused, match="hoogstens 300 tekens"):
        actions.hide_comment(said(plan).pk, leader, HiddenFor.SPAM, "x" * 301)


def test_what_was_taken_away_is_put_back(plan: Plan, leader: User) -> None:
    comment = hidden(said(plan))
    closed = report(comment, handled_at=clock.now())
    actions.restore_comment(comment.pk, leader)
    comment.refresh_from_db()
    closed.refresh_from_db()
    assert comment.stands
    assert (comment.hidden_by, comment.hidden_for, comment.hidden_reason) == (None, "", "")
    assert closed.handled_at
    with pytest.raises(Refused, match="staat er al weer"):
        actions.restore_comment(comment.pk, leader)


def test_what_its_author_withdrew_stays_withdrawn_when_put_back(plan: Plan, leader: User) -> None:
    assert not actions.restore_comment(withdrawn(hidden(said(plan))).pk, leader).stands


def decisions(comment: Comment, by: User) -> list[Callable[[], object]]:
    return [
        lambda: actions.keep_comment(comment.pk, by),
        lambda: actions.hide_comment(comment.pk, by, HiddenFor.SPAM),
        lambda: actions.restore_comment(comment.pk, by),
    ]


def test_nobody_decides_about_the_own_reaction_or_under_the_own_plan(plan: Plan, leader: User) -> None:
    partner = make.staff(plan.edition, Role.PARTNER)
    CoMaker.objects.create(plan=plan, user=partner)
    make.role(plan.maker, plan.edition, Role.LEADER)
    own, others = said(plan, author=leader), said(plan)
    for comment, by in ((own, leader), (others, partner), (others, plan.maker)):
        report(comment)
        for decide in decisions(comment, by):
            with pytest.raises(Refused, match="Een collega besluit hierover"):
                decide()
    assert not CommentReport.objects.exclude(handled_at=None).exists()
    actions.keep_comment(own.pk, make.staff(plan.edition, Role.PARTNER))


def test_what_somebody_of_the_team_reported_they_may_decide(plan: Plan, leader: User, as_user: AsUser) -> None:
    comment = said(plan)
    report(comment, leader)
    assert "Dit meldde u zelf" in queue(as_user(leader), plan.edition)
    assert actions.hide_comment(comment.pk, leader, HiddenFor.PRIVATE).hidden_at


def test_decisions_stand_in_the_trail_without_words(plan: Plan, leader: User) -> None:
    kept, taken = said(plan, "woord"), said(plan, "woord")
    report(kept)
    actions.keep_comment(kept.pk, leader)
    actions.hide_comment(taken.pk, leader, HiddenFor.HURTS, "woord van uitleg")
    actions.restore_comment(taken.pk, leader)
    entries = list(Entry.objects.order_by("pk").values_list("action", "actor", "subject", "data"))
    by, about = f"gebruiker:{leader.pk}", f"plan:{plan.pk}"
    assert entries == [
        ("comment_kept", by, about, {"comment": kept.pk}),
        ("comment_hidden", by, about, {"comment": taken.pk, "reason": "HURTS"}),
        ("comment_restored", by, about, {"comment": taken.pk, "reason": "HURTS"}),
    ]


@pytest.mark.parametrize(
    ("field", "value"),
    [("hidden_for", "SPAM"), ("hidden_reason", "Zomaar"), ("hidden_at", datetime(2026, 9, 1, tzinfo=UTC))],
)
def test_the_database_knows_no_half_decision(plan: Plan, field: str, value: object) -> None:
    with pytest.raises(IntegrityError):
        Comment.objects.filter(pk=said(plan).pk).update(**{field: value})


def test_the_queue_holds_open_reports_of_this_edition_the_longest_waiting_first(plan: Plan) -> None:
    newer, older, handled = said(plan), said(plan), said(plan)
    report(older)
    report(newer, at=clock.now() + timedelta(minutes=1))
    report(older, at=clock.now() + timedelta(minutes=2))
    report(handled, handled_at=clock.now())
    report(said(make.plan()))
    report(withdrawn(said(plan)))
    said(plan)
    found = list(reported(plan.edition))
    assert found == [older, newer]
    assert [len(each.open_reports) for each in found] == [2, 1]  # type: ignore[attr-defined]
    assert number_reported(plan.edition) == 2


def test_a_report_after_a_decision_asks_for_a_new_one(plan: Plan, leader: User) -> None:
    comment = said(plan)
    old = report(comment)
    actions.keep_comment(comment.pk, leader)
    report(comment)
    assert [len(each.open_reports) for each in reported(plan.edition)] == [1]  # type: ignore[attr-defined]
    actions.keep_comment(comment.pk, leader)
    assert not reported(plan.edition)
    old.refresh_from_db()
    assert old.handled_at


def test_the_queue_tells_what_where_who_and_why(plan: Plan, leader: User, as_user: AsUser) -> None:
    top = said(plan, "Wat kost het?", author=make.user("Vrager"))
    comment = answered(top, "Gaat u niet aan", author=make.user("Antwoorder"))
    report(comment, make.user("Melder Een"), reason="OTHER", note="Dit is onbeleefd")
    report(comment, make.user("Melder Twee"))
    seen = queue(as_user(leader), plan.edition)
    for words in (
        plan.title, "Wat kost het?", "Vrager", "Gaat u niet aan", "Antwoorder", "plannenmaker",
        "Melder Een", "Dit is onbeleefd", "Iets anders", "Melder Twee", "Dit kwetst of beledigt iemand", "2 meldingen",
    ):  # fmt: skip
        assert words in seen


def test_the_empty_pages_say_what_will_be_there(plan: Plan, leader: User, as_user: AsUser) -> None:
    browser = as_user(leader)
    assert "Geen meldingen" in queue(browser, plan.edition)
    assert "Niets weggehaald" in browser.get(at(plan.edition, "moderation_hidden")).content.decode()


@pytest.mark.parametrize("role", [Role.LEADER, Role.PARTNER])
def test_the_team_decides_on_its_page(plan: Plan, as_user: AsUser, role: Role) -> None:
    browser, edition = as_user(make.staff(plan.edition, role)), plan.edition
    kept, taken = said(plan, "blijft"), said(plan, "gaat weg")
    report(kept)
    report(taken)
    browser.post(at(edition, "comment_keep", kept.pk))
    browser.post(at(edition, "comment_hide", taken.pk), {"reason": "HURTS", "words": "Te hard."})
    assert "Geen meldingen" in queue(browser, edition)
    away = browser.get(at(edition, "moderation_hidden")).content.decode()
    assert "gaat weg" in away
    assert "Te hard." in away
    public = Client().get(url("plan_page", plan)).content.decode()
    assert "gaat weg" not in public
    assert "blijft" in public
    assert list(taken_away(edition)) == [taken]
    browser.post(at(edition, "comment_restore", taken.pk))
    assert not taken_away(edition)


def test_who_may_not_decide_finds_no_buttons(plan: Plan, leader: User, as_user: AsUser) -> None:
    report(said(plan, author=leader))
    hidden(said(make.plan(plan.edition, maker=leader)))
    browser = as_user(leader)
    for seen in (queue(browser, plan.edition), browser.get(at(plan.edition, "moderation_hidden")).content.decode()):
        assert "Een collega besluit hierover" in seen
        assert "laat-staan/" not in seen
        assert "zet-terug/" not in seen


@pytest.mark.parametrize("reason", ["", "ONZIN", "\x00"])
def test_taking_away_without_a_reason_keeps_what_was_typed(
    plan: Plan, leader: User, as_user: AsUser, reason: str
) -> None:
    comment, other = said(plan), said(plan)
    report(comment)
    report(other)
    answer = as_user(leader).post(
        at(plan.edition, "comment_hide", comment.pk), {"reason": reason, "words": "Te <hard>."}
    )
    assert answer.status_code == 422
    assert answer.content.decode().count("Te &lt;hard&gt;.</textarea>") == 1
    comment.refresh_from_db()
    assert comment.stands


def test_who_comes_second_reads_so_and_keeps_the_words(plan: Plan, leader: User, as_user: AsUser) -> None:
    comment = said(plan)
    report(comment)
    actions.hide_comment(comment.pk, make.staff(plan.edition, Role.PARTNER), HiddenFor.SPAM)
    answer = as_user(leader).post(
        at(plan.edition, "comment_hide", comment.pk), {"reason": "HURTS", "words": "Te hard."}
    )
    assert answer.status_code == 422
    assert "Een collega haalde" in answer.content.decode()
    assert "Te hard." in answer.content.decode()


@pytest.mark.parametrize("name", ["comment_keep", "comment_hide", "comment_restore"])
def test_a_reaction_of_another_edition_is_not_found(plan: Plan, leader: User, as_user: AsUser, name: str) -> None:
    elsewhere = said(make.plan())
    report(elsewhere)
    for number in (elsewhere.pk, 0, 10**30):
        answer = as_user(leader).post(at(plan.edition, name, number), {"reason": "SPAM"})
        assert answer.status_code == 404
    elsewhere.refresh_from_db()
    assert elsewhere.stands


QUEUE_QUERIES = 8


@pytest.mark.parametrize("number", [2, REACTIONS_A_PAGE])
def test_the_pages_cost_the_same_queries_however_much_was_reported(
    plan: Plan, leader: User, as_user: AsUser, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(number):
        other = make.plan(plan.edition)
        report(answered(said(other, stance=Stance.FOR)))
        hidden(said(other))
    browser = as_user(leader)
    browser.get(at(plan.edition))
    # session, user, edition, roles, count, reactions, reports, co-makers, and what the frame of the page asks
    with django_assert_num_queries(QUEUE_QUERIES):
        queue(browser, plan.edition)
    with django_assert_num_queries(QUEUE_QUERIES):
        browser.get(at(plan.edition, "moderation_hidden"))


@pytest.mark.parametrize("phase", [Phase.SUBMISSION, Phase.LIKES, Phase.VOTING, Phase.CLOSED])
def test_the_cockpit_asks_for_a_decision_in_every_phase(phase: Phase) -> None:
    edition = make.edition(phase)
    comment = said(make.plan(edition))
    assert not [each for each in attention(edition) if "gemeld" in each.text]
    report(comment)
    report(comment)
    found = attention(edition)[0]
    assert found.text.startswith("1 reactie is gemeld.")
    assert (found.url, found.urgent) == (at(edition), True)
