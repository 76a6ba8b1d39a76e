"""The phase bar: where the edition is, and the one thing that you can do today."""

from datetime import datetime, timedelta
from typing import Any

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy

from editions.models import Edition
from editions.phases import LABELS, NUMBERED, Phase, shown_phase
from editions.queries import PhaseStep, phase_steps

register = template.Library()

# What the present phase asks of people: a sentence, and the label and address name of one button.
TODAY: dict[Phase, tuple[Any, Any, str]] = {
    Phase.SUBMISSION: (
        gettext_lazy("Heeft u een idee voor de wijk? Maak er een plan van en dien het in."),
        gettext_lazy("Dien uw plan in"),
        "plan_new",
    ),
    Phase.LIKES: (
        gettext_lazy("Lees de plannen en geef een like aan de plannen die u goed vindt."),
        gettext_lazy("Bekijk de plannen"),
        "plan_list",
    ),
    Phase.FEASIBILITY: (
        gettext_lazy("Deskundigen bekijken samen wat er nodig is om elk plan mogelijk te maken."),
        gettext_lazy("Bekijk de plannen"),
        "plan_list",
    ),
    Phase.VOTING: (
        gettext_lazy("U heeft een brief met een stemcode gekregen. Verdeel daarmee het geld."),
        gettext_lazy("Ga stemmen"),
        "vote_start",
    ),
    Phase.COUNTING: (
        gettext_lazy("De stemming is gesloten. De stemmen worden geteld."),
        gettext_lazy("Bekijk de plannen"),
        "plan_list",
    ),
    Phase.EXECUTION: (
        gettext_lazy("De gekozen plannen worden nu uitgevoerd, binnen één jaar."),
        gettext_lazy("Bekijk de voortgang"),
        "progress",
    ),
    Phase.CLOSED: (
        gettext_lazy("Deze ronde is afgerond. Lees wat de plannen zijn geworden."),
        gettext_lazy("Bekijk de voortgang"),
        "progress",
    ),
}


def dates_text(starts_at: datetime | None, ends_at: datetime | None) -> str:
    """A half-open interval as people say it: "19 september t/m 18 oktober"."""
    if starts_at is None or ends_at is None:
        return gettext("datum volgt")
    first = timezone.localtime(starts_at)
    last = timezone.localtime(ends_at - timedelta(seconds=1))
    start = date_format(first, "j F" if first.year == last.year else "j F Y")
    return gettext("%(start)s t/m %(end)s") % {"start": start, "end": date_format(last, "j F Y")}


def today_link(edition: Edition) -> tuple[str, str, str]:
    """The sentence of the present phase, its button's label and its address ("" when there is nothing to do)."""
    if edition.current_phase not in TODAY:
        return gettext("Deze editie wordt voorbereid."), "", ""
    text, label, name = TODAY[edition.current_phase]
    arguments = [] if name == "vote_start" else [edition.slug]
    return str(text), str(label), reverse(name, args=arguments)


def _step(step: PhaseStep, text: str, label: str, url: str) -> dict[str, Any]:
    shown = {
        "number": step.number,
        "name": step.name,
        "dates": dates_text(step.starts_at, step.ends_at),
        "state": step.state,
    }
    return {**shown, "text": text, "action_label": label, "action_url": url} if step.state == "now" else shown


@register.inclusion_tag("editions/phase_bar.html")
def phase_bar(edition: Edition, quiet: bool = False, bare: bool = False) -> dict[str, Any]:
    """The five steps; `quiet` leaves out the button, for pages that carry the same one.

    `bare` leaves out what residents can do now as well, for the pages of staff.
    """
    text, label, url = ("", "", "") if bare else today_link(edition)
    steps = [_step(step, text, "" if quiet else label, "" if quiet else url) for step in phase_steps(edition)]
    shown = shown_phase(edition.current_phase)
    number = NUMBERED.index(shown) + 1 if shown in NUMBERED else 0
    return {"steps": steps, "number": number, "total": len(NUMBERED), "edition": edition}


@register.simple_tag
def today(edition: Edition) -> dict[str, str]:
    """The one thing that you can do now: `text`, `label` and `url` (empty when there is none)."""
    text, label, url = today_link(edition)
    return {"text": text, "label": label, "url": url}


@register.filter
def dates(step: PhaseStep) -> str:
    return dates_text(step.starts_at, step.ends_at)


@register.filter
def phase_label(value: str) -> str:
    return LABELS[Phase(value)]
