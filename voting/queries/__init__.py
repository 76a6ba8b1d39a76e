"""Reads about the vote that other rooms use; pages of the vote itself import from the modules."""

from voting.queries.count import Turnout, count_state, plan_result, published_count, turnout
from voting.queries.deciding import signed_result
from voting.queries.letters import LettersState, letters_state
from voting.queries.paper import unfinished_paper
from voting.queries.rules import present_rules

__all__ = [
    "LettersState",
    "Turnout",
    "count_state",
    "letters_state",
    "plan_result",
    "present_rules",
    "published_count",
    "signed_result",
    "turnout",
    "unfinished_paper",
]
