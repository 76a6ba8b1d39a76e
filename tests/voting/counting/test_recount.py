"""Anybody's recount: the published script, which shares no code with the product, gives the same by every setting."""

import ast
import json
import runpy
import subprocess
import sys
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import pytest

from voting.counting import Box, Rules, count
from voting.counting.rules import Completion, Method, Misfit, Tie, as_text, fingerprint

SCRIPT = Path(__file__).resolve().parents[3] / "tools" / "recount.py"
SETTINGS = [
    *product([Method.GREEDY], Misfit, [Completion.NONE], Tie),
    *product([Method.EQUAL_SHARES], [Misfit.SKIP], Completion, Tie),
]
ELECTIONS = 25


def election(dice: Random, **settings: Any) -> tuple[Rules, Box]:
    """Small, with many ties, pairs, withdrawn plans and a minimum."""
    plans = dice.sample(range(1, 40), dice.randint(1, 7))
    prices = {plan: dice.choice((1_000, 2_000, 3_000, 4_567)) for plan in plans}
    pairs = tuple(tuple(dice.sample(plans, 2)) for _ in range(dice.randint(0, 2) if len(plans) > 1 else 0))
    rules = Rules(
        budget=dice.randint(0, 14_000),
        prices=prices,
        pairs=tuple((a, b) for a, b in pairs),
        minimum_votes=dice.choice((1, 1, 2)),
        withdrawn=frozenset(dice.sample(plans, dice.choice((0, 0, 1)))),
        **settings,
    )
    ballots = [dice.sample(plans, dice.randint(1, len(plans))) for _ in range(dice.randint(0, 9))]
    return rules, Box.of(ballots)


@pytest.mark.parametrize(("method", "misfit", "completion", "tie"), SETTINGS)
def test_the_script_counts_as_the_product_does(
    method: Method, misfit: Misfit, completion: Completion, tie: Tie
) -> None:
    script = runpy.run_path(str(SCRIPT))
    dice = Random(f"{method}{misfit}{completion}{tie}")
    lots_needed = 0
    for _ in range(ELECTIONS):
        rules, box = election(dice, method=method, misfit=misfit, completion=completion, tie=tie)
        ballots = [list(choice) for choice, number in box.piles.items() for _ in range(number)]
        lots: list[list[int]] = []
        while True:
            ours = count(rules, box, lots)
            theirs = script["Recount"](json.loads(as_text(rules)), ballots, sorted(rules.withdrawn), lots)
            if ours.complete:
                assert theirs.winners() == list(ours.chosen)
                assert theirs.votes == ours.votes
                break
            with pytest.raises(script["LotNeeded"]):
                theirs.winners()
            lots_needed += 1
            lots.append(dice.sample(ours.needs_lot, len(ours.needs_lot)))
    assert bool(lots_needed) == (tie is Tie.LOT)


def run(folder: Path, *names: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, str(SCRIPT), *names], cwd=folder, capture_output=True, text=True)


def files(folder: Path) -> tuple[Rules, Box]:
    rules = Rules(budget=100, prices={1: 60, 2: 50, 3: 40}, tie=Tie.NUMBER)
    box = Box.of([(1, 3), (1,), (2, 3), (3,)])
    (folder / "spelregels.json").write_text(as_text(rules))
    (folder / "stembiljetten.csv").write_text("".join(box.lines()))
    published = {
        "rules_sha256": fingerprint(as_text(rules)),
        "ballots_sha256": box.sha256(),
        "ballots": 4,
        "votes": {"1": 2, "2": 1, "3": 3},
        "winners": [3, 1],
        "spent_cents": 100,
        "withdrawn": [],
        "lots": [],
    }
    (folder / "telling.json").write_text(json.dumps(published))
    return rules, box


FILES = ("spelregels.json", "stembiljetten.csv", "telling.json")


def test_run_by_hand_it_agrees_with_the_published_outcome(tmp_path: Path) -> None:
    files(tmp_path)
    done = run(tmp_path, *FILES)
    assert (done.returncode, json.loads(done.stdout)["winners"]) == (0, [3, 1])
    assert run(tmp_path, *FILES[:2]).returncode == 0


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("stembiljetten.csv", "1,3", "2,3", "ballots_sha256, winners"),
        ("spelregels.json", '"budget_cents": 100', '"budget_cents": 99', "rules_sha256, winners"),
        ("telling.json", "[3, 1]", "[1, 3]", "winners"),
    ],
)
def test_whoever_changed_anything_is_found_out(tmp_path: Path, name: str, old: str, new: str, says: str) -> None:
    files(tmp_path)
    changed = tmp_path / name
    changed.write_text(changed.read_text().replace(old, new, 1))
    done = run(tmp_path, *FILES)
    assert done.returncode == 1
    assert set(says.split(", ")) <= set(done.stderr.strip().split(": ")[1].split(", "))


def test_the_script_is_short_and_needs_the_standard_library_alone() -> None:
    text = SCRIPT.read_text()
    assert len(text.splitlines()) < 150
    tree = ast.parse(text)
    used = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    used |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert used <= set(sys.stdlib_module_names)
