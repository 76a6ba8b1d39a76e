"""Every change in the execution phase, by subject."""

from execution.actions.agreement import confirm_agreement, edit_agreement, open_agreements
from execution.actions.delivery import finish_milestone, mark_realised
from execution.actions.follow_up import end_follow_up, open_follow_ups, set_follow_up
from execution.actions.news import post_update
from execution.actions.pulse import answer_check_in, answer_help, sweep_pulse
from execution.actions.wishes import ask_extension, ask_stop, decide_extension, decline_stop, stop_plan

__all__ = [
    "answer_check_in",
    "answer_help",
    "ask_extension",
    "ask_stop",
    "confirm_agreement",
    "decide_extension",
    "decline_stop",
    "edit_agreement",
    "end_follow_up",
    "finish_milestone",
    "mark_realised",
    "open_agreements",
    "open_follow_ups",
    "post_update",
    "set_follow_up",
    "stop_plan",
    "sweep_pulse",
]
