"""Which closing surveys somebody can fill in."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from editions.access import has_a_role
from editions.models import Edition, EditionRole
from plans.models import Plan
from report.models import SurveyAnswer, SurveyRole
from report.permissions import AT_THE_TABLE, HANDED_IN, OPEN_IN, WORDS


@dataclass(frozen=True)
class OpenSurvey:
    """The survey of an edition in one role; `word` is how its address names the role."""

    edition: Edition
    word: str
    is_answered: bool


def open_surveys(user: User, plans: Iterable[Plan]) -> list[OpenSurvey]:
    """What `report.permissions.survey_ways` gives for one edition, of all editions at once. `plans`: those of `user`.

    One query; none when no plan of theirs is in an edition that asks and they have no role either.
    """
    if not any(plan.edition.current_phase in OPEN_IN for plan in plans) and not has_a_role(user):
        return []
    here = OuterRef("pk")
    made = Plan.objects.filter(HANDED_IN, Q(maker=user) | Q(co_makers__user=user), edition=here)
    seats = EditionRole.objects.filter(edition=here, user=user, role__in=AT_THE_TABLE)
    answers = {role: SurveyAnswer.objects.filter(edition=here, user=user, role=role) for role in SurveyRole}
    found = Edition.objects.filter(phase__in=OPEN_IN).annotate(
        asks_maker=Exists(made),
        asks_checker=Exists(seats),
        answered_maker=Exists(answers[SurveyRole.MAKER]),
        answered_checker=Exists(answers[SurveyRole.CHECKER]),
    )
    return [
        OpenSurvey(edition, word, getattr(edition, f"answered_{word}"))
        for edition in found.order_by("-pk")
        for word in WORDS
        if getattr(edition, f"asks_{word}")
    ]
