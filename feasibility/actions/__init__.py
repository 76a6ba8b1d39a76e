"""Every change at the table, in the order in which it works: lay it with the questions, answer, set conditions, judge,
make public."""

from feasibility.actions.advice import give_advice
from feasibility.actions.answers import AnsweredMeanwhile, OtherQuestions, save_answer
from feasibility.actions.conditions import add_condition, remove_condition
from feasibility.actions.costs import (
    answer_costs,
    ask_second_look,
    explain_difference,
    give_second_look,
    remove_estimate,
    set_estimate,
    share_costs,
)
from feasibility.actions.flows import discard_draft, draft_flow, take_flow_in_use
from feasibility.actions.maker_answer import answer_conditions, follow_answers, settle_answers, tick_off
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
from feasibility.actions.table import lay_table
from feasibility.actions.verdicts import VerdictRefused, confirm_verdict, reopen_verdict, second_verdict

__all__ = [
    "AnsweredMeanwhile",
    "HandledMeanwhile",
    "NewVerdict",
    "OtherQuestions",
    "QuestionRefused",
    "VerdictRefused",
    "WantedCondition",
    "add_condition",
    "add_question",
    "answer_conditions",
    "answer_costs",
    "ask_reconsideration",
    "ask_second_look",
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
    "move_question",
    "park_plan",
    "propose_publication",
    "publish_verdicts",
    "remove_condition",
    "remove_estimate",
    "remove_question",
    "reopen_verdict",
    "save_answer",
    "second_verdict",
    "set_estimate",
    "settle_answers",
    "share_costs",
    "take_flow_in_use",
    "tick_off",
    "unpark_plan",
    "withdraw_publication",
]
