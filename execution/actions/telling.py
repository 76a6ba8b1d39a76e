"""What people who follow a plan hear. Part of the action that makes it so, never on its own."""

from django.urls import reverse
from django.utils.translation import gettext as _

from execution.models import Update
from execution.queries.following import followers_of
from mail.actions import in_the_sites_language, notify, take_back
from mail.kinds import Kind


def key_of(update: Update) -> str:
    return f"update:{update.pk}"


@in_the_sites_language
def tell_update(update: Update) -> None:
    """Who follows the plan reads with the next digest that there is news; its makers know. What it says stays on the
    site, so that what is taken away there is in no mail."""
    plan = update.agreement.plan
    notify(
        followers_of(plan) - plan.maker_ids - {update.author_id},
        Kind.PROGRESS,
        key_of(update),
        heading=_("Nieuws over ‘%(title)s’") % {"title": plan.title},
        text=_("%(name)s vertelt hoe het gaat met dit plan.") % {"name": update.author}
        + "\n"
        + _("U krijgt dit bericht, omdat u dit plan steunt of volgt. Stoppen kan op de pagina van het plan."),
        path=reverse("plan_page", args=[plan.edition.slug, plan.pk]) + "#uitvoering",
        label=_("Lees het bericht"),
    )


def forget_update(update: Update) -> None:
    """What no longer stands there is not told either, as long as no mail took it along."""
    take_back(key_of(update))
