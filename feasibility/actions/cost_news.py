"""What makers hear about the costs of their plan while it lies on the table. Part of the action that makes it so."""

from django.urls import reverse
from django.utils.translation import gettext as _

from mail.actions import in_the_sites_language, notify
from mail.kinds import Kind
from plans.models import Plan


@in_the_sites_language
def tell_shared(plan: Plan) -> None:
    """The makers may read what the city thinks that it costs; the figures stand on the page alone."""
    heading = _("Lees wat de gemeente denkt dat ‘%(title)s’ kost") % {"title": plan.title}
    text = _("De gemeente schatte wat uw plan kost. Dit is geen oordeel. U kunt antwoorden.")
    _tell(plan, "costs-shared", heading, text, _("Lees en antwoord"))


@in_the_sites_language
def tell_second_look(plan: Plan) -> None:
    """Somebody else looked at the costs, as the makers asked."""
    heading = _("Iemand anders keek naar de kosten van ‘%(title)s’") % {"title": plan.title}
    text = _("U vroeg om een tweede blik op de kosten. Die staat nu bij uw plan. Dit is geen oordeel.")
    _tell(plan, "costs-second-look", heading, text, _("Lees de tweede blik"))


def _tell(plan: Plan, what: str, heading: str, text: str, label: str) -> None:
    path = reverse("plan_estimate", args=[plan.edition.slug, plan.pk])
    notify(plan.maker_ids, Kind.COSTS, f"plan:{plan.pk}:{what}", heading=heading, text=text, path=path, label=label)
