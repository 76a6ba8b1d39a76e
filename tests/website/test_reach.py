"""The one action that fits the phase stays in reach on a plan's page, and only there where it fits."""

import pytest
from django.test import Client
from django.urls import reverse

from editions.phases import Phase
from plans.models import Plan
from plans.status import Status
from tests import make

pytestmark = pytest.mark.django_db


def page(plan: Plan, browser: Client | None = None) -> str:
    response = (browser or Client()).get(reverse("plan_page", args=[plan.edition.slug, plan.pk]))
    assert response.status_code == 200
    return str(response.content.decode())


def test_while_likes_are_open_a_visitor_has_the_way_to_log_in_at_hand() -> None:
    shown = page(make.plan(make.edition(Phase.LIKES)))
    assert "likebar" in shown
    assert "Ga stemmen" not in shown


def test_before_the_likes_open_there_is_no_bar_and_no_count_to_fifty() -> None:
    shown = page(make.plan(make.edition(Phase.SUBMISSION)))
    assert "stickybar" not in shown
    assert "Nog geen likes" in shown
    assert "0 van 50" not in shown


def test_while_the_neighbourhood_votes_a_plan_on_the_ballot_leads_to_the_booth() -> None:
    shown = page(make.plan(make.edition(Phase.VOTING), Status.ON_BALLOT))
    assert "stickybar" in shown
    assert "Ga stemmen" in shown
    assert "likebar" not in shown


def test_a_plan_that_is_not_on_the_ballot_has_no_bar() -> None:
    assert "stickybar" not in page(make.plan(make.edition(Phase.VOTING), Status.BELOW_THRESHOLD))


def test_after_the_vote_no_bar_calls_to_vote() -> None:
    assert "stickybar" not in page(make.plan(make.edition(Phase.EXECUTION), Status.CHOSEN))
