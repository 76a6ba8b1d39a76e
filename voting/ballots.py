"""What a valid ballot is. Plain Python; money is integer euro cents.

A ballot is a set of plans that together fit in the budget: at least one plan (an edition can ask for more, or set a
most), each plan once, and only plans that stand on the ballot.
"""

from collections.abc import Mapping, Sequence

gettext_noop = str  # Marks a sentence for translation. The view translates: this module knows no Django.

EMPTY = gettext_noop("U koos nog geen plan. Kies minstens één plan.")
UNREADABLE = gettext_noop("Uw keuze is niet goed aangekomen. Kies uw plannen opnieuw.")
NOT_ON_BALLOT = gettext_noop("U koos een plan dat niet op het stembiljet staat. Kies uw plannen opnieuw.")
TWICE = gettext_noop("Een plan staat twee keer in uw keuze. U kunt elk plan één keer kiezen.")
TOO_FEW = gettext_noop("U koos te weinig plannen. Kies er minstens %(number)s.")
TOO_MANY = gettext_noop("U koos te veel plannen. U kunt er ten hoogste %(number)s kiezen.")
OVER_BUDGET = gettext_noop(
    "Uw plannen kosten samen %(amount)s meer dan het budget. Haal een of meer plannen uit uw keuze."
)


class InvalidBallot(ValueError):
    """This choice is not a valid ballot. `reason` is the Dutch sentence for the voter.

    To show it in another language: gettext(error.message) % error.params. It names no plan: it may be logged.
    """

    def __init__(self, message: str, **params: str) -> None:
        self.message = message
        self.params = params
        self.reason = message % params
        super().__init__(self.reason)


def check_ballot(
    choice: Sequence[int], prices: Mapping[int, int], budget: int, fewest: int = 1, most: int | None = None
) -> tuple[int, ...]:
    """Return the chosen plan ids in ascending order, or raise InvalidBallot.

    `prices` gives the price in cents of every plan on the ballot; `budget` is in cents. A ballot names at least
    `fewest` and at most `most` plans.
    """
    left = money_left(choice, prices, budget)
    if not choice:
        raise InvalidBallot(EMPTY)
    if len(choice) < fewest:
        raise InvalidBallot(TOO_FEW, number=str(fewest))
    if most is not None and len(choice) > most:
        raise InvalidBallot(TOO_MANY, number=str(most))
    if left < 0:
        raise InvalidBallot(OVER_BUDGET, amount=show_euros(-left))
    return tuple(sorted(choice))


def money_left(choice: Sequence[int], prices: Mapping[int, int], budget: int) -> int:
    """Return the cents left after this choice; below zero when it is over the budget.

    Raises InvalidBallot for anything but different plans on the ballot. An empty choice leaves all of it.
    """
    # type() and not isinstance(): True is an int to Python, but not a plan.
    if any(type(plan_id) is not int for plan_id in choice):
        raise InvalidBallot(UNREADABLE)
    if any(plan_id not in prices for plan_id in choice):
        raise InvalidBallot(NOT_ON_BALLOT)
    if len(set(choice)) != len(choice):
        raise InvalidBallot(TWICE)
    return budget - sum(prices[plan_id] for plan_id in choice)


def show_euros(cents: int) -> str:
    """Return an amount of zero or more cents in Dutch: 1250000 is "€ 12.500", 1 is "€ 0,01"."""
    euros, rest = divmod(cents, 100)
    whole = f"{euros:,}".replace(",", ".")
    return f"€ {whole},{rest:02d}" if rest else f"€ {whole}"
