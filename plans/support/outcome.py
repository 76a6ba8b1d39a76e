"""The outcome of the likes as a list to take along: who went on, and by how much. No names of supporters."""

from collections.abc import Iterator

from common.errors import Refused
from common.sheets import Value
from editions.models import Edition
from plans.support.queries import Standing, is_fixed, threshold_standings

HEADING = ("id", "titel", "wijk", "thema", "likes", "waarvan op papier", "nodig", "verschil", "uitkomst", "status nu")


def outcome_rows(edition: Edition) -> Iterator[tuple[Value, ...]]:
    """One row per plan in the order of HEADING, those that went on first. Raises Refused before the likes closed."""
    if not is_fixed(edition):
        raise Refused("De likes zijn nog niet gesloten. De uitkomst staat pas daarna vast.")
    standings = threshold_standings(edition)
    return (_row(each) for each in standings.everyone)


def _row(standing: Standing) -> tuple[Value, ...]:
    plan = standing.plan
    return (
        plan.pk,
        plan.title,
        str(plan.neighbourhood or ""),
        str(plan.theme or ""),
        standing.likes,
        standing.paper,
        plan.likes_needed,
        standing.margin,
        "te weinig likes" if standing.short else "genoeg likes",
        plan.get_status_display(),
    )
