"""The audit trail only grows."""

import pytest
from django.db import DatabaseError, transaction

from audit.actions import record
from audit.models import Entry


@pytest.mark.django_db
class TestAppendOnly:
    def test_an_entry_is_added(self) -> None:
        record("plan_submitted", edition="schalkwijk", by=7, subject="plan:1", cents=100)
        entry = Entry.objects.get()
        assert (entry.actor, entry.subject, entry.data) == ("gebruiker:7", "plan:1", {"cents": 100})

    def test_the_clock_is_called_the_system(self) -> None:
        assert record("phase_changed").actor == "systeem"

    def test_the_database_refuses_a_change(self) -> None:
        record("phase_changed")
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            Entry.objects.update(action="iets anders")

    def test_the_database_refuses_a_removal(self) -> None:
        record("phase_changed")
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            Entry.objects.all().delete()
