"""What the database makes of a plan's texts by itself, so that it never lags behind them.

The configuration `dutch_plain` and the function `dutch_stems` are made in the migration `0010_finding`: Dutch endings
and small words go, and so do accents.
"""

import operator
from functools import reduce

from django.contrib.postgres.search import CombinedSearchVector, SearchVector
from django.db import connection
from django.db.models import F, Func, TextField, Value
from django.db.models.functions import Coalesce

CONFIGURATION = "dutch_plain"
# PostgreSQL reads these as parts of a file name, a host or a tag: "bankjes/tafels" would be one word.
JOINTS = "/<>.@_-"


class Parted(Func):
    """A text in which words that are tied together with a sign stand apart."""

    function = "translate"
    output_field = TextField()

    def __init__(self, name: str) -> None:
        super().__init__(F(name), Value(JOINTS), Value(" " * len(JOINTS)))


class Stems(Func):
    """The stems of one or more texts as one text, in the order of the alphabet."""

    function = "dutch_stems"
    arg_joiner = " || ' ' || "
    output_field = TextField()

    def __init__(self, *names: str) -> None:
        super().__init__(*(Coalesce(Parted(name), Value("")) for name in names))


def indexed(**names: list[str]) -> SearchVector | CombinedSearchVector:
    """The words of these fields, by weight (A to D)."""
    parts: list[SearchVector | CombinedSearchVector] = [
        SearchVector(*(Parted(name) for name in fields), config=CONFIGURATION, weight=weight)
        for weight, fields in names.items()
    ]
    return reduce(operator.add, parts)


def stems_of(words: str) -> list[str]:
    """The stems of words that are no plan's. One query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT dutch_stems(translate(%s, %s, %s))", [words, JOINTS, " " * len(JOINTS)])
        return str(cursor.fetchone()[0]).split()
