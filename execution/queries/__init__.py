"""Reads about execution that other rooms use; its own pages import from the modules."""

from execution.queries.follow_up import follow_up_of, follow_ups
from execution.queries.progress import agreements, late_agreements, plan_progress, progress_list, today
from execution.queries.story import plan_story
from execution.queries.versions import agreement_work

__all__ = [
    "agreement_work",
    "agreements",
    "follow_up_of",
    "follow_ups",
    "late_agreements",
    "plan_progress",
    "plan_story",
    "progress_list",
    "today",
]
