"""Every write of the plans room, by subject."""

from plans.actions.costs import add_cost_line, change_cost_line, remove_cost_line
from plans.actions.counter import Helped, PaperPlan, enter_plan
from plans.actions.discussion import add_comment, answer_comment, report_comment, withdraw_comment
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
    PlanFields,
    ScopeUnanswered,
    edit_plan,
    keep_arranged,
    start_draft,
    submit_plan,
    withdraw_plan,
)
from plans.actions.march import StatusFields, ThresholdOutcome, apply_threshold, change_status
from plans.actions.merging import MergeOutcome, expected_outcome, merge_plans
from plans.actions.moderation import hide_comment, keep_comment, restore_comment
from plans.actions.opening import Incomplete
from plans.actions.person import AlreadyOnPaper, SamePerson, set_details
from plans.actions.photos import add_photo, describe_photo, move_photo, remove_photo
from plans.actions.publishing import ask_review, hold_plan, publish_plan
from plans.actions.scope import keep_own_plan, lay_topics, pass_on
from plans.actions.signatures import Entered, enter_signatures, remove_signature
from plans.actions.support import like_plan, unlike_plan
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
    "AlreadyOnPaper",
    "ChangedMeanwhile",
    "Entered",
    "Helped",
    "Incomplete",
    "Invited",
    "MergeOutcome",
    "PaperPlan",
    "PlanFields",
    "SamePerson",
    "ScopeUnanswered",
    "StatusFields",
    "ThresholdOutcome",
    "accept_invitation",
    "add_comment",
    "add_contact_note",
    "add_cost_line",
    "add_photo",
    "answer_comment",
    "apply_threshold",
    "ask_for_help",
    "ask_review",
    "change_cost_line",
    "change_status",
    "clear_flag",
    "describe_photo",
    "edit_plan",
    "enter_plan",
    "enter_signatures",
    "expected_outcome",
    "hide_comment",
    "hold_plan",
    "invite_maker",
    "keep_arranged",
    "keep_comment",
    "keep_own_plan",
    "lay_topics",
    "leave_plan",
    "like_plan",
    "mark_found",
    "mark_seen",
    "merge_plans",
    "move_photo",
    "offer_help",
    "pass_on",
    "publish_plan",
    "refer_plan",
    "remove_call",
    "remove_co_maker",
    "remove_cost_line",
    "remove_photo",
    "remove_signature",
    "report_comment",
    "restore_comment",
    "revoke_invitation",
    "set_details",
    "set_flag",
    "start_draft",
    "submit_plan",
    "tell_makers",
    "unlike_plan",
    "update_referral",
    "withdraw_comment",
    "withdraw_offer",
    "withdraw_plan",
]
