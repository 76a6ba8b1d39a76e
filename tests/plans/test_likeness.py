"""The likeness of short texts: counted as PostgreSQL's pg_trgm does."""

import pytest
from django.db import connection

from plans.likeness import Triples, nearest, share

PAIRS = [
    ("boom", "boom"),
    ("verkeersveil", "verkeersveiligheid"),
    ("fruitbom pad", "pad fruitbom"),
    ("bank plein", "bloem grasveld"),
    ("", "boom"),
    ("a", "ab"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_the_share_is_what_postgresql_says(one: str, other: str) -> None:
    triples = Triples()
    with connection.cursor() as cursor:
        cursor.execute("SELECT similarity(%s, %s)", [one, other])
        assert share(triples.of(one), triples.of(other)) == pytest.approx(cursor.fetchone()[0], abs=1e-6)


def test_words_that_do_not_count_are_no_likeness() -> None:
    triples = Triples(["europawijk"])
    assert triples.of("europawijk") == 0
    assert triples.of("europawijk boom") == triples.of("boom")


def test_the_nearest_come_best_first_and_never_the_text_itself() -> None:
    texts = {1: ("boom", "boom pad"), 2: ("boom", "boom pad"), 3: ("boom", "boom plein"), 4: ("koor", "koor zing")}
    found = nearest([1], texts, (), 3, 0.28)
    assert [number for number, _score in found[1]] == [2, 3]
    assert found[1][0][1] == 1.0
    assert nearest([1], texts, (), 1, 0.28) == {1: [(2, 1.0)]}


def test_what_is_not_among_the_texts_gets_no_answer() -> None:
    assert nearest([9], {1: ("boom", "boom")}, (), 3, 0.28) == {}
    assert nearest([1], {1: ("boom", "boom")}, (), 3, 0.28) == {}
