"""Two people who spend at the same moment never spend more than the grant."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection

from common import clock
from common.errors import Refused
from execution.actions import add_spending
from execution.actions import spending as acting
from execution.actions.spending import Bill
from execution.models import Agreement
from execution.queries.spending import purse_of
from execution.states import State
from tests.execution.test_agreements import running

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE, ROUNDS = 6, 5
# Of € 2.500: two fit, a third does not.
CENTS = 100_000


def agreed() -> Agreement:
    agreement = running()
    Agreement.objects.filter(pk=agreement.pk).update(state=State.BUSY)
    return agreement


def race(agreement: Agreement) -> int:
    """How many of so many at once were told that it is in the book."""
    gate, maker = Barrier(PEOPLE), agreement.plan.maker

    def spend(_: int) -> bool:
        try:
            gate.wait()
            add_spending(agreement.pk, maker, Bill(CENTS, clock.today(), "Aarde", "", uuid4()))
        except Refused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(PEOPLE) as pool:
        return sum(pool.map(spend, range(PEOPLE)))


@contextmanager
def without_the_lock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Read, check, write, and nobody waits for anybody."""
    with monkeypatch.context() as patched:
        unheld = lambda number: Agreement.objects.select_related("plan__edition").get(pk=number)  # noqa: E731
        patched.setattr(acting, "hold", unheld)
        yield


def test_six_at_once_spend_no_more_than_the_grant() -> None:
    for _ in range(ROUNDS):
        agreement = agreed()
        assert race(agreement) == 2
        assert purse_of(agreement).spent == 2 * CENTS


def test_without_the_lock_the_same_race_spends_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: the race is one."""
    over = 0
    with without_the_lock(monkeypatch):
        for _ in range(ROUNDS):
            agreement = agreed()
            race(agreement)
            over += purse_of(agreement).spent > agreement.grant_cents
    print(f"without the lock: {over} of {ROUNDS} grants overspent")
    assert over
