"""Names: the line on the envelope (aanschrijfwijze) and the words that open the letter (aanhef). Plain Python."""

import re
from dataclasses import dataclass

from voting.addressing.titles import COURTESY, PREDICATES, envelope_form, greeting, word

UNKNOWN = "."  # the register's standard value for a name that nobody knows
_PERSONS = {"M": "heer", "V": "mevrouw"}
_DOTTED = re.compile(r"[^\W\d_]+\.", re.UNICODE)


@dataclass(frozen=True)
class Name:
    """The parts of a name as the register has them.

    `usage` (61.10) says whose name somebody uses: E own, P partner's, V partner's before own, N own before partner's.
    `partner_ended` (07.10): the marriage or partnership is over. `sex` is M, V or anything else for unknown.
    """

    surname: str
    particle: str = ""
    initials: str = ""
    title: str = ""
    sex: str = ""
    usage: str = "E"
    partner_surname: str = ""
    partner_particle: str = ""
    partner_title: str = ""
    partner_ended: bool = False

    @property
    def own_known(self) -> bool:
        return self.surname not in ("", UNKNOWN)

    @property
    def shown_usage(self) -> str:
        """Whose name is used in truth: without a known name of a partner one's own."""
        named = self.partner_surname not in ("", UNKNOWN)
        return self.usage if named and self.usage in ("P", "V", "N") else "E"

    @property
    def is_nameless(self) -> bool:
        """Whether no name can be written, because the one that is used is not known."""
        return not self.own_known and self.shown_usage != "P"

    @property
    def own_title(self) -> str:
        """The title or predicate that somebody bears, or nothing where the rules take it away."""
        if not self.title or self.shown_usage == "P":
            return ""
        married = bool(self.partner_surname) and not self.partner_ended
        if self.title in PREDICATES and self.sex == "V" and (married or self.shown_usage != "E"):
            return ""
        return self.title

    @property
    def courtesy_title(self) -> str:
        """The title of a husband whose name a woman uses."""
        uses = self.sex == "V" and self.usage in ("P", "V", "N")
        return self.partner_title if uses and self.partner_title in COURTESY else ""


def initials(given_names: str) -> str:
    """The initials of given names (02.10): "Johan Frank" is "J.F."; a name of one letter keeps no dot ("Elise Q": E.Q).

    Capitals are as in the name: "Ali bin Mohammed" is "A.b.M.".
    """
    names = [] if given_names.strip() == UNKNOWN else given_names.split()
    return "".join(name if len(name) == 1 else f"{name[0]}." for name in names)


def tidy_initials(text: str) -> str:
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
    return "".join(f"{each[0].upper()}." for each in words if each[0].isalpha())


def name_line(name: Name) -> str:
    """The name on the envelope: "M. van der Berg", "A.P. barones Aedel". Empty for who is nameless."""
    if name.is_nameless:
        return ""
    own, partner = word(name.own_title, name.sex), ""
    before = ""
    if name.title in PREDICATES and own and name.shown_usage != "V":
        before, own = own, ""
    if name.courtesy_title and name.shown_usage != "E":
        partner = word(name.courtesy_title, "V")
    return _capitalised(_joined(before, name.initials, _family(name, own, partner)))


def form_of_address(name: Name) -> str:
    """The line above the name on the envelope, for who bears a title: "De hoogwelgeboren heer". Mostly empty."""
    if name.is_nameless:
        return ""
    if name.courtesy_title and name.shown_usage != "E":
        return envelope_form(name.courtesy_title, "V")
    return envelope_form(name.own_title, name.sex)


def salutation(name: Name) -> str:
    """The words that open the letter, without a comma: "Geachte mevrouw Van der Berg". Empty for who is nameless."""
    noble = greeting(name.courtesy_title, "V") if name.courtesy_title else greeting(name.own_title, name.sex)
    if noble:
        return noble
    if name.is_nameless:
        return ""
    family = _family(name, "", "")
    if name.sex in _PERSONS:
        return f"Geachte {_PERSONS[name.sex]} {_capitalised(family)}"
    return f"Geachte {name.initials} {family}" if name.initials else f"Geachte {_capitalised(family)}"


def _family(name: Name, own_title: str, partner_title: str) -> str:
    own = _joined(own_title, name.particle, name.surname)
    if name.shown_usage == "E":
        return own
    partner = _joined(partner_title, name.partner_particle, name.partner_surname)
    return {"P": partner, "V": f"{partner}-{own}", "N": f"{own}-{partner}"}[name.shown_usage]


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _capitalised(text: str) -> str:
    """A capital first letter, the rest untouched; "'t Hart" keeps its small letter, as Dutch wants."""
    return text[:1].upper() + text[1:]
