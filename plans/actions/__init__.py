"""Every write of the plans room, by subject."""

from plans.actions.keeping import ChangedMeanwhile
from plans.actions.making import (
    Incomplete,
    PlanFields,
    add_cost_line,
    edit_plan,
    remove_cost_line,
    start_draft,
    submit_plan,
    withdraw_plan,
)
from plans.actions.march import StatusFields, ThresholdOutcome, apply_threshold, change_status
from plans.actions.signatures import Entered, enter_signatures, remove_signature
from plans.actions.support import add_comment, like_plan, unlike_plan, withdraw_comment
from plans.actions.triage import (
    add_contact_note,
    clear_flag,
    mark_seen,
    refer_plan,
    set_flag,
    update_referral,
)
from plans.actions.watching import tell_makers

__all__ = [
    "ChangedMeanwhile",
    "Entered",
    "Incomplete",
    "PlanFields",
    "StatusFields",
    "ThresholdOutcome",
    "add_comment",
    "add_contact_note",
    "add_cost_line",
    "apply_threshold",
    "change_status",
    "clear_flag",
    "edit_plan",
    "enter_signatures",
    "like_plan",
    "mark_seen",
    "refer_plan",
    "remove_cost_line",
    "remove_signature",
    "set_flag",
    "start_draft",
    "submit_plan",
    "tell_makers",
    "unlike_plan",
    "update_referral",
    "withdraw_comment",
    "withdraw_plan",
]
