"""Reads for the pages about photos, makers and help."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext

from common import clock
from editions.phases import Activity, Phase, why_not
from plans.actions.makers import token_hash
from plans.models import HelpOffer, MakerInvitation, Plan, PlanPhoto
from plans.names import first_name, in_words
from plans.permissions import Person, may_see_plan
from plans.status import PUBLIC

# As `plans.actions.photos` names the two files of a photo.
PHOTO_NAME = re.compile(r"([0-9a-f]{32})\.(jpg|webp)")
SHOWN_NAMES = 8


@dataclass(frozen=True)
class Call:
    """What the makers look for; `found` once they have it."""

    pk: int
    text: str
    found: bool


@dataclass(frozen=True)
class Help:
    """Help with one plan, as one person sees it. `offers` are those that stand, with who made them."""

    calls: list[Call]
    offers: list[HelpOffer]
    mine: HelpOffer | None
    is_open: bool

    @property
    def open_calls(self) -> list[Call]:
        return [call for call in self.calls if not call.found]

    @property
    def helpers(self) -> str:
        """First names, for everybody: "Omar, Joke en 3 anderen"."""
        return in_words([first_name(str(offer.by)) for offer in self.offers], SHOWN_NAMES)


def help_of(plan: Plan, user: Person) -> Help:
    """In one query, for a plan that came through `plan_for_page`."""
    offers = list(plan.help_offers.filter(withdrawn_at__isnull=True).select_related("by", "wanted"))
    return Help(
        calls=[Call(**call) for call in plan.calls],
        offers=offers,
        mine=next((offer for offer in offers if offer.by_id == user.pk), None),
        is_open=plan.rights.together,
    )


def why_closed(plan: Plan) -> str | None:
    """Why people cannot work together on a plan now, or None when they can."""
    closed = why_not(Activity.TOGETHER, plan.edition.current_phase, plan.edition.schedule(), clock.now())
    return gettext(closed) if closed else None


@dataclass(frozen=True)
class OpenInvitation:
    """An invitation that was not answered; `is_over` when its fourteen days are."""

    invitation: MakerInvitation
    is_over: bool


def open_invitations(plan: Plan) -> list[OpenInvitation]:
    moment = clock.now()
    rows = plan.invitations.filter(closed_at__isnull=True).select_related("invited_by")
    return [OpenInvitation(row, row.expires_at <= moment) for row in rows]


def invitation_of(token: str) -> MakerInvitation | None:
    """The invitation that this link is for, with its plan and who asks; None for a link that never was one."""
    rows = MakerInvitation.objects.select_related(
        "plan__edition", "plan__maker", "plan__neighbourhood", "plan__theme", "invited_by"
    )
    return rows.prefetch_related("plan__co_makers__user").filter(token_hash=token_hash(token)).first()


def photo_file(name: str, user: Person) -> tuple[str, bool] | None:
    """Where the photo with this name in its address is kept and whether everybody may see it; None when `user` may
    not, or when there is none. Asks who `user` is only for what is not public."""
    found = PHOTO_NAME.fullmatch(name)
    if found is None:
        return None
    photo = PlanPhoto.objects.select_related("plan__edition").filter(image=f"plannen/{found[1]}.jpg").first()
    if photo is None:
        return None
    plan = photo.plan
    if plan.state in PUBLIC and plan.edition.current_phase is not Phase.PREPARATION:
        return f"plannen/{name}", True
    return (f"plannen/{name}", False) if may_see_plan(user, plan) and user.is_authenticated else None
