"""Our count against pabutools, election by election: `make test-oracle`.

Runs in an environment of its own, since pabutools is GPL; nothing of the product imports it. Ties are broken by number
on both sides. Prints how many elections were counted by each method, and ends with status 1 at the first difference.
"""

import sys
import time
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from pabutools.election import (
    ApprovalBallot,
    ApprovalProfile,
    Cost_Sat,
    Instance,
    Project,
)
from pabutools.rules import greedy_utilitarian_welfare, method_of_equal_shares
from pabutools.tiebreaking import TieBreakingRule

from voting.counting import Box, Rules, count
from voting.counting.rules import STEP, Completion, Method, Tie

ROUNDS = 400
BY_NUMBER = TieBreakingRule(lambda instance, profile, project: int(project.name))
Ballots = list[list[int]]


def small(dice: Random) -> tuple[dict[int, int], int, Ballots]:
    """Few prices and few voters: full of ties."""
    prices = {plan: dice.choice((1, 2, 3, 5)) * 10_000 for plan in range(1, dice.randint(2, 9))}
    voters = range(dice.randint(1, 15))
    ballots = [dice.sample(sorted(prices), dice.randint(1, len(prices))) for _ in voters]
    return prices, dice.randint(1, 12) * 10_000, ballots


def lifelike(dice: Random) -> tuple[dict[int, int], int, Ballots]:
    """As a neighbourhood: uneven taste, uneven prices."""
    prices = {plan: dice.randrange(50_000, 2_500_000) for plan in range(1, dice.randint(12, 30))}
    taste = [dice.expovariate(1) for _ in prices]
    people = range(dice.randint(60, 250))
    ballots = [sorted(set(dice.choices(sorted(prices), taste, k=dice.randint(1, 6)))) for _ in people]
    return prices, 7_000_000, ballots


def theirs(prices: dict[int, int], budget: int, ballots: Ballots) -> dict[str, list[int]]:
    projects = {plan: Project(str(plan), price) for plan, price in prices.items()}
    instance = Instance(projects.values(), budget_limit=budget)
    profile = ApprovalProfile(
        [ApprovalBallot(projects[plan] for plan in ballot) for ballot in ballots], instance=instance
    )

    def mes(**extra: Any) -> list[Project]:
        return list(method_of_equal_shares(instance, profile, Cost_Sat, tie_breaking=BY_NUMBER, **extra))

    def by_votes(won: list[Project]) -> list[Project]:
        """With cost utilities the welfare of a plan for its price is its number of votes."""
        return list(
            greedy_utilitarian_welfare(
                instance, profile, Cost_Sat, tie_breaking=BY_NUMBER, initial_budget_allocation=won
            )
        )

    found = {
        "MES": mes(),
        "MES+GREEDY": by_votes(mes()),
        "MES+ADD_ONE": mes(voter_budget_increment=STEP),
        "BY_VOTES": by_votes([]),
    }
    return {method: [int(project.name) for project in won] for method, won in found.items()}


def ours(prices: dict[int, int], budget: int, ballots: Ballots) -> dict[str, list[int]]:
    def won(**settings: Any) -> list[int]:
        rules = Rules(budget=budget, prices=prices, tie=Tie.NUMBER, **settings)
        return list(count(rules, Box.of(ballots)).chosen)

    shares = {"method": Method.EQUAL_SHARES}
    return {
        "MES": won(**shares),
        "MES+GREEDY": won(**shares, completion=Completion.GREEDY),
        "MES+ADD_ONE": won(**shares, completion=Completion.ADD_ONE),
        "BY_VOTES": won(),
    }


def _unwanted(election: tuple[dict[int, int], int, Ballots]) -> set[int]:
    """Plans that nobody voted for: pabutools' greedy takes them when they fit, ours never does."""
    prices, _, ballots = election
    return set(prices) - {plan for ballot in ballots for plan in ballot}


def main() -> int:
    started, same = time.monotonic(), dict.fromkeys(("MES", "MES+GREEDY", "MES+ADD_ONE", "BY_VOTES"), 0)
    for number in range(ROUNDS):
        dice = Random(number)
        election = lifelike(dice) if number % 4 == 0 else small(dice)
        expected, found = theirs(*election), ours(*election)
        for method in same:
            wanted, got = expected[method], found[method]
            if set(wanted) - _unwanted(election) != set(got):
                print(f"Election {number} differs by {method}: {wanted} and {got}\n{election}")
                return 1
            same[method] += 1
    print(f"{ROUNDS} elections counted alike in {time.monotonic() - started:.0f} s: {same}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
