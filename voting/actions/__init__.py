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
from voting.actions.roll import import_roll, issue_codes
from voting.actions.rules import freeze_rules

__all__ = [
    "SWEEP_AT_ONCE",
    "batches_to_render",
    "cast_ballot",
    "confirm_printed",
    "count_votes",
    "fetch_all",
    "fetch_batch",
    "freeze_rules",
    "import_roll",
    "issue_codes",
    "mix_intakes",
    "publish_count",
    "render_batch",
    "seal_box",
    "start_letters",
]
