"""Voting codes: made, shown, read and hashed. Plain Python, knows no database.

A code is 12 random characters and 1 check character, printed as XXXX-XXXX-XXXXX.

Alphabet: Crockford's base32 (https://www.crockford.com/base32.html): 0-9 and A-Z without I, L, O and U.

Strength: 12 x 5 = 60 random bits. With 31,000 live codes and 28 days of guessing, the chance that anybody
hits any code is about 1e-6 at 15 wrong tries a second, and below 1e-4 at 1,000 a second. So the length is the
defence: wrong tries may cost delay, but nobody is ever locked out. Skipping the few rude words below
costs less than 0.01 bit. The check character adds no strength; it finds typing errors before a try is spent.

Check character: a Reed-Solomon check over GF(32), the field of 32 elements with x^5 + x^2 + 1 = 0. A code is
right when the sum of value[i] * a^(12-i) over its 13 characters is 0, with a = x. The 13 weights are distinct
and not 0, hence every single wrong character is found, every swap of two different characters (neighbours or
not), and every pair written wrongly the same way (AA for BB). Other errors slip through once in 32 times.
"""

import hashlib
import hmac
import secrets
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM_CHARACTERS = 12
CODE_LENGTH = RANDOM_CHARACTERS + 1
MINIMUM_KEY_BYTES = 16

# What a code may not spell by chance, as it looks on paper: 0 reads as O, 1 as I or L; a U cannot occur.
# Kept tiny on purpose: each word costs a little randomness, and a longer list finds rude words in everything.
RUDE_WORDS = (
    *("KKK", "NSB", "SEX", "1S1S", "D00D", "H0ER", "H0M0", "NAZ1"),
    *("RAPE", "S1ET", "SEKS", "NEGER", "STERF", "CANCER", "KANKER"),
)

_VALUES = {character: value for value, character in enumerate(ALPHABET)}
# People misread these; the dotted İ and dotless ı come from Turkish keyboards.
_READ_AS = {"O": "0", "I": "1", "L": "1", "İ": "1"}
# Spaces of all kinds, dashes of all kinds, and invisible format characters that come along with pasting.
_IGNORED_CATEGORIES = frozenset({"Zs", "Zl", "Zp", "Pd", "Cf"})
_IGNORED_CHARACTERS = frozenset("\t\n\r\v\f\N{MINUS SIGN}\N{HYPHEN BULLET}")
_LONGEST_INPUT = 100

gettext_noop = str  # Marks a sentence for translation. The view translates: this module knows no Django.

EMPTY = gettext_noop("Vul uw stemcode in. De code staat op uw stembrief.")
FOREIGN_CHARACTER = gettext_noop(
    "Het teken ‘%(character)s’ komt niet voor in een stemcode. Kijk nog eens goed op uw stembrief."
)
FOREIGN_SIGN = gettext_noop(
    "Er staat een teken in dat niet voorkomt in een stemcode. Een stemcode heeft alleen letters en cijfers."
)
WRONG_LENGTH = gettext_noop(
    "Een stemcode heeft %(expected)d tekens. U typte er %(typed)d. Kijk nog eens op uw stembrief."
)
TOO_LONG = gettext_noop("Dit is te lang voor een stemcode. Typ alleen de code die op uw stembrief staat.")
WRONG_CHECK = gettext_noop(
    "Deze stemcode klopt niet. Er is een teken verkeerd getypt. Kijk nog eens goed op uw stembrief."
)


class MistypedCode(ValueError):
    """What was typed cannot be a voting code. `reason` is the Dutch sentence for the voter.

    To show it in another language: gettext(error.message) % error.params. It never holds what was typed (at
    most one character that no code has), so it may be logged.
    """

    def __init__(self, message: str, **params: str | int) -> None:
        self.message = message
        self.params = params
        self.reason = message % params
        super().__init__(self.reason)


def make_code() -> str:
    """Return a new random code in canonical form: 13 characters without dashes.

    Every code without a rude word is equally likely: a rude one is thrown away whole and drawn again.
    """
    while True:
        code = _with_check_character(secrets.randbits(5 * RANDOM_CHARACTERS))
        if not any(word in code for word in RUDE_WORDS):
            return code


def show_code(code: str) -> str:
    """Return a canonical code as it is printed: XXXX-XXXX-XXXXX. Raises ValueError for anything else."""
    _require_canonical(code)
    return f"{code[:4]}-{code[4:8]}-{code[8:]}"


def read_code(text: str) -> str:
    """Return the canonical code that somebody typed or pasted, or raise MistypedCode.

    Forgiving: small letters, spaces, dashes, O for 0, I or L for 1, and digits of other scripts.
    """
    if len(text) > _LONGEST_INPUT:
        raise MistypedCode(TOO_LONG)
    code = "".join(_read_character(character) for character in text if not _is_ignored(character))
    if not code:
        raise MistypedCode(EMPTY)
    if len(code) != CODE_LENGTH:
        raise MistypedCode(WRONG_LENGTH, expected=CODE_LENGTH, typed=len(code))
    if not is_canonical(code):
        raise MistypedCode(WRONG_CHECK)
    return code


def is_canonical(code: str) -> bool:
    """Whether this is a code in canonical form: 13 characters of the alphabet that pass the check."""
    return len(code) == CODE_LENGTH and all(character in _VALUES for character in code) and _weighted_sum(code) == 0


def hash_code(code: str, key: bytes, edition_id: int | None = None) -> bytes:
    """Return the 32 bytes under which a code is looked up: HMAC-SHA256 with a key kept outside the database.

    With an edition_id the same code gives another hash in each edition. Raises ValueError when the code is
    not canonical or the key shorter than 16 bytes.
    """
    _require_canonical(code)
    if len(key) < MINIMUM_KEY_BYTES:
        raise ValueError(f"the key for voting codes needs at least {MINIMUM_KEY_BYTES} bytes")
    edition = "" if edition_id is None else str(int(edition_id))
    return hmac.digest(key, f"haarlem-nd voting code 1|{edition}|{code}".encode("ascii"), hashlib.sha256)


def _with_check_character(number: int) -> str:
    shifts = range(5 * (RANDOM_CHARACTERS - 1), -1, -5)
    characters = "".join(ALPHABET[number >> shift & 31] for shift in shifts)
    return characters + ALPHABET[_times_a(_weighted_sum(characters))]


def _weighted_sum(code: str) -> int:
    """Horner's rule: the first character ends up with the highest power of a, the last with a^0 = 1."""
    total = 0
    for character in code:
        total = _times_a(total) ^ _VALUES[character]
    return total


def _times_a(value: int) -> int:
    """Multiply by a = x in GF(32): shift, and take off x^5 + x^2 + 1 (binary 100101) when it does not fit."""
    shifted = value << 1
    return shifted ^ 0b100101 if shifted & 0b100000 else shifted


def _is_ignored(character: str) -> bool:
    return character in _IGNORED_CHARACTERS or unicodedata.category(character) in _IGNORED_CATEGORIES


def _read_character(character: str) -> str:
    digit = unicodedata.decimal(character, None)
    upper = character.upper() if digit is None else str(digit)
    upper = _READ_AS.get(upper, upper)
    if upper in _VALUES:
        return upper
    if character.isprintable():
        raise MistypedCode(FOREIGN_CHARACTER, character=character)
    raise MistypedCode(FOREIGN_SIGN)


def _require_canonical(code: str) -> None:
    if not is_canonical(code):
        raise ValueError("not a voting code in canonical form")  # without the code: it may end up in a log
