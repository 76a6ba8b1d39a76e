"""Icons and posters: a wrong icon name is found at once, a poster never fails and never changes."""

import pytest

from theme import icons, patterns


def test_every_listed_icon_is_built() -> None:
    assert all(icons.drawing(name).startswith("<") for name in icons.names())


def test_an_icon_is_hidden_from_screen_readers() -> None:
    drawn = icons.svg("heart")
    assert 'aria-hidden="true"' in drawn
    assert drawn.count("<svg") == 1


@pytest.mark.parametrize("name", ["haert", "", "../../settings", "heart.svg"])
def test_an_unknown_icon_raises(name: str) -> None:
    with pytest.raises(icons.UnknownIconError):
        icons.svg(name)


@pytest.mark.parametrize("motif", sorted(patterns.MOTIFS))
@pytest.mark.parametrize("colour", patterns.COLOURS)
def test_a_poster_is_the_same_every_time(motif: str, colour: str) -> None:
    first = patterns.poster(12, colour, motif, "tree")
    assert first == patterns.poster(12, colour, motif, "tree")
    assert f"pattern--{colour}" in first


def test_neighbours_on_a_page_get_different_posters() -> None:
    assert len({patterns.poster(seed, "jade", "leaves", "tree") for seed in range(20)}) == 20


@pytest.mark.parametrize("seed", [None, "", -1, 10**30, "<script>"])
def test_a_poster_never_fails_and_holds_nothing_of_the_input(seed: object) -> None:
    drawn = patterns.poster(seed, '"><script>', "onbekend", "haert")
    assert "script" not in drawn
    assert drawn.startswith("<svg")
