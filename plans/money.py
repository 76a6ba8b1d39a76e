"""Reads amounts as Dutch people type them: "1.250", "1250,50", "€ 40". Pure: text in, euro cents out."""

import re
from enum import StrEnum

# No cost line of a neighbourhood budget comes near a million euros; more is a slip of the fingers.
MAX_CENTS = 100_000_000

_SIGNS = ("-", "−", "–")
_GROUPED = re.compile(r"[0-9]{1,3}(\.[0-9]{3})+|[0-9]+")
_DOT_CENTS = re.compile(r"[0-9]+\.[0-9]{1,2}")


class Problem(StrEnum):
    """Why an amount cannot be read."""

    EMPTY = "EMPTY"
    NO_NUMBER = "NO_NUMBER"
    DOT_FOR_CENTS = "DOT_FOR_CENTS"
    TOO_PRECISE = "TOO_PRECISE"
    NEGATIVE = "NEGATIVE"
    ZERO = "ZERO"
    TOO_MUCH = "TOO_MUCH"


class AmountError(ValueError):
    """The text is no amount that a plan can cost; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.value)
        self.problem = problem


def parse_cents(text: str) -> int:
    """The amount in `text` in euro cents, from 1 to MAX_CENTS. Raises AmountError.

    Points group thousands, a comma starts the cents; a euro sign, spaces and ",-" are fine.
    """
    bare = _bare(text)
    if bare.startswith(_SIGNS) and bare != "-":
        raise AmountError(Problem.NEGATIVE)
    cents = _euros(bare) if "," not in bare else _with_comma(bare)
    if cents == 0:
        raise AmountError(Problem.ZERO)
    if cents > MAX_CENTS:
        raise AmountError(Problem.TOO_MUCH)
    return cents


def _bare(text: str) -> str:
    bare = re.sub(r"\s", "", text.casefold())
    # A minus may stand before the euro sign as well as after it.
    bare = re.sub(r"^([-−–]?)(€|euro|eur)", r"\1", bare)
    bare = re.sub(r"(€|euro|eur)$", "", bare)
    if not bare:
        raise AmountError(Problem.EMPTY)
    return re.sub(r",[-−–]+$", "", bare)


def _euros(whole: str) -> int:
    if _DOT_CENTS.fullmatch(whole):
        raise AmountError(Problem.DOT_FOR_CENTS)
    if not _GROUPED.fullmatch(whole):
        raise AmountError(Problem.NO_NUMBER)
    digits = whole.replace(".", "").lstrip("0")
    # Also keeps absurdly long input away from int().
    if len(digits) > len(str(MAX_CENTS)):
        raise AmountError(Problem.TOO_MUCH)
    return int(digits or "0") * 100


def _with_comma(bare: str) -> int:
    whole, _, rest = bare.partition(",")
    if not re.fullmatch(r"[0-9]+", rest):
        raise AmountError(Problem.NO_NUMBER)
    if len(rest) > 2:
        raise AmountError(Problem.TOO_PRECISE)
    return _euros(whole or "0") + int(rest.ljust(2, "0"))


def as_typed(cents: int) -> str:
    """An amount as people type it: "1.250" or "1.250,50"; nothing for no amount."""
    if not cents:
        return ""
    euros, rest = divmod(cents, 100)
    return f"{euros:,}".replace(",", ".") + (f",{rest:02}" if rest else "")
