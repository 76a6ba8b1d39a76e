"""What makers of the demo said about their plans, month by month. All of it is made up."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from accounts.models import User
from common import clock
from editions.models import Edition
from execution.models import Agreement, CheckIn, EndReminder, Extension, HelpRequest, Pulse
from execution.pulse import ASKED, MONTHS_BEFORE_THE_END, add_months
from execution.states import State

GOOD_WORDS = ("", "Alles op schema.", "", "Twee nieuwe helpers erbij!", "")
HELP = "De kabel onder de strook: wie van de gemeente kan met ons komen kijken waar we wél mogen graven?"


def load_pulse(edition: Edition, leader: User) -> None:
    """Answers to every question so far; then one plan that asks help, one that is silent, and one just extended."""
    going_on = Agreement.objects.filter(plan__edition=edition, state__in=sorted(ASKED)).select_related("plan__maker")
    agreements = list(going_on.order_by("plan_id"))
    for agreement in agreements:
        _answer_every_month(agreement)
    stuck = [each for each in agreements if each.current is State.STUCK]
    calm = [each for each in agreements if each.current is State.BUSY]
    if stuck and len(calm) > 1:
        _ask_help(stuck[0])
        _fall_silent(calm[0])
        _extend(calm[1], leader)


def _answer_every_month(agreement: Agreement) -> None:
    agreed, today = timezone.localdate(agreement.confirmed_by_maker_at), clock.today()
    Pulse.objects.create(agreement=agreement, agreed_on=agreed, end=agreement.due_on, end_since=agreed)
    for left in MONTHS_BEFORE_THE_END:
        day = add_months(agreement.due_on, -left)
        if agreed < day <= today:
            EndReminder.objects.create(agreement=agreement, end=agreement.due_on, months_left=left, at=_at(day))
    days = [day for number in range(1, 12) if (day := add_months(agreed, number)) <= today]
    CheckIn.objects.bulk_create(_answered(agreement, day, number) for number, day in enumerate(days))


def _answered(agreement: Agreement, day: date, number: int) -> CheckIn:
    words = GOOD_WORDS[(number + agreement.pk) % len(GOOD_WORDS)]
    facts = {"answer": "GOOD", "note": words, "answered_by": agreement.plan.maker}
    when = min(_at(day) + timedelta(hours=number + 1), clock.now())
    return CheckIn(agreement=agreement, due_on=day, asked_at=_at(day), answered_at=when, **facts)


def _ask_help(agreement: Agreement) -> None:
    newest = agreement.check_ins.all()[0]
    newest.answer, newest.note = "HELP", HELP
    newest.save()
    HelpRequest.objects.create(
        agreement=agreement, text=HELP, asked_by=agreement.plan.maker, asked_at=newest.answered_at or clock.now()
    )


def _fall_silent(agreement: Agreement) -> None:
    newest = [each.pk for each in agreement.check_ins.all()[:3]]
    nothing = {"answer": "", "note": "", "answered_at": None, "answered_by": None}
    CheckIn.objects.filter(pk__in=newest).update(**nothing)
    Pulse.objects.filter(agreement=agreement).update(silent_since=clock.now() - timedelta(days=9))


def _extend(agreement: Agreement, leader: User) -> None:
    before, now = agreement.due_on, clock.now()
    until = before + timedelta(days=75)
    Extension.objects.create(
        agreement=agreement,
        end_before=before,
        until=until,
        reason="De bakker die de oven zou lenen, is gestopt. Wij zoeken een nieuwe.",
        asked_by=agreement.plan.maker,
        asked_at=now - timedelta(days=4),
        granted=True,
        answer="Dat is goed. Karin kent een bakker in Molenwijk en belt u deze week.",
        decided_by=leader,
        decided_at=now - timedelta(days=1),
    )
    Agreement.objects.filter(pk=agreement.pk).update(due_on=until)
    agreement.milestones.filter(done_on__isnull=True, due_on=before).update(due_on=until)
    Pulse.objects.filter(agreement=agreement).update(end=until, end_since=clock.today() - timedelta(days=1))


def _at(day: date) -> datetime:
    """A quarter past eight in the morning, when the round goes."""
    return timezone.make_aware(datetime.combine(day, time(8, 15)))
