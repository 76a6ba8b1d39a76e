"""Reads for the counter."""

from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery

from common import clock
from editions.models import Edition
from editions.phases import Activity, Phase, why_not
from plans.models import ContactNote, Plan
from plans.status import PUBLIC

BEFORE_THE_END = (Phase.PREPARATION, Phase.SUBMISSION)


def why_no_entering(edition: Edition) -> str | None:
    """Why no plan can be entered now, or None when it can."""
    return why_not(Activity.SUBMIT, edition.current_phase, edition.schedule(), clock.now())


def entered_plans(edition: Edition) -> QuerySet[Plan]:
    """What the team entered, newest first, with `last_note` of the contact with the maker; in one query."""
    notes = ContactNote.objects.filter(plan=OuterRef("pk")).values("text")[:1]
    plans = Plan.objects.of(edition).filter(entered_by__isnull=False).for_cards()
    return plans.select_related("entered_by").annotate(last_note=Subquery(notes)).order_by("-created_at", "-pk")


def is_shown(plan: Plan) -> bool:
    """A draft of somebody with an account is theirs alone, though the team typed it."""
    return plan.state in PUBLIC or plan.maker.email is None


def form_until(edition: Edition) -> datetime | None:
    """Until when the paper form can be handed in, as long as that is still to come."""
    window = edition.schedule().get(Phase.SUBMISSION)
    if window is None or edition.current_phase not in BEFORE_THE_END or clock.now() >= window.ends_at:
        return None
    return window.ends_at
