"""Sealed copies of codes: readable here, for this edition, unchanged; and nowhere else."""

import pytest
from pytest_django import Settings

from voting.codes import make_code
from voting.sealing import BrokenSeal, Sealer


def test_a_sealed_code_opens() -> None:
    code = make_code()
    assert Sealer(1).open(Sealer(1).seal(code)) == code


def test_a_seal_shows_nothing_and_differs_each_time() -> None:
    code = make_code()
    first, second = Sealer(1).seal(code), Sealer(1).seal(code)
    assert first != second
    assert code.encode() not in first


def test_it_does_not_open_in_another_edition() -> None:
    with pytest.raises(BrokenSeal):
        Sealer(2).open(Sealer(1).seal(make_code()))


def test_it_does_not_open_with_another_key(settings: Settings) -> None:
    sealed = Sealer(1).seal(make_code())
    settings.CODE_KEY = "een heel andere sleutel"
    with pytest.raises(BrokenSeal):
        Sealer(1).open(sealed)


@pytest.mark.parametrize("place", range(0, 41, 5))
def test_it_does_not_open_after_any_change(place: int) -> None:
    sealed = bytearray(Sealer(1).seal(make_code()))
    sealed[place] ^= 1
    with pytest.raises(BrokenSeal):
        Sealer(1).open(bytes(sealed))


@pytest.mark.parametrize("sealed", [b"", b"kort", bytes(12), bytes(200)])
def test_other_bytes_do_not_open(sealed: bytes) -> None:
    with pytest.raises(BrokenSeal):
        Sealer(1).open(sealed)
