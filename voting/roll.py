"""Reading an electoral roll (kiezersbestand): a CSV file becomes persons and rejected rows. Plain Python, no Django.

Forgiving about form (UTF-8, UTF-16 or CP1252; semicolon, comma or tab; order of columns), strict about facts: a row
with anything doubtful in it comes back with its line and a Dutch reason, and nobody disappears without being counted.
"""

import codecs
import csv
import hmac
import io
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from voting.addressing import address_line, initials, name_line, salutation

# fmt: off
COLUMNS = (
    "voorletters", "tussenvoegsel", "achternaam", "geslacht", "geboortedatum",
    "straat", "huisnummer", "huisletter", "toevoeging", "postcode", "woonplaats", "wijk",
)
# fmt: on
NUMBER = "nummer"
OPTIONAL = frozenset({"voorletters", "tussenvoegsel", "geslacht", "huisletter", "toevoeging"})
MOST_ROWS = 500_000
LONGEST_RAW = 2_000
LONGEST_REASON = 200

_LENGTHS = {"voorletters": 40, "tussenvoegsel": 20, "achternaam": 90, "straat": 80, "woonplaats": 40, NUMBER: 40}
_SEXES = {"M": "M", "MAN": "M", "V": "V", "VROUW": "V", "O": "", "X": "", "ONBEKEND": "", "": ""}
_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_DUTCH_DATE = re.compile(r"(\d{1,2})-(\d{1,2})-(\d{4})", re.ASCII)
_POSTCODE = re.compile(r"([1-9]\d{3}) ?([A-Z]{2})", re.ASCII)
_HOUSE_NUMBER = re.compile(r"[1-9]\d{0,4}", re.ASCII)
_LETTER = re.compile(r"[A-Za-z]", re.ASCII)
_ADDITION = re.compile(r"-?([0-9A-Za-z]{1,6})", re.ASCII)
_HAS_LETTER = re.compile(r"[^\W\d_]")


