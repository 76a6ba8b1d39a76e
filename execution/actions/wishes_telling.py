"""The mails about more time and about stopping, in words."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from execution.actions.people import leaders_of
from execution.actions.pulse.telling import maker_path, team_path
from execution.models import Agreement, Extension, Stop
from mail.actions import in_the_sites_language, notify
from mail.kinds import Kind


@in_the_sites_language
def tell_asked(agreement: Agreement, key: str, what: str, by: User) -> None:
    """The project leaders hear what is asked; whoever asks knows already."""
    notify(
        leaders_of(agreement) - {by.pk},
        Kind.TEAM_TASK,
        key,
        heading=f"Vraag om {what}: ‘{agreement.plan.title}’",
        text="Lees waarom, en beslis. De maker krijgt uw antwoord per mail.",
        path=team_path(agreement),
        label="Lees en beslis",
    )


@in_the_sites_language
def tell_extension(agreement: Agreement, extension: Extension) -> None:
    day = date_format(extension.until if extension.granted else agreement.due_on, "j F Y")
    words = (
        _("U heeft tot en met %(day)s de tijd.") if extension.granted else _("De afgesproken dag blijft %(day)s.")
    ) % {"day": day}
    title = {"title": agreement.plan.title}
    heading = _("Meer tijd voor ‘%(title)s’") if extension.granted else _("Geen extra tijd voor ‘%(title)s’")
    _tell_makers(agreement, f"extension:{extension.pk}", heading % title, f"{words}\n{extension.answer}")


@in_the_sites_language
def tell_stopped(agreement: Agreement, stop: Stop) -> None:
    words = _("Uw plan is gestopt. Bedankt voor alles wat u deed.\nOp de site staat: ‘%(words)s’")
    heading = _("‘%(title)s’ is gestopt") % {"title": agreement.plan.title}
    _tell_makers(agreement, f"stopped:{stop.pk}", heading, words % {"words": stop.public_words})


@in_the_sites_language
def tell_no_stop(agreement: Agreement, stop: Stop) -> None:
    heading = _("‘%(title)s’ gaat door") % {"title": agreement.plan.title}
    _tell_makers(agreement, f"no-stop:{stop.pk}", heading, stop.answer)


def _tell_makers(agreement: Agreement, key: str, heading: str, text: str) -> None:
    notify(
        agreement.plan.maker_ids,
        Kind.TEAM_SAYS,
        key,
        heading=heading,
        text=text,
        path=maker_path(agreement),
        label=_("Bekijk uw plan"),
    )
