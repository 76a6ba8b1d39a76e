"""Whether a monthly question can still be answered: one place for the pages and for the action."""

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from editions.phases import Phase
from execution.models import CheckIn
from execution.permissions import is_maker
from execution.pulse import ASKED, LINK_LASTS
from execution.states import State


def why_closed(check_in: CheckIn, user: User, moment: datetime, *, by_link: bool) -> str | None:
    """The Dutch reason why `user` cannot answer this question at `moment`; None when it is open."""
    agreement = check_in.agreement
    if not is_maker(user, agreement):
        return _("Alleen de makers van dit plan geven hier antwoord.")
    if agreement.plan.edition.current_phase is not Phase.EXECUTION:
        return _("Deze ronde van het wijkbudget is afgerond. U hoeft niet meer te antwoorden.")
    if agreement.current is State.REALISED:
        return _("Dit plan is gerealiseerd. Dank u wel! U hoeft niet meer te antwoorden.")
    if agreement.current not in ASKED:
        return _("Dit plan is gestopt. U hoeft niet meer te antwoorden.")
    if CheckIn.objects.filter(agreement=agreement, due_on__gt=check_in.due_on).exists():
        return _("Er is een nieuwere vraag over dit plan. Gebruik de link in de nieuwste mail.")
    if by_link and moment >= check_in.asked_at + LINK_LASTS:
        return _("Deze link is verlopen. Log in om te vertellen hoe het gaat.")
    return None
