"""Titles of nobility and predicates (02.20): what they are called, and how their bearers are addressed. Plain tables.

Both forms of a title count as the same: the sex on record decides how it is written, also after it changed.
"""

PREDICATES = frozenset({"JH", "JV"})
PRINCELY = frozenset({"P", "PS"})
# By the code of either form: the word for a man and for a woman; a woman has no word for ridder.
WORDS = {
    "B": ("baron", "barones"),
    "BS": ("baron", "barones"),
    "G": ("graaf", "gravin"),
    "GI": ("graaf", "gravin"),
    "H": ("hertog", "hertogin"),
    "HI": ("hertog", "hertogin"),
    "JH": ("jonkheer", "jonkvrouw"),
    "JV": ("jonkheer", "jonkvrouw"),
    "M": ("markies", "markiezin"),
    "MI": ("markies", "markiezin"),
    "P": ("prins", "prinses"),
    "PS": ("prins", "prinses"),
    "R": ("ridder", ""),
}
# The title of a husband that his wife may bear out of courtesy (titre de courtoisie): the forms of a man, without R.
COURTESY = frozenset({"B", "G", "H", "M", "P"})


def word(title: str, sex: str) -> str:
    """The title as it stands in a name, or nothing where the sex has no form of it."""
    man, woman = WORDS.get(title, ("", ""))
    return {"M": man, "V": woman}.get(sex, "")


def greeting(title: str, sex: str) -> str:
    """How the bearer is greeted: "Hoogwelgeboren heer". Nothing where there is no form for this sex."""
    if title in PRINCELY:
        return "Hoogheid"
    person = {"M": "heer", "V": "vrouwe"}.get(sex, "")
    if title not in WORDS or not person:
        return ""
    return f"{'Hooggeboren' if title in ('G', 'GI') else 'Hoogwelgeboren'} {person}"


def envelope_form(title: str, sex: str) -> str:
    """What stands above the name on the envelope: "De hoogwelgeboren heer". A ridder is always a man there."""
    found = "" if title == "R" and sex != "M" else greeting(title, sex)
    return f"De {found[0].lower()}{found[1:]}" if found else ""
