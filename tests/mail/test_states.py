"""The life of a mail: which steps there are, and how long a refusal waits."""

from datetime import timedelta

import pytest

from mail.states import DELAYS, LABELS, MAX_ATTEMPTS, STEPS, State, delay_after, may_go, sources


def test_every_state_has_steps_and_a_label() -> None:
    assert set(STEPS) == set(LABELS) == set(State)


def test_a_mail_is_sent_only_after_a_claim_and_never_leaves_sent() -> None:
    assert sources(State.SENT) == [State.SENDING, State.UNSURE]
    assert not any(may_go(State.SENT, state) for state in State)
    assert sources(State.SENDING) == [State.QUEUED]


@pytest.mark.parametrize("code", [421, 450, 451, 452])
def test_a_refusal_for_now_waits_longer_each_time_and_ends_after_five(code: int) -> None:
    waits = [delay_after(code, attempt) for attempt in range(1, MAX_ATTEMPTS + 1)]
    assert waits == [*DELAYS, None]
    assert list(DELAYS) == sorted(DELAYS)
    assert delay_after(code, 99) is None
    assert MAX_ATTEMPTS == 5


@pytest.mark.parametrize("code", [500, 550, 552, 554, 599])
def test_a_refusal_for_good_is_never_tried_again(code: int) -> None:
    assert delay_after(code, 1) is None


def test_a_strange_code_is_taken_as_one_for_now() -> None:
    assert delay_after(399, 1) == delay_after(600, 1) == timedelta(minutes=2)
