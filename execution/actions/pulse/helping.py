"""Makers who need help, and the team that answers."""

from django.db import transaction

from accounts.models import User
from common import clock
from common.errors import Refused
from execution.actions.holding import hold, note
from execution.actions.pulse.telling import tell_help_asked, tell_help_given
from execution.models import Agreement, HelpRequest

TEXT = 2000


def ask_help(agreement: Agreement, words: str, by: User, actor: int | None) -> HelpRequest:
    """Opens a help request of a held agreement; what is added while one is open comes below it."""
    request = HelpRequest.objects.filter(agreement=agreement, answered_at__isnull=True).first()
    if request is None:
        request = HelpRequest.objects.create(agreement=agreement, text=words, asked_by=by, asked_at=clock.now())
        note("maker_help_asked", agreement, actor, request=request.pk)
    elif words and words not in request.text:
        request.text = f"{request.text}\n{words}".strip()[:TEXT]
        request.save(update_fields=["text"])
    tell_help_asked(agreement, request)
    return request


@transaction.atomic
def answer_help(request_id: int, words: str, by: User) -> HelpRequest:
    """The team answers with words, which the makers get by mail; once. Raises Refused."""
    agreement = hold(HelpRequest.objects.values_list("agreement_id", flat=True).get(pk=request_id))
    request = HelpRequest.objects.get(pk=request_id)
    if request.answered_at:
        raise Refused("Iemand anders heeft deze hulpvraag al beantwoord.")
    request.answer, request.answered_by, request.answered_at = words, by, clock.now()
    request.save(update_fields=["answer", "answered_by", "answered_at"])
    tell_help_given(agreement, request)
    note("maker_help_answered", agreement, by.pk, request=request.pk)
    return request
