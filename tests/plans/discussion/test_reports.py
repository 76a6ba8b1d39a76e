"""Asking the team to look at a reaction: who, how often, and what they read."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from accounts.models import User
from audit.models import Entry
from common import clock
from common.errors import Refused
from editions.phases import Phase
from plans import actions, limits
from plans.models import CommentReport, Plan
from tests import make
from tests.plans.browsing import ABSURD, url
from tests.plans.discussion.talking import Reason, answered, hidden, reported, said, withdrawn

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], Client]


def test_a_person_reports_a_reaction_once(plan: Plan, someone: User) -> None:
    comment = said(plan)
    first = actions.report_comment(comment.pk, someone, Reason.HURTS, "Over mijn\x00 moeder ")
    assert actions.report_comment(comment.pk, someone, Reason.SPAM) == first
    assert (first.reason, first.note) == (Reason.HURTS, "Over mijn moeder")
    assert actions.report_comment(comment.pk, make.user(), Reason.SPAM) != first


def test_reporting_hides_nothing(plan: Plan) -> None:
    comment = said(plan)
    for _ in range(5):
        actions.report_comment(comment.pk, make.user(), Reason.HURTS)
    comment.refresh_from_db()
    assert comment.stands


def test_answers_of_makers_and_the_team_can_be_reported_too(plan: Plan, someone: User) -> None:
    assert actions.report_comment(answered(said(plan)).pk, someone, Reason.HURTS)


def test_a_report_is_possible_when_no_reactions_are_placed_any_more(someone: User) -> None:
    comment = said(make.plan(make.edition(Phase.CLOSED)))
    assert actions.report_comment(comment.pk, someone, Reason.PRIVATE)


def test_the_own_reaction_is_withdrawn_and_not_reported(plan: Plan, someone: User) -> None:
    with pytest.raises(Refused, match="zelf intrekken"):
        actions.report_comment(said(plan, author=someone).pk, someone, Reason.SPAM)


@pytest.mark.parametrize("gone", [hidden, withdrawn])
def test_what_is_gone_is_not_reported(plan: Plan, someone: User, gone: object) -> None:
    comment = said(plan)
    gone(comment)  # type: ignore[operator]
    with pytest.raises(Refused, match="al niet meer"):
        actions.report_comment(comment.pk, someone, Reason.SPAM)


@pytest.mark.parametrize(
    ("reason", "note", "words"),
    [
        (Reason.OTHER, " \u200b", "Schrijf kort wat er aan de hand is"),
        (Reason.SPAM, "x" * 501, "hoogstens 500 tekens"),
    ],
)
def test_a_report_says_what_is_wrong_in_not_too_many_words(
    plan: Plan, someone: User, reason: CommentReport.Reason, note: str, words: str
) -> None:
    with pytest.raises(Refused, match=words):
        actions.report_comment(said(plan).pk, someone, reason, note)
    assert not CommentReport.objects.exists()


def test_a_person_reports_so_often_a_day_and_not_more(plan: Plan, someone: User) -> None:
    for _ in range(limits.REPORTS_PER_DAY):
        actions.report_comment(said(plan).pk, someone, Reason.SPAM)
    late = said(plan)
    with pytest.raises(Refused, match="Kom morgen terug"):
        actions.report_comment(late.pk, someone, Reason.SPAM)
    actions.report_comment(late.pk, make.user(), Reason.SPAM)
    clock.move(timedelta(hours=24, minutes=1))
    actions.report_comment(late.pk, someone, Reason.SPAM)
    assert late.reports.count() == 2


def test_the_trail_tells_what_was_reported_and_not_by_whom(plan: Plan, someone: User) -> None:
    comment = said(plan)
    actions.report_comment(comment.pk, someone, Reason.HURTS, "geheime woorden")
    entry = Entry.objects.get()
    assert (entry.action, entry.actor, entry.subject) == ("comment_reported", "bewoner", f"plan:{plan.pk}")
    assert entry.data == {"comment": comment.pk, "reason": "HURTS"}


def test_who_reports_reads_what_happens_next(plan: Plan, someone: User, as_user: AsUser) -> None:
    comment, browser = said(plan, "Rot op"), as_user(someone)
    way = url("comment_report", plan, comment.pk)
    assert "Wat is er mis met deze reactie?" in browser.get(way).content.decode()
    answer = browser.post(way, {"reason": "HURTS", "note": ""})
    assert answer.headers["Location"] == way
    thanks = browser.get(way).content.decode()
    assert "Dank u wel, uw melding is binnen" in thanks
    assert "hoort niet dat u dit meldde" in thanks
    assert "<textarea" not in thanks
    CommentReport.objects.update(handled_at=clock.now())
    assert "De reactie blijft staan" in browser.get(way).content.decode()
    hidden(comment)
    gone = browser.get(way).content.decode()
    assert "staat niet meer bij het plan" in gone
    assert "Rot op" not in gone


def test_a_second_report_changes_nothing_and_says_thanks(plan: Plan, someone: User, as_user: AsUser) -> None:
    comment = said(plan)
    reported(comment, someone)
    answer = as_user(someone).post(url("comment_report", plan, comment.pk), {"reason": "SPAM"})
    assert answer.status_code == 200
    assert "uw melding is binnen" in answer.content.decode()
    assert CommentReport.objects.get().reason == "HURTS"


def test_the_reported_author_reads_nothing_of_it(plan: Plan, someone: User, as_user: AsUser) -> None:
    comment = said(plan, author=someone)
    browser = as_user(someone)
    before = without_tokens(browser.get(url("plan_page", plan)).content.decode())
    reported(comment, make.user("Piet Melder"))
    assert without_tokens(browser.get(url("plan_page", plan)).content.decode()) == before


def without_tokens(page: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page)


def test_what_is_not_there_is_not_reported(plan: Plan, someone: User, as_user: AsUser) -> None:
    browser = as_user(someone)
    elsewhere = said(make.plan(plan.edition))
    for number in (elsewhere.pk, 0, ABSURD):
        assert browser.get(url("comment_report", plan, number)).status_code == 404
        assert browser.post(url("comment_report", plan, number), {"reason": "SPAM"}).status_code == 404
    assert browser.get(url("comment_report", plan, hidden(said(plan)).pk)).status_code == 404


def test_the_own_reaction_leads_back_to_the_plan(plan: Plan, someone: User, as_user: AsUser) -> None:
    own = said(plan, author=someone)
    answer = as_user(someone).get(url("comment_report", plan, own.pk), follow=True)
    assert "Dit is uw eigen reactie" in answer.content.decode()


def test_a_refused_report_keeps_the_words(plan: Plan, someone: User, as_user: AsUser) -> None:
    comment = said(plan, "Rot op")
    for _ in range(limits.REPORTS_PER_DAY):
        reported(said(plan), someone)
    answer = as_user(someone).post(url("comment_report", plan, comment.pk), {"reason": "SPAM", "note": "Let op"})
    assert answer.status_code == 422
    assert "Kom morgen terug" in answer.content.decode()
    assert "Let op</textarea>" in answer.content.decode()
    late = hidden(said(plan, "Weg hiermee"))
    answer = as_user(make.user()).post(url("comment_report", plan, late.pk), {"reason": "SPAM", "note": "Let op"})
    assert answer.status_code == 422
    assert "Let op</textarea>" in answer.content.decode()
    assert "Weg hiermee" not in answer.content.decode()