class UnreadableRoll(ValueError):
    """This file cannot be read as an electoral roll at all. `reason` is a Dutch sentence that says what to do."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Person:
    """Somebody who may vote, ready for the roll. `identity` tells persons apart: hash it before storing."""

    line: int
    identity: str
    name_line: str
    salutation: str
    address_line: str
    postcode: str
    town: str
    neighbourhood_id: int
    birth_date: date


@dataclass(frozen=True)
class Rejected:
    """A row that cannot be used: the line in the file, why, and the row as it came (CSV with semicolons)."""

    line: int
    reason: str
    raw: str


@dataclass(frozen=True)
class Rules:
    """What a row is held against: the neighbourhoods of the area (lower-case name → id) and who is old enough when."""

    neighbourhoods: Mapping[str, int]
    voting_day: date
    voting_age: int


class _BadField(ValueError):
    """A field that cannot be used; the message is the Dutch reason."""


class Roll:
    """A file whose heading has been read. Iterate to get a Person or a Rejected for every row that is not empty."""

    def __init__(self, file: BinaryIO, rules: Rules) -> None:
        self.rules = rules
        encoding = _encoding(file)
        self._lines = io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="")
        heading = self._lines.readline(10_000)
        self._delimiter = max(";,\t", key=heading.count)
        self._columns = [_heading(name) for name in next(csv.reader([heading], delimiter=self._delimiter), [])]
        _check_heading(self._columns)

    @property
    def has_numbers(self) -> bool:
        """Whether the file tells persons apart by a number of its own."""
        return NUMBER in self._columns

    def __iter__(self) -> Iterator[Person | Rejected]:
        reader = csv.reader(self._lines, delimiter=self._delimiter)
        rows, last_line = 0, 1
        while True:
            first_line, problem, fields = last_line + 1, "", []
            try:
                fields = next(reader)
            except StopIteration:
                return
            except csv.Error:
                problem = "Deze regel is niet te lezen. Staat er een aanhalingsteken te veel?"
            last_line = reader.line_num + 1
            if not problem and not any(field.strip() for field in fields):
                continue
            rows += 1
            if rows > MOST_ROWS:
                raise UnreadableRoll(
                    f"Dit bestand heeft meer dan {MOST_ROWS} regels. Splits het in kleinere bestanden."
                )
            yield self._read(first_line, last_line, fields, problem)

    def close(self) -> None:
        """Lets go of the file without closing it: it belongs to whoever opened it."""
        self._lines.detach()

    def _read(self, first: int, last: int, fields: list[str], problem: str) -> Person | Rejected:
        if not problem and first != last:
            problem = f"Deze rij loopt door tot regel {last}. Haal het regeleinde of het aanhalingsteken weg."
        if not problem and len(fields) != len(self._columns):
            problem = f"Deze rij heeft {len(fields)} kolommen, de kopregel {len(self._columns)}."
        if problem:
            return Rejected(first, problem, _raw(fields))
        row = dict(zip(self._columns, fields, strict=True))
        person = _person(first, row, self.rules)
        if isinstance(person, Person):
            return person
        ordered = [row.get(column, "") for column in (*COLUMNS, *([NUMBER] if self.has_numbers else []))]
        return Rejected(first, " ".join(person)[:LONGEST_REASON], _raw(ordered))


def _encoding(file: BinaryIO) -> str:
    """Looks through the whole file: what is not UTF-8 came from an older program (CP1252). Rewinds the file."""
    file.seek(0)
    start = file.read(4)
    if start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise UnreadableRoll("Dit is een Excel-bestand. Kies in Excel 'Opslaan als' en dan 'CSV'.")
    file.seek(0)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while chunk := file.read(1 << 16):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    finally:
        file.seek(0)
    return "utf-8-sig"


def _heading(name: str) -> str:
    return _clean(name).casefold().replace(" ", "")


def _check_heading(columns: list[str]) -> None:
    missing = [column for column in COLUMNS if column not in columns and column not in OPTIONAL]
    if missing:
        raise UnreadableRoll(
            f"In de eerste regel van het bestand ontbreken deze kolommen: {', '.join(missing)}."
            " Kijk bij het voorbeeld hoe het bestand eruit moet zien."
        )
    twice = sorted({column for column in columns if columns.count(column) > 1 and column in (*COLUMNS, NUMBER)})
    if twice:
        raise UnreadableRoll(f"Deze kolommen staan twee keer in het bestand: {', '.join(twice)}.")


def _clean(text: str) -> str:
    """One way of writing for the same text: composed letters, single spaces, no invisible format characters.

    An apostrophe before = + - @ is taken off: our own list of rejected rows puts it there against formulas.
    """
    text = "".join(c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c) != "Cf")
    text = " ".join(text.split())
    return text[1:] if text[:1] == "'" and text[1:2] in tuple("=+-@") else text


def _raw(fields: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="").writerow(fields)
    return out.getvalue().replace("\0", "")[:LONGEST_RAW]


def _person(line: int, row: dict[str, str], rules: Rules) -> Person | list[str]:
    """The person of a row, or every reason why there is none."""
    problems: list[str] = []

    def get(column: str, read: Callable[[str, str], str] = lambda _, text: text) -> str:
        if column not in row:
            return ""
        try:
            return read(column, _text(column, row[column]))
        except _BadField as bad:
            problems.append(str(bad))
            return ""

    name = (get("voorletters", _initials), get("tussenvoegsel"), get("achternaam", _name))
    number, letter = get("huisnummer", _house_number), get("huisletter", _house_letter)
    addition, postcode = get("toevoeging", _addition), get("postcode", _postcode)
    sex, street, town = get("geslacht", _sex), get("straat", _name), get("woonplaats", _name)
    born = get("geboortedatum", lambda _, text: _birth_date(text, rules).isoformat())
    neighbourhood = get("wijk", lambda _, text: str(_neighbourhood(text, rules)))
    given = get(NUMBER, lambda _, text: text.replace(" ", "").replace(".", "").casefold())
    if problems:
        return problems
    return Person(
        line=line,
        identity=f"nummer|{given}" if given else _identity(*name, sex, born, postcode, number, letter, addition),
        name_line=name_line(*name),
        salutation=salutation(sex, *name),
        address_line=address_line(street, number, letter, addition),
        postcode=postcode,
        town=town,
        neighbourhood_id=int(neighbourhood),
        birth_date=date.fromisoformat(born),
    )


def _identity(*parts: str) -> str:
    return "persoon|" + "|".join(part.casefold() for part in parts)


def person_key(identity: str, key: bytes) -> bytes:
    """The 32 bytes under which a person stands on the roll. Keyed, because numbers and birth dates can be guessed."""
    return hmac.digest(key, identity.encode(), "sha256")


def _text(column: str, text: str) -> str:
    text = _clean(text)
    if not text and column not in OPTIONAL:
        raise _BadField(f"De kolom {column} is leeg.")
    if "\N{REPLACEMENT CHARACTER}" in text or any(unicodedata.category(c)[0] == "C" for c in text):
        raise _BadField(f"De kolom {column} heeft een onleesbaar teken.")
    if len(text) > _LENGTHS.get(column, 60):
        raise _BadField(f"De kolom {column} is te lang (meer dan {_LENGTHS.get(column, 60)} tekens).")
    return text


def _name(column: str, text: str) -> str:
    if not _HAS_LETTER.search(text):
        raise _BadField(f"De kolom {column} heeft geen letters.")
    return text


def _initials(_: str, text: str) -> str:
    if text and not initials(text):
        raise _BadField("De voorletters hebben geen letters.")
    return initials(text)


def _sex(_: str, text: str) -> str:
    if text.upper() not in _SEXES:
        raise _BadField("Het geslacht moet M, V of O zijn.")
    return _SEXES[text.upper()]


def _birth_date(text: str, rules: Rules) -> date:
    iso, dutch = _ISO_DATE.fullmatch(text), _DUTCH_DATE.fullmatch(text)
    if not iso and not dutch:
        raise _BadField("De geboortedatum moet zijn zoals 2001-05-04 of 04-05-2001.")
    year, month, day = iso.groups() if iso else reversed(dutch.groups()) if dutch else ("", "", "")
    try:
        born = date(int(year), int(month), int(day))
    except ValueError:
        raise _BadField("De geboortedatum bestaat niet.") from None
    if born.year < rules.voting_day.year - 125 or born > rules.voting_day:
        raise _BadField("De geboortedatum kan niet kloppen.")
    if _age(born, rules.voting_day) < rules.voting_age:
        raise _BadField(f"Te jong: nog geen {rules.voting_age} jaar op de eerste dag van de stemming.")
    return born


def _age(born: date, day: date) -> int:
    """Years completed on `day`; who was born on 29 February has a birthday on 1 March in other years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _postcode(_: str, text: str) -> str:
    found = _POSTCODE.fullmatch(text.upper())
    if not found or found[2] in ("SA", "SD", "SS"):
        raise _BadField("De postcode moet zijn zoals 2034 AB.")
    return f"{found[1]} {found[2]}"


def _house_number(_: str, text: str) -> str:
    if not _HOUSE_NUMBER.fullmatch(text):
        raise _BadField("Het huisnummer moet een getal zijn. Een letter hoort in de kolom huisletter.")
    return text


def _house_letter(_: str, text: str) -> str:
    if text and not _LETTER.fullmatch(text):
        raise _BadField("De huisletter moet één letter zijn.")
    return text.upper()


def _addition(_: str, text: str) -> str:
    found = _ADDITION.fullmatch(text)
    if text and not found:
        raise _BadField("De toevoeging mag alleen letters en cijfers hebben, hoogstens zes.")
    return found[1] if found else ""


def _neighbourhood(text: str, rules: Rules) -> int:
    found = rules.neighbourhoods.get(text.casefold())
    if found is None:
        raise _BadField(f"De wijk '{text[:40]}' hoort niet bij dit gebied.")
    return found
