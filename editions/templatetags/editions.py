"""The phase bar: where the edition is, and the one thing that you can do today."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy

from common import clock
from editions.dates import closing_text
from editions.models import Edition
from editions.phases import LABELS, NUMBERED, Activity, Phase, Window, shown_phase, why_not
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


@dataclass(frozen=True)
class Today:
    """What one can do now: a sentence, one button, and sometimes a second one; "" for what is not there."""

    text: str
    label: str = ""
    url: str = ""
    also_label: str = ""
    also_url: str = ""


def today_in(edition: Edition, moment: datetime | None = None) -> tuple[Today, bool]:
    """What the phase and the dates ask of people, and whether likes are open while plans are still handed in.

    `moment` is now, for who has asked the clock already.
    """
    phase = edition.current_phase
    if phase not in TODAY:
        return Today(gettext("Deze editie wordt voorbereid.")), False
    if phase in (Phase.SUBMISSION, Phase.LIKES):
        return _by_dates(edition, moment or clock.now())
    return _usual(edition, phase), False


def _usual(edition: Edition, phase: Phase) -> Today:
    text, label, name = TODAY[phase]
    return Today(str(text), str(label), reverse(name, args=[] if name == "vote_start" else [edition.slug]))


def _by_dates(edition: Edition, moment: datetime) -> tuple[Today, bool]:
    """Likes may open with submission or after it, and a date may be over before the step is made."""
    schedule, phase = edition.schedule(), edition.current_phase
    submit, like = (why_not(a, phase, schedule, moment) is None for a in (Activity.SUBMIT, Activity.LIKE))
    if submit and like:
        usual, likes = _usual(edition, Phase.SUBMISSION), _usual(edition, Phase.LIKES)
        text = gettext("%(usual)s U kunt ook al likes geven, %(until)s.") % {
            "usual": usual.text,
            "until": closing_text(schedule[Phase.LIKES].ends_at),
        }
        return replace(usual, text=text, also_label=gettext("Geef likes"), also_url=likes.url), True
    if submit or like:
        return _usual(edition, Phase.SUBMISSION if submit else Phase.LIKES), like and phase is Phase.SUBMISSION
    return replace(_usual(edition, Phase.LIKES), text=_closed(phase, schedule.get(phase), moment)), False


def _closed(phase: Phase, window: Window | None, moment: datetime) -> str:
    """Why nothing can be done in this phase at this moment."""
    submission = phase is Phase.SUBMISSION
    if window and moment < window.starts_at:
        day = date_format(timezone.localtime(window.starts_at), "j F")
        text = (
            gettext("U kunt plannen indienen vanaf %(day)s.")
            if submission
            else gettext("U kunt likes geven vanaf %(day)s. Lees de plannen alvast.")
        )
        return text % {"day": day}
    if submission:
        return gettext("Plannen indienen kan nu niet. Lees de plannen van uw buren.")
    return gettext("De likes zijn gesloten. De uitkomst staat hier binnenkort.")


def _step(step: PhaseStep, today: Today, quiet: bool, likes_too: bool) -> dict[str, Any]:
    is_open = likes_too and step.phase is Phase.LIKES
    shown = {
        "number": step.number,
        "name": step.name,
        "dates": dates_text(step.starts_at, step.ends_at),
        "state": "open" if is_open else step.state,
    }
    if step.state != "now":
        return shown
    if quiet:
        return {**shown, "text": today.text}
    buttons = {"action_label": today.label, "action_url": today.url}
    return {**shown, **buttons, "text": today.text, "also_label": today.also_label, "also_url": today.also_url}


@register.inclusion_tag("editions/phase_bar.html")
def phase_bar(
    edition: Edition, quiet: bool = False, bare: bool = False, moment: datetime | None = None
) -> dict[str, Any]:
    """The five steps; `quiet` leaves out the buttons, for pages that carry the same ones.

    `bare` leaves out what residents can do now as well, for the pages of staff. `moment` as in `today_in`.
    """
    today, likes_too = (Today(""), False) if bare else today_in(edition, moment)
    steps = [_step(step, today, quiet, likes_too) for step in phase_steps(edition)]
    shown = shown_phase(edition.current_phase)
    number = NUMBERED.index(shown) + 1 if shown in NUMBERED else 0
    return {"steps": steps, "number": number, "total": len(NUMBERED), "edition": edition}


@register.simple_tag
def today(edition: Edition) -> Today:
    """What you can do now."""
    return today_in(edition)[0]


@register.filter
def dates(step: PhaseStep) -> str:
    return dates_text(step.starts_at, step.ends_at)


@register.filter
def phase_label(value: str) -> str:
    return LABELS[Phase(value)]
