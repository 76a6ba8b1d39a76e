"""What colleagues say at the demo's table, who can help a plan, and two plans for one spot. All invented."""

from io import BytesIO

from accounts.models import User
from common.sheets import to_xlsx
from editions.models import Edition
from feasibility.actions import add_connection, add_file, add_remark
from feasibility.models import Connection
from feasibility.queries.flow import questions_of
from plans.models import ConflictPair, Plan

Kind = Connection.Kind
LIT = "Trapveldje onder de lampen"
BREAD = "Een mand vol begin"
ONE_SPOT = ("Waterspeelplaats Meerwijk", "De Lange Bank")


def load_talk(edition: Edition, cast: dict[str, User]) -> None:
    """A conversation about the lamps on a playing field, with a drawing and three chances."""
    plan = Plan.objects.get(edition=edition, title=LIT)
    question = next(each for each in questions_of(plan) if each.key == "plek")
    first = add_remark(
        plan.pk,
        cast["checker2"],
        "Onder het veld ligt een waterleiding. Voor de masten zoeken wij een plek ernaast. @sjoerd, weet u of de "
        "buren last hebben van licht tot negen uur?",
        question_id=question.pk,
    )
    add_remark(
        plan.pk,
        cast["wijkraad"],
        "De bewoners van de lage flat vroegen om lampen die naar beneden schijnen. Dan is het goed.",
        reply_to_id=first.pk,
    )
    add_remark(plan.pk, cast["checker"], "@ingrid, dit kan snel: alleen de masten vragen nog een vergunning.")
    offer = to_xlsx("Lichtmasten", ["wat", "euro"], [["Vier masten", 5200], ["Graafwerk", 1850]])
    add_file(plan.pk, cast["checker2"].pk, BytesIO(offer), "Offerte lichtmasten (verzonnen).xlsx")
    _connect(plan, cast["wijkraad"])


def _connect(plan: Plan, partner: User) -> None:
    add_connection(
        plan.pk,
        partner.pk,
        kind=Kind.ORGANISATION,
        name="Voetbalclub De Plas",
        why="Leent doelen uit en kent de jongeren die hier elke avond spelen.",
        reach="secretaris@deplas.example",
    )
    add_connection(
        plan.pk,
        partner.pk,
        kind=Kind.CONTACT,
        name="Meneer Raghoebar",
        why="Woont in de lage flat, is elektricien geweest en denkt graag mee over de lampen.",
        reach="Zaterdag in de koffiehoek van het wijkcentrum",
    )
    other = Plan.objects.get(edition=plan.edition, title=BREAD)
    add_connection(plan.pk, partner.pk, kind=Kind.PLAN, other_plan_id=other.pk, why="Kan na het voetbal soep uitdelen.")


def load_pair(edition: Edition, chair: User) -> None:
    """Two plans that want the same bank of the lake; marked before the vote of the demo began."""
    first, second = Plan.objects.filter(edition=edition, title__in=ONE_SPOT).order_by("pk")
    ConflictPair.objects.create(
        first=first,
        second=second,
        reason="Ze willen allebei het stuk oever bij het grasveld. Daar is plek voor één van de twee.",
        added_by=chair,
    )
