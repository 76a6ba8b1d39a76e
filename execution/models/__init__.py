"""After the vote: agreements with makers, what they do, and the way on of plans that were not chosen."""

from execution.models.agreement import Agreement, AgreementCondition, Milestone
from execution.models.follow_up import FALLEN, FollowUp, FollowUpKind
from execution.models.news import Update

__all__ = ["FALLEN", "Agreement", "AgreementCondition", "FollowUp", "FollowUpKind", "Milestone", "Update"]
