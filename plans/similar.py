"""Plans that look alike, by what their makers wrote in the title and in one sentence.

PostgreSQL does both halves: Dutch full text takes out small words and endings, trigrams compare what is left, so
that 'fruitbomen' finds 'fruitboom' and 'verkeersveilig' finds 'verkeersveiligheid'. Names of the area and its
neighbourhoods don't count: half of the titles hold one.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection

from editions.models import Edition, Neighbourhood
from plans.models import Plan
from plans.status import PUBLIC, Status

# A share from 0 to 1: above it people see a likeness too (measured on the 94 plans of Schalkwijk 2020).
ALIKE, VERY_ALIKE, SAME = 0.28, 0.4, 0.6
SHOWN = 3

_PAIRS = """
WITH written AS MATERIALIZED (
  SELECT id, ts_delete(to_tsvector('dutch', unaccent(title)), names.stems) AS title,
         ts_delete(to_tsvector('dutch', unaccent(title || ' ' || summary)), names.stems) AS whole
  FROM plans_plan, (SELECT tsvector_to_array(to_tsvector('dutch', unaccent(%s))) AS stems) AS names
  WHERE edition_id = %s AND status = ANY(%s)
), stems AS MATERIALIZED (
  SELECT id, array_to_string(tsvector_to_array(title), ' ') AS title,
         array_to_string(tsvector_to_array(whole), ' ') AS whole
  FROM written
)
SELECT mine.id, near.id, near.score
FROM stems AS mine CROSS JOIN LATERAL (
  SELECT id, greatest(whole, (whole + title) / 2) AS score
  FROM (
    SELECT other.id, similarity(mine.whole, other.whole) AS whole, similarity(mine.title, other.title) AS title
    FROM stems AS other WHERE other.id <> mine.id
    OFFSET 0  -- keeps the planner from working each likeness out twice
  ) AS compared
  ORDER BY score DESC, id LIMIT %s
) AS near
WHERE mine.id = ANY(%s) AND near.score >= %s
ORDER BY near.score DESC, near.id
"""


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

    Four queries, whatever the number of plans. A plan with nothing like it is not in the answer.
    """
    if not plan_ids:
        return {}
    names = " ".join([edition.area.name, *_neighbourhood_names(edition)])
    with connection.cursor() as cursor:
        statuses = [status.value for status in among]
        cursor.execute(_PAIRS, [names, edition.pk, statuses, SHOWN, list(plan_ids), ALIKE])
        pairs: list[tuple[int, int, float]] = cursor.fetchall()
    plans = (
        Plan.objects.for_cards().prefetch_related("co_makers__user").in_bulk({other for _mine, other, _score in pairs})
    )
    found: dict[int, list[Similar]] = defaultdict(list)
    for mine, other, score in pairs:
        found[mine].append(Similar(plans[other], score))
    return dict(found)


def _neighbourhood_names(edition: Edition) -> list[str]:
    return list(Neighbourhood.objects.filter(area=edition.area_id).values_list("name", flat=True))
