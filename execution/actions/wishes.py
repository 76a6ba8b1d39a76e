"""More time, and stopping: asked with a reason, decided by a project leader who does not make the plan."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common import clock
from common.errors import Refused
from execution.actions.holding import hold, note
from execution.actions.pulse.sweep import follow_the_end
from execution.actions.states import move
from execution.actions.wishes_telling import tell_asked, tell_extension, tell_no_stop, tell_stopped
from execution.models import Agreement, Extension, Stop
from execution.models.wishes import Wish
from execution.permissions import is_maker, may_see_agreement
from execution.states import State

# More than this at once is a new agreement.
LONGEST = timedelta(days=366)


@transaction.atomic
def ask_extension(agreement_id: int, by: User, until: date, reason: str) -> Extension:
    """Asks for a later last day: a maker, or the project leader for a maker. Raises Refused."""
    agreement = _held_for(agreement_id, by)
    if agreement.extensions.filter(granted__isnull=True).exists():
        raise Refused(_("Er ligt al een vraag om meer tijd. De projectleider beslist daarover."))
    if not max(agreement.due_on, clock.today()) < until <= agreement.due_on + LONGEST:
        raise Refused(_("Kies een dag na de afgesproken datum, en hoogstens een jaar later."))
    extension = Extension.objects.create(
        agreement=agreement,
        end_before=agreement.due_on,
        until=until,
        reason=reason,
        asked_by=by,
        asked_at=clock.now(),
    )
    tell_asked(agreement, f"extension-asked:{extension.pk}", "meer tijd", by)
    note("extension_asked", agreement, by.pk, extension=extension.pk, until=until.isoformat())
    return extension


@transaction.atomic
def decide_extension(extension_id: int, by: User, *, granted: bool, answer: str) -> Extension:
    """Yes moves the last day, and with it the reminders; either way the makers hear it with the words of `answer`."""
    agreement = hold(Extension.objects.values_list("agreement_id", flat=True).get(pk=extension_id))
    extension = Extension.objects.get(pk=extension_id)
    _check_decider(agreement, extension, by)
    if granted and extension.until <= clock.today():
        raise Refused("De gevraagde dag is al voorbij. Spreek een nieuwe dag af.")
    if granted and extension.until <= agreement.due_on:
        raise Refused("De afspraak loopt al tot een latere dag. Zeg ‘nee’ en schrijf dat erbij.")
    _decide(extension, by, granted, answer)
    extension.end_before = agreement.due_on  # a version may have moved it since it was asked
    extension.save()
    if granted:
        _move_the_end(agreement, extension.until)
    tell_extension(agreement, extension)
    note("extension_decided", agreement, by.pk, extension=extension.pk, granted=granted)
    return extension


def _move_the_end(agreement: Agreement, until: date) -> None:
    """Steps that were to be ready on the old last day move along; a reminder of that day that waits goes no more."""
    agreement.milestones.filter(done_on__isnull=True, due_on=agreement.due_on).update(due_on=until)
    agreement.due_on = until
    agreement.save(update_fields=["due_on"])
    follow_the_end(agreement)


@transaction.atomic
def ask_stop(agreement_id: int, by: User, reason: str) -> Stop:
    """A maker asks to stop. The project leader decides. Raises Refused."""
    agreement = _held_for(agreement_id, by)
    if agreement.stops.filter(granted__isnull=True).exists():
        raise Refused(_("U vroeg al om te stoppen. De projectleider belt of mailt u daarover."))
    stop = Stop.objects.create(agreement=agreement, reason=reason, asked_by=by, asked_at=clock.now())
    tell_asked(agreement, f"stop-asked:{stop.pk}", "stoppen", by)
    note("stop_asked", agreement, by.pk, stop=stop.pk)
    return stop


@transaction.atomic
def stop_plan(agreement_id: int, by: User, reason: str, public_words: str) -> Stop:
    """Stops a plan, on the wish of a maker or not. The reason stays with the team; `public_words` stand on the site."""
    agreement = hold(agreement_id)
    stop = agreement.stops.filter(granted__isnull=True).first()
    if stop is None:
        stop = Stop(agreement=agreement, reason=reason, asked_by=by, asked_at=clock.now())
    _check_decider(agreement, stop, by)
    _decide(stop, by, True, reason)
    stop.public_words = public_words
    stop.save()
    move(agreement, State.STOPPED, by.pk)
    tell_stopped(agreement, stop)
    note("plan_stopped", agreement, by.pk, stop=stop.pk)
    return stop


@transaction.atomic
def decline_stop(stop_id: int, by: User, answer: str) -> Stop:
    """The plan goes on, with words for the makers why and how."""
    agreement = hold(Stop.objects.values_list("agreement_id", flat=True).get(pk=stop_id))
    stop = Stop.objects.get(pk=stop_id)
    _check_decider(agreement, stop, by)
    _decide(stop, by, False, answer)
    stop.save()
    tell_no_stop(agreement, stop)
    note("stop_declined", agreement, by.pk, stop=stop.pk)
    return stop


def _held_for(agreement_id: int, by: User) -> Agreement:
    """The held agreement of a plan that goes on, for somebody who may ask something about it."""
    agreement = hold(agreement_id)
    if not may_see_agreement(by, agreement):
        raise Refused(_("Alleen de maker en de projectleider kunnen dit vragen."))
    if not agreement.is_going_on:
        raise Refused(_("Dit plan is gerealiseerd of gestopt. Hier verandert niets meer aan."))
    return agreement


def _check_decider(agreement: Agreement, wish: Wish, by: User) -> None:
    if is_maker(by, agreement):
        raise Refused("U maakt dit plan zelf. Een andere projectleider beslist hierover.")
    if wish.granted is not None:
        raise Refused("Hierover is al beslist.")
    if not agreement.is_going_on:
        raise Refused("Dit plan is gerealiseerd of gestopt. Hier verandert niets meer aan.")


def _decide(wish: Wish, by: User, granted: bool, answer: str) -> None:
    wish.granted, wish.answer, wish.decided_by, wish.decided_at = granted, answer, by, clock.now()
