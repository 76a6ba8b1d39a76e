"""Rows of a file on their way into the roll: in a table of this connection alone, then into place in few statements.

COPY and one INSERT are much faster than objects, and need no more memory for a million rows than for a thousand.
"""

import io
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from voting.roll import Outcome

UNUSED = (Outcome.TWICE, Outcome.DECEASED, Outcome.YOUNG, Outcome.OUTSIDE, Outcome.REJECTED)
# What has a meaning of its own in the text format of COPY.
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\0": None})
_COLUMNS = (
    "line, outcome, reason, raw, person_key, name_line, salutation, form_of_address, address_line, postcode, town,"
    " neighbourhood_id, birth_date"
)
_PERSON = "person_key, name_line, salutation, form_of_address, neighbourhood_id, birth_date"
Values = tuple[object, ...]


def open_table() -> None:
    """An empty table that only this connection sees, and that goes with it."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS roll_staging")
        cursor.execute(
            """CREATE TEMPORARY TABLE roll_staging (
                 line integer NOT NULL, outcome text NOT NULL, reason text NOT NULL, raw text NOT NULL,
                 person_key bytea, name_line text, salutation text, form_of_address text, address_line text,
                 postcode text, town text, neighbourhood_id bigint, birth_date date)"""
        )


def close_table() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS roll_staging")


def copy_in(rows: Iterable[Values]) -> None:
    """Adds rows, each with its values in the order of the table."""
    text = "".join("\t".join(map(_field, row)) + "\n" for row in rows)
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY roll_staging ({_COLUMNS}) FROM STDIN", io.StringIO(text))


def _field(value: object) -> str:
    if value is None:
        return "\\N"
    if isinstance(value, bytes):
        return f"\\\\x{value.hex()}"
    return str(value).translate(_ESCAPES)


@dataclass(frozen=True)
class Totals:
    """What came of the rows, in the words of RollImport."""

    rows: int
    new: int
    known: int
    apart: int
    apart_new: int
    twice: int
    deceased: int
    young: int
    outside: int
    rejected: int


def put_in_place(edition_id: int, import_id: int) -> Totals:
    """Everybody to where they belong, each person once. Call it in a transaction that holds the roll.

    Being set apart weighs heavier than being a voter, in this file and over files, until a desk admits somebody.
    """
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE roll_staging")
        cursor.execute(_MARK_TWICE, [Outcome.TWICE.value, Outcome.APART.value])
        cursor.execute(_STILL_APART, [Outcome.APART.value, edition_id, Outcome.VOTER.value])
        cursor.execute(_OFF_THE_ROLL, [edition_id, Outcome.APART.value])
        cursor.execute(_SET_APART, [edition_id, import_id, Outcome.APART.value])
        apart_new = cursor.rowcount
        cursor.execute(_ADD_VOTERS, [edition_id, Outcome.VOTER.value])
        new = cursor.rowcount
        cursor.execute(_KEEP_UNUSED, [import_id, [each.value for each in UNUSED]])
        cursor.execute("SELECT outcome, count(*) FROM roll_staging GROUP BY outcome")
        counts = {Outcome(outcome): number for outcome, number in cursor.fetchall()}
    of = {each.value.lower(): counts.get(each, 0) for each in UNUSED}
    voters, apart = counts.get(Outcome.VOTER, 0), counts.get(Outcome.APART, 0)
    return Totals(sum(counts.values()), new, voters - new, apart, apart_new, **of)


_MARK_TWICE = """
UPDATE roll_staging AS row SET outcome = %s, reason = 'Deze persoon staat al op regel ' || again.first_line || '.'
  FROM (SELECT line, row_number() OVER best AS place, first_value(line) OVER best AS first_line
          FROM roll_staging WHERE person_key IS NOT NULL
        WINDOW best AS (PARTITION BY person_key ORDER BY (outcome = %s) DESC, line)) AS again
 WHERE row.line = again.line AND again.place > 1"""
_STILL_APART = """
UPDATE roll_staging AS row SET outcome = %s, reason = apart.reason
  FROM voting_setapart AS apart
 WHERE apart.edition_id = %s AND apart.person_key = row.person_key AND apart.voter_id IS NULL AND row.outcome = %s"""
_OFF_THE_ROLL = """
DELETE FROM voting_voter AS voter USING roll_staging AS row
 WHERE voter.edition_id = %s AND voter.person_key = row.person_key AND voter.by_post AND row.outcome = %s"""
_SET_APART = f"""
INSERT INTO voting_setapart (edition_id, roll_import_id, line, reason, {_PERSON})
SELECT %s, %s, line, reason, {_PERSON} FROM roll_staging WHERE outcome = %s ORDER BY line
    ON CONFLICT (edition_id, person_key) DO NOTHING"""  # noqa: S608 - names of columns, all ours
_ADD_VOTERS = f"""
INSERT INTO voting_voter (edition_id, address_line, postcode, town, by_post, {_PERSON})
SELECT %s, address_line, postcode, town, true, {_PERSON} FROM roll_staging WHERE outcome = %s ORDER BY line
    ON CONFLICT (edition_id, person_key) DO NOTHING"""  # noqa: S608 - names of columns, all ours
_KEEP_UNUSED = """
INSERT INTO voting_rejectedrow (roll_import_id, line, kind, reason, raw)
SELECT %s, line, outcome, reason, raw FROM roll_staging WHERE outcome = ANY(%s) ORDER BY line"""
