"""Count a vote again, from what is published with its result. Standard library only; shares no code with the site.

    python3 natellen.py spelregels.json stembiljetten.csv [telling.json]

Prints the outcome as JSON. With telling.json it compares too: status 1 when anything differs. Exact, in cents.
"""

import hashlib
import json
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any


class LotNeeded(Exception):
    """Equals wait for a lot; the first argument names them."""


class Recount:
    def __init__(self, rules: Any, ballots: list[list[int]], withdrawn: list[int], lots: list[list[int]]) -> None:
        self.rules, self.ballots, self.lots = rules, ballots, lots
        self.price = {int(plan): cents for plan, cents in rules["prices_cents"].items()}
        self.votes = {plan: sum(ballot.count(plan) for ballot in ballots) for plan in self.price}
        gone, least = set(withdrawn), rules["minimum_votes"]
        self.able = {p for p in self.price if self.votes[p] >= least and p not in gone}
        self.rivals: dict[int, set[int]] = {plan: set() for plan in self.price}
        for one, other in rules["pairs"]:
            if one not in gone and other not in gone:
                self.rivals[one].add(other)
                self.rivals[other].add(one)

    def ordered(self, plans: list[int]) -> list[int]:
        """Equals in the order of the tie rule."""
        if self.rules["tie"] == "LOT":
            for lot in reversed(self.lots):
                if set(plans) <= set(lot):
                    return sorted(plans, key=lot.index)
            raise LotNeeded(sorted(plans))
        sign = {"CHEAPEST": 1, "DEAREST": -1, "NUMBER": 0}[self.rules["tie"]]
        return sorted(plans, key=lambda plan: (sign * self.price[plan], plan))

    def winners(self) -> list[int]:
        if self.rules["method"] == "GREEDY":
            return self.by_votes([], self.rules["misfit"] == "STOP")
        won = self.equal_shares()
        return self.by_votes(won, False) if self.rules["completion"] in ("GREEDY", "ADD_FILL") else won

    def by_votes(self, won: list[int], stops: bool) -> list[int]:
        """Most votes first, after what was won already."""
        won, left = list(won), self.rules["budget_cents"] - sum(self.price[plan] for plan in won)
        for number in sorted({self.votes[plan] for plan in self.able}, reverse=True):
            equals = [p for p in self.able - set(won) if self.votes[p] == number and not self.rivals[p] & set(won)]
            fitting = [plan for plan in equals if self.price[plan] <= left]
            if stops and equals and not fitting:
                return won
            run = equals if stops else fitting
            if sum(self.price[plan] for plan in run) > left:
                tied = run
            else:
                tied = [plan for plan in run if self.rivals[plan] & set(run)]
            order = self.ordered(tied) if tied else []
            for plan in sorted(set(run) - set(tied)) + order:
                if self.rivals[plan] & set(won):
                    continue
                if self.price[plan] <= left:
                    won.append(plan)
                    left -= self.price[plan]
                elif stops:
                    return won
        return won

    def equal_shares(self) -> list[int]:
        budget = self.rules["budget_cents"]
        if not self.ballots or not self.able:
            return []
        share = Fraction(budget, len(self.ballots))
        won = self.buy(share)
        if not self.rules["completion"].startswith("ADD"):
            return won
        while True:
            left = budget - sum(self.price[plan] for plan in won)
            if all(self.price[p] > left or self.rivals[p] & set(won) for p in self.able - set(won)):
                return won
            share += self.rules["step_cents"]
            more = self.buy(share)
            if sum(self.price[plan] for plan in more) > budget:
                return won
            won = more

    def buy(self, share: Fraction) -> list[int]:
        """The Method of Equal Shares with cost utilities, once, with this share for every voter."""
        purse = [share] * len(self.ballots)
        fans = {p: [v for v, ballot in enumerate(self.ballots) if p in ballot] for p in self.able}
        won, open_plans = list[int](), set(self.able)
        while True:
            found = {plan: self.part(self.price[plan], sorted(purse[v] for v in fans[plan])) for plan in open_plans}
            parts = {plan: part for plan, part in found.items() if part is not None}
            if not parts:
                return won
            best, open_plans = min(parts.values()), set(parts)
            equals = sorted(plan for plan in parts if parts[plan] == best)
            plan = self.ordered(equals)[0] if self.meet(equals) else equals[0]
            won.append(plan)
            for voter in fans[plan]:
                purse[voter] = max(purse[voter] - best * self.price[plan], Fraction(0))
            open_plans -= {plan} | self.rivals[plan]

    def part(self, price: int, purses: list[Fraction]) -> Fraction | None:
        """The largest payment as a part of the price, or None when the purses (ascending) hold too little."""
        due = Fraction(price)
        for place, amount in enumerate(purses):
            payers = len(purses) - place
            if amount * payers >= due:
                return due / payers / price if price else Fraction(0)
            due -= amount
        return None

    def meet(self, equals: list[int]) -> bool:
        """Whether buying one of these may change something for another."""
        return any(self.rivals[plan] & set(equals) for plan in equals) or any(
            len(set(ballot).intersection(equals)) > 1 for ballot in self.ballots
        )


def main(rules_file: str, ballots_file: str, count_file: str = "") -> int:
    rules_bytes, ballot_bytes = Path(rules_file).read_bytes(), Path(ballots_file).read_bytes()
    published = json.loads(Path(count_file).read_bytes()) if count_file else {}
    ballots = [[int(p) for p in line.split(",") if p] for line in ballot_bytes.decode("ascii").splitlines()]
    recount = Recount(json.loads(rules_bytes), ballots, published.get("withdrawn", []), published.get("lots", []))
    outcome: dict[str, Any] = {
        "rules_sha256": hashlib.sha256(rules_bytes).hexdigest(),
        "ballots_sha256": hashlib.sha256(ballot_bytes).hexdigest(),
        "ballots": len(ballots),
        "votes": {str(plan): number for plan, number in recount.votes.items()},
    }
    try:
        outcome["winners"] = recount.winners()
        outcome["spent_cents"] = sum(recount.price[plan] for plan in outcome["winners"])
    except LotNeeded as tie:
        outcome["needs_lot"] = tie.args[0]
    print(json.dumps(outcome, indent=2, sort_keys=True))
    different = [name for name in outcome if published and outcome[name] != published.get(name)]
    print("Different from the published outcome: " + ", ".join(different) if different else "", file=sys.stderr)
    return 1 if different or "needs_lot" in outcome else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
