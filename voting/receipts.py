"""Receipt numbers: 12 random characters (60 bits) that prove that somebody voted, and nothing more. No Django."""

import secrets

from voting.codes import ALPHABET

CHARACTERS = 12
_READ_AS = {"O": "0", "I": "1", "L": "1"}


def new_receipt_number() -> str:
    """A random receipt number as it is shown: ABCD-EFGH-JKMN."""
    return _show("".join(secrets.choice(ALPHABET) for _ in range(CHARACTERS)))


def read_number(text: str) -> str | None:
    """The receipt number that somebody typed, as it is shown; None when it cannot be one."""
    plain = "".join(_READ_AS.get(each, each) for each in text[:100].upper() if not each.isspace() and each not in "-–")
    return _show(plain) if len(plain) == CHARACTERS and all(each in ALPHABET for each in plain) else None


def _show(characters: str) -> str:
    return "-".join(characters[start : start + 4] for start in range(0, CHARACTERS, 4))
