"""A busy edition to measure in: plans with realistic texts, likes and reactions. Only for a database of its own."""

from datetime import timedelta
from random import Random
from typing import Any

from accounts.models import User
from common import clock
from demo.load.content import read
from editions.models import Area, Edition, Neighbourhood, PhaseWindow, Theme
from editions.phases import NUMBERED, Phase
from plans.models import Comment, CostLine, Like, Plan
from plans.status import Status

PEOPLE = 2_000
LIKES_A_PLAN, COMMENTS_A_PLAN, LINES_A_PLAN = 50, 10, 4
BATCH = 5_000
CORNER, SIZE = (52.345, 4.640), (0.027, 0.032)  # degrees: where Schalkwijk lies, more or less
LOOKS = (("ocean", "waves"), ("red", "bricks"), ("jade", "canals"), ("sand", "windows"))
CONTENTS = ("schalkwijk-2020", "schalkwijk-2026-stemmen", "schalkwijk-2026-tafel", "schalkwijk-2027-likes")


def build(number: int, people: list[User]) -> Edition:
    """An edition in the likes phase with `number` plans, 50 times as many likes and 10 times as many reactions."""
    dice = Random(number)
    edition = _edition(number)
    plans = _plans(edition, number, people, dice)
    CostLine.objects.bulk_create(
        (
            CostLine(plan=plan, label=f"Post {line}", cents=dice.randrange(10_000, 400_000))
            for plan in plans
            for line in range(LINES_A_PLAN)
        ),
        batch_size=BATCH,
    )
    likes = [_even(dice, LIKES_A_PLAN) for _ in plans]
    Like.objects.bulk_create(
        (
            Like(plan=plan, user=user)
            for plan, count in zip(plans, likes, strict=True)
            for user in dice.sample(people, count)
        ),
        batch_size=BATCH,
    )
    said = read("comments")["comments"]
    Comment.objects.bulk_create(
        (
            Comment(plan=plan, author=dice.choice(people), text=dice.choice(said))
            for plan in plans
            for _ in range(COMMENTS_A_PLAN)
        ),
        batch_size=BATCH,
    )
    return edition


def crowd() -> list[User]:
    """People who like and react."""
    people = [
        User(email=f"bewoner{number}@example.org", name=f"Bewoner {number}", password="!") for number in range(PEOPLE)
    ]
    return User.objects.bulk_create(people, batch_size=BATCH)


def _edition(number: int) -> Edition:
    area = Area.objects.create(name=f"Wijk van {number}")
    for place, (colour, motif) in enumerate(LOOKS):
        box = _box(place)
        Neighbourhood.objects.create(area=area, name=f"Buurt {place + 1}", colour=colour, motif=motif, outline=box)
    edition = Edition.objects.create(
        area=area, name=f"{number} plannen", slug=f"meting-{number}", phase=Phase.LIKES, budget_cents=7_000_000
    )
    for name, icon in (("Elkaar ontmoeten", "users"), ("Op straat", "road"), ("Groen & duurzaam", "leaf")):
        Theme.objects.create(edition=edition, name=name, icon=icon)
    start = clock.now() - timedelta(days=11)
    PhaseWindow.objects.bulk_create(
        PhaseWindow(
            edition=edition,
            phase=phase,
            starts_at=start + timedelta(days=10 * place),
            ends_at=start + timedelta(days=10 * place + 10),
        )
        for place, phase in enumerate(NUMBERED)
    )
    return edition


def _box(place: int) -> list[list[float]]:
    """A quarter of the area."""
    (south, west), (height, width) = CORNER, SIZE
    low, left = south + height / 2 * (place // 2), west + width / 2 * (place % 2)
    high, right = low + height / 2, left + width / 2
    return [[low, left], [low, right], [high, right], [high, left]]


def _plans(edition: Edition, number: int, people: list[User], dice: Random) -> list[Plan]:
    entries: list[dict[str, Any]] = [entry for name in CONTENTS for entry in read(name)["plans"]]
    themes, wijken = list(edition.themes.all()), list(edition.area.neighbourhoods.all())
    now = clock.now()
    return Plan.objects.bulk_create(
        (
            Plan(
                edition=edition,
                maker=dice.choice(people),
                title=dice.choice(entries)["title"],
                summary=dice.choice(entries)["summary"],
                body=dice.choice(entries)["body"],
                theme=dice.choice(themes),
                neighbourhood=wijken[dice.randrange(len(wijken))],
                place=dice.choice(entries)["place"],
                latitude=round(CORNER[0] + SIZE[0] * dice.random(), 6),
                longitude=round(CORNER[1] + SIZE[1] * dice.random(), 6),
                status=Status.SUBMITTED,
                submitted_at=now - timedelta(minutes=dice.randrange(10_000)),
            )
            for _ in range(number)
        ),
        batch_size=500,
    )


def _even(dice: Random, mean: int) -> int:
    return dice.randrange(2 * mean + 1)
