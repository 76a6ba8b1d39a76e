"""Every change in the execution phase, by subject."""

from execution.actions.agreement import confirm_agreement, edit_agreement, open_agreements
from execution.actions.delivery import finish_milestone, mark_realised
from execution.actions.follow_up import end_follow_up, open_follow_ups, set_follow_up
from execution.actions.news import post_update

__all__ = [
    "confirm_agreement",
    "edit_agreement",
    "end_follow_up",
    "finish_milestone",
    "mark_realised",
    "open_agreements",
    "open_follow_ups",
    "post_update",
    "set_follow_up",
]
