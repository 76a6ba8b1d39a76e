"""Holding an edition open: by the database's clock, after the lock."""

from datetime import timedelta
from threading import Event, Thread

import pytest
from django.db import connection, transaction
from pytest_django import DjangoAssertNumQueries

from common import clock
from common.errors import Refused
from editions.locks import hold_open, take
from editions.models import Edition
from editions.phases import REFUSALS, Activity, Phase
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


@pytest.mark.django_db(transaction=True)
def test_who_waited_for_the_closer_meets_the_phase_that_the_closer_wrote() -> None:
    edition = make.edition(Phase.VOTING)
    told: list[str] = []

    def come_late() -> None:
        try:
            with transaction.atomic():
                hold_open(edition.pk, Activity.VOTE)
            told.append("in")
        except Refused as refusal:
            told.append(refusal.reason)
        finally:
            connection.close()

    with transaction.atomic():
        take(edition.pk)
        late = Thread(target=come_late)
        late.start()
        late.join(0.5)
        assert not told
        Edition.objects.filter(pk=edition.pk).update(phase=Phase.COUNTING)
    late.join(5)
    assert told == [REFUSALS[Activity.VOTE]]


@pytest.mark.django_db
def test_one_query_locks_and_one_tells_dates_and_time(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    edition = make.edition(Phase.VOTING)
    with django_assert_num_queries(2) as seen:
        hold_open(edition.pk, Activity.VOTE)
    lock, clock_after_it = (each["sql"] for each in seen.captured_queries)
    assert "FOR SHARE" in lock
    assert "clock_timestamp()" in clock_after_it


@pytest.mark.django_db
def test_an_unknown_edition_is_no_edition() -> None:
    with pytest.raises(Edition.DoesNotExist):
        hold_open(0, Activity.VOTE)


@pytest.mark.django_db
def test_without_dates_the_phase_alone_opens_what_has_no_dates() -> None:
    edition = make.edition(Phase.FEASIBILITY)
    edition.windows.all().delete()
    assert hold_open(edition.pk, Activity.JUDGE).pk == edition.pk
    Edition.objects.filter(pk=edition.pk).update(phase=Phase.VOTING)
    with pytest.raises(Refused):
        hold_open(edition.pk, Activity.VOTE)
