"""The year of execution of the 2020 edition, as the demo imagines it: some plans stand, some are late."""

from datetime import timedelta
from random import Random

from accounts.models import User
from common import clock
from demo.load.content import read
from editions.models import Edition
from execution.actions import open_agreements, open_follow_ups
from execution.models import Agreement, FollowUp, FollowUpKind, Update
from execution.queries import today
from feasibility.queries import conditions_by_plan
from plans.status import Status

# How many of the thirteen stand already, and how many run late.
REALISED, LATE = 5, 3


def load_execution(edition: Edition, cast: dict[str, User], dice: Random) -> None:
    """Agreements by the real action, then a past for them."""
    open_agreements(edition, cast["projectleider"].pk, conditions_by_plan(edition))
    open_follow_ups(edition, cast["projectleider"].pk)
    _sort_follow_ups(edition, dice)
    agreements = list(Agreement.objects.filter(plan__edition=edition).order_by("plan_id"))
    for number, agreement in enumerate(agreements):
        _give_a_past(agreement, number, len(agreements))
    _post_updates(agreements, dice)


def _sort_follow_ups(edition: Edition, dice: Random) -> None:
    kinds = [kind for kind in FollowUpKind if kind is not FollowUpKind.OPEN]
    rows = list(FollowUp.objects.filter(plan__edition=edition).select_related("plan"))
    for row in rows:
        row.kind = dice.choice(kinds)
    FollowUp.objects.bulk_update(rows, ["kind"])


def _give_a_past(agreement: Agreement, number: int, total: int) -> None:
    day, now = today(), clock.now()
    realised, late = number >= total - REALISED, number < LATE
    agreement.contact_person = ("Karin Smit", "Hassan Amrani", "Els de Boer")[number % 3]
    agreement.contact_email = "gebiedsteam@demo.example"
    agreement.terms = "De maker voert het plan uit. De gemeente helpt met vergunningen en de openbare ruimte."
    agreement.due_on = day + timedelta(days=60)
    agreement.confirmed_by_maker_at = agreement.confirmed_by_municipality_at = now - timedelta(days=280)
    if realised:
        agreement.realised_at = now - timedelta(days=20 + number)
        agreement.plan.status = Status.REALISED
        agreement.plan.save(update_fields=["status"])
    agreement.save()
    dues = (day - timedelta(days=290), day - timedelta(days=8 if late else 120), day + timedelta(days=60))
    for milestone, due in zip(agreement.milestones.order_by("due_on"), dues, strict=True):
        milestone.due_on = due
        open_one = not realised and (due > day or late)
        milestone.done_on = None if open_one and due != dues[0] else due
        milestone.save()


def _post_updates(agreements: list[Agreement], dice: Random) -> None:
    stories = read("updates")
    now = clock.now()
    for agreement in agreements:
        texts = stories.get(agreement.plan.title, [])
        for number, text in enumerate(texts):
            Update.objects.create(
                agreement=agreement,
                author=agreement.plan.maker,
                text=text,
                posted_at=now - timedelta(days=30 * (len(texts) - number), hours=dice.randrange(12)),
            )
