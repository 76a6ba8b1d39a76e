"""Whatever is sent to the discussion: a clear sentence, what was typed still there, never a 500."""

from collections.abc import Callable

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from plans import limits
from plans.models import Comment, Plan
from tests import make
from tests.plans.browsing import ABSURD, url
from tests.plans.discussion.talking import answered, hidden, said, withdrawn

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], Client]

EMPTY = ["", "   ", "\r\n\t", "\x00", "\u200b\u200d\u202e", "\u3164"]
FINE = [
    ("a\x00b", "ab"),
    ("مرحبا يا جيران", "مرحبا يا جيران"),
    ("\u202egnol\u202c", "gnol"),
    ("👩🏽‍🌾", "👩🏽‍🌾"),
    ("<script>alert('x')</script>", "<script>alert('x')</script>"),
    ("een\r\ntwee\x07", "een\ntwee"),
    ("x" * 2000, "x" * 2000),
]


@pytest.mark.parametrize("typed", [*EMPTY, "x" * 2001, "𝔵" * 2001])
def test_a_bad_reaction_or_answer_is_told_and_kept(plan: Plan, as_user: AsUser, typed: str) -> None:
    top, browser = said(plan), as_user(plan.maker)
    for way in (url("comment_add", plan), url("comment_answer", plan, top.pk)):
        answer = browser.post(way, {"text": typed, "stance": "AGAINST"})
        assert answer.status_code == 422
        assert answer.context["form"]["text"].value() == typed
        assert "Schrijf eerst uw" in answer.content.decode() or "hoogstens 2000 tekens" in answer.content.decode()
    assert 'value="AGAINST" id="id_stance_1" checked' in browser.post(
        url("comment_add", plan), {"text": typed, "stance": "AGAINST"}
    ).content.decode().replace('" required', '"')
    assert list(Comment.objects.all()) == [top]


@pytest.mark.parametrize(("typed", "kept"), FINE)
def test_what_can_be_read_is_placed(plan: Plan, as_user: AsUser, typed: str, kept: str) -> None:
    browser = as_user(plan.maker)
    answer = browser.post(url("comment_add", plan), {"text": typed})
    comment = Comment.objects.get()
    assert answer.headers["Location"] == url("plan_page", plan) + f"#reactie-{comment.pk}"
    assert (comment.text, comment.stance) == (kept, "NEUTRAL")
    browser.post(url("comment_answer", plan, comment.pk), {"text": typed})
    assert comment.replies.get().text == kept


@pytest.mark.parametrize("stance", ["HALF", "for", "\x00", "1", "FOR\x00", "x" * 5000])
def test_a_side_that_is_not_there_is_told_and_the_words_are_kept(plan: Plan, as_user: AsUser, stance: str) -> None:
    answer = as_user(plan.maker).post(url("comment_add", plan), {"text": "Mooi plan", "stance": stance})
    assert answer.status_code == 422
    assert "Kies: voor, tegen, of een vraag of tip." in answer.content.decode()
    assert "Mooi plan</textarea>" in answer.content.decode()
    assert not Comment.objects.exists()


def test_fields_that_do_not_belong_change_nothing(plan: Plan, someone: User, as_user: AsUser) -> None:
    other = said(make.plan(plan.edition))
    extra = {
        "voice": "TEAM", "author": plan.maker_id, "plan": other.plan_id, "reply_to": other.pk, "id": other.pk,
        "hidden_at": "2020-01-01", "hidden_for": "SPAM", "created_at": "2000-01-01", "withdrawn_at": "2000-01-01",
    }  # fmt: skip
    as_user(someone).post(url("comment_add", plan), {"text": "Mooi", "stance": "FOR", **extra})
    made = plan.comments.get()
    assert (made.author, made.voice, made.reply_to, made.stance) == (someone, "RESIDENT", None, "FOR")
    assert made.stands
    as_user(plan.maker).post(url("comment_answer", plan, made.pk), {"text": "Dank u", "stance": "AGAINST", **extra})
    answer = made.replies.get()
    assert (answer.author, answer.voice, answer.stance) == (plan.maker, "MAKER", "NEUTRAL")
    assert other.replies.count() == 0


