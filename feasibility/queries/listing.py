"""Which rows of the table are shown, and in what order."""

from collections.abc import Callable, Mapping, Sequence

from feasibility.queries.table import TableRow, TableState

STATES = list(TableState)
KEYS: Mapping[str, Callable[[TableRow], str | int]] = {
    "plan": lambda row: row.plan.title.casefold(),
    "likes": lambda row: getattr(row.plan, "like_count", 0),
    "bedrag": lambda row: getattr(row.plan, "cost_cents", 0),
    "vragen": lambda row: row.open_count,
    "status": lambda row: STATES.index(row.state),
}


def arrange(rows: Sequence[TableRow], chosen: Mapping[str, str], keep: int | None = None) -> list[TableRow]:
    """The rows that were asked for (`mijn`, `van`, `status`, `thema`) in the order of `sort`; "-" turns it round.

    `keep` is a plan that stays in the list anyway: the one that somebody is looking at.
    """
    shown = [row for row in rows if row.plan.pk == keep or _fits(row, chosen)]
    sort = chosen.get("sort", "")
    key = KEYS.get(sort.removeprefix("-"))
    return sorted(shown, key=key, reverse=sort.startswith("-")) if key else shown


def _fits(row: TableRow, chosen: Mapping[str, str]) -> bool:
    return (
        (not chosen.get("mijn") or bool(row.waiting))
        and (not chosen.get("van") or row.assigned)
        and chosen.get("status") in (None, row.state.value)
        and chosen.get("thema") in (None, str(row.plan.theme_id))
    )
