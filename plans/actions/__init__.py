"""Every write of the plans room, by subject."""

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
from plans.actions.march import ThresholdOutcome, apply_threshold, change_status
from plans.actions.signatures import Entered, enter_signatures, remove_signature
from plans.actions.support import add_comment, like_plan, unlike_plan, withdraw_comment

__all__ = [
    "Entered",
    "Incomplete",
    "PlanFields",
    "ThresholdOutcome",
    "add_comment",
    "add_cost_line",
    "apply_threshold",
    "change_status",
    "edit_plan",
    "enter_signatures",
    "like_plan",
    "remove_cost_line",
    "remove_signature",
    "start_draft",
    "submit_plan",
    "unlike_plan",
    "withdraw_comment",
    "withdraw_plan",
]
