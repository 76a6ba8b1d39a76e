"""What makers, the team and organisations hear about the way on of a plan. Part of the action that makes it so."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from editions.models import EditionRole, Role
from execution.models import AdoptionOffer, FollowUp, OfferState
from mail.actions import in_the_sites_language, notify, take_back
from mail.kinds import Kind
from plans.models import Plan


@in_the_sites_language
def tell_way_on(follow_up: FollowUp, by: User) -> None:
    """The makers hear how their plan goes on, or what became of it; not of what they did themselves."""
    plan = follow_up.plan
    told = follow_up.outcome or follow_up.note
    heading = _("Wat werd het: ‘%(title)s’") if follow_up.outcome else _("Zo gaat ‘%(title)s’ verder")
    lines = [_("De weg verder: %(kind)s.") % {"kind": follow_up.get_kind_display()}]
    if follow_up.owner:
        lines.append(_("Dit pakt op: %(owner)s.") % {"owner": follow_up.owner})
    notify(
        plan.maker_ids - {by.pk},
        Kind.WAY_ON,
        f"way-on:{follow_up.pk}:{follow_up.version}",
        heading=heading % {"title": plan.title},
        text="\n".join([*lines, told]),
        path=reverse("plan_page", args=[plan.edition.slug, plan.pk]),
        label=_("Bekijk uw plan"),
    )


@in_the_sites_language
def tell_adoption(offer: AdoptionOffer) -> None:
    """Makers and project leaders hear that an organisation wants the plan; what it wrote they read on the site."""
    plan = offer.follow_up.plan
    leaders = EditionRole.objects.filter(edition=plan.edition_id, role=Role.LEADER).values_list("user_id", flat=True)
    notify(
        (plan.maker_ids | set(leaders)) - {offer.by_id},
        Kind.ADOPTION,
        f"adoption:{offer.pk}",
        heading=_("Een organisatie wil verder met ‘%(title)s’") % {"title": plan.title},
        text=_("Lees wat zij willen doen, en zeg ja of nee."),
        path=_page(plan),
        label=_("Lees het aanbod"),
    )


def forget_adoption(offer: AdoptionOffer) -> None:
    """An offer that is gone before the mail went is not told."""
    take_back(f"adoption:{offer.pk}")


@in_the_sites_language
def tell_adoption_answer(offer: AdoptionOffer) -> None:
    plan = offer.follow_up.plan
    taken = offer.state == OfferState.TAKEN
    heading = _("De makers zeggen ja: ‘%(title)s’") if taken else _("Antwoord op uw aanbod voor ‘%(title)s’")
    said = _("Uw organisatie kan met het plan verder.") if taken else _("Uw aanbod is niet aangenomen.")
    notify(
        {offer.by_id},
        Kind.ADOPTION,
        f"adoption:{offer.pk}:answer",
        heading=heading % {"title": plan.title},
        text="\n".join(line for line in (said, offer.answer) if line),
        path=_page(plan),
        label=_("Bekijk het aanbod"),
    )


def _page(plan: Plan) -> str:
    return reverse("plan_adoption", args=[plan.edition.slug, plan.pk])
