"""Every change in the execution phase, by subject."""

from execution.actions.agreement import open_agreements
from execution.actions.agreement_news import remind_of_agreements
from execution.actions.delivery import finish_milestone, mark_realised
from execution.actions.follow_up import end_follow_up, open_follow_ups, set_follow_up
from execution.actions.following import follow_along, follow_plan
from execution.actions.keeping import decide_gate, mark_condition, pay_instalment
from execution.actions.news import edit_update, hide_update, post_update, remove_update, restore_update
from execution.actions.pulse import answer_check_in, answer_help, sweep_pulse
from execution.actions.spending import add_spending, sweep_receipts, withdraw_spending
from execution.actions.versions import answer_request, ask_change, confirm_agreement, propose_version
from execution.actions.wishes import ask_extension, ask_stop, decide_extension, decline_stop, stop_plan

__all__ = [
    "add_spending",
    "answer_check_in",
    "answer_help",
    "answer_request",
    "ask_change",
    "ask_extension",
    "ask_stop",
    "confirm_agreement",
    "decide_extension",
    "decide_gate",
    "decline_stop",
    "edit_update",
    "end_follow_up",
    "finish_milestone",
    "follow_along",
    "follow_plan",
    "hide_update",
    "mark_condition",
    "mark_realised",
    "open_agreements",
    "open_follow_ups",
    "pay_instalment",
    "post_update",
    "propose_version",
    "remind_of_agreements",
    "remove_update",
    "restore_update",
    "set_follow_up",
    "stop_plan",
    "sweep_pulse",
    "sweep_receipts",
    "withdraw_spending",
]
