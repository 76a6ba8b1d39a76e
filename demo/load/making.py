"""What makers of the demo are busy with: a draft that is half done, and an idea that went to the city."""

from accounts.models import User
from editions.models import Edition
from plans.actions import (
    add_cost_line,
    edit_plan,
    keep_arranged,
    lay_topics,
    pass_on,
    start_draft,
    update_referral,
)
from plans.making.queries import touched_topics
from plans.models import Plan, Referral

BODY = """Vier keer per jaar zetten we een lange tafel op het plein. Iedereen neemt iets te eten mee. \
Wij zorgen voor tafels, borden en muziek.

Het is voor de hele straat, ook voor wie de buren nog niet kent."""
CROSSING = """Voor de supermarkt steken veel ouderen over. De auto's komen daar met een vaart de bocht om.

Een zebrapad met een drempel ervoor zou al veel schelen. Ik woon ertegenover en zie elke week dat het net goed gaat."""
ANSWER = "De verkeerskundige telt eerst hoeveel mensen er oversteken. Daarna leest u hier wat er kan."


def load_making(edition: Edition, cast: dict[str, User], passer: User) -> None:
    """The duties of the city, the resident's draft, and one idea that its maker passed on."""
    lay_topics(edition, cast["projectleider"].pk)
    _half_done(edition, cast["bewoner"])
    _passed_on(edition, passer, cast["projectleider"])


def _half_done(edition: Edition, maker: User) -> Plan:
    """Written up to the costs, of which one is not known yet; the neighbourhood is still to be chosen."""
    draft = start_draft(
        edition.pk,
        maker,
        title="Een lange tafel op het plein",
        summary="Eén keer per seizoen eten we met de hele straat aan één lange tafel.",
        body=BODY,
    )
    edit_plan(draft.pk, maker, theme=edition.themes.first())
    add_cost_line(draft.pk, maker, "Huur van tafels en stoelen", 45_000)
    add_cost_line(draft.pk, maker, "Muziek", None)
    keep_arranged(draft.pk, maker, ["neighbours", "helpers"])
    return draft


def _passed_on(edition: Edition, maker: User, leader: User) -> None:
    plan = start_draft(
        edition.pk,
        maker,
        title="Een zebrapad bij de supermarkt",
        summary="Zodat ouderen veilig aan de overkant komen.",
        body=CROSSING,
        theme=edition.themes.first(),
        neighbourhood=edition.area.neighbourhoods.first(),
        place="Bij de supermarkt aan de Briandlaan",
    )
    referral = pass_on(plan.pk, maker, touched_topics(plan)[0].topic.pk)
    update_referral(referral.pk, leader, Referral.State.TAKEN, "", ANSWER)
