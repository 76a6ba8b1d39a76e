"""How a person is written to: name line, salutation and address. Plain Python.

After the State's own specification of how persons are addressed (Haal Centraal BRP bevragen): "M. van der Berg" on the
envelope, "Geachte heer Van der Berg" above the letter, "Geachte M. van der Berg" where the sex is unknown.
"""

import re

_TITLES = {"M": "heer", "V": "mevrouw"}
_DOTTED = re.compile(r"[^\W\d_]+\.", re.UNICODE)


def initials(text: str) -> str:
    """Initials with a dot after each: "mj", "M J" and "M.J" become "M.J."; given names give their first letters.

    "Ch.Th." stays as it is; where there is no letter, nothing is left.
    """
    if "." in text:
        joined = text.replace(" ", "")
        joined = joined if joined.endswith(".") else joined + "."
        return "".join(_capitalised(part) for part in _DOTTED.findall(joined))
    words = text.split()
    if len(words) == 1 and (text.isupper() or len(text) <= 2):
        words = list(text)
    return "".join(f"{word[0].upper()}." for word in words if word[0].isalpha())


def name_line(initial_letters: str, particle: str, surname: str) -> str:
    """The name on the envelope: "M. van der Berg"."""
    return " ".join(part for part in (initial_letters, particle, surname) if part)


def salutation(sex: str, initial_letters: str, particle: str, surname: str) -> str:
    """The words that open the letter, without a comma. `sex` is "M", "V" or anything else for unknown."""
    family = " ".join(part for part in (particle, surname) if part)
    if sex in _TITLES:
        return f"Geachte {_TITLES[sex]} {_capitalised(family)}"
    return f"Geachte {initial_letters} {family}" if initial_letters else f"Geachte {_capitalised(family)}"


def address_line(street: str, number: str, letter: str, addition: str) -> str:
    """Street and house number: "Italiëlaan 12 A-2", "Italiëlaan 12-2", "Italiëlaan 12 III"."""
    if letter:
        return f"{street} {number} {letter}" + (f"-{addition}" if addition else "")
    if not addition:
        return f"{street} {number}"
    return f"{street} {number}{'-' if addition[0].isdigit() else ' '}{addition}"


def postcode_line(postcode: str, town: str) -> str:
    """The last line on the envelope, as the post asks: two spaces and the town in capitals."""
    return f"{postcode}  {town.upper()}"


def _capitalised(text: str) -> str:
    """A capital first letter, the rest untouched; "'t Hart" keeps its small letter, as Dutch wants."""
    return text[:1].upper() + text[1:]
