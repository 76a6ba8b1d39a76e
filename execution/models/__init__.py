"""After the vote: agreements with makers, what they do, and the way on of plans that were not chosen."""

from execution.models.agreement import Agreement, AgreementCondition, Decision, Instalment, Milestone
from execution.models.follow_up import FALLEN, FollowUp, FollowUpKind
from execution.models.news import Update
from execution.models.versions import AgreementVersion, ChangeRequest

__all__ = [
    "FALLEN",
    "Agreement",
    "AgreementCondition",
    "AgreementVersion",
    "ChangeRequest",
    "Decision",
    "FollowUp",
    "FollowUpKind",
    "Instalment",
    "Milestone",
    "Update",
]
