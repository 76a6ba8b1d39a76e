"""Reads signature lists as people type them: "naam; postcode; huisnummer", a person a line. Pure: text in, people out.

What makes two lines the same person: the letters of the name, the postcode, and the house number with its addition;
never capitals, spaces, accents, dots or dashes.
"""

import re
import unicodedata
from dataclasses import dataclass

MAX_LINES = 500
NAME_LENGTH = 80
ADDITION_LENGTH = 8

# Letters that Unicode does not take apart into a letter and an accent.
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "ı": "i", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"})
_POSTCODE = re.compile(r"([1-9][0-9]{3})([A-Z]{2})")
# Never given out: they recall the SS, the SD and the SA.
_NO_POSTCODES = frozenset({"SA", "SD", "SS"})
_HOUSE = re.compile(r"(?:nr\.?|no\.?|#)?\s*([0-9]{1,5})(?![0-9])[\s\-/.,]*(.*)", re.IGNORECASE | re.DOTALL)
# A person a line: semicolons as typed, tabs as pasted from a spreadsheet.
_SEPARATOR = re.compile(r"[;\t]")


class Unreadable(ValueError):
    """A line that names no person; the message is the reason in Dutch."""


@dataclass(frozen=True)
class Signer:
    """Somebody on a list: the name as written, the address in one way of writing ("2034AB", "12 A")."""

    name: str
    postcode: str
    house_number: str

    @property
    def person(self) -> tuple[str, str, str]:
        """What makes two signers one person."""
        return (plain_name(self.name), self.postcode, self.house_number)


@dataclass(frozen=True)
class Line:
    """One line that is not empty: its number in the text, and the person or the reason why there is none."""

    number: int
    text: str
    signer: Signer | None = None
    reason: str = ""


def read_lines(text: str) -> list[Line]:
    """All lines of the text but the empty ones, each read or with a reason."""
    return [_read(number, line) for number, line in enumerate(re.split(r"\r\n|\r|\n", text), start=1) if line.strip()]


def _read(number: int, text: str) -> Line:
    try:
        return Line(number, text, read_signer(text))
    except Unreadable as problem:
        return Line(number, text, reason=str(problem))


def read_signer(text: str) -> Signer:
    """The person on one line. Raises Unreadable."""
    fields = [field.strip() for field in _SEPARATOR.split(text.strip("\r\n"))]
    while fields and not fields[-1]:
        fields.pop()
    if len(fields) < 3:
        raise Unreadable("Schrijf drie dingen, met een puntkomma ertussen: naam; postcode; huisnummer.")
    if len(fields) > 3:
        raise Unreadable("Er staan te veel dingen op deze regel. Zet elke persoon op een eigen regel.")
    name, postcode, house_number = fields
    return Signer(tidy_name(name), tidy_postcode(postcode), tidy_house_number(house_number))


def tidy_name(text: str) -> str:
    """The name with single spaces and without invisible signs. Raises Unreadable."""
    spaced = re.sub(r"\s", " ", text)
    shown = "".join(char for char in spaced if unicodedata.category(char)[0] != "C")
    name = " ".join(shown.split())
    if len(plain_name(name)) < 2:
        raise Unreadable("De naam ontbreekt.")
    if len(name) > NAME_LENGTH:
        raise Unreadable(f"De naam is te lang: hoogstens {NAME_LENGTH} tekens.")
    return name


def plain_name(name: str) -> str:
    """The letters of a name, small and without accents. "Jansen, Piet" is "Piet Jansen"."""
    last, comma, first = name.partition(",")
    turned = f"{first} {last}" if comma and "," not in first else name
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", turned).casefold())
    return "".join(char for char in apart.translate(_PLAIN) if unicodedata.category(char)[0] in "LN")


def tidy_postcode(text: str) -> str:
    """ "2034 ab" becomes "2034AB". Raises Unreadable."""
    found = _POSTCODE.fullmatch(re.sub(r"[\s.\-]", "", _ascii(text)).upper())
    if not found or found[2] in _NO_POSTCODES:
        raise Unreadable("De postcode klopt niet. Schrijf vier cijfers en twee letters, zoals 2034 AB.")
    return found[1] + found[2]


def tidy_house_number(text: str) -> str:
    """ "12a", "12-A" and "12 a" become "12 A". Raises Unreadable."""
    found = _HOUSE.fullmatch(_ascii(text).strip())
    number = int(found[1]) if found else 0
    addition = re.sub(r"[\s\-/.,]", "", found[2]).upper() if found else ""
    if not number or not (addition.isalnum() or not addition) or len(addition) > ADDITION_LENGTH:
        raise Unreadable("Het huisnummer klopt niet. Schrijf het getal, en wat er nog achter komt: 12 of 12 A.")
    return f"{number} {addition}".strip()


def _ascii(text: str) -> str:
    """Wide and other compatible forms as plain ones; what has no plain form is left to be refused."""
    folded = unicodedata.normalize("NFKC", text)
    return folded if folded.isascii() else "?"
