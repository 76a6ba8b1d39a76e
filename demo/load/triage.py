"""What the team did in the triage of the demo: flags, contact with makers, and plans handed to a department."""

from datetime import timedelta

from accounts.models import User
from common import clock
from editions.models import Edition
from plans.actions import add_contact_note, mark_seen, refer_plan, set_flag, update_referral
from plans.models import CostLine, Plan, Referral, TriageFlag
from plans.status import Status

Kind = TriageFlag.Kind
FLAGS = {
    "Veilig oversteken bij de Engelandlaan": (Kind.MERGE, Kind.HIGH_IMPACT),
    "Langzamer door de Floridalaan": (Kind.HIGH_IMPACT,),
    "Pannakooi met kussens": (Kind.QUICK_WIN,),
    "Koffie op wielen": (Kind.QUICK_WIN,),
    "Samen eten na zonsondergang": (Kind.HIGH_IMPACT,),
}
NOTES = (
    ("Pannakooi met kussens", "wijkraad", "Gebeld met de maker. De jongens gaan bij de buren langs over het geluid."),
    ("Pannakooi met kussens", "projectleider", "De offerte voor de kooi is binnen. Die past bij de begroting."),
    ("Koffie op wielen", "wijkraad", "Koffie gedronken. Ze zoekt nog iemand die de bakfiets kan stallen."),
    ("Veilig oversteken bij de Engelandlaan", "projectleider", "Uitgelegd dat de gemeente over verkeer gaat. Akkoord."),
)
TRAFFIC = "Verkeer en mobiliteit"
TAKEN = "De verkeerskundige komt in de ochtendspits kijken, samen met de school. Daarna leest u hier wat er kan."
LATE = "Een veilige oversteek op de Engelandlaan"


def load_triage(edition: Edition, cast: dict[str, User], maker: User) -> None:
    """The edition in which plans come in, with a plan that came in today and looks like another one."""
    plans = {plan.title: plan for plan in edition.plans.filter(status=Status.SUBMITTED)}
    leader = cast["projectleider"]
    for title, kinds in FLAGS.items():
        for kind in kinds:
            set_flag(plans[title].pk, kind, leader)
    for title, who, text in NOTES:
        add_contact_note(plans[title].pk, cast[who], text)
    crossing = refer_plan(plans["Veilig oversteken bij de Engelandlaan"].pk, leader, TRAFFIC)
    update_referral(crossing.pk, leader, Referral.State.TAKEN, "Gesproken met het team Verkeer.", TAKEN)
    refer_plan(plans["Langzamer door de Floridalaan"].pk, leader, TRAFFIC)
    _come_in_late(edition, plans["Veilig oversteken bij de Engelandlaan"], maker)
    for key in ("projectleider", "wijkraad"):
        mark_seen(edition, cast[key], clock.now() - timedelta(hours=3))


def _come_in_late(edition: Edition, like: Plan, maker: User) -> None:
    late = Plan.objects.create(
        edition=edition,
        maker=maker,
        title=LATE,
        summary="Verf en bordjes van kinderen, zodat de school veilig te bereiken is.",
        body="Mijn dochter van zeven wil alleen naar school lopen. Dat durf ik pas als auto's hier langzamer rijden.",
        theme=like.theme,
        neighbourhood=like.neighbourhood,
        place="Engelandlaan, bij de school",
        status=Status.SUBMITTED,
        submitted_at=clock.now() - timedelta(hours=1),
    )
    CostLine.objects.create(plan=late, label="Verf en bordjes", cents=180_000)
