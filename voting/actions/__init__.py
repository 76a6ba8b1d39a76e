"""Every write of the vote, by subject: `roll` and `letters` (who may vote), `box` and `count` (what was voted)."""

from voting.actions.box import cast_ballot, mix_intakes, seal_box
from voting.actions.count import count_votes, publish_count
from voting.actions.letters import (
    SWEEP_AT_ONCE,
    batches_to_render,
    confirm_printed,
    fetch_all,
    fetch_batch,
    render_batch,
    start_letters,
)
from voting.actions.roll import (
    admit_set_apart,
    cancel_import,
    empty_roll,
    issue_codes,
    map_columns,
    start_import,
    upload_roll,
)
from voting.actions.roll_import import import_roll, imports_to_run, run_import
from voting.actions.rules import freeze_rules

__all__ = [
    "SWEEP_AT_ONCE",
    "admit_set_apart",
    "batches_to_render",
    "cancel_import",
    "cast_ballot",
    "confirm_printed",
    "count_votes",
    "empty_roll",
    "fetch_all",
    "fetch_batch",
    "freeze_rules",
    "import_roll",
    "imports_to_run",
    "issue_codes",
    "map_columns",
    "mix_intakes",
    "publish_count",
    "render_batch",
    "run_import",
    "seal_box",
    "start_import",
    "start_letters",
    "upload_roll",
]
