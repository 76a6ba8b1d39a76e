"""What is kept about plans, by subject."""

from plans.models.discussion import Comment, CommentReport
from plans.models.help import HelpOffer, HelpWanted
from plans.models.making import CoMaker, ConflictPair, MakerInvitation, ScopeTopic
from plans.models.photo import PlanPhoto
from plans.models.plan import CostLine, Plan, PlanChange, PlanQuerySet
from plans.models.support import Like, Signature
from plans.models.triage import ContactNote, Referral, TriageFlag, TriageLook

__all__ = [
    "CoMaker",
    "Comment",
    "CommentReport",
    "ConflictPair",
    "ContactNote",
    "CostLine",
    "HelpOffer",
    "HelpWanted",
    "Like",
    "MakerInvitation",
    "Plan",
    "PlanChange",
    "PlanPhoto",
    "PlanQuerySet",
    "Referral",
    "ScopeTopic",
    "Signature",
    "TriageFlag",
    "TriageLook",
]