def test_an_answer_to_another_plans_reaction_does_not_exist(plan: Plan, as_user: AsUser) -> None:
    elsewhere = said(make.plan(plan.edition, maker=plan.maker))
    browser = as_user(plan.maker)
    for number in (elsewhere.pk, 0, ABSURD):
        for answer in (
            browser.get(url("comment_answer", plan, number)),
            browser.post(url("comment_answer", plan, number), {"text": "Dank u"}),
        ):
            assert answer.status_code == 404
    assert elsewhere.replies.count() == 0


def test_an_answer_that_is_not_allowed_is_told_and_kept(plan: Plan, someone: User, as_user: AsUser) -> None:
    open_one = said(plan)
    cases = [
        (answered(open_one), plan.maker, "niet onder een antwoord"),
        (hidden(said(plan, "geheim")), plan.maker, "staat er niet meer"),
        (withdrawn(said(plan, "geheim")), plan.maker, "staat er niet meer"),
        (open_one, someone, "Uw eigen reactie is welkom"),
    ]
    number = Comment.objects.count()
    for comment, person, sentence in cases:
        browser, way = as_user(person), url("comment_answer", plan, comment.pk)
        answer = browser.post(way, {"text": "Mijn lange antwoord"})
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
        assert "Mijn lange antwoord</textarea>" in answer.content.decode()
        assert "geheim" not in answer.content.decode()
        led = browser.get(way, follow=True)
        assert led.redirect_chain == [(url("plan_page", plan), 302)]
        assert sentence in led.content.decode()
    assert Comment.objects.count() == number


def test_a_refusal_for_the_pace_keeps_the_words(
    plan: Plan, someone: User, as_user: AsUser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "COMMENTS_PER_HOUR", 0)
    answer = as_user(someone).post(url("comment_add", plan), {"text": "Nog iets", "stance": "FOR"})
    assert answer.status_code == 422
    assert "Probeer het later weer" in answer.content.decode()
    assert "Nog iets</textarea>" in answer.content.decode()


def test_a_reaction_of_somebody_else_cannot_be_withdrawn(plan: Plan, as_user: AsUser) -> None:
    browser = as_user(plan.maker)
    own_elsewhere = said(make.plan(plan.edition), author=plan.maker)
    for number in (said(plan).pk, own_elsewhere.pk, ABSURD):
        assert browser.post(url("comment_withdraw", plan, number)).status_code == 404
    assert not Comment.objects.exclude(withdrawn_at=None).exists()


def test_a_reaction_is_placed_and_withdrawn(plan: Plan, someone: User, as_user: AsUser) -> None:
    browser = as_user(someone)
    browser.post(url("comment_add", plan), {"text": "Mooi"})
    comment = Comment.objects.get()
    for _ in range(2):
        answer = browser.post(url("comment_withdraw", plan, comment.pk))
        assert answer.headers["Location"] == url("plan_page", plan) + "#reacties"
    comment.refresh_from_db()
    assert comment.withdrawn_at


def test_a_second_press_leads_to_the_first_reaction(plan: Plan, someone: User, as_user: AsUser) -> None:
    browser = as_user(someone)
    ways = {browser.post(url("comment_add", plan), {"text": "Mooi"}).headers["Location"] for _ in range(2)}
    assert ways == {url("plan_page", plan) + f"#reactie-{Comment.objects.get().pk}"}


def test_who_had_to_log_in_first_comes_to_the_form(plan: Plan, someone: User, as_user: AsUser) -> None:
    answer = as_user(someone).get(url("comment_add", plan))
    assert answer.headers["Location"] == url("plan_page", plan) + "#reageer"


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXT, stance=TEXT | st.sampled_from(["FOR", "AGAINST", "NEUTRAL"]), reason=TEXT | st.just("HURTS"))
def test_anything_at_all_is_placed_or_told(
    plan: Plan, someone: User, as_user: AsUser, monkeypatch: pytest.MonkeyPatch, text: str, stance: str, reason: str
) -> None:
    for name in ("COMMENTS_PER_HOUR", "ANSWERS_PER_HOUR", "REPORTS_PER_DAY"):
        monkeypatch.setattr(limits, name, 10_000)
    top = said(plan)
    browser = as_user(plan.maker)
    answers = [
        browser.post(url("comment_add", plan), {"text": text, "stance": stance}),
        browser.post(url("comment_answer", plan, top.pk), {"text": text}),
        as_user(someone).post(url("comment_report", plan, top.pk), {"reason": reason, "note": text}),
    ]
    assert {answer.status_code for answer in answers} <= {302, 422}
    assert browser.get(url("plan_page", plan)).status_code == 200
