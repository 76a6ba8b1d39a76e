"""Agreements under way, for tests of the finger on the pulse."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from common import clock
from editions.models import Edition, Role
from editions.phases import Phase
from execution.actions import open_agreements, sweep_pulse
from execution.links import SLUGS, check_in_path
from execution.models import Agreement, CheckIn
from execution.pulse import Answer
from execution.states import State
from mail.models import Notice
from plans.models import Plan
from plans.status import Status
from tests import make

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
ANSWERS = list(SLUGS.values())


def go_to(day: date, hour: int = 9) -> None:
    """Moves the clock to an hour of a day in Amsterdam."""
    clock.move(datetime.combine(day, time(hour), AMSTERDAM) - clock.now())


def agreed(edition: Edition | None = None, **extra: object) -> Agreement:
    """An agreement that both confirmed today, with an end a year from now."""
    edition = edition or make.edition(Phase.EXECUTION)
    plan = make.plan(edition, Status.CHOSEN, **extra)  # type: ignore[arg-type]
    open_agreements(edition, None, {})
    now = clock.now()
    facts = {"confirmed_by_maker_at": now, "confirmed_by_municipality_at": now, "state": State.AGREED}
    Agreement.objects.filter(plan=plan).update(contact_person="Karin Smit", **facts)
    return Agreement.objects.select_related("plan__edition").get(plan=plan)


def asked(edition: Edition | None = None) -> CheckIn:
    """A plan whose makers were asked for the first time, just now."""
    agreement = agreed(edition)
    sweep_pulse()
    clock.move(timedelta(days=32))
    sweep_pulse()
    return CheckIn.objects.select_related("agreement__plan__edition").get(agreement=agreement)


def link(check_in: CheckIn, answer: Answer = Answer.GOOD) -> str:
    return check_in_path(check_in, check_in.agreement.plan.maker_id, answer)


def leader(plan: Plan):  # type: ignore[no-untyped-def]
    return make.staff(plan.edition, Role.LEADER)


def heard(kind: str, user_id: int | None = None) -> list[Notice]:
    """What was told of this kind, oldest first."""
    found = Notice.objects.filter(kind=kind).order_by("pk")
    return list(found.filter(user_id=user_id) if user_id else found)
