"""The year of execution of the 2020 edition, as the demo imagines it: some plans stand, some are late."""

import uuid
from datetime import date, timedelta
from random import Random
from typing import Any

from accounts.models import User
from common import clock
from demo.load import agreements
from demo.load.content import read
from demo.load.drawing import drawing
from demo.load.pulse import load_pulse
from editions.models import Edition
from execution.models import Agreement, FollowUp, FollowUpKind, Spending, Update, UpdatePhoto
from execution.queries import today
from execution.states import State
from plans.status import Status

# The result of 2020, moved so that its year of execution is under way today.
RESULT_AGO = timedelta(days=305)


def load_execution(edition: Edition, cast: dict[str, User], dice: Random) -> None:
    """Gives the agreements, opened by the real step, the past that the content tells."""
    _sort_follow_ups(edition, dice)
    stories = {story["plan"]: story for story in read("updates")["plans"]}
    for number, agreement in enumerate(Agreement.objects.filter(plan__edition=edition).order_by("plan_id")):
        story = stories[agreement.plan.title]
        _give_a_past(agreement, number, story["state"])
        agreements.agree(agreement, number, clock.now() - RESULT_AGO, cast["projectleider"])
        _post_updates(agreement, story["updates"])
        _spend(agreement, number, story["state"])
    going_on = Agreement.objects.filter(plan__edition=edition, ended_at=None).order_by("plan_id")
    agreements.vary(list(going_on), cast["projectleider"])
    load_pulse(edition, cast["projectleider"])


# Who picked plans up that were not chosen in 2020, and what became of some of them.
OWNERS = {
    FollowUpKind.PARTNER: "Buurtbedrijf Haarlem",
    FollowUpKind.FUND: "Buurtfonds Schalkwijk",
    FollowUpKind.TOP3: "Wijkraad Meerwijk",
    FollowUpKind.DEPARTMENT: "Gemeente, beheer openbare ruimte",
}
OUTCOMES = {
    FollowUpKind.PARTNER: "Het buurtbedrijf voerde het plan uit, samen met de maker.",
    FollowUpKind.FUND: "Het fonds betaalde de helft. De buurt zamelde de rest in.",
    FollowUpKind.TOP3: "Het stond in de Wijk-Top 3 en is in het voorjaar gedaan.",
    FollowUpKind.DEPARTMENT: "De gemeente nam het mee bij het groot onderhoud van de straat.",
}


def _sort_follow_ups(edition: Edition, dice: Random) -> None:
    kinds = [kind for kind in FollowUpKind if kind is not FollowUpKind.OPEN]
    rows = list(FollowUp.objects.filter(plan__edition=edition).select_related("plan"))
    for row in rows:
        row.kind = dice.choice(kinds)
        row.note = "De maker had geen tijd meer en stopt ermee." if row.kind == FollowUpKind.STOPPED else ""
        row.owner = OWNERS.get(row.kind, "")
        row.next_on = today() + timedelta(days=dice.randrange(-10, 90)) if row.owner else None
        if row.owner and dice.random() < 0.4:
            row.outcome, row.ended_at = OUTCOMES[row.kind], clock.now() - timedelta(days=dice.randrange(5, 200))
    FollowUp.objects.bulk_update(rows, ["kind", "note", "owner", "next_on", "outcome", "ended_at"])


def _give_a_past(agreement: Agreement, number: int, state: str) -> None:
    day, now = today(), clock.now()
    agreement.contact_person = agreements.CONTACTS[number % 3]
    agreement.contact_email = "gebiedsteam@demo.example"
    agreement.contact_phone = "14 023"
    agreement.due_on = day + timedelta(days=60)
    agreement.state = {"REALISED": State.REALISED, "LATE": State.STUCK}.get(state, State.BUSY)
    if state == "REALISED":
        agreement.ended_at = now - timedelta(days=20 + number)
        agreement.plan.status = Status.REALISED
        agreement.plan.save(update_fields=["status"])
    agreement.save()
    _date_milestones(agreement, state)


def _date_milestones(agreement: Agreement, state: str) -> None:
    """A start that was made, a halfway point that is late or not, and an end to come."""
    day = today()
    halfway = day - timedelta(days=8 if state == "LATE" else 120)
    dues = (day - RESULT_AGO + timedelta(days=14), halfway, agreement.due_on)
    done = {"REALISED": 3, "ON_TRACK": 2, "LATE": 1}[state]
    for number, (milestone, due) in enumerate(zip(agreement.milestones.order_by("due_on"), dues, strict=True)):
        milestone.due_on = due
        milestone.done_on = min(due, day) if number < done else None
        milestone.save()


def _post_updates(agreement: Agreement, updates: list[dict[str, Any]]) -> None:
    began = clock.now() - RESULT_AGO
    for update in updates:
        moment = began + timedelta(days=min(update["day"], RESULT_AGO.days - 1))
        news = Update.objects.create(
            agreement=agreement,
            author=agreement.plan.maker,
            text=update["text"],
            posted_at=moment,
            changed_at=moment,
        )
    if updates:
        _illustrate(news, agreement.plan_id)


def _illustrate(update: Update, seed: int) -> None:
    """A drawing with the newest update, for photos of what never was would be fakes."""
    photo = UpdatePhoto(update_of=update, alt="Tekening: bomen en een bank in de zon")
    photo.image.save(f"{uuid.uuid4().hex}.jpg", drawing(seed), save=False)
    photo.save()


# What such plans pay, and to whom; invented.
BILLS = (
    ("Hout en schroeven", "Bouwmarkt Zuid"),
    ("Aarde, bollen en zaad", "Tuincentrum De Kweek"),
    ("Huur van gereedschap", "Verhuur Schalkwijk"),
    ("Koffie en soep voor de helpers", ""),
)


def _spend(agreement: Agreement, number: int, state: str) -> None:
    """Some of the grant, more of it the further the plan is, and one line that was a mistake. No receipts."""
    maker, day = agreement.plan.maker, today()
    share = {"REALISED": 23, "ON_TRACK": 14, "LATE": 6}[state]
    for turn, (what, payee) in enumerate(BILLS):
        spent_on = day - timedelta(days=150 - 30 * turn + number)
        cents = agreement.grant_cents * share // 100 + turn * 125
        _enter(agreement, maker, cents, spent_on, what, payee)
    if number % 3 == 0:
        twice = _enter(agreement, maker, 4_500, day - timedelta(days=20), "Verf", "Verfhuis")
        twice.withdrawn_at, twice.withdrawn_by = clock.now() - timedelta(days=19), maker
        twice.withdrawn_reason = "Ik had deze bon twee keer opgeschreven."
        twice.save()


def _enter(agreement: Agreement, maker: User, cents: int, day: date, what: str, payee: str) -> Spending:
    return Spending.objects.create(
        agreement=agreement,
        cents=cents,
        spent_on=day,
        what=what,
        payee=payee,
        entered_by=maker,
        entered_at=clock.now() - timedelta(days=(today() - day).days),
    )
