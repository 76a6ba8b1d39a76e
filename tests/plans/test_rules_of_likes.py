"""The rules of likes as residents read them, one test a rule; the crowd is in test_concurrent_likes."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.test import Client

from accounts.models import User
from common import clock
from common.errors import Refused
from editions.models import Edition
from editions.phases import Phase
from plans import actions
from plans.bursts import AT_LEAST
from plans.models import Like, Plan
from plans.status import Status
from plans.support.queries import burst_report
from tests import make
from tests.plans.browsing import url

pytestmark = pytest.mark.django_db


def opened_together() -> Edition:
    """Likes open with submission and close ten days later."""
    edition = make.edition(Phase.SUBMISSION)
    window = edition.windows.get(phase=Phase.LIKES)
    window.starts_at = edition.windows.get(phase=Phase.SUBMISSION).starts_at
    window.save()
    return edition


def test_one_person_likes_as_many_plans_as_they_want() -> None:
    edition, someone = make.edition(Phase.LIKES), make.user()
    plans = [make.plan(edition) for _ in range(8)]
    assert all(actions.like_plan(plan.pk, someone) for plan in plans)
    assert someone.likes.count() == 8


def test_a_like_is_taken_back_freely_while_likes_are_open_and_not_after() -> None:
    plan, someone = make.plan(make.edition(Phase.LIKES)), make.user()
    for _ in range(3):
        actions.like_plan(plan.pk, someone)
        actions.unlike_plan(plan.pk, someone)
    actions.like_plan(plan.pk, someone)
    clock.move(timedelta(days=9, minutes=1))
    with pytest.raises(Refused):
        actions.unlike_plan(plan.pk, someone)
    assert plan.likes.count() == 1


def test_a_visitor_and_somebody_who_did_not_confirm_their_address_give_no_like() -> None:
    cache.clear()
    plan = make.plan(make.edition(Phase.LIKES))
    visitor, newcomer = Client(), Client()
    newcomer.post("/account/signup/", {"name": "Nieuw", "email": "nieuw@example.org", "website": ""})
    assert mail.outbox
    assert not EmailAddress.objects.get(email="nieuw@example.org").verified
    for browser in (visitor, newcomer):
        answer = browser.post(url("plan_like", plan), {"like": "1"})
        assert answer.headers["Location"].startswith("/account/login/")
    assert not Like.objects.exists()


def test_likes_open_together_with_submission_when_the_edition_says_so() -> None:
    plan, someone = make.plan(opened_together()), make.user()
    assert actions.like_plan(plan.pk, someone)
    clock.move(timedelta(days=12))
    assert actions.unlike_plan(plan.pk, someone)
    clock.move(timedelta(days=8))
    with pytest.raises(Refused):
        actions.like_plan(plan.pk, someone)


def test_likes_open_after_submission_when_the_edition_says_so() -> None:
    plan, someone = make.plan(make.edition(Phase.SUBMISSION)), make.user()
    with pytest.raises(Refused):
        actions.like_plan(plan.pk, someone)
    clock.move(timedelta(days=9, minutes=1))
    assert actions.like_plan(plan.pk, someone)


@pytest.mark.parametrize(
    ("threshold", "edge_counts", "likes", "after"),
    [
        (3, True, 2, Status.BELOW_THRESHOLD),
        (3, True, 3, Status.IN_CHECK),
        (3, False, 3, Status.BELOW_THRESHOLD),
        (3, False, 4, Status.IN_CHECK),
        (5, True, 4, Status.BELOW_THRESHOLD),
    ],
)
def test_threshold_and_edge_are_settings_of_the_edition(
    threshold: int, edge_counts: bool, likes: int, after: Status
) -> None:
    edition = make.edition(Phase.LIKES, threshold=threshold, threshold_inclusive=edge_counts)
    plan = make.plan(edition)
    make.likes(plan, likes)
    actions.apply_threshold(edition, None)
    assert Plan.objects.get(pk=plan.pk).state is after


def test_a_burst_is_reported_and_never_blocked_whoever_the_likers_are() -> None:
    """Accounts made today, people known by an address and makers whom the team entered: all likes stay."""
    plan = make.plan(make.edition(Phase.LIKES))
    people = [
        make.user(f"Mens {letter}", postcode="2034AB", house_number="1") for letter in "abcdefghijkl"[: AT_LEAST + 2]
    ]
    for each in people:
        actions.like_plan(plan.pk, each, "192.0.2.0/24")
    (row,) = burst_report(plan.edition)
    assert row.signs.reasons == ["veel in één uur", "veel nieuwe accounts", "veel van één netwerk"]
    assert Plan.objects.with_figures().get(pk=plan.pk).like_count == len(people)
    kept = str(list(Like.objects.values())) + str(list(User.objects.values()))
    assert "192.0.2" not in kept
