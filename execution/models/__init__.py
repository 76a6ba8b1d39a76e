"""After the vote: agreements with makers, what they do, and the way on of plans that were not chosen."""

from execution.models.agreement import Agreement, AgreementCondition, Milestone
from execution.models.follow_up import FALLEN, AdoptionOffer, FollowUp, FollowUpKind, OfferState
from execution.models.news import Update

__all__ = [
    "FALLEN",
    "AdoptionOffer",
    "Agreement",
    "AgreementCondition",
    "FollowUp",
    "FollowUpKind",
    "Milestone",
    "OfferState",
    "Update",
]
