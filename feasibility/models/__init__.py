"""What is kept about the table, by subject."""

from feasibility.models.after import Connection, MakerAnswer, Publication, Reconsideration, TableRules
from feasibility.models.costs import CostDossier, CostEstimate
from feasibility.models.meeting import AgendaItem, Attendee, ClockPause, Meeting, Parking
from feasibility.models.table import (
    DISCIPLINES,
    OUTCOMES,
    VALUES,
    Advice,
    Answer,
    Condition,
    ConditionOwner,
    ConditionTime,
    Question,
    Seat,
    SeatQuerySet,
    Verdict,
    VerdictQuerySet,
    WayOn,
)
from feasibility.models.talk import Assignment, Mention, Remark, TableFile

__all__ = [
    "DISCIPLINES",
    "OUTCOMES",
    "VALUES",
    "Advice",
    "AgendaItem",
    "Answer",
    "Assignment",
    "Attendee",
    "ClockPause",
    "Condition",
    "ConditionOwner",
    "ConditionTime",
    "Connection",
    "CostDossier",
    "CostEstimate",
    "MakerAnswer",
    "Meeting",
    "Mention",
    "Parking",
    "Publication",
    "Question",
    "Reconsideration",
    "Remark",
    "Seat",
    "SeatQuerySet",
    "TableFile",
    "TableRules",
    "Verdict",
    "VerdictQuerySet",
    "WayOn",
]
