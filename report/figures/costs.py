"""What the round itself cost: letters, hours and the rest. Whole cents; half a cent goes up."""

from typing import Any

from report.figures.facts import Costs, Vote

QUARTERS = 4  # in an hour


def of_hours(quarters: int, hourly_cents: int) -> int:
    return (quarters * hourly_cents + QUARTERS // 2) // QUARTERS


def costs(facts: Costs, vote: Vote | None) -> dict[str, Any]:
    """Without a price there is no amount, and then no total either: half a sum would be taken for the whole."""
    letters = facts.letters * facts.letter_cents if facts.letter_cents is not None else None
    by_activity: dict[str, int] = {}
    for activity, quarters in facts.hours:
        by_activity[activity] = by_activity.get(activity, 0) + quarters
    rate = facts.hourly_cents
    hours: list[dict[str, Any]] = [
        {"werk": name, "kwartieren": n, "centen": of_hours(n, rate) if rate is not None else None}
        for name, n in sorted(by_activity.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    labour = sum(row["centen"] for row in hours) if rate is not None else (None if hours else 0)
    other = sum(cents for _, cents in facts.other)
    unknown = (facts.letters and letters is None) or labour is None
    total = None if unknown else (letters or 0) + (labour or 0) + other
    return {
        "brieven": facts.letters,
        "prijs_brief_centen": facts.letter_cents,
        "brieven_centen": letters,
        "uurtarief_centen": rate,
        "uren_kwartieren": sum(by_activity.values()),
        "uren": hours,
        "uren_centen": labour,
        "overig": [{"waarvoor": label, "centen": cents} for label, cents in facts.other],
        "overig_centen": other,
        "totaal_centen": total,
        "per_stemmer_centen": _each(total, vote.voted if vote else 0),
    }


def _each(total: int | None, people: int) -> int | None:
    return (total + people // 2) // people if total is not None and people else None
