"""The texts of the letter: what stands there unless an edition says otherwise, and what may not be missing.

Plain Python. A text is plain: no marks mean anything in it, but names between braces, which the letter fills in.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

# What each name between braces stands for, as the settings page tells it.
PLACEHOLDERS = {
    "budget": "het bedrag dat te verdelen is",
    "gebied": "de naam van het gebied",
    "editie": "de naam van de editie",
    "opent": "de eerste dag van de stemming",
    "sluit": "tot wanneer stemmen kan, bijvoorbeeld: tot en met zondag 6 december 2026",
    "telefoon": "het nummer voor hulp",
    "site": "het adres van de stempagina",
    "inleverplek": "waar men papier inlevert",
    "naam": "de naam van deze site",
}
LOOK_THERE = "Kijk bij ‘Woorden die de brief zelf invult’ wat u kunt gebruiken."
# What the reader looks for stands out on paper.
STRONG = frozenset({"sluit", "site", "telefoon"})
_NAME = re.compile(r"\{([^{}]*)\}")
# Between these, an address or number in Latin letters keeps its order inside Arabic (Unicode: isolates).
_ISOLATE, _END_ISOLATE = "\N{LEFT-TO-RIGHT ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"


@dataclass(frozen=True)
class Text:
    """One text of the letter: how it is called on the settings page, its default, and what it must hold."""

    label: str
    default: str
    most: int
    needs: tuple[str, ...] = ()
    rows: int = 2
    may_be_empty: bool = False


@dataclass(frozen=True)
class Language:
    """A short block for who reads another language better; `direction` is that of the script."""

    code: str
    name: str
    direction: str = "ltr"


LANGUAGES = {
    "english": Language("en", "English"),
    "turkish": Language("tr", "Türkçe"),
    "polish": Language("pl", "Polski"),
    "arabic": Language("ar", "العربية", "rtl"),
}

TEXTS = {
    "title": Text("Kop", "Verdeel samen {budget} voor {gebied}", 90, rows=1),
    "intro": Text(
        "Eerste alinea",
        "Bewoners van {gebied} maakten plannen voor hun wijk. U kiest mee welke plannen doorgaan. "
        "U kunt stemmen vanaf {opent} {sluit}.",
        420,
        ("sluit",),
        rows=3,
    ),
    "code_note": Text(
        "Onder de stemcode",
        "Deze code is alleen voor u en werkt één keer. Geef deze brief aan niemand. Uw stem is geheim.",
        170,
    ),
    "online": Text(
        "Zo stemt u online (elke regel is een stap)",
        "Scan het vierkant met uw telefoon, of ga naar {site}.\n"
        "Vul uw stemcode in. Streepjes mogen, maar hoeven niet.\n"
        "Kies een of meer plannen en bevestig uw stem.",
        420,
        ("site",),
        rows=4,
    ),
    "paper": Text(
        "Stemmen op papier",
        "Vraag een stembiljet via {telefoon}. Vul het in, schrijf uw stemcode erop en lever het in bij {inleverplek}.",
        320,
        ("inleverplek",),
        rows=3,
    ),
    "help": Text(
        "Stemmen met hulp",
        "Bel {telefoon}. Wij helpen u graag. Houd deze brief bij de hand.",
        260,
        ("telefoon",),
    ),
    "rule": Text(
        "Spelregel over stemcodes",
        "Ieder stemt met de eigen code. Codes verzamelen, kopen of voor een ander invullen mag niet.",
        200,
    ),
    "closing": Text("Afsluiting", "Met vriendelijke groet, het team van {naam}", 120, rows=1),
    "english": Text(
        "Engels",
        "Vote on plans for your neighbourhood: go to {site} and use your code. Help: {telefoon}.",
        200,
        ("site",),
        may_be_empty=True,
    ),
    "turkish": Text(
        "Turks",
        "Mahalleniz için planlara oy verin: {site} adresine gidin ve kodunuzu kullanın. Yardım: {telefoon}.",
        200,
        ("site",),
        may_be_empty=True,
    ),
    "polish": Text(
        "Pools",
        "Zagłosuj na plany dla swojej okolicy: wejdź na {site} i użyj swojego kodu. Pomoc: {telefoon}.",
        200,
        ("site",),
        may_be_empty=True,
    ),
    "arabic": Text(
        "Arabisch",
        "صوّتوا على خطط حيّكم: اذهبوا إلى {site} واستخدموا الرمز. للمساعدة: {telefoon}.",
        200,
        ("site",),
        may_be_empty=True,
    ),
}


@dataclass(frozen=True)
class Piece:
    """A part of a filled text, in bold or not."""

    words: str
    strong: bool = False


def problems(key: str, text: str) -> list[str]:
    """Dutch sentences about what is wrong with a text of the letter; none when it is right."""
    kind, found = TEXTS[key], set(_NAME.findall(text))
    if not text.strip():
        return [] if kind.may_be_empty else ["Vul deze tekst in. Zonder deze tekst mist er iets in de brief."]
    said = [f"{{{name}}} kennen wij niet. {LOOK_THERE}" for name in _unknown(found)]
    if re.search(r"[{}]", _NAME.sub("", text)):
        said.append("Er staat een losse accolade in. Schrijf een woord zo: {sluit}.")
    said += [f"{{{name}}} moet in deze tekst staan: {PLACEHOLDERS[name]}." for name in kind.needs if name not in found]
    if len(text) > kind.most:
        said.append(f"Deze tekst heeft {len(text)} tekens. Er is plaats voor {kind.most}.")
    return said


def _unknown(names: set[str]) -> list[str]:
    return sorted(name for name in names if name not in PLACEHOLDERS)


def fill(text: str, values: Mapping[str, str], *, isolate: bool = False) -> tuple[Piece, ...]:
    """The text with its names filled in. With `isolate` what is filled in keeps its order in a text from the right."""
    pieces = []
    for place, part in enumerate(_NAME.split(text)):
        if place % 2 == 0:
            pieces.append(Piece(part))
        else:
            value = f"{_ISOLATE}{values[part]}{_END_ISOLATE}" if isolate else values[part]
            pieces.append(Piece(value, part in STRONG and not isolate))
    return tuple(piece for piece in pieces if piece.words)
