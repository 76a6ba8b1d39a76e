"""Names behind an @: short, one for everybody, and forgiving."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feasibility.handles import Called, called, fold, handles


def test_a_handle_is_the_first_name_in_small_letters_without_accents() -> None:
    assert handles({1: "Zoë van Dijk", 2: "Jürgen", 3: "Søren Ø"}) == {1: "zoe", 2: "jurgen", 3: "soren"}


def test_who_share_a_first_name_go_by_their_whole_name_and_else_by_a_number() -> None:
    assert handles({1: "Lotte Bakker", 2: "Lotte", 3: "Wim", 4: "Wim"}) == {
        1: "lottebakker",
        2: "lotte",
        3: "wim1",
        4: "wim2",
    }


def test_a_number_never_takes_somebody_elses_name() -> None:
    found = handles({1: "Wim", 2: "Wim", 3: "Wim1"})
    assert found[3] == "wim1"
    assert len(set(found.values())) == 3


def test_who_has_no_name_or_only_signs_can_still_be_called() -> None:
    assert handles({1: "", 2: "!!"}) == {1: "collega1", 2: "collega2"}
    assert handles({1: "فاطمة"})[1]


@pytest.mark.parametrize("typed", ["@lotte", "@Lotte", "@LOTTE", "@lötte", "Dag @Lotte, kijk", "(@lotte)", "@lotte's"])
def test_a_name_is_found_however_it_is_written(typed: str) -> None:
    assert called(typed, {7: "Lotte"}).people == {7}


@pytest.mark.parametrize("typed", ["lotte", "post@lotte.nl", "a.b@lotte", "@", "@ lotte", "om @ 15 uur"])
def test_without_an_at_before_the_name_nobody_is_called(typed: str) -> None:
    assert called(typed, {7: "Lotte"}) == Called(frozenset(), ())


def test_a_name_that_is_nobodys_is_told_apart() -> None:
    found = called("@lotte en @Kees, en weer @Kees.", {7: "Lotte"})
    assert found == Called(frozenset({7}), ("Kees",))


def test_a_first_name_that_two_share_calls_neither() -> None:
    assert called("@wim", {1: "Wim Bos", 2: "Wim Kok"}).unknown == ("wim",)


@given(st.dictionaries(st.integers(1, 99), st.text(max_size=12) | st.sampled_from(["Wim", "Wim Bos", "wim1"])))
def test_everybody_has_a_handle_of_their_own_that_calls_them(names: dict[int, str]) -> None:
    found = handles(names)
    assert set(found) == set(names)
    assert len(set(found.values())) == len(names)
    assert found == handles(dict(reversed(names.items())))
    for each, handle in found.items():
        assert fold(handle) == handle
        assert called(f"@{handle.upper()}", names).people in ({each}, frozenset())
        assert called(f"Dag @{handle}", names).people == {each}
