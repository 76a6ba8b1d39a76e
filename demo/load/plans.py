"""Plans of a demo edition with their cost lines, likes and changes."""

from datetime import timedelta
from random import Random
from typing import Any

from accounts.models import User
from demo.load import places
from demo.load.content import read
from editions.models import Edition
from editions.phases import Phase
from plans.models import CostLine, Like, Plan, PlanChange
from plans.status import BALLOTED, Status

CHECKED = (*BALLOTED, Status.NOT_FEASIBLE, Status.IN_CHECK)
SETTLED = (*BALLOTED, Status.NOT_FEASIBLE, Status.BELOW_THRESHOLD, Status.IN_CHECK)


def cost_of(entry: dict[str, Any]) -> int:
    return sum(int(line["cents"]) for line in entry["cost_lines"])


def load_plans(edition: Edition, entries: list[dict[str, Any]], makers: list[User], dice: Random) -> list[Plan]:
    """Writes the plans in the order of the content and returns them in that order."""
    themes = {theme.name: theme for theme in edition.themes.all()}
    wijken = {wijk.name: wijk for wijk in edition.area.neighbourhoods.all()}
    opened = edition.schedule()[Phase.SUBMISSION].starts_at
    began = edition.schedule()[Phase.FEASIBILITY].starts_at
    plans = []
    for number, entry in enumerate(entries):
        status = Status(entry["outcome"])
        latitude, longitude = places.point_in(wijken[entry["neighbourhood"]], Random(f"{edition.slug} {number}"))
        plan = Plan(
            edition=edition,
            maker=makers[number % len(makers)],
            title=entry["title"],
            summary=entry["summary"],
            body=entry["body"],
            theme=themes[entry["theme"]],
            neighbourhood=wijken[entry["neighbourhood"]],
            place=entry["place"],
            latitude=latitude,
            longitude=longitude,
            status=status,
            ballot_cents=cost_of(entry) if status in BALLOTED else None,
            likes_at_close=entry["likes"] if status in SETTLED else None,
            needed_at_close=edition.likes_needed if status in SETTLED else None,
            way_on=entry.get("way_on", "") if status not in (Status.ON_BALLOT, Status.CHOSEN) else "",
            submitted_at=opened + timedelta(hours=2 + number * 5 % 96, minutes=dice.randrange(60)),
            check_started_at=began if status in CHECKED else None,
        )
        plans.append(plan)
    Plan.objects.bulk_create(plans)
    CostLine.objects.bulk_create(
        CostLine(plan=plan, label=line["label"], cents=line["cents"])
        for plan, entry in zip(plans, entries, strict=True)
        for line in entry["cost_lines"]
    )
    return plans


def load_likes(plans: list[Plan], entries: list[dict[str, Any]], crowd: list[User], dice: Random) -> None:
    """As many likes as the content says, each by another resident."""
    Like.objects.bulk_create(
        (
            Like(plan=plan, user=user)
            for plan, entry in zip(plans, entries, strict=True)
            for user in dice.sample(crowd, entry["likes"])
        ),
        batch_size=5000,
    )


def load_changes(plans: list[Plan]) -> None:
    """What makers changed after people reacted, each beside the reaction that tells of it."""
    written = {(each["edition"], each["plan"]): each["changes"] for each in read("changes")["plans"]}
    changes = []
    for plan in plans:
        steps = written.get((plan.edition.slug, plan.title), [])
        reactions = list(plan.comments.all()) if steps else []
        for step in steps:
            at = reactions[step["after_reaction"] - 1].created_at + timedelta(minutes=step["minutes"])
            changes.append(PlanChange(plan=plan, by=plan.maker, changed_at=at, changes=step["changes"]))
    PlanChange.objects.bulk_create(changes)
