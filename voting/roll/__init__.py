"""Reading an electoral roll (kiezersbestand): a file becomes persons, and rows that say why not. Plain Python.

`tables` opens a file, `headings` proposes which column is what, `reading` decides about a row. Forgiving about form,
strict about facts: a row with anything doubtful in it comes back with its line and a Dutch reason, and nobody
disappears without being counted.
"""

from voting.roll.fields import COLUMNS, FIELDS, NUMBER, Field
from voting.roll.headings import Mapping, heading_key, propose, what_is_missing
from voting.roll.reading import Person, Reader, Row, Rules, ToldBy, person_key
from voting.roll.reasons import Apart, Outcome
from voting.roll.tables import Table, UnreadableRoll, open_table

__all__ = [
    "COLUMNS",
    "FIELDS",
    "NUMBER",
    "Apart",
    "Field",
    "Mapping",
    "Outcome",
    "Person",
    "Reader",
    "Row",
    "Rules",
    "Table",
    "ToldBy",
    "UnreadableRoll",
    "heading_key",
    "open_table",
    "person_key",
    "propose",
    "what_is_missing",
]
