"""What is in the database of before these migrations: a roll without codes goes, one with codes and a lot stay."""

from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from common import clock
from editions.models import Edition
from editions.phases import Phase
from tests import make

BEFORE = [("voting", "0004_rules_and_two_people")]
AFTER = [("voting", "0009_roll_as_a_job")]


def migrate(targets: list[tuple[str, str]]) -> Any:
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return executor.loader.project_state(targets).apps


def _roll(apps: Any, edition: Edition, by: int) -> Any:
    """One voter, one row that was rejected; returns the voter."""
    made = apps.get_model("voting", "RollImport").objects.create(
        edition_id=edition.pk,
        sha256="a",
        imported_by_id=by,
        imported_at=clock.now(),
        rows=2,
        new=1,
        known=0,
        rejected=1,
    )
    apps.get_model("voting", "RejectedRow").objects.create(roll_import=made, line=3, reason="x", raw="x")
    name = {"name_line": "M. Vos", "salutation": "x", "address_line": "Laan 1", "postcode": "2034 AB"}
    home = edition.area.neighbourhoods.all()[0].pk
    return apps.get_model("voting", "Voter").objects.create(
        edition_id=edition.pk, person_key=b"p", neighbourhood_id=home, birth_date="2000-01-01", **name
    )


@pytest.mark.django_db(transaction=True)
def test_a_roll_without_codes_is_read_again_and_a_lot_of_before_is_kept() -> None:
    apps = migrate(BEFORE)
    try:
        bare, issued, by = make.edition(Phase.FEASIBILITY), make.edition(Phase.COUNTING), make.user("Leider").pk
        _roll(apps, bare, by)
        voter = _roll(apps, issued, by)
        apps.get_model("voting", "VotingCode").objects.create(edition_id=issued.pk, voter=voter, code_hash=b"h")
        for edition, lot in ((bare, []), (issued, [4, 2])):
            apps.get_model("voting", "Count").objects.create(
                edition_id=edition.pk, ballots=1, eligible=1, spent_cents=0, left_cents=0, ballots_sha256="a",
                lot=lot, counted_by_id=by, counted_at=clock.now(),
            )  # fmt: skip
        apps = migrate(AFTER)
        for kind in ("RollImport", "Voter"):
            assert list(apps.get_model("voting", kind).objects.values_list("edition_id", flat=True)) == [issued.pk]
        assert apps.get_model("voting", "RejectedRow").objects.get().roll_import.edition_id == issued.pk
        counts = apps.get_model("voting", "Count").objects
        assert dict(counts.values_list("edition_id", "lots")) == {bare.pk: [], issued.pk: [[4, 2]]}
    finally:
        migrate(MigrationExecutor(connection).loader.graph.leaf_nodes())
