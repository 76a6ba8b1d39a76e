"""The round of the clock along all agreements that are going on. The rows are the queue: it may run at any time.

One transaction for each agreement, which it locks: of two rounds at once the second finds everything done, and what a
killed worker left behind is done by the next round.
"""

import logging
from datetime import date

from django.db import transaction
from django.utils import timezone

from common import clock
from common.errors import Refused
from editions.phases import Phase
from execution.actions.holding import hold, note
from execution.actions.pulse.telling import tell_end, tell_silence, tell_the_question
from execution.models import Agreement, CheckIn, EndReminder, Pulse
from execution.pulse import ASKED, Asked, is_silent, latest_question, latest_reminder
from execution.states import GOING_ON, State
from mail.actions import take_back

logger = logging.getLogger(__name__)


def sweep_pulse() -> None:
    """Asks, listens and reminds where it is time to."""
    going_on = Agreement.objects.filter(state__in=sorted(GOING_ON), plan__edition__phase=Phase.EXECUTION)
    for agreement_id in going_on.order_by("pk").values_list("pk", flat=True):
        try:
            beat(agreement_id)
        except Refused:
            continue  # the edition closed meanwhile
        except Exception:
            # One agreement that cannot be handled must not keep the others waiting.
            logger.exception("No round could be made along agreement %d", agreement_id)


@transaction.atomic
def beat(agreement_id: int) -> None:
    """Everything that the clock does for one agreement."""
    agreement = hold(agreement_id)
    if not agreement.is_going_on:
        return
    today = clock.today()
    pulse = keep_pulse(agreement, today)
    _ask(agreement, pulse, today)
    _listen(agreement, pulse, today)
    _remind(agreement, pulse, today)


def keep_pulse(agreement: Agreement, today: date) -> Pulse:
    """The agreement's pulse, with the day of agreement and the end as they are known now."""
    pulse, _new = Pulse.objects.get_or_create(
        agreement=agreement, defaults={"end": agreement.due_on, "end_since": today}
    )
    if pulse.agreed_on is None and agreement.current is not State.NEW:
        pulse.agreed_on = _day_of_agreement(agreement, today)
    if pulse.end != agreement.due_on:
        pulse.end, pulse.end_since = agreement.due_on, today
    pulse.save()
    return pulse


def follow_the_end(agreement: Agreement) -> None:
    """After the last day moved: the reminders follow it, and one of the old day that waits goes no more."""
    pulse = Pulse.objects.filter(agreement=agreement).first()
    if pulse and pulse.end != agreement.due_on:
        take_back(f"end:{agreement.pk}")
    keep_pulse(agreement, clock.today())


def _day_of_agreement(agreement: Agreement, today: date) -> date:
    """The day on which the second of both agreed."""
    confirmed = (agreement.confirmed_by_maker_at, agreement.confirmed_by_municipality_at)
    known = [timezone.localdate(moment) for moment in confirmed if moment]
    return max(known) if len(known) == len(confirmed) else today


def _ask(agreement: Agreement, pulse: Pulse, today: date) -> None:
    """The question of this month, once. Months that nobody worked in are not asked about afterwards."""
    due = latest_question(pulse.agreed_on, today) if pulse.agreed_on else None
    if due is None or agreement.current not in ASKED:
        return
    check_in, new = CheckIn.objects.get_or_create(agreement=agreement, due_on=due, defaults={"asked_at": clock.now()})
    if new:
        tell_the_question(agreement, check_in)
        note("pulse_asked", agreement, None, check_in=check_in.pk)


def _listen(agreement: Agreement, pulse: Pulse, today: date) -> None:
    """Flags a plan of which nobody heard anything, once until somebody answers."""
    if pulse.silent_since or agreement.current not in ASKED:
        return
    rows = list(CheckIn.objects.filter(agreement=agreement)[:4])
    if is_silent([Asked(timezone.localdate(row.asked_at), row.is_answered) for row in rows], today):
        pulse.silent_since = clock.now()
        pulse.save(update_fields=["silent_since"])
        tell_silence(agreement, pulse.silent_since)
        note("pulse_silent", agreement, None)


def _remind(agreement: Agreement, pulse: Pulse, today: date) -> None:
    left = latest_reminder(pulse.end, pulse.end_since, today)
    if left is None:
        return
    _row, new = EndReminder.objects.get_or_create(
        agreement=agreement, end=pulse.end, months_left=left, defaults={"at": clock.now()}
    )
    if new:
        tell_end(agreement, pulse.end, left, today)
        note("end_reminded", agreement, None, months_left=left)
