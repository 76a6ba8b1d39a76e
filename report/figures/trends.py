"""An edition beside the earlier ones of the same area: the same few figures of each, the oldest first."""

from collections.abc import Mapping, Sequence
from typing import Any

# What is compared, from the key figures of each edition (`compute`).
COMPARED = ("plannen", "likes", "haalbaar", "gekozen", "gerealiseerd", "opkomst_procent")


def trends(name: str, key: Mapping[str, Any], earlier: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Empty without an earlier edition: one row is no trend."""
    if not earlier:
        return []
    rows = [*earlier, {"editie": name, **key}]
    return [{"editie": row["editie"], **{each: row.get(each) for each in COMPARED}} for row in rows]
