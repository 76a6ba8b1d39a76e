"""A mail is claimed, sent, and written down; a clear no comes back later, and what nobody can know is left to a person.

Against a real (small) mail server, with real commits.
"""

import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Model
from pytest_django import Settings

from accounts.models import User
from audit.models import Entry
from common import clock
from common.errors import Refused
from mail import actions
from mail.actions.sending import _claim
from mail.models import Mail, Notice
from mail.states import DELAYS, MAX_ATTEMPTS, STUCK_AFTER, State
from tests import make
from tests.faults.sink import Sink, sink_running
from tests.mail.notices import mail_to

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def server(settings: Settings) -> Iterator[Sink]:
    with sink_running() as sink:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
        settings.EMAIL_TIMEOUT = 2
        yield sink


def again(mail: Mail) -> Mail:
    mail.refresh_from_db()
    return mail


def test_a_mail_is_sent_once_and_says_when(server: Sink) -> None:
    someone = make.user()
    mail = mail_to(someone)
    actions.deliver()
    actions.deliver()
    assert server.numbers == [mail.message_id]
    assert server.taken[0]["To"] == someone.email
    assert again(mail).state == State.SENT
    assert mail.sent_at
    assert mail.attempts == 1


def test_many_mails_go_over_one_connection(server: Sink) -> None:
    for _ in range(5):
        mail_to(make.user())
    assert actions.send_queued() == 5
    assert (len(server.taken), server.connections) == (5, 1)


def test_a_mail_is_claimed_and_committed_before_the_server_hears_of_it(server: Sink) -> None:
    mail = mail_to(make.user())
    seen: list[str] = []

    def look() -> None:
        seen.append(Mail.objects.get(pk=mail.pk).state)
        connection.close()

    server.before_taking = look
    actions.send_queued()
    assert seen == [State.SENDING]


def test_a_claim_inside_another_transaction_is_a_mistake() -> None:
    mail_to(make.user())
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        _claim()


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA", "END"])
def test_a_refusal_for_now_waits_and_comes_back_until_the_fifth(server: Sink, command: str) -> None:
    mail = mail_to(make.user())
    server.answers[command] = "451 later"
    for number, delay in enumerate(DELAYS, start=1):
        actions.send_queued()
        actions.send_queued()  # not before its time
        assert (again(mail).state, mail.attempts, mail.smtp_code) == (State.QUEUED, number, 451)
        clock.move(delay + timedelta(seconds=1))
    actions.send_queued()
    assert (again(mail).state, mail.attempts) == (State.FAILED, MAX_ATTEMPTS)
    assert server.taken == []


def test_a_mail_that_was_refused_for_now_goes_when_the_server_takes_it(server: Sink) -> None:
    mail = mail_to(make.user())
    server.answers["RCPT"] = "450 greylisted"
    actions.send_queued()
    server.answers.clear()
    clock.move(DELAYS[0] + timedelta(seconds=1))
    actions.send_queued()
    assert (again(mail).state, mail.problem, mail.smtp_code) == (State.SENT, "", None)
    assert server.numbers == [mail.message_id]


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA", "END"])
def test_a_refusal_for_good_fails_at_once_and_others_go_on(server: Sink, command: str) -> None:
    mail = mail_to(make.user())
    server.answers[command] = "550 no such person"
    actions.send_queued()
    server.answers.clear()
    other = mail_to(make.user())
    actions.send_queued()
    assert (again(mail).state, mail.problem, mail.smtp_code) == (State.FAILED, "REFUSED", 550)
    assert again(other).state == State.SENT


@pytest.mark.parametrize("command", ["DATA", "END"])
def test_a_server_that_hangs_up_in_the_middle_leaves_a_mail_unsure_and_never_sent_again(
    server: Sink, command: str
) -> None:
    mail = mail_to(make.user())
    server.answers[command] = None
    actions.send_queued()
    server.answers.clear()
    clock.move(timedelta(days=1))
    actions.deliver()
    assert again(mail).state == State.UNSURE
    assert server.taken == []


