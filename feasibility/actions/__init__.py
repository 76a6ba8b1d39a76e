"""Every change at the table, in the order in which it works: lay it, answer, set conditions, judge, make public."""

from feasibility.actions.advice import give_advice
from feasibility.actions.answers import AnsweredMeanwhile, save_answer
from feasibility.actions.conditions import add_condition, remove_condition
from feasibility.actions.publication import publish_verdicts
from feasibility.actions.table import lay_table
from feasibility.actions.verdicts import VerdictRefused, confirm_verdict, reopen_verdict

__all__ = [
    "AnsweredMeanwhile",
    "VerdictRefused",
    "add_condition",
    "confirm_verdict",
    "give_advice",
    "lay_table",
    "publish_verdicts",
    "remove_condition",
    "reopen_verdict",
    "save_answer",
]
