"""The finger on the pulse: the daily round of the clock, and the answers of makers."""

from execution.actions.pulse.answering import answer_check_in
from execution.actions.pulse.helping import answer_help
from execution.actions.pulse.sweep import sweep_pulse

__all__ = ["answer_check_in", "answer_help", "sweep_pulse"]
