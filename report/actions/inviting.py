"""Asking makers and checkers what they thought of the round: once, two weeks after the result, in the evening mail."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from common import clock
from editions.locks import take
from editions.models import Edition, EditionRole, PhaseChange
from editions.phases import Phase
from mail.actions import in_the_sites_language, notify
from mail.kinds import Kind
from plans.models import CoMaker
from report.models import SurveyAnswer, SurveyRole
from report.permissions import AT_THE_TABLE, OPEN_IN, WORDS, handed_in

# The result is news for two weeks, and agreements are being made; after that there is time to look back.
AFTER_THE_RESULT = timedelta(days=14)


def invite_all() -> None:
    """Every edition whose result is two weeks old. Whoever heard before, or answered, hears nothing."""
    since = clock.now() - AFTER_THE_RESULT
    result = PhaseChange.objects.filter(to_phase=Phase.EXECUTION, at__lte=since)
    editions = Edition.objects.filter(phase__in=OPEN_IN, changes__in=result).order_by("pk").distinct()
    for edition_id in editions.values_list("pk", flat=True):
        invite(edition_id)


@transaction.atomic
def invite(edition_id: int) -> None:
    edition = take(edition_id)
    if edition.current_phase not in OPEN_IN:
        return
    plans = handed_in(edition)
    makers = set(plans.values_list("maker", flat=True))
    makers |= set(CoMaker.objects.filter(plan__in=plans).values_list("user", flat=True))
    table = EditionRole.objects.filter(edition=edition, role__in=AT_THE_TABLE).values_list("user", flat=True)
    _tell(edition, SurveyRole.MAKER, makers)
    _tell(edition, SurveyRole.CHECKER, table)


@in_the_sites_language
def _tell(edition: Edition, role: SurveyRole, people: Iterable[int]) -> None:
    word = next(word for word, each in WORDS.items() if each is role)
    answered = SurveyAnswer.objects.filter(edition=edition, role=role).values_list("user", flat=True)
    notify(
        set(people) - set(answered),
        Kind.SURVEY,
        f"survey:{edition.pk}:{word}",
        heading=_("Wat vond u van %(edition)s?") % {"edition": edition.name},
        text=_("Wij willen het de volgende keer beter doen. Het kost u twee minuten.")
        + "\n"
        + _("Wij maken alleen bekend hoe vaak elk antwoord is gegeven."),
        path=reverse("survey", args=[edition.slug, word]),
        label=_("Geef uw mening"),
    )
