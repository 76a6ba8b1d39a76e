"""Who speaks in which voice under a plan, and who may answer whom: decided without Django.

A thread is one level deep. Neighbours react to the plan and not to each other: only those who can act on a reaction
answer it (who makes the plan, the team of the neighbourhood), and whoever wrote it may answer back. That keeps it a
conversation about a plan; what two people have against each other finds no room here.
"""

from enum import StrEnum


class Voice(StrEnum):
    RESIDENT = "RESIDENT"
    MAKER = "MAKER"
    TEAM = "TEAM"


class NoAnswer(StrEnum):
    """Why somebody may not answer a reaction."""

    GONE = "GONE"
    TOO_DEEP = "TOO_DEEP"
    NOT_ANSWERED_YET = "NOT_ANSWERED_YET"
    NOT_YOURS = "NOT_YOURS"


def voice_of(*, makes_plan: bool, in_team: bool) -> Voice:
    """Somebody of the team who makes the plan speaks for the plan: the team's word may not help an own plan."""
    if makes_plan:
        return Voice.MAKER
    return Voice.TEAM if in_team else Voice.RESIDENT


def why_no_answer(voice: Voice, *, stands: bool, is_answer: bool, is_own: bool, was_answered: bool) -> NoAnswer | None:
    """Why this voice may not answer a reaction, or None when it may.

    stands: neither withdrawn nor taken away; is_own: the person wrote the reaction; was_answered: others answered it.
    """
    if is_answer:
        return NoAnswer.TOO_DEEP
    if not stands:
        return NoAnswer.GONE
    if voice is not Voice.RESIDENT:
        return None
    if not is_own:
        return NoAnswer.NOT_YOURS
    return None if was_answered else NoAnswer.NOT_ANSWERED_YET
