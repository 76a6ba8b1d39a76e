"""The rules of a vote: one text and one hash, whatever the order in which they were put together."""

import hashlib
import json
from dataclasses import replace

import pytest

from voting import models
from voting.counting.rules import (
    Completion,
    Method,
    Misfit,
    Rules,
    Tie,
    as_text,
    changed_since,
    fingerprint,
    from_text,
    impossible,
)

RULES = Rules(
    budget=100,
    prices={2: 40, 10: 50, 1: 60},
    pairs=((10, 2), (1, 2)),
    voting_age=16,
    opens_at="2026-11-01T00:00:00+00:00",
    closes_at="2026-11-15T00:00:00+00:00",
)


def test_the_text_says_all_and_comes_back_the_same() -> None:
    again = from_text(as_text(RULES))
    assert as_text(again) == as_text(RULES)
    assert again.prices == RULES.prices
    assert json.loads(as_text(RULES))["pairs"] == [[1, 2], [2, 10]]
    assert "." not in as_text(RULES).replace("haarlem-nd/spelregels/1", "")


def test_the_order_in_which_plans_and_pairs_come_changes_no_byte() -> None:
    other = Rules(
        budget=100,
        prices={1: 60, 2: 40, 10: 50},
        pairs=((2, 1), (2, 10)),
        voting_age=16,
        opens_at=RULES.opens_at,
        closes_at=RULES.closes_at,
    )
    assert as_text(other) == as_text(RULES)


def test_the_hash_is_that_of_the_bytes_and_never_changes_between_versions() -> None:
    assert fingerprint(as_text(RULES)) == hashlib.sha256(as_text(RULES).encode()).hexdigest()
    assert fingerprint(as_text(RULES)) == "d83804c682ede247dc24e7ba5569691e7860d123a22c8b7d32ac8f4d4c641c47"


@pytest.mark.parametrize(
    "change",
    [
        {"budget": 101},
        {"prices": {1: 60, 2: 40, 10: 51}},
        {"pairs": ()},
        {"method": Method.EQUAL_SHARES},
        {"misfit": Misfit.STOP},
        {"minimum_votes": 2},
        {"tie": Tie.CHEAPEST},
        {"completion": Completion.GREEDY},
        {"min_plans": 2},
        {"max_plans": 3},
        {"voting_age": 18},
        {"opens_at": "2026-11-02T00:00:00+00:00"},
        {"closes_at": "2026-11-14T00:00:00+00:00"},
        {"points": True},
    ],
)
def test_everything_that_decides_changes_the_hash_and_is_named(change: dict[str, object]) -> None:
    other = replace(RULES, **change)  # type: ignore[arg-type]
    assert fingerprint(as_text(other)) != fingerprint(as_text(RULES))
    assert len(changed_since(RULES, other)) == 1


def test_a_vote_may_last_longer_and_plans_may_be_withdrawn() -> None:
    later = replace(RULES, closes_at="2026-11-20T00:00:00+00:00", withdrawn=frozenset({1}))
    assert changed_since(RULES, later) == []


@pytest.mark.parametrize("text", ["{}", "[]", as_text(RULES).replace("spelregels/1", "spelregels/2")])
def test_another_text_is_refused(text: str) -> None:
    with pytest.raises((ValueError, AttributeError)):
        from_text(text)


@pytest.mark.parametrize(
    "wrong", [{"budget": -1}, {"budget": 1.5}, {"prices": {1: True}}, {"pairs": ((1, 1),)}, {"pairs": ((1, 9),)}]
)
def test_rules_that_make_no_sense_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"cents|pair|exclude"):
        Rules(**({"budget": 1, "prices": {1: 1}} | wrong))  # type: ignore[arg-type]


def test_somebody_must_be_able_to_vote() -> None:
    assert impossible(Rules(budget=100, prices={1: 50, 2: 50}, min_plans=2)) == ""
    assert "goedkoopste" in impossible(Rules(budget=99, prices={1: 50, 2: 50}, min_plans=2))
    assert "kiezen" in impossible(Rules(budget=99, prices={1: 50}, min_plans=2))


@pytest.mark.parametrize("name", ["Method", "Misfit", "Tie", "Completion"])
def test_the_settings_of_the_database_are_those_of_the_count(name: str) -> None:
    pure = {"Method": Method, "Misfit": Misfit, "Tie": Tie, "Completion": Completion}[name]
    assert {each.value for each in pure} == set(getattr(models, name).values)
