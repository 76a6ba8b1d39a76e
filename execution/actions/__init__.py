"""Every change in the execution phase, by subject."""

from execution.actions.agreement import confirm_agreement, edit_agreement, open_agreements
from execution.actions.delivery import finish_milestone, mark_realised
from execution.actions.follow_up import open_follow_ups, set_follow_up
from execution.actions.following import follow_plan
from execution.actions.news import edit_update, hide_update, post_update, remove_update, restore_update
from execution.actions.spending import add_spending, sweep_receipts, withdraw_spending

__all__ = [
    "add_spending",
    "confirm_agreement",
    "edit_agreement",
    "edit_update",
    "finish_milestone",
    "follow_plan",
    "hide_update",
    "mark_realised",
    "open_agreements",
    "open_follow_ups",
    "post_update",
    "remove_update",
    "restore_update",
    "set_follow_up",
    "sweep_receipts",
    "withdraw_spending",
]
