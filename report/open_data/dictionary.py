"""The data dictionary: every file with its fields, in order. What a field means stands in report.definitions."""

from collections.abc import Mapping
from dataclasses import dataclass

from report.definitions import Definition, definition

# How a field is written: JSON has numbers and texts, and null for what is not known; in CSV that is an empty cell.
TYPES: Mapping[str, str] = {
    "aantal": "geheel getal",
    "euro cent": "geheel getal",
    "procent": "geheel getal",
    "dagen": "geheel getal",
    "kwartier": "geheel getal",
    "datum": "datum en tijd (ISO 8601)",
    "tekst": "tekst",
}


@dataclass(frozen=True)
class Field:
    name: str
    meaning: Definition

    @property
    def type(self) -> str:
        return TYPES[self.meaning.unit]

    @property
    def unit(self) -> str:
        return self.meaning.unit if self.meaning.unit in ("euro cent", "procent", "dagen") else ""


@dataclass(frozen=True)
class Table:
    """One file, as CSV and as JSON."""

    name: str
    title: str
    text: str
    fields: tuple[Field, ...]


def _table(name: str, title: str, text: str, part: str, fields: str) -> Table:
    return Table(name, title, text, tuple(Field(each, definition(f"{part}.{each}")) for each in fields.split()))


TABLES: Mapping[str, Table] = {
    table.name: table
    for table in (
        _table(
            "plannen",
            "Plannen",
            "Een regel per plan dat iedereen kan lezen. Zonder namen van makers.",
            "plannen",
            "nummer titel thema wijk status likes begroting_centen stembiljet_centen stemmen toegekend_centen "
            "uitgegeven_centen stand",
        ),
        Table(
            "trechter",
            "Trechter",
            "Hoe ver de plannen kwamen. Een regel per plek waar plannen bleven; alle regels samen zijn alle plannen.",
            (
                Field("stap", definition("trechter.stap")),
                Field("kwamen_zo_ver", definition("trechter.plannen")),
                Field("uitkomst", definition("trechter.hier.label")),
                Field("plannen", definition("trechter.hier.plannen")),
            ),
        ),
        _table(
            "wensen",
            "Thema’s en wijken",
            "Een regel per thema in een wijk: wat bewoners wilden en wat de stemming ervan maakte.",
            "wensen",
            "thema wijk plannen likes gevraagd_centen stembiljet stemmen gekozen toegekend_centen",
        ),
        _table(
            "opkomst",
            "Opkomst",
            "Een regel per groep. Kleine groepen zijn samengenomen, zodat van niemand af te leiden is of hij stemde.",
            "opkomst",
            "naar groep mochten stemden",
        ),
        _table(
            "fasen",
            "Fasen",
            "Een regel per fase: gepland en echt.",
            "fasen",
            "fase label gepland_van gepland_tot gepland_dagen echt_van echt_tot echt_dagen",
        ),
    )
}
