"""Somebody takes their account away themselves."""

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from accounts.models import User
from common import clock
from common.errors import Refused
from editions.models import EditionRole
from editions.phases import Phase
from execution.models import Agreement
from execution.states import GOING_ON
from plans.models import Plan
from plans.status import WON, Status
from retention.actions.accounts import ACCOUNTS, empty_account
from retention.actions.recording import alone, finish, record_of
from retention.models import LegalHold

# A plan that takes part: without its maker nobody could answer for it.
IN_PLAY = (Status.HELD, Status.SUBMITTED, Status.IN_CHECK, Status.ON_BALLOT, Status.CHOSEN)


def why_stay(user: User) -> list[str]:
    """Reasons why this account cannot go now; none when it can."""
    reasons = []
    if user.is_staff or EditionRole.objects.filter(~Q(edition__phase=Phase.CLOSED), user=user).exists():
        reasons.append(_("U hebt een taak in het team. Vraag de projectleider eerst om die taak van u over te nemen."))
    mine = Q(maker=user) | Q(co_makers__user=user)
    plans = Plan.objects.filter(mine, ~Q(edition__phase=Phase.CLOSED), status__in=IN_PLAY).distinct()
    for plan in plans.order_by("pk"):
        sentence = _("Uw plan ‘%(title)s’ doet nog mee. Trek het eerst in, of overleg met het team.")
        if plan.state in WON:
            sentence = _("Uw plan ‘%(title)s’ wordt uitgevoerd. Uw account kan pas weg als het klaar of gestopt is.")
        reasons.append(sentence % {"title": plan.title})
    busy = Agreement.objects.filter(state__in=sorted(GOING_ON)).exclude(plan__in=plans)
    if busy.filter(Q(plan__maker=user) | Q(plan__co_makers__user=user)).exists():
        reasons.append(_("U hebt nog een lopende afspraak over een gekozen plan. Overleg eerst met uw aanspreekpunt."))
    held = LegalHold.objects.filter(edition=OuterRef("edition"), lifted_at__isnull=True, until__gte=clock.today())
    if Plan.objects.filter(mine, Exists(held)).exists():
        reasons.append(_("Over een ronde waarin u een plan had, loopt nog een zaak. Daarna kan uw account weg."))
    return reasons


@transaction.atomic
def leave(user_id: int) -> None:
    """Empties somebody's account at their own wish. Raises Refused with all reasons."""
    alone(ACCOUNTS, None)
    user = User.objects.select_for_update().get(pk=user_id)
    if reasons := why_stay(user):
        raise Refused(" ".join(reasons))
    empty_account(user_id, None)
    finish(record_of(ACCOUNTS, None, None), ACCOUNTS, None)
