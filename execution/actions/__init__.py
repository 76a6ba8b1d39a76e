"""Every change in the execution phase, by subject."""

from execution.actions.agreement import open_agreements
from execution.actions.agreement_news import remind_of_agreements
from execution.actions.delivery import finish_milestone, mark_realised
from execution.actions.follow_up import open_follow_ups, set_follow_up
from execution.actions.keeping import decide_gate, mark_condition, pay_instalment
from execution.actions.news import post_update
from execution.actions.versions import answer_request, ask_change, confirm_agreement, propose_version

__all__ = [
    "answer_request",
    "ask_change",
    "confirm_agreement",
    "decide_gate",
    "finish_milestone",
    "mark_condition",
    "mark_realised",
    "open_agreements",
    "open_follow_ups",
    "pay_instalment",
    "post_update",
    "propose_version",
    "remind_of_agreements",
    "set_follow_up",
]
