"""The proof: after all terms nothing of a person is left in any table, statistic, dump or file, but what is public."""

import os
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from common import clock
from feasibility.actions import sweep_files
from mail.actions import wipe_old_words
from retention.actions import nightly
from retention.models import Destruction
from tests.retention.needles import Haystack, data_files, files_on_disk, tables
from tests.retention.world import Over, over
from voting.actions.roll_import import imports_to_run

# What stays, field by field, because it is public or says nothing about a person (retention/terms/inventory.py).
STAYS: set[str] = set()


@pytest.fixture
def own_folders(tmp_path: Path, settings: settings) -> Path:
    settings.MEDIA_ROOT, settings.PRIVATE_ROOT = tmp_path / "media", tmp_path / "besloten"
    return tmp_path


def other_rooms() -> None:
    """What the rooms wipe by themselves, as beat lets them."""
    wipe_old_words()
    imports_to_run()
    sweep_files()
    call_command("clearsessions")


def play_all_terms() -> None:
    """Eight years on: everything is over. Accounts are warned in the first night and go a month later."""
    clock.move(timedelta(days=8 * 365))
    nightly()
    other_rooms()
    clock.move(timedelta(days=31))
    nightly()
    nightly()


def dump(folder: Path) -> bytes:
    facts = connection.settings_dict
    out = folder / "dump.sql"
    where = {"PGHOST": facts["HOST"], "PGPORT": str(facts["PORT"]), "PGUSER": facts["USER"]}
    secret = {"PGPASSWORD": facts["PASSWORD"]} if facts["PASSWORD"] else {}
    subprocess.run(
        ["pg_dump", "-f", str(out), facts["NAME"]],
        check=True,
        env={**os.environ, **{key: str(value) for key, value in (where | secret).items() if value}},
    )
    return out.read_bytes()


@pytest.mark.django_db(transaction=True)
def test_after_all_terms_no_needle_is_left_in_any_table_statistic_dump_or_file(own_folders: Path) -> None:
    world: Over = over()
    hay = Haystack()
    hay.fill()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    before = hay.found_in(tables())
    # The search finds what is there: every field that got a needle.
    assert set(hay.fields) - hay.refused == before - {"geboortedatum"}
    assert "geboortedatum" in before
    assert all(path.exists() for path in world.files)
    assert len(files_on_disk()) > 5
    play_all_terms()
    left = hay.found_in(tables())
    print(sorted(left), "REFUSED", sorted(hay.refused), [str(p) for p in files_on_disk()])
    assert left <= STAYS
    assert not Destruction.objects.filter(cleared_at__isnull=True).exists()
    on_disk = set().union(*(hay.found_in(each) for each in data_files()))
    assert on_disk <= STAYS
    if shutil.which("pg_dump"):
        assert hay.found_in(dump(own_folders)) <= STAYS
