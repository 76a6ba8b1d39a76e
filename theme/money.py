"""Amounts as people read them: integer euro cents in, "€ 12.500" out."""

NBSP = "\u00a0"
MINUS = "\u2212"
NOTHING = "–"


def _whole(euros: int) -> str:
    return f"{euros:,}".replace(",", ".")


def euro(cents: object, exact: bool = False) -> str:
    """`cents` as an amount; round euros without decimals unless `exact`. What is no whole number gives "–"."""
    if not isinstance(cents, int) or isinstance(cents, bool):
        return NOTHING
    euros, rest = divmod(abs(cents), 100)
    decimals = f",{rest:02}" if rest or exact else ""
    sign = MINUS if cents < 0 else ""
    return f"{sign}€{NBSP}{_whole(euros)}{decimals}"
