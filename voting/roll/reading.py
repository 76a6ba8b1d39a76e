"""Deciding about one row of an extract: a voter, somebody for the desk, or why not. Plain Python."""

import csv
import hmac
import io
from collections.abc import Mapping as MappingType
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from voting.addressing import Address, Name, address_lines, form_of_address, name_line, salutation
from voting.addressing.lines import UNKNOWN_STREETS
from voting.roll import values
from voting.roll.cells import clean
from voting.roll.dates import Born, NoDate, age, is_possible, read_birth_date
from voting.roll.fields import BY_NAME, FIELDS, NUMBER
from voting.roll.headings import Mapping
from voting.roll.reasons import Apart, Outcome
from voting.roll.tables import Line
from voting.roll.values import BadField

LONGEST_RAW, LONGEST_REASON = 2_000, 200
LONGEST_NAME, LONGEST_ADDRESS = 160, 120  # what fits in the window of an envelope in small letters
NOT_TOLD = ("nummer", "voornamen")


class ToldBy(StrEnum):
    """What tells people in a file apart, besides birth date and address. Files of two kinds would double everybody."""

    NUMBER = "NUMBER"
    NAMES = "NAMES"
    INITIALS = "INITIALS"


@dataclass(frozen=True)
class Rules:
    """What a row is held against.

    `neighbourhoods` of the area by lower-case name, `postcodes` the four digits that belong to one of them alone,
    `shared` those of more than one. `voting_day` is the day on which somebody must be `voting_age` years.
    """

    neighbourhoods: MappingType[str, int]
    voting_day: date
    voting_age: int
    postcodes: MappingType[str, int] = field(default_factory=dict)
    shared: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may vote. `identity` tells persons apart: hash it before storing.

    Who is set apart has no address here, and perhaps no neighbourhood and no birth date.
    """

    identity: str
    name_line: str
    salutation: str
    form_of_address: str = ""
    address_line: str = ""
    postcode: str = ""
    town: str = ""
    neighbourhood_id: int | None = None
    birth_date: date | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """What became of a row. `raw` are its cells (CSV with semicolons), only when it was rejected."""

    line: int
    outcome: Outcome
    reason: str = ""
    person: Person | None = None
    raw: str = ""


@dataclass(frozen=True, slots=True)
class _Where:
    """Whether somebody lives in the area: a neighbourhood, or outside it under some name, or nobody knows."""

    neighbourhood_id: int | None = None
    outside: str = ""


class Reader:
    """Reads the rows of one file with one mapping."""

    def __init__(self, mapping: Mapping, rules: Rules) -> None:
        self._columns = {each.name: mapping[each.name] for each in FIELDS if each.name in mapping}
        self._rules = rules
        told = {"nummer": ToldBy.NUMBER, "voornamen": ToldBy.NAMES}
        self.told_by = next((told[name] for name in NOT_TOLD if name in self._columns), ToldBy.INITIALS)

    @property
    def names(self) -> list[str]:
        """The fields that `Row.raw` has, in its order."""
        return list(self._columns)

    def read(self, line: Line) -> Row:
        if line.problem:
            return Row(line.number, Outcome.REJECTED, line.problem, raw=raw(line.cells))
        cells = _Cells(self._columns, line.cells)
        try:
            found = self._decide(line.number, cells)
        except BadField as bad:
            cells.problems.append(str(bad))
            found = None
        if found and not cells.problems:
            return found
        reason = " ".join(dict.fromkeys(cells.problems))[:LONGEST_REASON]
        return Row(line.number, Outcome.REJECTED, reason, raw=raw(cells.all()))

    def _decide(self, number: int, cells: "_Cells") -> Row | None:
        """Whether somebody belongs on the roll at all comes first: about the others nothing else matters."""
        if cells.raw("overleden").strip("0- ") or values.has_died(cells.get("opschorting")):
            return Row(number, Outcome.DECEASED, "Overleden.")
        if values.has_left(cells.get("opschorting")):
            return Row(number, Outcome.OUTSIDE, "Niet meer ingeschreven in de gemeente.")
        address = _address(cells)
        where = self._where(cells, address)
        if where.outside:
            return Row(number, Outcome.OUTSIDE, where.outside)
        born = _born(cells, self._rules)
        if born and age(born.first, self._rules.voting_day) < self._rules.voting_age:
            reason = f"Te jong: nog geen {self._rules.voting_age} jaar op de eerste dag van de stemming."
            return Row(number, Outcome.YOUNG, reason)
        return self._person(number, cells, address, where, born)

    def _where(self, cells: "_Cells", address: Address) -> _Where:
        named = cells.get("wijk")
        if named:
            found = self._rules.neighbourhoods.get(named.casefold())
            return _Where(found) if found else _Where(outside=f"De wijk '{named[:40]}' hoort niet bij dit gebied.")
        digits = address.postcode[:4]
        if not digits:
            return _Where()
        if digits in self._rules.shared:
            cells.problems.append(f"De postcode {digits} hoort bij meer dan één wijk. Vul de wijk in.")
        elif digits in self._rules.postcodes:
            return _Where(self._rules.postcodes[digits])
        elif not self._rules.postcodes:
            cells.problems.append("De kolom wijk is leeg.")
        else:
            return _Where(outside=f"De postcode {digits} hoort niet bij dit gebied.")
        return _Where()

    def _person(self, number: int, cells: "_Cells", address: Address, where: _Where, born: Born | None) -> Row | None:
        name = values.name_of(cells.get)
        apart = self._why_apart(cells, address, name, where, born)
        if not name.surname and name.is_nameless:
            cells.problems.append("De kolom achternaam is leeg.")
        if not apart:
            _require_whole(cells, address, where)
        line = name_line(name) or name.initials or "Naam onbekend"
        first_line = "" if apart else address_lines(address)[0]
        if len(line) > LONGEST_NAME:
            cells.problems.append(f"De naam is langer dan {LONGEST_NAME} tekens en past niet op een envelop.")
        if len(first_line) > LONGEST_ADDRESS:
            cells.problems.append(f"Het adres is langer dan {LONGEST_ADDRESS} tekens en past niet op een envelop.")
        identity = self._identity(cells, name, address, born)
        if cells.problems:
            return None
        person = Person(
            identity,
            line,
            salutation(name) or "Geachte heer of mevrouw",
            form_of_address(name),
            first_line,
            "" if apart else address.postcode,
            "" if apart else address.town or address.municipality,
            where.neighbourhood_id,
            born.last if born else None,
        )
        return Row(number, Outcome.APART if apart else Outcome.VOTER, apart.value if apart else "", person)

    def _why_apart(
        self, cells: "_Cells", address: Address, name: Name, where: _Where, born: Born | None
    ) -> Apart | None:
        rules = self._rules
        ended = bool(cells.get("einde onderzoek").strip("0- "))
        asked = None if ended else values.investigation(cells.get("onderzoek"))
        certain = born is not None and age(born.last, rules.voting_day) >= rules.voting_age
        held = {
            Apart.SECRET: values.secret(cells.get("geheim")),
            Apart.ELSEWHERE: asked is Apart.ELSEWHERE,
            Apart.INVESTIGATED: asked is Apart.INVESTIGATED,
            Apart.ABROAD: address.is_abroad,
            Apart.NO_ADDRESS: _is_nowhere(address, where),
            Apart.NO_NAME: name.is_nameless and bool(name.surname),
            Apart.BIRTH_DATE: not certain and not cells.problems,
        }
        return next((reason for reason, holds in held.items() if holds), None)

    def _identity(self, cells: "_Cells", name: Name, address: Address, born: Born | None) -> str:
        if self.told_by is ToldBy.NUMBER:
            number = cells.get(NUMBER).replace(" ", "").replace(".", "").casefold().lstrip("0")
            if not number:
                cells.problems.append("De kolom nummer is leeg.")
            return f"nummer|{number}"
        given = cells.get("voornamen") if self.told_by is ToldBy.NAMES else name.initials
        day = (born.first.isoformat(), born.last.isoformat()) if born else ("", "")
        at = (address.postcode, address.number, address.letter, address.addition, address.place)
        return "persoon|" + "|".join(
            part.casefold() for part in (given, name.particle, name.surname, name.sex, *day, *at)
        )


class _Cells:
    """The cells of one row by field, cleaned; what is wrong with them gathers in `problems`."""

    __slots__ = ("_cells", "_columns", "problems")

    def __init__(self, columns: dict[str, int], cells: Sequence[str]) -> None:
        self._columns, self._cells = columns, cells
        self.problems: list[str] = []

    def raw(self, name: str) -> str:
        column = self._columns.get(name)
        return "" if column is None else clean(self._cells[column])

    def get(self, name: str) -> str:
        """The text of a field; empty, with a problem noted, when it cannot be used."""
        text = self.raw(name)
        if not text:
            return ""
        problem = values.problem_of(BY_NAME[name], text)
        if problem:
            self.problems.append(problem)
            return ""
        return text

    def all(self) -> list[str]:
        return [self.raw(name) for name in self._columns]


def _born(cells: _Cells, rules: Rules) -> Born | None:
    text = cells.get("geboortedatum")
    try:
        if not text:
            raise NoDate("De kolom geboortedatum is leeg.")
        born = read_birth_date(text)
        if born and not is_possible(born, rules.voting_day):
            raise NoDate("De geboortedatum kan niet kloppen.")
    except NoDate as none:
        cells.problems.append(str(none))
        return None
    return born


def _address(cells: _Cells) -> Address:
    get = cells.get
    return Address(
        street=get("straat"),
        number=values.house_number(get("huisnummer"), cells.problems),
        letter=values.house_letter(get("huisletter"), cells.problems),
        addition=values.addition(get("toevoeging"), cells.problems),
        beside=values.beside(get("aanduiding"), cells.problems),
        place=get("locatie"),
        postcode=values.postcode(get("postcode"), cells.problems),
        town=get("woonplaats"),
        municipality="" if get("gemeente").isdigit() else get("gemeente"),
        country=values.country(get("land")),
        abroad=(get("buitenland 1"), get("buitenland 2"), get("buitenland 3")),
    )


def _is_nowhere(address: Address, where: _Where) -> bool:
    """Whether the register says that it knows no address, by leaving all of it empty or by its word for unknown.

    Half an address is a mistake. A place without a postcode is an address as long as somebody knows its neighbourhood.
    """
    if address.place not in UNKNOWN_STREETS and address.street in UNKNOWN_STREETS:
        return where.neighbourhood_id is None and not address.postcode
    said = address.street == "." or address.number == "0"
    return said or not (address.street or address.number or address.is_known)


def _require_whole(cells: _Cells, address: Address, where: _Where) -> None:
    """A letter needs all of an address, and a voter a neighbourhood."""
    housed = address.place in UNKNOWN_STREETS
    needed = {
        "straat": address.street or not housed,
        "huisnummer": cells.raw("huisnummer") or not housed,
        "postcode": cells.raw("postcode") or not housed,
        "woonplaats": address.town or address.municipality,
    }
    cells.problems.extend(f"De kolom {name} is leeg." for name, there in needed.items() if not there)
    if where.neighbourhood_id is None and not cells.problems:
        cells.problems.append("De kolom wijk is leeg.")


def raw(cells: Sequence[str]) -> str:
    out = io.StringIO()
    # The writer puts quotes around the characters that end its lines: so also around a lone carriage return.
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerow(cells)
    return out.getvalue().removesuffix("\r\n").replace("\0", "")[:LONGEST_RAW]


def person_key(identity: str, key: bytes) -> bytes:
    """The 32 bytes under which a person stands on the roll. Keyed, because numbers and birth dates can be guessed."""
    return hmac.digest(key, identity.encode(), "sha256")
