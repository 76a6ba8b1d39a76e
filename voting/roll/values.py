"""What may stand in a cell, and what it means. Plain Python. Problems are Dutch sentences."""

import re
from collections.abc import Callable

from voting.addressing import Name, in_investigation, initials, is_secret, lives_elsewhere, tidy_initials
from voting.addressing.lines import UNKNOWN_COUNTRIES
from voting.addressing.titles import WORDS
from voting.roll.cells import is_readable
from voting.roll.fields import Field
from voting.roll.reasons import Apart

_SEXES = {
    "M": "M", "MAN": "M", "V": "V", "VROUW": "V", "O": "O", "X": "O", "ONBEKEND": "O", "": "O",
}  # fmt: skip
_USAGES = frozenset({"E", "P", "V", "N"})
_TITLES = {code: code for code in WORDS} | {
    word: code for code, words in WORDS.items() for word in words if word and code in ("B", "BS", "G", "GI")
}
_TITLES |= {"hertog": "H", "hertogin": "HI", "jonkheer": "JH", "jonkvrouw": "JV", "markies": "M", "markiezin": "MI"}
_TITLES |= {"prins": "P", "prinses": "PS", "ridder": "R", "": ""}
_POSTCODE = re.compile(r"([1-9]\d{3}) ?([A-Z]{2})", re.ASCII)
_HOUSE_NUMBER = re.compile(r"0|[1-9]\d{0,4}", re.ASCII)
_LETTER = re.compile(r"[A-Za-z]", re.ASCII)
_ADDITION = re.compile(r"-?([0-9A-Za-z](?:[0-9A-Za-z ./-]{0,6}[0-9A-Za-z])?)", re.ASCII)
_HAS_LETTER = re.compile(r"[^\W\d_]")
_BESIDE = {"by": "by", "bij": "by", "to": "to", "t/o": "to", "": ""}
_HOME = frozenset({"6030", "nederland", "nl"})
_SECRECY = re.compile(r"[0-7]", re.ASCII)
_YES, _NO = frozenset({"j", "ja", "x", "true", "waar"}), frozenset({"", "0", "n", "nee", "false", "onwaar"})
_DIED, _LEFT = frozenset({"o", "overlijden", "overleden"}), frozenset({"e", "m", "r", "emigratie"})
# What is a name and must have a letter in it; "." is the register's word for unknown.
_NAMES = frozenset({"achternaam", "straat", "woonplaats", "partner achternaam"})


class BadField(ValueError):
    """A field that cannot be used; the message is the Dutch reason."""


def problem_of(field: Field, text: str) -> str:
    """What is wrong with a text that is not empty, whatever it means; empty when nothing is."""
    if not is_readable(text):
        return f"De kolom {field.name} heeft een onleesbaar teken."
    if len(text) > field.longest:
        return f"De kolom {field.name} is te lang (meer dan {field.longest} tekens)."
    if field.name in _NAMES and text != "." and not _HAS_LETTER.search(text):
        return f"De kolom {field.name} heeft geen letters."
    return ""


def name_of(get: Callable[[str], str]) -> Name:
    """The name in a row. Raises BadField."""
    given, letters = get("voornamen"), get("voorletters")
    if letters and not given and letters != "." and not tidy_initials(letters):
        raise BadField("De voorletters hebben geen letters.")
    sex, usage = _SEXES.get(get("geslacht").upper()), get("naamgebruik").upper() or "E"
    if sex is None:
        raise BadField("Het geslacht moet M, V of O zijn.")
    if usage not in _USAGES:
        raise BadField("Het naamgebruik moet E, P, V of N zijn.")
    return Name(
        surname=get("achternaam"),
        particle=get("tussenvoegsel"),
        initials=initials(given) if given else tidy_initials(letters),
        title=_title(get("titel")),
        sex=sex,
        usage=usage,
        partner_surname=get("partner achternaam"),
        partner_particle=get("partner tussenvoegsel"),
        partner_title=_title(get("partner titel")),
        partner_ended=bool(get("einde huwelijk")),
    )


def _title(text: str) -> str:
    found = _TITLES.get(text.upper(), _TITLES.get(text.casefold()))
    if found is None:
        raise BadField(f"De adellijke titel '{text[:20]}' kennen we niet.")
    return found


def house_number(text: str, problems: list[str]) -> str:
    if text and not _HOUSE_NUMBER.fullmatch(text):
        problems.append("Het huisnummer moet een getal zijn. Een letter hoort in de kolom huisletter.")
        return ""
    return text


def house_letter(text: str, problems: list[str]) -> str:
    if text and not _LETTER.fullmatch(text):
        problems.append("De huisletter moet één letter zijn.")
        return ""
    return text


def addition(text: str, problems: list[str]) -> str:
    found = _ADDITION.fullmatch(text)
    if text and not found:
        problems.append("De toevoeging mag alleen letters en cijfers hebben, hoogstens acht.")
    return found[1] if found else ""


def beside(text: str, problems: list[str]) -> str:
    if text.casefold() not in _BESIDE:
        problems.append("De aanduiding bij het huisnummer moet 'by' of 'to' zijn.")
    return _BESIDE.get(text.casefold(), "")


def postcode(text: str, problems: list[str]) -> str:
    """As "2034 AB"; there are no postcodes with SA, SD or SS."""
    found = _POSTCODE.fullmatch(text.upper())
    if text and (not found or found[2] in ("SA", "SD", "SS")):
        problems.append("De postcode moet zijn zoals 2034 AB.")
        return ""
    return f"{found[1]} {found[2]}" if found else ""


def country(text: str) -> str:
    return "" if text.casefold() in _HOME or text in UNKNOWN_COUNTRIES else text


def secret(text: str) -> bool:
    """Raises BadField for what is no indication: nobody gets a letter by a misreading."""
    if not _SECRECY.fullmatch(text) and text.casefold() not in _YES | _NO:
        raise BadField("De indicatie geheim moet 0 tot en met 7 zijn.")
    return is_secret(text)


def investigation(text: str) -> Apart | None:
    """What an investigation means for a letter: nothing when it is not about the address. Raises BadField."""
    folded = text.casefold()
    if folded in _NO or not text.strip("0"):
        return None
    text = text.zfill(6) if text.isdigit() else text  # Excel takes the zero off
    if lives_elsewhere(text):
        return Apart.ELSEWHERE
    if folded in _YES:
        return Apart.INVESTIGATED
    if not text.isdigit():
        raise BadField("De kolom onderzoek moet een code zijn zoals 080000, of ja of nee.")
    return Apart.INVESTIGATED if in_investigation(text) else None


def has_died(suspension: str) -> bool:
    """Whether a register entry is closed (67.20) because somebody died."""
    return suspension.casefold() in _DIED


def has_left(suspension: str) -> bool:
    """Whether it is closed because somebody moved abroad, or left the municipality's part of the register."""
    return suspension.casefold() in _LEFT
