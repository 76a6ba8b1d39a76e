"""Every change at the table, in the order in which it works: lay it with the questions, answer, set conditions, judge,
make public."""

from feasibility.actions.advice import give_advice
from feasibility.actions.answers import AnsweredMeanwhile, OtherQuestions, save_answer
from feasibility.actions.assigning import Choice, ChoicesRefused, assign_plans, spread_plans
from feasibility.actions.clock import pause_clock, resume_clock
from feasibility.actions.conditions import add_condition, remove_condition
from feasibility.actions.connections import add_connection, remove_connection
from feasibility.actions.costs import (
    answer_costs,
    ask_second_look,
    explain_difference,
    give_second_look,
    remove_estimate,
    set_estimate,
    share_costs,
)
from feasibility.actions.files import add_file, remove_file, sweep_files
from feasibility.actions.flows import discard_draft, draft_flow, take_flow_in_use
from feasibility.actions.maker_answer import answer_conditions, follow_answers, settle_answers, tick_off
from feasibility.actions.pairs import mark_conflict, unmark_conflict
from feasibility.actions.parking import park_plan, unpark_plan
from feasibility.actions.publication import propose_publication, publish_verdicts, withdraw_publication
from feasibility.actions.questions import (
    QuestionRefused,
    add_question,
    change_question,
    move_question,
    remove_question,
)
from feasibility.actions.reconsideration import (
    HandledMeanwhile,
    NewVerdict,
    WantedCondition,
    ask_reconsideration,
    change_verdict,
    keep_verdict,
)
from feasibility.actions.remarks import add_remark, see_mentions
from feasibility.actions.reminders import remind_checkers
from feasibility.actions.rules import set_table_rules
from feasibility.actions.table import lay_table
from feasibility.actions.verdicts import VerdictRefused, confirm_verdict, reopen_verdict, second_verdict

__all__ = [
    "AnsweredMeanwhile",
    "Choice",
    "ChoicesRefused",
    "HandledMeanwhile",
    "NewVerdict",
    "OtherQuestions",
    "QuestionRefused",
    "VerdictRefused",
    "WantedCondition",
    "add_condition",
    "add_connection",
    "add_file",
    "add_question",
    "add_remark",
    "answer_conditions",
    "answer_costs",
    "ask_reconsideration",
    "ask_second_look",
    "assign_plans",
    "change_question",
    "change_verdict",
    "confirm_verdict",
    "discard_draft",
    "draft_flow",
    "explain_difference",
    "follow_answers",
    "give_advice",
    "give_second_look",
    "keep_verdict",
    "lay_table",
    "mark_conflict",
    "move_question",
    "park_plan",
    "pause_clock",
    "propose_publication",
    "publish_verdicts",
    "remind_checkers",
    "remove_condition",
    "remove_connection",
    "remove_estimate",
    "remove_file",
    "remove_question",
    "reopen_verdict",
    "resume_clock",
    "save_answer",
    "second_verdict",
    "see_mentions",
    "set_estimate",
    "set_table_rules",
    "settle_answers",
    "share_costs",
    "spread_plans",
    "sweep_files",
    "take_flow_in_use",
    "tick_off",
    "unmark_conflict",
    "unpark_plan",
    "withdraw_publication",
]
