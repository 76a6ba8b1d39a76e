"""Holding an edition open: by the database's clock, after the lock."""

from datetime import timedelta
from threading import Event, Thread

import pytest
from django.db import connection, transaction

from common import clock
from common.errors import Refused
from editions.locks import hold_open, take
from editions.models import Edition
from editions.phases import Activity, Phase
from tests import make


@pytest.mark.django_db
class TestHoldOpen:
    def test_within_the_phase_it_holds(self) -> None:
        edition = make.edition(Phase.VOTING)
        assert hold_open(edition.pk, Activity.VOTE).pk == edition.pk

    def test_after_the_end_it_refuses_though_no_worker_came(self) -> None:
        edition = make.edition(Phase.VOTING)
        clock.move(timedelta(days=9, seconds=1))
        with pytest.raises(Refused, match="niet open"):
            hold_open(edition.pk, Activity.VOTE)

    def test_in_another_phase_it_refuses(self) -> None:
        with pytest.raises(Refused):
            hold_open(make.edition(Phase.LIKES).pk, Activity.VOTE)


@pytest.mark.django_db(transaction=True)
def test_it_needs_a_transaction() -> None:
    with pytest.raises(RuntimeError):
        hold_open(make.edition(Phase.VOTING).pk, Activity.VOTE)


@pytest.mark.django_db(transaction=True)
def test_who_closes_waits_for_who_was_in_time() -> None:
    """The closer takes the edition alone only after everybody who holds it open has committed."""
    edition = make.edition(Phase.VOTING)
    closed = Event()

    def close() -> None:
        with transaction.atomic():
            take(edition.pk)
            Edition.objects.filter(pk=edition.pk).update(phase=Phase.COUNTING)
        closed.set()
        connection.close()

    with transaction.atomic():
        hold_open(edition.pk, Activity.VOTE)
        closer = Thread(target=close)
        closer.start()
        assert not closed.wait(0.3)
    closer.join(5)
    assert closed.is_set()
