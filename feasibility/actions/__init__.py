"""Every change at the table, in the order in which it works: lay it with the questions, answer, set conditions, judge,
make public."""

from feasibility.actions.advice import give_advice
from feasibility.actions.answers import AnsweredMeanwhile, OtherQuestions, save_answer
from feasibility.actions.conditions import add_condition, remove_condition
from feasibility.actions.flows import discard_draft, draft_flow, take_flow_in_use
from feasibility.actions.publication import publish_verdicts
from feasibility.actions.questions import (
    QuestionRefused,
    add_question,
    change_question,
    move_question,
    remove_question,
)
from feasibility.actions.table import lay_table
from feasibility.actions.verdicts import VerdictRefused, confirm_verdict, reopen_verdict

__all__ = [
    "AnsweredMeanwhile",
    "OtherQuestions",
    "QuestionRefused",
    "VerdictRefused",
    "add_condition",
    "add_question",
    "change_question",
    "confirm_verdict",
    "discard_draft",
    "draft_flow",
    "give_advice",
    "lay_table",
    "move_question",
    "publish_verdicts",
    "remove_condition",
    "remove_question",
    "reopen_verdict",
    "save_answer",
    "take_flow_in_use",
]
