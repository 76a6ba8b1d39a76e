"""After the vote: agreements with makers, what they do, and the way on of plans that were not chosen."""

from execution.models.agreement import Agreement, AgreementCondition, Milestone
from execution.models.follow_up import FALLEN, FollowUp, FollowUpKind
from execution.models.following import Following
from execution.models.news import Update, UpdatePhoto
from execution.models.spending import Spending

__all__ = [
    "FALLEN",
    "Agreement",
    "AgreementCondition",
    "FollowUp",
    "FollowUpKind",
    "Following",
    "Milestone",
    "Spending",
    "Update",
    "UpdatePhoto",
]
