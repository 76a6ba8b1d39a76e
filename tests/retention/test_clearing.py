"""What PostgreSQL keeps of rows that are gone: cleared up behind every destruction, and not before it can be."""

import pytest
from django.db import connection

from retention.actions import clear_traces, clearing, destroy
from tests.retention.test_destroying import go_to
from tests.retention.world import over


@pytest.mark.django_db(transaction=True)
def test_what_an_older_transaction_still_sees_does_not_count_as_cleared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clearing, "PAUSES", (0,))
    world = over()
    go_to(world, "offers", 1)
    reader = connection.copy()
    try:
        reader.set_autocommit(False)
        with reader.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("SELECT count(*) FROM plans_helpoffer")
        made = destroy("offers", world.edition)
        assert made
        clear_traces()
        made.refresh_from_db()
        assert made.cleared_at is None
        reader.rollback()
        monkeypatch.undo()  # whoever else looks, as PostgreSQL itself, is done in a moment
        clear_traces()
        made.refresh_from_db()
        assert made.cleared_at
    finally:
        reader.close()


@pytest.mark.django_db
def test_clearing_up_refuses_to_run_within_a_transaction() -> None:
    with pytest.raises(RuntimeError):
        clear_traces()
