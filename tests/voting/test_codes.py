"""Voting codes: strong enough, readable, and every common typing error found before it costs a try."""

import hashlib
import hmac
import math
from collections import Counter
from collections.abc import Iterator
from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting import codes
from voting.codes import ALPHABET, RUDE_WORDS, MistypedCode, hash_code, make_code, read_code, show_code

KEY = b"a key of the tests, kept nowhere"
NUMBERS = st.integers(min_value=0, max_value=2**60 - 1)


def code_of(number: int) -> str:
    return codes._with_check_character(number)


def refusal(text: str) -> MistypedCode:
    with pytest.raises(MistypedCode) as caught:
        read_code(text)
    return caught.value


# How codes are made


def test_the_alphabet_is_crockfords_without_i_l_o_u() -> None:
    assert len(set(ALPHABET)) == 32
    assert set(ALPHABET).isdisjoint("ILOU")


def test_a_code_has_12_random_characters_of_5_bits_and_1_check_character() -> None:
    assert {code_of(number)[:12] for number in (0, 1, 32, 2**60 - 1)} == {
        "000000000000",
        "000000000001",
        "000000000010",
        "ZZZZZZZZZZZZ",
    }
    assert all(len(make_code()) == 13 for _ in range(100))


def test_all_60_random_bits_end_up_in_the_code() -> None:
    assert len({code_of(1 << bit) for bit in range(60)} | {code_of(0)}) == 61


