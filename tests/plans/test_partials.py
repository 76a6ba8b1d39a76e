"""What a plan's page says in each state; the page itself stands in website."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory

from accounts.models import User
from common import clock
from editions.phases import Phase
from plans.discussion.forms import CommentForm
from plans.discussion.queries import discussion
from plans.labels import STATUS_LABELS
from plans.models import Comment, Like, Plan
from plans.permissions import Person
from plans.queries import ballot_plans, plan_for_page, plans_in_check
from plans.status import LABELS, Status
from tests import make

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()


def shown(plan: Plan, user: Person = VISITOR, *partials: str) -> str:
    request = RequestFactory().get("/")
    request.user = user
    found = plan_for_page(plan.edition, plan.pk, user)
    context: dict[str, Any] = {
        "edition": plan.edition,
        "plan": found,
        "talk": discussion(found, user),
        "comment_form": CommentForm(),
    }
    names = partials or ("_article", "discussion/_discussion")
    return "".join(render_to_string(f"plans/{name}.html", context, request) for name in names)


def liker(plan: Plan) -> User:
    user = make.user("Sem")
    Like.objects.create(plan=plan, user=user)
    return user


def test_what_people_write_is_shown_as_text_with_its_lines() -> None:
    evil = "<script>alert(1)</script>"
    plan = make.plan(title=evil, summary=evil, body=f"{evil}\nregel twee", place=evil, maker=make.user(evil))
    Comment.objects.create(plan=plan, author=make.user(evil), text=f"{evil}\nregel drie")
    page = shown(plan)
    assert "<script>" not in page
    assert "<br>regel twee" in page
    assert "<br>regel drie" in page


def test_while_likes_are_open_everybody_sees_what_they_can_do() -> None:
    plan = make.plan(make.edition(Phase.LIKES))
    assert "Geef een like" in shown(plan, make.user())
    assert "Neem uw like terug" in shown(plan, liker(plan))
    assert "Log in en geef een like" in shown(plan)
    assert "<form" not in shown(plan, VISITOR, "_likes")


@pytest.mark.parametrize(("likes", "words"), [(0, "Nog 3 te gaan"), (2, "Nog 1 te gaan"), (3, "Genoeg likes")])
def test_the_bar_tells_how_many_likes_are_to_go(likes: int, words: str) -> None:
    plan = make.plan(make.edition(Phase.LIKES, threshold=3))
    make.likes(plan, likes)
    assert words in shown(plan)


def test_where_the_threshold_itself_is_not_enough_one_more_is_to_go() -> None:
    plan = make.plan(make.edition(Phase.LIKES, threshold=3, threshold_inclusive=False))
    make.likes(plan, 3)
    assert "Nog 1 te gaan" in shown(plan)


def test_before_and_after_the_likes_there_is_no_button() -> None:
    plan, user = make.plan(make.edition(Phase.SUBMISSION)), make.user()
    assert "U kunt likes geven vanaf" in shown(plan, user)
    assert "<form" not in shown(plan, user, "_likes")
    late = make.plan(make.edition(Phase.LIKES))
    clock.move(timedelta(days=9, minutes=1))
    assert "De likes zijn gesloten" in shown(late, user)
    assert "<form" not in shown(late, user, "_likes")


def test_a_plan_below_the_threshold_says_what_was_needed() -> None:
    plan = make.plan(make.edition(Phase.FEASIBILITY), Status.BELOW_THRESHOLD)
    assert "Dat zijn er 50 te weinig: er waren 50 likes nodig" in shown(plan)


def test_the_maker_alone_gets_the_buttons_of_the_maker() -> None:
    maker = make.user()
    draft = make.plan(status=Status.DRAFT, maker=maker)
    assert "Kijk na en dien in" in shown(draft, maker)
    submitted = make.plan(maker=maker)
    assert "Trek het plan in" in shown(submitted, maker)
    assert "Trek het plan in" not in shown(submitted, make.user())
    late = make.plan(make.edition(Phase.VOTING), Status.ON_BALLOT, maker=maker)
    assert "Trek het plan in" not in shown(late, maker)


def test_a_draft_has_no_likes_and_no_discussion() -> None:
    maker = make.user()
    page = shown(make.plan(status=Status.DRAFT, maker=maker), maker)
    assert 'id="likes"' not in page
    assert 'id="reacties"' not in page


def test_what_the_check_made_of_the_price_is_shown_beside_the_makers() -> None:
    plan = make.plan(make.edition(Phase.VOTING), Status.ON_BALLOT, cost_cents=1_000_000, ballot_cents=3_500_000)
    page = shown(plan)
    assert "€\u00a010.000" in page
    assert "€\u00a035.000" in page


def test_every_status_has_its_word() -> None:
    assert {status: str(label) for status, label in STATUS_LABELS.items()} == dict(LABELS)


def test_the_ballot_and_the_check_hold_their_plans_only() -> None:
    edition = make.edition(Phase.VOTING)
    for status in Status:
        make.plan(edition, status)
    make.plan(make.edition(), Status.ON_BALLOT)
    on_ballot = set(ballot_plans(edition).values_list("status", flat=True))
    assert on_ballot == {"ON_BALLOT", "CHOSEN", "NOT_CHOSEN", "REALISED", "STOPPED"}
    assert [plan.status for plan in plans_in_check(edition)] == ["IN_CHECK"]
