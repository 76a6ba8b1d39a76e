"""Which rules of the table can still change: what was promised to makers stands. Pure."""

from collections.abc import Mapping

TERM_PROMISED = "Er liggen al plannen op tafel. De termijn die de makers beloofd is, blijft staan."
PUBLISHED = "De oordelen zijn bekendgemaakt. De afspraken van de tafel veranderen niet meer."
TERM = ("term_days", "working_days")
RULES = (*TERM, "cost_gap_percent", "answer_days", "silence")


def fixed(plans_on_table: bool, published: bool) -> Mapping[str, str]:
    """The rules that stand, each with the Dutch reason why."""
    if published:
        return dict.fromkeys(RULES, PUBLISHED)
    return dict.fromkeys(TERM, TERM_PROMISED) if plans_on_table else {}
