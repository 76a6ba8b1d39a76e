"""Making a plan together: inviting by a link, joining, stepping back."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from common import clock
from common.errors import Refused
from common.keyed import keyed_hash
from plans.actions.holding import hold_together, require_maker, take_plan
from plans.actions.opening import record_about
from plans.actions.telling import tell_joined
from plans.invitations import LIFE, MOST_MAKERS, MOST_OPEN, TOKEN_BYTES, Standing, standing
from plans.limits import INVITATIONS_PER_DAY
from plans.models import CoMaker, HelpOffer, MakerInvitation, Plan
from plans.permissions import is_maker

NAME_LENGTH = 80
# What somebody reads whose link does not work (any more).
CLOSED: Mapping[Standing, Any] = {
    Standing.USED: gettext_lazy("Deze uitnodiging is al gebruikt. Elke link werkt één keer."),
    Standing.REVOKED: gettext_lazy("De maker heeft deze uitnodiging ingetrokken."),
    Standing.EXPIRED: gettext_lazy("Deze uitnodiging is verlopen. Een link werkt 14 dagen."),
}
UNKNOWN = gettext_lazy("Deze uitnodiging kennen wij niet. Is de link helemaal overgenomen?")


@dataclass(frozen=True)
class Invited:
    """A new invitation with its token, which is shown now and can never be read again."""

    invitation: MakerInvitation
    token: str


@transaction.atomic
def invite_maker(plan_id: int, by: User, name: str) -> Invited:
    """Makes a link for somebody. An open one for the same name stops working: a button pressed twice gives one.

    Raises Refused.
    """
    plan, name = hold_together(plan_id), " ".join(name.split())
    require_maker(by, plan)
    if not 0 < len(name) <= NAME_LENGTH:
        raise Refused(_("Schrijf voor wie de uitnodiging is."))
    _keep_pace(by)
    _close(_open(plan).filter(name__iexact=name))
    if _open(plan).count() >= MOST_OPEN:
        text = _("Er staan al %(number)d uitnodigingen open. Trek er eerst een in.")
        raise Refused(text % {"number": MOST_OPEN})
    _require_room(plan)
    token, moment = secrets.token_urlsafe(TOKEN_BYTES), clock.now()
    facts = {"name": name, "invited_by": by, "invited_at": moment, "expires_at": moment + LIFE}
    invitation = MakerInvitation.objects.create(plan=plan, token_hash=token_hash(token), **facts)
    record_about("maker_invited", plan, by, invitation=invitation.pk)
    return Invited(invitation, token)


@transaction.atomic
def revoke_invitation(plan_id: int, by: User, invitation_id: int) -> None:
    """Makes a link stop working, at any time; one that no longer works is fine. Raises Refused."""
    plan = take_plan(plan_id)
    require_maker(by, plan)
    if _close(plan.invitations.filter(pk=invitation_id, closed_at__isnull=True)):
        record_about("invitation_revoked", plan, by, invitation=invitation_id)


@transaction.atomic
def accept_invitation(token: str, user: User) -> Plan:
    """Makes `user` a co-maker, once per link; the same person again changes nothing. Raises Refused."""
    found = MakerInvitation.objects.filter(token_hash=token_hash(token)).first()
    if found is None:
        raise Refused(str(UNKNOWN))
    plan = hold_together(found.plan_id)
    invitation = plan.invitations.select_for_update().get(pk=found.pk)
    if invitation.accepted_by_id == user.pk and is_maker(user, plan):
        return plan
    if is_maker(user, plan):
        raise Refused(_("U maakt dit plan al. Stuur de link naar wie u erbij wilt hebben."))
    state = standing_of(invitation)
    if state is not Standing.OPEN:
        raise Refused(CLOSED[state])
    _require_room(plan)
    _join(plan, user, invitation)
    return plan


@transaction.atomic
def leave_plan(plan_id: int, user: User) -> None:
    """Steps back from a plan, at any time. When the first maker goes, whoever joined first takes that place.

    Somebody who already left changes nothing. Raises Refused for the last maker.
    """
    plan = take_plan(plan_id)
    if not is_maker(user, plan):
        return
    if plan.maker_id == user.pk:
        _hand_over(plan)
    plan.co_makers.filter(user=user).delete()
    _close(_open(plan).filter(invited_by=user))
    record_about("co_maker_left", plan, user)


@transaction.atomic
def remove_co_maker(plan_id: int, by: User, co_maker_id: int) -> None:
    """Takes a co-maker off a plan, at any time; the first maker is none. One who is gone is fine. Raises Refused."""
    plan = take_plan(plan_id)
    require_maker(by, plan)
    gone = plan.co_makers.filter(pk=co_maker_id).first()
    if gone is None:
        return
    gone.delete()
    _close(_open(plan).filter(invited_by=gone.user_id))
    record_about("co_maker_removed", plan, by, user=gone.user_id)


def token_hash(token: str) -> str:
    """Under which an invitation is kept."""
    return keyed_hash("invitation of a maker", token)


def standing_of(invitation: MakerInvitation) -> Standing:
    """Whether it can be used now."""
    return standing(
        used=invitation.accepted_by_id is not None,
        closed_at=invitation.closed_at,
        expires_at=invitation.expires_at,
        moment=clock.now(),
    )


def _open(plan: Plan) -> "QuerySet[MakerInvitation]":
    return plan.invitations.filter(closed_at__isnull=True, expires_at__gt=clock.now())


def _close(invitations: "QuerySet[MakerInvitation]") -> int:
    """Closes them and forgets for whom they were."""
    return invitations.update(closed_at=clock.now(), name="")


def _require_room(plan: Plan) -> None:
    if len(plan.maker_ids) >= MOST_MAKERS:
        raise Refused(_("Een plan heeft hoogstens %(number)d makers.") % {"number": MOST_MAKERS})


def _keep_pace(by: User) -> None:
    """Counts under a lock on the person, so that posts at the same moment cannot slip past the limit."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    since = clock.now() - timedelta(days=1)
    if MakerInvitation.objects.filter(invited_by=by, invited_at__gt=since).count() >= INVITATIONS_PER_DAY:
        raise Refused(_("U heeft vandaag veel uitnodigingen gemaakt. Probeer het morgen weer."))


def _join(plan: Plan, user: User, invitation: MakerInvitation) -> None:
    moment = clock.now()
    CoMaker.objects.create(plan=plan, user=user, since=moment)
    invitation.accepted_by, invitation.closed_at, invitation.name = user, moment, ""
    invitation.save(update_fields=["accepted_by", "closed_at", "name"])
    # Whoever makes the plan no longer offers to help with it.
    HelpOffer.objects.filter(plan=plan, by=user, withdrawn_at__isnull=True).update(withdrawn_at=moment)
    record_about("co_maker_joined", plan, user, invitation=invitation.pk)
    tell_joined(plan, user)


def _hand_over(plan: Plan) -> None:
    """Gives the first place to the co-maker who joined first. Raises Refused when there is nobody."""
    following = plan.co_makers.order_by("since", "pk").first()
    if following is None:
        raise Refused(_("U bent de enige maker van dit plan. Nodig eerst iemand uit, of trek het plan in."))
    plan.maker_id = following.user_id
    plan.save(update_fields=["maker"])
    following.delete()
