"""Every change at the table, in the order in which it works: lay it, answer, set conditions, judge, make public."""

from feasibility.actions.advice import give_advice
from feasibility.actions.answers import AnsweredMeanwhile, save_answer
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
from feasibility.actions.parking import park_plan, unpark_plan
from feasibility.actions.publication import propose_publication, publish_verdicts, withdraw_publication
from feasibility.actions.table import lay_table
from feasibility.actions.verdicts import VerdictRefused, confirm_verdict, reopen_verdict, second_verdict

__all__ = [
    "AnsweredMeanwhile",
    "VerdictRefused",
    "add_condition",
    "answer_costs",
    "ask_second_look",
    "confirm_verdict",
    "explain_difference",
    "give_advice",
    "give_second_look",
    "lay_table",
    "park_plan",
    "propose_publication",
    "publish_verdicts",
    "remove_condition",
    "remove_estimate",
    "reopen_verdict",
    "save_answer",
    "second_verdict",
    "set_estimate",
    "share_costs",
    "unpark_plan",
    "withdraw_publication",
]
