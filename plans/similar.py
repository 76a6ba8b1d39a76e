"""Plans that look alike, by what their makers wrote in the title and in one sentence.

PostgreSQL keeps the stems of both (plans.models.searching), without small words and endings; plans.likeness compares
what is left by letters, so that 'fruitbomen' finds 'fruitboom' and 'verkeersveilig' finds 'verkeersveiligheid'. Names
of the area and its neighbourhoods don't count: half of the titles hold one.
"""

from collections.abc import Collection
from dataclasses import dataclass

from editions.models import Edition, Neighbourhood
from plans.likeness import nearest
from plans.models import Plan
from plans.models.searching import stems_of
from plans.status import PUBLIC, Status

# A share from 0 to 1: above it people see a likeness too (measured on the 94 plans of Schalkwijk 2020).
ALIKE, VERY_ALIKE, SAME = 0.28, 0.4, 0.6
SHOWN = 3


@dataclass(frozen=True)
class Similar:
    """A plan that looks like another; `score` runs from 0 to 1."""

    plan: Plan
    score: float

    @property
    def percent(self) -> int:
        return round(self.score * 100)

    @property
    def words(self) -> str:
        """How much it looks alike, in words."""
        if self.score >= SAME:
            return "bijna hetzelfde"
        return "lijkt er veel op" if self.score >= VERY_ALIKE else "lijkt er een beetje op"


def similar_plans(
    edition: Edition, plan_ids: Collection[int], among: Collection[Status] = PUBLIC
) -> dict[int, list[Similar]]:
    """For each of these plans at most SHOWN plans of the edition that look most like it, best first.

    Plans have one of the statuses `among`, as seen by whoever reads the answer.

    Six queries at most, whatever the number of plans. A plan with nothing like it is not in the answer.
    """
    if not plan_ids:
        return {}
    seen = Plan.objects.of(edition).filter(status__in=among)
    texts = {number: (title, whole) for number, title, whole in seen.values_list("pk", "title_stems", "stems")}
    pairs = nearest(plan_ids, texts, _names(edition), SHOWN, ALIKE)
    shown = {other for found in pairs.values() for other, _score in found}
    plans = Plan.objects.for_cards().prefetch_related("co_makers__user").in_bulk(shown)
    return {mine: [Similar(plans[other], score) for other, score in found] for mine, found in pairs.items()}


def _names(edition: Edition) -> list[str]:
    """The stems of the names of the area and its neighbourhoods."""
    names = Neighbourhood.objects.filter(area=edition.area_id).values_list("name", flat=True)
    return stems_of(" ".join([edition.area.name, *names]))
