"""What is told, when, and to whom that chose what."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from mail.kinds import MANNERS, WANTED, Kind, Level, Weight, due_at, is_choice, is_wanted, next_digest

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def test_every_kind_has_a_manner_and_every_level_an_answer() -> None:
    assert set(MANNERS) == set(Kind)
    assert set(WANTED) == set(Level)
    assert len({manner.place for manner in MANNERS.values()}) == len(Kind)


@pytest.mark.parametrize("kind", list(Kind))
def test_what_is_necessary_is_sent_whatever_somebody_chose(kind: Kind) -> None:
    necessary = MANNERS[kind].weight is Weight.NECESSARY
    assert is_wanted(kind, Level.NONE) is necessary
    assert is_wanted(kind, Level.ALL)
    assert is_choice(kind) is not necessary


def test_who_wants_what_is_important_hears_of_a_closing_phase_and_of_no_reaction() -> None:
    assert is_wanted(Kind.CLOSING, Level.IMPORTANT)
    assert is_wanted(Kind.NEAR, Level.IMPORTANT)
    assert not is_wanted(Kind.REACTION, Level.IMPORTANT)
    assert not is_wanted(Kind.ANSWER, Level.IMPORTANT)


@pytest.mark.parametrize(
    ("moment", "digest"),
    [
        ("2026-09-01 16:59:59", "2026-09-01 17:00"),
        ("2026-09-01 17:00:00", "2026-09-02 17:00"),
        ("2026-09-01 23:30:00", "2026-09-02 17:00"),
        ("2026-10-24 18:00:00", "2026-10-25 17:00"),  # the clock goes back that night
        ("2027-03-27 18:00:00", "2027-03-28 17:00"),  # and forward
        ("2026-12-31 17:00:01", "2027-01-01 17:00"),
    ],
)
def test_the_digest_goes_out_at_five_in_amsterdam(moment: str, digest: str) -> None:
    at = datetime.fromisoformat(moment).replace(tzinfo=AMSTERDAM).astimezone(ZoneInfo("UTC"))
    due = next_digest(at)
    assert due == datetime.fromisoformat(digest).replace(tzinfo=AMSTERDAM)
    assert due.tzinfo == at.tzinfo
    assert due_at(Kind.REACTION, at) == due
    assert due_at(Kind.PASSED, at) == at
