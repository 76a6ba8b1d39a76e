"""Reads about the vote that other rooms use; pages of the vote itself import from the modules."""

from voting.queries.count import Turnout, count_state, plan_result, published_count, turnout
from voting.queries.letters import LettersState, letters_state
from voting.queries.paper import unfinished_paper

__all__ = [
    "LettersState",
    "Turnout",
    "count_state",
    "letters_state",
    "plan_result",
    "published_count",
    "turnout",
    "unfinished_paper",
]