def test_a_server_that_is_away_costs_no_mail_its_certainty(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    mail = mail_to(make.user())
    assert actions.send_queued() == 0
    assert (again(mail).state, mail.attempts) == (State.QUEUED, 0)


def test_a_connection_that_went_dead_between_two_mails_is_opened_again(server: Sink) -> None:
    first, second = mail_to(make.user()), mail_to(make.user())
    server.answers["NOOP"] = None
    actions.send_queued()
    assert again(first).state == again(second).state == State.SENT
    assert server.connections == 2


@pytest.mark.parametrize("gone", [{"email": None}, {"is_active": False}])
def test_who_left_before_the_mail_went_gets_none(server: Sink, gone: dict[str, object]) -> None:
    someone = make.user()
    mail = mail_to(someone)
    User.objects.filter(pk=someone.pk).update(**gone)
    actions.send_queued()
    assert (again(mail).state, mail.problem) == (State.FAILED, "NO_ADDRESS")
    assert server.taken == []


def test_a_mail_goes_to_where_its_person_is_now(server: Sink) -> None:
    someone = make.user()
    mail_to(someone)
    User.objects.filter(pk=someone.pk).update(email="nieuw@example.org")
    actions.send_queued()
    assert server.taken[0]["To"] == "nieuw@example.org"


def test_a_mail_of_which_nothing_was_heard_for_ten_minutes_is_unsure(server: Sink) -> None:
    mail = mail_to(make.user())
    assert _claim()
    clock.move(STUCK_AFTER - timedelta(seconds=5))
    assert actions.mark_unsure() == 0
    clock.move(timedelta(seconds=10))
    actions.deliver()
    assert again(mail).state == State.UNSURE
    assert server.taken == []


def test_eight_workers_at_once_send_each_mail_once(server: Sink) -> None:
    server.slow = 0.02
    mails = [mail_to(make.user()) for _ in range(40)]

    def work(_number: int) -> None:
        try:
            actions.send_queued()
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
    assert sorted(server.numbers) == sorted(mail.message_id for mail in mails)
    assert set(Mail.objects.values_list("state", "attempts")) == {(State.SENT, 1)}


@pytest.mark.parametrize("state", [State.FAILED, State.UNSURE])
def test_an_administrator_sends_again_what_failed_or_is_unsure(server: Sink, state: State) -> None:
    mail, boss = mail_to(make.user()), make.user()
    Mail.objects.update(state=state, claimed_at=clock.now(), attempts=5, smtp_code=550)
    actions.send_again(mail.pk, boss.pk)
    actions.send_queued()
    assert server.numbers == [mail.message_id]
    assert again(mail).state == State.SENT
    entry = Entry.objects.get(action="mail_sent_again")
    assert (entry.actor, entry.subject, entry.data) == (f"gebruiker:{boss.pk}", f"mail:{mail.pk}", {"before": state})


@pytest.mark.parametrize("state", [State.QUEUED, State.SENDING, State.SENT])
def test_a_mail_that_went_or_still_goes_is_not_sent_again(state: State) -> None:
    mail = mail_to(make.user())
    sent_at = clock.now() if state == State.SENT else None
    Mail.objects.update(state=state, claimed_at=clock.now(), sent_at=sent_at)
    with pytest.raises(Refused):
        actions.send_again(mail.pk, 1)
    assert again(mail).state == state


def test_no_address_subject_or_text_comes_into_a_log_or_the_trail(
    server: Sink, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    someone = make.user("Geheimnaam", email="geheim@example.org")
    for command, answer in (("RCPT", "550 <geheim@example.org> onbekend"), ("END", None), ("NEE", "")):
        server.answers = {command: answer}
        mail_to(someone, heading="Geheimtitel", text="Geheimtekst")
        actions.deliver()
    told = caplog.text + "".join(str(entry.__dict__) for entry in Entry.objects.all())
    assert "was not accepted" in told
    assert "geheim" not in told.lower()


def test_old_words_are_wiped_and_old_news_still_comes_once(server: Sink) -> None:
    someone = make.user()
    mail = mail_to(someone, key="a", heading="Oud nieuws")
    waiting = mail_to(make.user())
    Mail.objects.filter(pk=mail.pk).update(state=State.UNSURE, claimed_at=clock.now())
    clock.move(timedelta(days=29))
    actions.wipe_old_words()
    assert again(mail).subject == "Oud nieuws"
    clock.move(timedelta(days=2))
    actions.wipe_old_words()
    assert (again(mail).subject, mail.text, mail.html) == ("", "", "")
    assert again(waiting).text
    with pytest.raises(Refused, match="gewist"):
        actions.send_again(mail.pk, 1)
    assert Notice.objects.get(key="a").heading == "Oud nieuws"
    clock.move(timedelta(days=365))
    actions.wipe_old_words()
    assert Notice.objects.get(key="a").heading == ""


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("a_sent_mail_says_when", {"state": State.SENT, "claimed_at": make.moment()}),
        ("a_mail_on_its_way_was_claimed", {"state": State.SENDING}),
        ("a_mail_has_a_known_state", {"state": "GONE", "claimed_at": make.moment()}),
        ("a_mail_that_must_go_keeps_its_words", {"wiped_at": make.moment()}),
    ],
)
def test_the_database_holds_what_a_mail_can_be(name: str, values: dict[str, object]) -> None:
    mail: Model = mail_to(make.user())
    with pytest.raises(IntegrityError, match=name):
        Mail.objects.filter(pk=mail.pk).update(**values)