def test_the_randomness_comes_from_the_operating_system(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def randbits(bits: int) -> int:
        asked.append(bits)
        return 12345

    monkeypatch.setattr("secrets.randbits", randbits)
    assert make_code() == code_of(12345)
    assert asked == [60]


def test_new_codes_differ_and_are_even_at_every_position() -> None:
    made = [make_code() for _ in range(20_000)]
    assert len(set(made)) == len(made)
    for position in range(13):
        counts = Counter(code[position] for code in made)
        expected = len(made) / 32
        chi_square = sum((counts[character] - expected) ** 2 / expected for character in ALPHABET)
        assert chi_square < 110  # 31 degrees of freedom: by chance less than once in 10^10


def test_a_code_with_a_rude_word_is_thrown_away_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    rude = sum(ALPHABET.index(character) << 5 * (6 - place) for place, character in enumerate("KANKER"))
    drawn = iter([rude, rude << 10, 7])
    monkeypatch.setattr("secrets.randbits", lambda bits: next(drawn))
    assert "KANKER" in code_of(rude)
    assert make_code() == code_of(7)


def test_the_rude_words_are_few_can_occur_and_cost_less_than_a_hundredth_of_a_bit() -> None:
    assert len(RUDE_WORDS) <= 20
    assert all(set(word) <= set(ALPHABET) for word in RUDE_WORDS)
    share = sum((14 - len(word)) / 32 ** len(word) for word in RUDE_WORDS)
    assert -math.log2(1 - share) < 0.01


# The check character


def test_every_single_wrong_character_is_found() -> None:
    """All 13 positions x 32 x 31 characters; the check is linear, so one code stands for all (next test)."""
    for position in range(13):
        for right in ALPHABET:
            code = code_with(position, right)
            wrong = (code[:position] + other + code[position + 1 :] for other in ALPHABET if other != right)
            assert not any(codes.is_canonical(typed) for typed in wrong)


@given(NUMBERS, NUMBERS)
def test_the_check_is_linear(one: int, other: int) -> None:
    check = [ALPHABET.index(code_of(number)[12]) for number in (one, other, one ^ other)]
    assert check[0] ^ check[1] == check[2]


def test_every_swap_of_two_characters_is_found() -> None:
    """All pairs of positions, neighbours included, x all pairs of different characters."""
    for first, second in combinations(range(13), 2):
        for one, other in permutations(ALPHABET, 2):
            code = code_with(first, one, second, other)
            swapped = list(code)
            swapped[first], swapped[second] = other, one
            assert not codes.is_canonical("".join(swapped))


def test_every_pair_typed_wrongly_the_same_way_is_found() -> None:
    for position in range(12):
        for twin, other in permutations(ALPHABET, 2):
            code = code_with(position, twin, position + 1, twin)
            assert not codes.is_canonical(code[:position] + 2 * other + code[position + 2 :])


@given(NUMBERS, st.integers(0, 12), st.integers(0, 12), st.sampled_from(ALPHABET))
def test_no_typing_error_of_these_kinds_is_read(number: int, first: int, second: int, other: str) -> None:
    code = code_of(number)
    replaced = code[:first] + other + code[first + 1 :]
    letters = list(code)
    letters[first], letters[second] = letters[second], letters[first]
    for typed in (replaced, "".join(letters)):
        if typed != code:
            assert refusal(typed).reason == codes.WRONG_CHECK


def code_with(*placed: int | str) -> str:
    """A right code with these characters at these positions; another position makes up for them."""
    wanted = dict(zip(placed[::2], placed[1::2], strict=True))
    filler = next(position for position in range(13) if position not in wanted)
    letters = [str(wanted.get(position, "A")) for position in range(13)]
    for character in ALPHABET:
        letters[filler] = character
        if codes.is_canonical("".join(letters)):
            return "".join(letters)
    raise AssertionError("there is always one character that makes a code right")


# How codes are shown and read


@given(NUMBERS)
def test_a_shown_code_is_4_4_5_and_reads_back(number: int) -> None:
    shown = show_code(code_of(number))
    assert [len(part) for part in shown.split("-")] == [4, 4, 5]
    assert read_code(shown) == code_of(number)


def test_something_else_is_never_shown_as_a_code() -> None:
    for text in ("", "ABCD", code_of(2**59).lower(), code_of(1)[:12] + "?", code_of(0)[:12] + "1"):
        with pytest.raises(ValueError, match="not a voting code"):
            show_code(text)


def spellings() -> Iterator[str]:
    code = code_of(0x123456789ABCDE0)
    yield code.lower()
    yield show_code(code).lower()
    for gap in " -–—‐‑−\u00a0\u202f\u2009\u200b\u00ad\ufeff\t\n":
        yield gap + code[:4] + gap + code[4:8] + gap * 2 + code[8:] + gap
    yield "\u200e" + code + "\u202c"  # marks of writing direction
    yield "".join(chr(0xFF10 + int(c)) if c.isdecimal() else c for c in code)  # wide digits
    yield "".join(chr(0x0660 + int(c)) if c.isdecimal() else c for c in code)  # Arabic digits


@pytest.mark.parametrize("typed", list(spellings()), ids=ascii)
def test_reading_forgives_case_spaces_dashes_and_digits_of_other_scripts(typed: str) -> None:
    assert read_code(typed) == code_of(0x123456789ABCDE0)


@pytest.mark.parametrize(("typed", "meant"), [*(("oO"[i], "0") for i in (0, 1)), *((c, "1") for c in "iIlLıİ")])
def test_reading_takes_o_for_0_and_i_or_l_for_1(typed: str, meant: str) -> None:
    code = code_with(5, meant)
    assert read_code(code[:5] + typed + code[6:]) == code


@given(NUMBERS, st.booleans(), st.sampled_from(["", " ", "-"]))
def test_however_it_is_typed_it_is_the_same_code(number: int, lower: bool, gap: str) -> None:
    typed = gap.join(code_of(number)).replace("0", "O").replace("1", "I")
    assert read_code(typed.lower() if lower else typed) == code_of(number)


@pytest.mark.parametrize("typed", ["", "   ", "---", "\u200b"])
def test_an_empty_code_is_refused(typed: str) -> None:
    assert refusal(typed).reason == codes.EMPTY


@pytest.mark.parametrize("typed", [1, 12, 14, 26])
def test_a_code_of_the_wrong_length_is_refused_and_says_how_many(typed: int) -> None:
    assert refusal("A" * typed).reason == (
        f"Een stemcode heeft 13 tekens. U typte er {typed}. Kijk nog eens op uw stembrief."
    )


@pytest.mark.parametrize("foreign", ["U", "u", "€", "!", "é", "ß", "ﬆ", "А", "字", "½"])  # that А is Cyrillic
def test_a_character_that_no_code_has_is_refused_by_name(foreign: str) -> None:
    code = code_of(3)
    for typed in (foreign + code[1:], code + foreign, foreign):
        assert refusal(typed).reason == codes.FOREIGN_CHARACTER % {"character": foreign}


@pytest.mark.parametrize("sign", ["\0", "\x1b", "\ud800", "\ue000"])
def test_a_sign_that_cannot_be_shown_is_refused_without_showing_it(sign: str) -> None:
    assert refusal(code_of(3)[:6] + sign).reason == codes.FOREIGN_SIGN


def test_a_wrong_check_character_is_refused() -> None:
    assert refusal("0000-0000-00001").reason == codes.WRONG_CHECK


def test_a_text_far_too_long_is_refused() -> None:
    assert refusal("A" * 1_000_000).reason == codes.TOO_LONG


@given(st.text(max_size=120))
def test_any_text_gives_a_code_or_a_dutch_reason_that_does_not_repeat_it(text: str) -> None:
    mistyped: MistypedCode | None = None
    try:
        assert codes.is_canonical(read_code(text))
    except MistypedCode as error:
        mistyped = error
    if mistyped is not None:
        assert mistyped.reason == mistyped.message % mistyped.params == str(mistyped)
        assert mistyped.reason.endswith(".")
        assert len(str(mistyped.params.get("character", "-"))) == 1


# How codes are kept


def test_the_hash_is_an_hmac_sha256_that_anybody_with_the_key_can_recompute() -> None:
    code = code_of(42)
    expected = hmac.new(KEY, f"haarlem-nd voting code 1|7|{code}".encode(), hashlib.sha256).digest()
    assert hash_code(code, KEY, edition_id=7) == expected
    assert len(expected) == 32


def test_code_key_and_edition_each_change_the_hash() -> None:
    hashes = {
        hash_code(code_of(1), KEY),
        hash_code(code_of(2), KEY),
        hash_code(code_of(1), KEY[::-1]),
        hash_code(code_of(1), KEY, edition_id=1),
        hash_code(code_of(1), KEY, edition_id=11),
        hash_code(code_of(1), KEY, edition_id=0),
    }
    assert len(hashes) == 6


def test_the_same_code_always_has_the_same_hash() -> None:
    assert hash_code(code_of(1), KEY, 3) == hash_code(read_code(show_code(code_of(1)).lower()), KEY, 3)


def test_only_canonical_codes_are_hashed_and_only_with_a_real_key() -> None:
    with pytest.raises(ValueError, match="not a voting code") as caught:
        hash_code(show_code(code_of(5)), KEY)
    assert code_of(5)[:4] not in str(caught.value)
    for short in (b"", b"fifteen bytes !"):
        with pytest.raises(ValueError, match="16 bytes"):
            hash_code(code_of(5), short)
