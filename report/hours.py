"""Reads time as people type it: "7,5", "7.25", "7:30", "8 uur". Pure: text in, quarters of an hour out."""

import re

MAX_HOURS = 10_000
_DECIMAL = re.compile(r"([0-9]{1,6})(?:[.,]([0-9]{1,2}))?")
_CLOCK = re.compile(r"([0-9]{1,6})[:.u]([0-5][0-9])")
_QUARTERS = {"": 0, "0": 0, "00": 0, "25": 1, "5": 2, "50": 2, "75": 3}
_MINUTES = {"00": 0, "15": 1, "30": 2, "45": 3}

UNREADABLE = "Vul uren in, bijvoorbeeld 12, 7,5 of 7:30."
NO_QUARTER = "Vul hele kwartieren in: ,25 ,5 of ,75 achter de komma."
NEGATIVE = "Minder dan nul uur kan niet."
NONE = "Vul een kwartier of meer in."
TOO_MUCH = "Dit is meer dan 10.000 uur. Kijk het getal nog eens na."


class HoursError(ValueError):
    """The text is no time that people can have worked; the message says why."""


def parse_quarters(text: str) -> int:
    """Quarters of an hour, from 1 to 4 × MAX_HOURS. Raises HoursError."""
    bare = re.sub(r"\s|uur|uren", "", text.casefold())
    if bare.startswith(("-", "−", "–")):
        raise HoursError(NEGATIVE)
    by_clock = ":" in bare or "u" in bare
    quarters = _of(_CLOCK, _MINUTES, bare) if by_clock else _of(_DECIMAL, _QUARTERS, bare)
    if quarters == 0:
        raise HoursError(NONE)
    if quarters > 4 * MAX_HOURS:
        raise HoursError(TOO_MUCH)
    return quarters


def _of(pattern: re.Pattern[str], parts: dict[str, int], bare: str) -> int:
    found = pattern.fullmatch(bare)
    if found is None:
        raise HoursError(UNREADABLE)
    part = found[2] or ""
    if part not in parts:
        raise HoursError(NO_QUARTER)
    return 4 * int(found[1]) + parts[part]


def as_hours(quarters: int) -> str:
    """As people read it: "7,5", "12", "1.200,25"."""
    hours, rest = divmod(quarters, 4)
    return f"{hours:,}".replace(",", ".") + ("", ",25", ",5", ",75")[rest]
