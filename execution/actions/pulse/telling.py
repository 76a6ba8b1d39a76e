"""The mails of the finger on the pulse, in words."""

from datetime import date, datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common import clock
from execution.actions.people import leaders_of, team_of
from execution.links import check_in_path
from execution.models import Agreement, CheckIn, HelpRequest
from execution.pulse import Answer
from mail.actions import in_the_sites_language, notify, take_back
from mail.kinds import Kind
from mail.words import one_line

QUOTED = 600


def maker_path(agreement: Agreement) -> str:
    return reverse("plan_pulse", args=[agreement.plan.edition.slug, agreement.plan_id])


def team_path(agreement: Agreement) -> str:
    return reverse("pulse_staff", args=[agreement.plan.edition.slug, agreement.plan_id])


def quote(words: str) -> str:
    """What somebody wrote, on one line between quotes."""
    return f"‘{one_line(words, QUOTED)}’"


@in_the_sites_language
def tell_the_question(agreement: Agreement, check_in: CheckIn) -> None:
    """To each maker the same question, with links of their own. A question that waits still makes room for this one."""
    title, key = agreement.plan.title, f"check-in:{agreement.pk}"
    take_back(key)
    for user_id in sorted(agreement.plan.maker_ids):
        paths = {answer: check_in_path(check_in, user_id, answer) for answer in Answer}
        notify(
            {user_id},
            Kind.PULSE,
            f"{key}:{check_in.due_on.isoformat()}",
            heading=_("Hoe gaat het met ‘%(title)s’?") % {"title": title},
            text=_(
                "Elke maand vragen wij hoe het met uw plan gaat.\n"
                "Kies wat past. U hoeft niet in te loggen. Daarna vragen wij u nog één keer te bevestigen."
            ),
            path=paths[Answer.GOOD],
            label=_("Het loopt goed"),
            more=[(_("Ik heb hulp nodig"), paths[Answer.HELP]), (_("Het is klaar"), paths[Answer.DONE])],
        )


@in_the_sites_language
def tell_silence(agreement: Agreement, since: datetime) -> None:
    notify(
        leaders_of(agreement),
        Kind.TEAM_TASK,
        f"silent:{agreement.pk}:{since.isoformat()}",
        heading=f"Wij horen niets over ‘{agreement.plan.title}’",
        text="De maker gaf twee keer achter elkaar geen antwoord op de vraag hoe het gaat.\nBel de maker even.",
        path=team_path(agreement),
        label="Bekijk het plan",
    )


@in_the_sites_language
def tell_end(agreement: Agreement, end: date, months_left: int, today: date) -> None:
    """Says how many days there really are: a reminder can come late. At the end the team hears too."""
    key = f"end:{agreement.pk}"
    take_back(key)
    notify(
        agreement.plan.maker_ids,
        Kind.PLAN_END,
        f"{key}:{end.isoformat()}:{months_left}",
        heading=_end_heading(agreement.plan.title, end, today),
        text=_end_text(end, today),
        path=maker_path(agreement),
        label=_("Vertel hoe het gaat, of vraag meer tijd"),
    )
    if months_left == 0:
        notify(
            leaders_of(agreement),
            Kind.TEAM_TASK,
            f"{key}:{end.isoformat()}:team",
            heading=f"Het jaar van ‘{agreement.plan.title}’ is om",
            text=f"De laatste dag was {_day(end)}. Het plan is nog niet gerealiseerd.\n"
            "Spreek met de maker af hoe het verder gaat: klaar, meer tijd, of stoppen.",
            path=team_path(agreement),
            label="Bekijk het plan",
        )


def _end_heading(title: str, end: date, today: date) -> str:
    days = (end - today).days
    if days <= 0:
        return _("De laatste dag van ‘%(title)s’ is er") % {"title": title}
    if days < 46:  # one month and a half: from there on people count in months
        words = ngettext("Nog %(days)d dag voor ‘%(title)s’", "Nog %(days)d dagen voor ‘%(title)s’", days)
        return words % {"days": days, "title": title}
    return _("Nog %(months)d maanden voor ‘%(title)s’") % {"months": round(days / 30.44), "title": title}


def _end_text(end: date, today: date) -> str:
    if end <= today:
        return _(
            "We spraken af dat uw plan uiterlijk op %(day)s klaar is.\n"
            "Is het klaar? Vertel het ons. Lukt het niet? Vraag meer tijd. Wij denken met u mee."
        ) % {"day": _day(end)}
    return _(
        "We spraken af dat uw plan uiterlijk op %(day)s klaar is.\n"
        "Gaat dat lukken? Dan hoeft u niets te doen. Lukt het niet? Zeg het op tijd, dan denken wij met u mee."
    ) % {"day": _day(end)}


@in_the_sites_language
def tell_help_asked(agreement: Agreement, request: HelpRequest) -> None:
    """The team hears it once a day, however often the maker writes."""
    words = request.text.splitlines()
    notify(
        team_of(agreement),
        Kind.TEAM_TASK,
        f"help:{request.pk}:{clock.today().isoformat()}",
        heading=f"Hulp nodig bij ‘{agreement.plan.title}’",
        text="\n".join(
            [
                "De maker kan niet verder zonder hulp.",
                *([f"De maker schrijft: {quote(' '.join(words))}"] if words else []),
                "De vraag blijft open tot iemand van het team antwoordt.",
            ]
        ),
        path=f"{team_path(agreement)}#hulp",
        label="Antwoord de maker",
    )


@in_the_sites_language
def tell_help_given(agreement: Agreement, request: HelpRequest) -> None:
    notify(
        agreement.plan.maker_ids,
        Kind.TEAM_SAYS,
        f"help-answer:{request.pk}",
        heading=_("Antwoord op uw vraag om hulp: ‘%(title)s’") % {"title": agreement.plan.title},
        text=request.answer,
        path=maker_path(agreement),
        label=_("Bekijk uw plan"),
    )


@in_the_sites_language
def tell_done(agreement: Agreement, check_in: CheckIn) -> None:
    notify(
        leaders_of(agreement),
        Kind.TEAM_TASK,
        f"done:{check_in.pk}",
        heading=f"De maker zegt: ‘{agreement.plan.title}’ is klaar",
        text="Ga kijken of bel de maker. Klopt het? Zet het plan dan op gerealiseerd.",
        path=team_path(agreement),
        label="Bekijk het plan",
    )


def _day(day: date) -> str:
    return date_format(day, "j F Y")
