"""After the vote: agreements with makers, what they do, and the way on of plans that were not chosen."""

from execution.models.agreement import Agreement, AgreementCondition, Decision, Instalment, Milestone
from execution.models.follow_up import FALLEN, AdoptionOffer, FollowUp, FollowUpKind, OfferState
from execution.models.following import Following
from execution.models.news import Update, UpdatePhoto
from execution.models.pulse import AnswerChoices, CheckIn, EndReminder, HelpRequest, Pulse
from execution.models.spending import Spending
from execution.models.versions import AgreementVersion, ChangeRequest
from execution.models.wishes import Extension, Stop

__all__ = [
    "FALLEN",
    "AdoptionOffer",
    "Agreement",
    "AgreementCondition",
    "AgreementVersion",
    "AnswerChoices",
    "ChangeRequest",
    "CheckIn",
    "Decision",
    "EndReminder",
    "Extension",
    "FollowUp",
    "FollowUpKind",
    "Following",
    "HelpRequest",
    "Instalment",
    "Milestone",
    "OfferState",
    "Pulse",
    "Spending",
    "Stop",
    "Update",
    "UpdatePhoto",
]
