"""Maker and municipality confirm at the same moment: the agreement is in force, once, and nobody's yes is lost."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest

from audit.models import Entry
from common.errors import Refused
from execution.actions import confirm_agreement, versions
from execution.models import Agreement, AgreementVersion
from execution.states import State
from tests.execution.agreed import leader_of, propose, terms_of
from tests.execution.test_agreements import running
from tests.plans.test_concurrent_likes import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)

AT_ONCE = 4
# How long one side waits for the other between reading and writing, in seconds.
WAIT = 2
Acts = list[Callable[[], object]]


def in_force() -> bool:
    agreement = Agreement.objects.get()
    return agreement.is_agreed and agreement.current is State.AGREED


def test_both_sides_at_once_bring_it_into_force_once() -> None:
    agreement = running()
    propose(agreement)
    people = [agreement.plan.maker, leader_of(agreement), leader_of(agreement, "Hassan")]
    acts: Acts = [partial(confirm_agreement, agreement.pk, 1, person) for _ in range(AT_ONCE) for person in people]
    results = all_at_once(acts)
    assert all(isinstance(each, AgreementVersion) for each in results)
    assert in_force()
    counts = [Entry.objects.filter(action=name).count() for name in ("agreement_confirmed", "agreement_in_force")]
    assert counts == [2, 1]


@pytest.mark.parametrize("locked", [True, False], ids=["with the lock", "without it (negative control)"])
def test_the_second_yes_sees_the_first_by_the_lock(locked: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both read that the other has not confirmed, and write: without the lock nobody brings it into force."""
    agreement = running()
    leader = leader_of(agreement)
    propose(agreement, leader)
    both_read, sign = Barrier(2), versions._sign

    def slow_sign(*args: Any) -> None:
        with suppress(BrokenBarrierError):  # with the lock the other waits, and reads only after this one wrote
            both_read.wait(WAIT)
        sign(*args)

    def no_lock(agreement_id: int) -> Agreement:
        return Agreement.objects.select_related("plan__edition").get(pk=agreement_id)

    monkeypatch.setattr(versions, "_sign", slow_sign)
    if not locked:
        monkeypatch.setattr(versions, "hold", no_lock)
    acts: Acts = [partial(confirm_agreement, agreement.pk, 1, person) for person in (agreement.plan.maker, leader)]
    all_at_once(acts)
    assert AgreementVersion.objects.get().is_agreed
    assert in_force() is locked


def test_a_yes_crosses_a_next_version_and_is_never_a_yes_to_that() -> None:
    agreement = running()
    leader = leader_of(agreement)
    propose(agreement, leader)
    confirm_agreement(agreement.pk, 1, leader)
    other = terms_of(agreement, terms="Anders.")
    acts: Acts = [
        partial(confirm_agreement, agreement.pk, 1, agreement.plan.maker),
        partial(versions.propose_version, agreement.pk, leader, other, 1, "Het moet anders."),
    ]
    yes, _ = all_at_once(acts)
    assert in_force() is not isinstance(yes, Refused)
    assert AgreementVersion.objects.get(number=2).confirmed_by_maker is None


def test_two_leaders_who_propose_at_once_make_one_version() -> None:
    agreement = running()
    leaders = [leader_of(agreement, name) for name in ("Joke", "Hassan")]
    terms = terms_of(agreement)
    acts: Acts = [partial(versions.propose_version, agreement.pk, each, terms, 0) for each in leaders]
    results = all_at_once(acts)
    assert sum(isinstance(each, Refused) for each in results) == 1
    assert AgreementVersion.objects.count() == 1
