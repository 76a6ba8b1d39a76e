"""Patterns on paper have the colours of the site, as plain values."""

import re

import pytest

from theme.patterns import COLOURS
from theme.printing import palette, printed_pattern


@pytest.mark.parametrize("ground", COLOURS)
def test_every_ground_has_all_its_colours_as_values(ground: str) -> None:
    found = palette(ground)
    assert set(found) == {"g", "a", "b", "c", "p", "on_c", "on_p"}
    assert all(re.fullmatch(r"#[0-9a-f]{3,6}", value) for value in found.values())


def test_grounds_differ() -> None:
    assert len({palette(ground)["g"] for ground in COLOURS}) == len(COLOURS)


def test_a_printed_pattern_has_words_and_no_references() -> None:
    drawn = printed_pattern("Bomen & <bijen>", 1, "jade", "leaves", "tree")
    assert "<title>Bomen &amp; &lt;bijen&gt;</title>" in drawn
    assert "var(" not in drawn


@pytest.mark.parametrize("unknown", ["", "paars", "<svg>"])
def test_what_is_unknown_falls_back(unknown: str) -> None:
    assert "<svg" in printed_pattern("Patroon", 1, unknown, unknown, unknown)
    assert "paars" not in printed_pattern("Patroon", 1, unknown, unknown, unknown)
