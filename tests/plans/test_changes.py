"""What differs between two texts, in pieces that people can read."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plans.changes import CONTEXT, Kind, Piece, compare, differences, shorten

SAME, REMOVED, ADDED, SKIPPED = Kind.SAME, Kind.REMOVED, Kind.ADDED, Kind.SKIPPED
LONG = " ".join(f"woord{number}" for number in range(200))


def shown(before: str, after: str) -> list[tuple[Kind, str]]:
    return [(piece.kind, piece.text) for piece in compare(before, after)]


def reads(pieces: tuple[Piece, ...], *kinds: Kind) -> str:
    return "".join(piece.text for piece in pieces if piece.kind in (SAME, *kinds))


def test_fields_that_stayed_the_same_are_no_difference() -> None:
    assert differences({"title": "a", "body": "b"}, {"title": "a", "body": "c"}) == {
        "body": {"before": "b", "after": "c"}
    }
    assert differences({"title": "a"}, {"title": "a"}) == {}


def test_a_changed_word_stands_between_what_stayed() -> None:
    assert shown("Wij zetten drie grote bomen neer.", "Wij zetten drie kleine bomen neer.") == [
        (SAME, "Wij zetten drie "),
        (REMOVED, "grote"),
        (ADDED, "kleine"),
        (SAME, " bomen neer."),
    ]


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("", "Bomen", [(ADDED, "Bomen")]),
        ("Bomen", "", [(REMOVED, "Bomen")]),
        ("", "", []),
        ("Een plek.", "Een plek. De bomen blijven.", [(SAME, "Een plek."), (ADDED, " De bomen blijven.")]),
        ("Een plek.", "Een plek.\n\nMet bomen.", [(SAME, "Een plek."), (ADDED, "\n\nMet bomen.")]),
    ],
)
def test_what_came_or_went_is_one_piece(before: str, after: str, pieces: list[tuple[Kind, str]]) -> None:
    assert shown(before, after) == pieces


def test_a_lonely_word_between_two_changes_belongs_to_the_change() -> None:
    assert shown("Langs de Italiëlaan", "Naast de Europaweg") == [
        (REMOVED, "Langs de Italiëlaan"),
        (ADDED, "Naast de Europaweg"),
    ]


def test_three_words_that_stayed_between_two_changes_are_shown_as_such() -> None:
    assert (SAME, " bomen in de straat ") in shown(
        "Tien bomen in de straat planten", "Twaalf bomen in de straat zetten"
    )


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab \n", max_size=60), st.text(alphabet="ab \n", max_size=60))
def test_both_texts_can_be_read_back_whole(before: str, after: str) -> None:
    pieces = compare(before, after)
    assert reads(pieces, REMOVED) == before
    assert reads(pieces, ADDED) == after


@pytest.mark.parametrize(
    ("before", "after"), [(f"x {LONG} y", f"z {LONG} q"), (LONG, f"x {LONG}"), (LONG, LONG + " x")]
)
def test_of_a_long_stretch_that_stayed_only_the_edges_are_shown(before: str, after: str) -> None:
    pieces = shorten(compare(before, after))
    assert SKIPPED in {piece.kind for piece in pieces}
    same = [piece.text for piece in pieces if piece.kind is SAME]
    assert all(0 < len(text) < CONTEXT + 20 for text in same)
    assert all(text in LONG or text.strip() in LONG for text in same)


def test_a_short_stretch_that_stayed_is_shown_whole() -> None:
    pieces = compare("Wij zetten tien bomen in de straat.", "Zij zetten tien bomen in de straat.")
    assert shorten(pieces) == pieces


def test_a_long_text_with_two_small_changes_far_apart_is_compared_by_its_lines() -> None:
    lines = [f"Regel {n}: " + " ".join(f"woord{n}x{m}" for m in range(8)) for n in range(60)]
    before, after = list(lines), list(lines)
    before[0], after[0] = "Eerst dit en dat en nog wat meer.", "Eerst zus en dat en nog wat meer."
    before[-1], after[-1] = "Tot slot een dank aan iedereen hier.", "Tot slot een groet aan iedereen hier."
    pieces = compare("\n".join(before), "\n".join(after))
    assert [piece.text for piece in pieces if piece.kind is not SAME] == ["dit", "zus", "dank", "groet"]


@pytest.mark.parametrize("alphabet", ["a", "ab", "abcdefghijklmnopqrstuvwxyz"])
def test_the_longest_texts_that_a_plan_can_hold_are_compared_quickly(alphabet: str) -> None:
    before = " ".join(alphabet[n % len(alphabet)] for n in range(3000))
    after = " ".join(alphabet[n * 7 % len(alphabet)] for n in range(2999)) + " z"
    started = time.perf_counter()
    compare(before, after)
    compare(before[:990], after[:990])
    assert time.perf_counter() - started < 1
