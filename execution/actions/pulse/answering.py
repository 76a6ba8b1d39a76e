"""The answer of a maker to the monthly question, and what it sets in motion."""

from django.db import transaction

from accounts.models import User
from common import clock
from common.errors import Refused
from execution.actions.holding import hold, note
from execution.actions.pulse.helping import ask_help
from execution.actions.pulse.telling import tell_done
from execution.actions.states import move
from execution.answering import why_closed
from execution.models import Agreement, CheckIn, Pulse
from execution.pulse import LEADS_TO, Answer
from mail.actions import take_back


@transaction.atomic
def answer_check_in(check_in_id: int, answer: Answer, words: str, by: User, *, by_link: bool = False) -> CheckIn:
    """Writes down the answer; another one may follow until the next question. The same answer again changes
    nothing, but for a maker who needs help again after an earlier call was answered.

    `by_link`: a link in a mail is no log-in, so the audit trail names nobody. Raises Refused.
    """
    agreement = hold(CheckIn.objects.values_list("agreement_id", flat=True).get(pk=check_in_id))
    check_in = CheckIn.objects.select_related("agreement__plan__edition").get(pk=check_in_id)
    reason = why_closed(check_in, by, clock.now(), by_link=by_link)
    if reason:
        raise Refused(reason)
    if (check_in.answer, check_in.note) == (answer, words) and not _asks_again(agreement, answer):
        return check_in
    before, check_in.answer, check_in.note = check_in.answer, answer.value, words
    check_in.answered_at, check_in.answered_by = clock.now(), by
    check_in.save()
    Pulse.objects.filter(agreement=agreement).update(silent_since=None)
    actor = None if by_link else by.pk
    note("pulse_answered", agreement, actor, check_in=check_in.pk, pulse=answer.value, by_link=by_link)
    _set_in_motion(agreement, check_in, before, by, actor)
    return check_in


def _asks_again(agreement: Agreement, answer: Answer) -> bool:
    """Help was given, and a maker needs it once more."""
    waiting = agreement.help_requests.filter(answered_at__isnull=True)
    return answer is Answer.HELP and not waiting.exists()


def _set_in_motion(agreement: Agreement, check_in: CheckIn, before: str, by: User, actor: int | None) -> None:
    answer = Answer(check_in.answer)
    state = LEADS_TO.get(answer)
    if state and agreement.current is not state:
        move(agreement, state, actor)
    if answer is Answer.HELP:
        ask_help(agreement, check_in.note, by, actor)
    if answer is Answer.DONE:
        tell_done(agreement, check_in)
    elif before == Answer.DONE:
        take_back(f"done:{check_in.pk}")
