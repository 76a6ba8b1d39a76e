"""The proof: after all terms nothing of a person is left in any table, statistic, dump or file, but what is public."""

import os
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from pytest_django import Settings

from common import clock
from execution.actions import sweep_receipts
from feasibility.actions import sweep_files
from mail.actions import wipe_old_words
from plans.models import PlanPhoto
from retention.actions import nightly
from retention.models import Destruction
from retention.terms import KEPT, NOTHING
from tests.retention.needles import Haystack, data_files, files_on_disk, tables
from tests.retention.world import Over, over
from voting.actions.roll_import import imports_to_run

# What stays, field by field, because it is public or says nothing about a person (retention/terms/inventory.py).
STAYS = {
    f"{model}.{field}"
    for model, fields in {
        # The edition itself, written by the team.
        "editions.Area": "name",
        "editions.Edition": "name intro note hand_in_at help_phone",
        "editions.Neighbourhood": "name colour motif outline postcodes",
        "editions.PhaseChange": "reason",
        "editions.PhaseWindow": "phase",
        "editions.Theme": "name icon",
        # Plans, and what is public beside them.
        "plans.Plan": "title summary body place way_on arranged scope_answer",
        "plans.PlanPhoto": "alt digest",
        "plans.CostLine": "label",
        "plans.Comment": "text",
        "plans.HelpWanted": "text",
        "plans.ConflictPair": "reason",
        "plans.Referral": "department public_note",
        # Verdicts, and how they were reached.
        "feasibility.Advice": "text",
        "feasibility.AgendaItem": "found",
        "feasibility.Condition": "text owner_name due_on",
        "feasibility.Meeting": "place",
        "feasibility.Question": "text help yes_text provided_text no_text only_if_values",
        "feasibility.Reconsideration": "explanation",
        "feasibility.Verdict": "explanation way_on ballot_reason",
        # The result, and fingerprints of what was counted and printed.
        "voting.CountRecord": "content sha256",
        "voting.Count": "ballots_sha256 rules_sha256 lots ties withdrawn",
        "voting.LetterBatch": "file sha256",
        "voting.RollImport": "sha256 voting_day",
        # What was agreed and became of it.
        "execution.Agreement": "due_on",
        "execution.AgreementCondition": "key owner text",
        "execution.Extension": "end_before until",
        "execution.FollowUp": "note owner next_on",
        "execution.Instalment": "key due_on paid_on",
        "execution.Milestone": "key title due_on done_on",
        "execution.Spending": "spent_on",
        "execution.Stop": "public_words",
        "execution.Update": "text",
        # The report, and what the round cost.
        "report.OtherCost": "label",
        "report.Report": "foreword figures inputs_sha256 plans",
        "report.StaffHours": "function",
        "retention.LegalHold": "case",
    }.items()
    for field in fields.split()
}


PG_DUMP = next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_dump"))), None)


@pytest.fixture
def own_folders(tmp_path: Path, settings: Settings) -> Path:
    settings.MEDIA_ROOT, settings.PRIVATE_ROOT = tmp_path / "media", tmp_path / "besloten"
    return tmp_path


def other_rooms() -> None:
    """What the rooms wipe by themselves, as beat lets them."""
    wipe_old_words()
    imports_to_run()
    sweep_files()
    sweep_receipts()
    call_command("clearsessions")


def play_all_terms() -> None:
    """Eight years on: everything is over. Accounts are warned in the first night and go a month later."""
    clock.move(timedelta(days=8 * 365))
    nightly()
    other_rooms()
    clock.move(timedelta(days=31))
    nightly()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")  # else PostgreSQL counts dead rows a second later
    nightly()


def dump(folder: Path) -> bytes:
    out = folder / "dump.sql"
    where = connection.connection.get_dsn_parameters()
    password = str(connection.settings_dict["PASSWORD"])
    ask = [f"--host={where['host']}", f"--port={where['port']}", f"--username={where['user']}", where["dbname"]]
    environment = {**os.environ, **({"PGPASSWORD": password} if password else {})}
    subprocess.run([str(PG_DUMP), "-f", str(out), *ask], check=True, env=environment)
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
    assert before == set(hay.fields) - hay.refused
    assert all(path.exists() for path in world.files)
    assert len(files_on_disk()) > 5
    play_all_terms()
    left = hay.found_in(tables())
    assert sorted(left - STAYS) == []
    assert sorted(STAYS - left) == []
    assert not Destruction.objects.filter(cleared_at__isnull=True).exists()
    lingering = {name: gone for name, heap in data_files() if (gone := hay.found_in(heap) - STAYS)}
    assert not lingering
    if PG_DUMP:
        assert hay.found_in(dump(own_folders)) == STAYS
    photos = {Path(each.path).name for photo in PlanPhoto.objects.all() for each in (photo.image, photo.card)}
    assert {path.name for path in files_on_disk()} == photos


def test_whatever_stays_is_of_a_model_that_says_why() -> None:
    assert {name.rpartition(".")[0] for name in STAYS} <= set(KEPT) | NOTHING
