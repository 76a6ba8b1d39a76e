"""Which rules of the game are fixed by now: they may not change once people play by them. Pure, without Django."""

from collections.abc import Mapping
from datetime import datetime

from editions.phases import Phase, Schedule

AMOUNTS = ("plan_min_cents", "plan_max_cents")
THRESHOLD = ("threshold", "threshold_inclusive")
REVIEW = ("review_first",)

AMOUNTS_FIXED = "Dit staat vast: bewoners maken plannen met deze bedragen sinds plannen indienen open is."
THRESHOLD_FIXED = "Dit staat vast: makers verzamelen likes voor deze grens sinds de likes open zijn."
REVIEW_FIXED = "Dit staat vast: er komen geen nieuwe plannen meer binnen."


def fixed_rules(phase: Phase, schedule: Schedule, moment: datetime) -> Mapping[str, str]:
    """By setting that can't change any more the Dutch reason.

    The amounts are fixed when plans can be handed in, the threshold when likes can be given, the way of publishing
    when no plans come in any more. What is not a rule of the game (a phone number, a place) is never fixed.
    """
    fixed: dict[str, str] = {}
    if phase is not Phase.PREPARATION:
        fixed |= dict.fromkeys(AMOUNTS, AMOUNTS_FIXED)
    if _likes_have_begun(phase, schedule, moment):
        fixed |= dict.fromkeys(THRESHOLD, THRESHOLD_FIXED)
    if phase not in (Phase.PREPARATION, Phase.SUBMISSION):
        fixed |= dict.fromkeys(REVIEW, REVIEW_FIXED)
    return fixed


def _likes_have_begun(phase: Phase, schedule: Schedule, moment: datetime) -> bool:
    """While plans are handed in the dates decide: likes may open with it or after it."""
    if phase is not Phase.SUBMISSION:
        return phase is not Phase.PREPARATION
    likes = schedule.get(Phase.LIKES)
    return likes is not None and likes.starts_at <= moment
