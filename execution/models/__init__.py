"""After the vote: agreements with makers, what they do, and the way on of plans that were not chosen."""

from execution.models.agreement import Agreement, AgreementCondition, Milestone
from execution.models.follow_up import FALLEN, AdoptionOffer, FollowUp, FollowUpKind, OfferState
from execution.models.news import Update
from execution.models.pulse import AnswerChoices, CheckIn, EndReminder, HelpRequest, Pulse
from execution.models.wishes import Extension, Stop

__all__ = [
    "FALLEN",
    "AdoptionOffer",
    "Agreement",
    "AgreementCondition",
    "AnswerChoices",
    "CheckIn",
    "EndReminder",
    "Extension",
    "FollowUp",
    "FollowUpKind",
    "HelpRequest",
    "Milestone",
    "OfferState",
    "Pulse",
    "Stop",
    "Update",
]
