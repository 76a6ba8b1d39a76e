"""An agreement as its maker and its leader read it: whose turn it is, and nothing too early."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from common import clock
from editions.models import Role
from execution.models import Agreement
from execution.states import State
from tests import make
from tests.execution.agreed import agreed, confirm, propose
from tests.execution.test_agreements import running

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]
AsUser = Callable[[User], Client]


def shown(browser: Client, agreement: Agreement) -> str:
    plan = agreement.plan
    return browser.get(reverse("agreement", args=[plan.edition.slug, plan.pk])).content.decode()


def test_the_maker_is_asked_for_a_yes_until_it_is_given(as_user: AsUser) -> None:
    agreement = running()
    maker = as_user(agreement.plan.maker)
    propose(agreement)
    assert "Wij wachten op uw akkoord" in shown(maker, agreement)
    assert "Voor de projectleider" not in shown(maker, agreement)
    confirm(agreement, agreement.plan.maker)
    assert "Wij wachten op uw akkoord" not in shown(maker, agreement)


def test_the_leader_finishes_a_plan_only_after_both_said_yes(as_user: AsUser) -> None:
    agreement = running()
    leader = as_user(make.staff(agreement.plan.edition, Role.LEADER))
    before = shown(leader, agreement)
    assert f"Afspraak met {agreement.plan.maker}" in before
    assert "Uw afspraak" not in before
    assert "Dit plan is gerealiseerd" not in before
    agreed(agreement)
    assert "Dit plan is gerealiseerd" in shown(leader, agreement)
    Agreement.objects.update(state=State.REALISED, ended_at=clock.now())
    assert "Dit plan is gerealiseerd" not in shown(leader, agreement)
