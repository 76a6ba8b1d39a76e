"""Two plans of the likes edition that went on together, and plans that are not public: by the real actions."""

from datetime import timedelta
from typing import TypedDict

from accounts.models import User
from common import clock
from editions.models import Edition
from plans.actions import add_comment, add_contact_note, hold_plan, merge_plans
from plans.models import CostLine, Like, Plan
from plans.publishing import reason_text
from plans.status import Status

TARGET = "Bijenlint langs de Amerikaweg"


class Words(TypedDict):
    title: str
    summary: str
    body: str
    place: str
    cost: tuple[str, int]


FLOWERS: Words = {
    "title": "Bloemen voor bijen",
    "summary": "Inheemse bloemen in de berm, zodat bijen en vlinders weer door de wijk trekken.",
    "body": "Vorig jaar telde ik in onze straat drie vlinders. Met zaad van een kweker uit de buurt maken we van saai "
    "gras een strook die van april tot oktober bloeit. De school doet mee met tellen.",
    "place": "De berm langs de Amerikaweg, bij de bushalte",
    "cost": ("Zaad en een grondfrees voor een dag", 145_000),
}
DRIVE_IN: Words = {
    "title": "Film onder de sterren",
    "summary": "Drie zomeravonden een groot scherm op het veld, met een film die de buurt kiest.",
    "body": "Neem een kleed mee en wat lekkers. Vorige zomer deed ik het met een laken aan de schuur; er kwamen "
    "veertig buren. Met een echt scherm kan iedereen het zien.",
    "place": "Het veld achter de flat aan de Engelandlaan",
    "cost": ("Scherm, geluid en filmrechten", 390_000),
}
WHY = reason_text(
    "PRIVATE", "Er staat een huisnummer van uw buren in de tekst. Haalt u dat weg? Bel Joke gerust als u vragen heeft."
)


def load_merging(edition: Edition, cast: dict[str, User], crowd: list[User]) -> None:
    """`crowd` supports the plan that goes into another; many of them support that one as well."""
    leader, target = cast["projectleider"], edition.plans.get(title=TARGET)
    source = _plan(edition, crowd[0], FLOWERS, target, days=6)
    fans = [*crowd[1:9], *User.objects.filter(likes__plan=target).order_by("pk")[:6]]
    Like.objects.bulk_create(Like(plan=source, user=fan) for fan in fans)
    add_comment(source.pk, fans[0], "Mijn kinderen willen wel helpen met zaaien.")
    add_contact_note(source.pk, leader, "Met beide makers gebeld. Ze kennen elkaar van de school en gaan samen verder.")
    merge_plans(source.pk, target.pk, leader)
    held = _plan(edition, cast["bewoner"], DRIVE_IN, target, days=3)
    hold_plan(held.pk, leader, WHY)


def _plan(edition: Edition, maker: User, words: Words, like: Plan, days: int) -> Plan:
    """A submitted plan in the same neighbourhood and under the same theme as another."""
    label, cents = words["cost"]
    plan = Plan.objects.create(
        edition=edition,
        maker=maker,
        title=words["title"],
        summary=words["summary"],
        body=words["body"],
        place=words["place"],
        theme=like.theme,
        neighbourhood=like.neighbourhood,
        status=Status.SUBMITTED,
        submitted_at=clock.now() - timedelta(days=days),
    )
    CostLine.objects.create(plan=plan, label=label, cents=cents)
    return plan
