"""A number of days as people say it: seven years, six weeks, thirty days. Pure."""

DAYS_OF_YEAR, DAYS_OF_WEEK = 365, 7


def in_words(days: int) -> str:
    """Exact or in days: nothing is rounded. Years of 365 days, or with the leap days that so many years can hold.

    Seven years are 2555 days, or 2556 or 2557 with one or two leap days. Weeks as long as they make no year.
    """
    if years := _years(days):
        return f"{years} jaar"
    if 0 < days < DAYS_OF_YEAR and days % DAYS_OF_WEEK == 0:
        weeks = days // DAYS_OF_WEEK
        return "1 week" if weeks == 1 else f"{weeks} weken"
    return "1 dag" if days == 1 else f"{days} dagen"


def span_in_words(shortest: int, longest: int) -> str:
    return f"{in_words(shortest)} tot en met {in_words(longest)}"


def apart_in_words(days: int, other: int) -> str:
    """`days` in words that differ from those of `other`, also where both are a year with and without its leap day."""
    return f"{days} dagen" if in_words(days) == in_words(other) else in_words(days)


def _years(days: int) -> int:
    """How many whole years it is, 0 when it is not."""
    years, left = divmod(days, DAYS_OF_YEAR)
    fewest, most = years // 4, -(-years // 4)
    return years if left in (0, fewest, most) else 0
