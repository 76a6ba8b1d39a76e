"""The access matrix: every page × every role, as docs/autorisatiematrix.md promises it.

A cell says: `ja` (the page lets this person in), `inloggen` (sent to the log-in), `403` (not for this role) or `404`
(does not exist for this person).
"""

from pathlib import Path

import pytest
from pytest_django import Settings

from accounts.middleware import declared_access
from tests.access.world import ROLES, build, our_patterns

MATRIX = Path(__file__).resolve().parents[2] / "docs" / "autorisatiematrix.md"
ROWS = [
    [cell.strip().strip("`") for cell in line.strip().strip("|").split("|")]
    for line in MATRIX.read_text().splitlines()
    if line.startswith("| `")
]


def answer(status: int, location: str) -> str:
    if status == 302 and location.startswith("/account/login/"):
        return "inloggen"
    return {403: "403", 404: "404"}.get(status, "ja")


def test_every_page_stands_in_the_matrix_once() -> None:
    named = [row[0] for row in ROWS]
    assert sorted(named) == sorted(set(named))
    assert set(named) == set(our_patterns())


def test_every_page_declares_its_access() -> None:
    silent = [name for name, pattern in our_patterns().items() if declared_access(pattern.callback) is None]
    assert not silent


def test_a_page_that_declares_nothing_is_refused() -> None:
    def silent() -> None: ...

    assert declared_access(silent) is None


@pytest.mark.django_db
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_who_may_open_it(row: list[str], settings: Settings) -> None:
    settings.STAFF_SECOND_FACTOR = False
    name, method, expected = row[0], row[1], dict(zip(ROLES, row[2:], strict=True))
    world = build()
    url = world.url(name)
    found = {}
    for role in ROLES:
        browser = world.browser(role)
        response = browser.post(url) if method == "POST" else browser.get(url)
        assert response.status_code < 500
        found[role] = answer(response.status_code, response.headers.get("Location", ""))
    assert found == expected
