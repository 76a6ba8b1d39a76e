"""The last look of the neighbourhood partners."""

from django.db import transaction

from audit.actions import record
from common import clock
from common.errors import Refused
from feasibility.actions.table import take_in_hand
from feasibility.models import Advice
from feasibility.permissions import may_advise

NOT_YOURS = "Alleen wijkraden en gebiedsverbinders geven advies, en niet over hun eigen plan."


@transaction.atomic
def give_advice(plan_id: int, by: int, *, text: str) -> Advice:
    """Keeps a partner's advice; a second time it replaces their first. Also after the verdict, until publication."""
    hand = take_in_hand(plan_id, by)
    if not may_advise(hand.person, hand.plan):
        raise Refused(NOT_YOURS)
    advice, _ = Advice.objects.update_or_create(
        plan=hand.plan, partner_id=by, defaults={"text": text, "given_at": clock.now()}
    )
    record("advice_given", edition=hand.edition.slug, by=by, subject=hand.subject)
    return advice
