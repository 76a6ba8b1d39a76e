"""Every write of the plans room, by subject."""

from plans.actions.help import ask_for_help, mark_found, offer_help, remove_call, withdraw_offer
from plans.actions.keeping import ChangedMeanwhile
from plans.actions.makers import (
    Invited,
    accept_invitation,
    invite_maker,
    leave_plan,
    remove_co_maker,
    revoke_invitation,
)
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
from plans.actions.photos import add_photo, describe_photo, move_photo, remove_photo
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

__all__ = [
    "ChangedMeanwhile",
    "Entered",
    "Incomplete",
    "Invited",
    "PlanFields",
    "StatusFields",
    "ThresholdOutcome",
    "accept_invitation",
    "add_comment",
    "add_contact_note",
    "add_cost_line",
    "add_photo",
    "apply_threshold",
    "ask_for_help",
    "change_status",
    "clear_flag",
    "describe_photo",
    "edit_plan",
    "enter_signatures",
    "invite_maker",
    "leave_plan",
    "like_plan",
    "mark_found",
    "mark_seen",
    "move_photo",
    "offer_help",
    "refer_plan",
    "remove_call",
    "remove_co_maker",
    "remove_cost_line",
    "remove_photo",
    "remove_signature",
    "revoke_invitation",
    "set_flag",
    "start_draft",
    "submit_plan",
    "unlike_plan",
    "update_referral",
    "withdraw_comment",
    "withdraw_offer",
    "withdraw_plan",
]
