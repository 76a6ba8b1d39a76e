"""Who speaks in which voice, and who may answer whom: every combination."""

from itertools import product

import pytest

from plans.talk import NoAnswer, Voice, voice_of, why_no_answer

BOTH = list(product([True, False], repeat=2))


@pytest.mark.parametrize(
    ("makes_plan", "in_team", "voice"),
    [
        (False, False, Voice.RESIDENT),
        (True, False, Voice.MAKER),
        (False, True, Voice.TEAM),
        (True, True, Voice.MAKER),
    ],
)
def test_who_makes_the_plan_speaks_as_maker_even_from_the_team(makes_plan: bool, in_team: bool, voice: Voice) -> None:
    assert voice_of(makes_plan=makes_plan, in_team=in_team) is voice


@pytest.mark.parametrize("voice", list(Voice))
@pytest.mark.parametrize(("is_own", "was_answered"), BOTH)
def test_nobody_answers_an_answer_or_what_is_gone(voice: Voice, is_own: bool, was_answered: bool) -> None:
    facts = {"is_own": is_own, "was_answered": was_answered}
    for stands in (True, False):
        assert why_no_answer(voice, stands=stands, is_answer=True, **facts) is NoAnswer.TOO_DEEP
    assert why_no_answer(voice, stands=False, is_answer=False, **facts) is NoAnswer.GONE


@pytest.mark.parametrize("voice", [Voice.MAKER, Voice.TEAM])
@pytest.mark.parametrize(("is_own", "was_answered"), BOTH)
def test_makers_and_the_team_answer_every_reaction(voice: Voice, is_own: bool, was_answered: bool) -> None:
    found = why_no_answer(voice, stands=True, is_answer=False, is_own=is_own, was_answered=was_answered)
    assert found is None


@pytest.mark.parametrize(
    ("is_own", "was_answered", "reason"),
    [
        (True, True, None),
        (True, False, NoAnswer.NOT_ANSWERED_YET),
        (False, True, NoAnswer.NOT_YOURS),
        (False, False, NoAnswer.NOT_YOURS),
    ],
)
def test_a_neighbour_answers_back_under_the_own_reaction_only(
    is_own: bool, was_answered: bool, reason: NoAnswer | None
) -> None:
    facts = {"stands": True, "is_answer": False, "is_own": is_own, "was_answered": was_answered}
    assert why_no_answer(Voice.RESIDENT, **facts) is reason
