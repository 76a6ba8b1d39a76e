"""Wrong codes cost time, never a vote; what is counted survives Redis, fills no table and names nobody."""

import time
from datetime import timedelta
from threading import Thread

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from pytest_django import Settings

from common import clock
from tests.voting.ballot_world import BallotWorld, ballot_world, void
from tests.voting.booth.walking import CODE, DONE, START, STATUS, confirm, enter, look, press, text
from voting import wrong_codes
from voting.codes import make_code
from voting.models import WrongCodes
from voting.wrong_codes import (
    ALARM_AT,
    EVERYBODY,
    FREE_TRIES,
    LONGEST_SECONDS,
    PLACES,
    WINDOW_SECONDS,
    a_seat_to_wait,
    count_wrong_code,
    delay_after,
    guessing_now,
    network_of,
    place_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long answers would have waited."""
    waits: list[float] = []
    monkeypatch.setattr("voting.views.door.time.sleep", waits.append)
    return waits


def guess(browser: Client, times: int = 1, where: str = START) -> int:
    """The status of the last of so many wrong codes."""
    return [browser.post(where, {"code": make_code()}).status_code for _ in range(times)][-1]


def test_after_twenty_wrong_codes_the_next_says_to_wait_and_a_right_one_opens(
    world: BallotWorld, slept: list[float]
) -> None:
    browser = Client()
    assert guess(browser, FREE_TRIES) == 422
    response = browser.post(START, {"code": make_code()})
    assert response.status_code == 429
    assert "Wacht 10 minuten" in text(response)
    assert browser.post(START, {"code": world.codes[0]}).status_code == 302
    assert Client().post(START, {"code": world.codes[1]}).status_code == 302


def test_voters_behind_a_busy_address_vote_without_waiting(world: BallotWorld, slept: list[float]) -> None:
    guess(Client(), 60)
    slept.clear()
    first = enter(world)
    press(first, world.ids[0])
    assert confirm(first, world, 0)["Location"] == DONE
    last = look(world)
    press(last, world.ids[0])
    assert last.post(CODE, {"code": world.codes[1], "plan": world.ids[0]})["Location"] == DONE
    assert not slept


def test_the_answer_waits_longer_each_time_and_never_long(world: BallotWorld, slept: list[float]) -> None:
    guess(Client(), FREE_TRIES + 12)
    assert slept[:FREE_TRIES] == [0] * FREE_TRIES
    assert 0 < slept[FREE_TRIES] < slept[FREE_TRIES + 1]
    assert slept[-1] == LONGEST_SECONDS == delay_after(10**9)


def test_one_wrong_code_at_a_time_waits_in_a_process_so_a_flood_keeps_nobody_out() -> None:
    found: list[bool] = []

    def other() -> None:
        with a_seat_to_wait() as seated:
            found.append(seated)

    with a_seat_to_wait() as seated:
        assert seated
        thread = Thread(target=other)
        thread.start()
        thread.join()
    with a_seat_to_wait() as again:
        assert again
    assert found == [False]


@pytest.mark.parametrize("where", [START, STATUS, CODE])
def test_every_place_where_a_code_is_asked_counts(world: BallotWorld, slept: list[float], where: str) -> None:
    browser = look(world)
    press(browser, world.ids[0])
    for _ in range(FREE_TRIES):
        browser.post(where, {"code": make_code(), "plan": world.ids[0]})
    assert browser.post(where, {"code": make_code(), "plan": world.ids[0]}).status_code == 429
    assert guess(Client(), where=STATUS) == 429


def test_typing_errors_and_used_codes_are_not_counted(world: BallotWorld) -> None:
    browser = enter(world)
    press(browser, world.ids[0])
    confirm(browser, world, 0)
    Client().post(START, {"code": world.codes[0]})
    Client().post(START, {"code": "0" * 12 + "1"})
    assert not WrongCodes.objects.exists()


def test_cookies_headers_and_letters_do_not_start_the_count_again(world: BallotWorld, slept: list[float]) -> None:
    guess(Client(), FREE_TRIES)
    tries = [
        guess(Client()),
        guess(Client(headers={"X-Forwarded-For": "192.0.2.7"})),
        guess(Client(headers={"X-Real-IP": "192.0.2.8", "Forwarded": "for=192.0.2.9"})),
        guess(look(world)),
        Client().post(START + "?x=1", {"code": make_code().lower()}).status_code,
    ]
    assert tries == [429] * 5


def test_losing_redis_forgets_nothing(world: BallotWorld, slept: list[float]) -> None:
    for _ in range(3):
        guess(Client(), FREE_TRIES // 3 + 1)
        cache.clear()
    assert guess(Client()) == 429


def test_without_redis_voting_goes_on(world: BallotWorld, settings: Settings) -> None:
    settings.CACHES = settings.CACHES | {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    }
    assert Client().post(START, {"code": make_code()}).status_code == 422
    browser = enter(world)
    press(browser, world.ids[0])
    assert confirm(browser, world, 0)["Location"] == DONE


def test_after_ten_minutes_it_is_forgotten() -> None:
    for _ in range(FREE_TRIES + 1):
        tries = count_wrong_code("192.0.2.1")
    assert (tries.number, tries.wait_seconds > 0) == (FREE_TRIES + 1, True)
    clock.move(timedelta(seconds=WINDOW_SECONDS + 1))
    assert count_wrong_code("192.0.2.1").number == 1


def test_wrong_codes_are_counted_per_network() -> None:
    tries = [count_wrong_code(address).number for address in ("192.0.2.1", "192.0.2.1", "192.0.2.2")]
    assert tries == [1, 2, 1]
    assert network_of("2001:db8:1:2::1") == network_of("2001:db8:1:2:ffff::9")
    assert network_of("2001:db8:1:2::1") != network_of("2001:db8:1:3::1")
    assert network_of("::ffff:192.0.2.1") == network_of("192.0.2.1")
    assert network_of("geen adres") == network_of("")


def test_nobody_can_fill_the_table_and_no_row_names_an_address_or_a_code(monkeypatch: pytest.MonkeyPatch) -> None:
    assert all(0 <= place_of(f"198.51.{n // 256}.{n % 256}") < PLACES for n in range(300))
    assert {field.name for field in WrongCodes._meta.get_fields()} == {"place", "tries", "since"}
    before = place_of("192.0.2.1")
    monkeypatch.setattr("common.keyed.settings.CODE_KEY", "een andere sleutel")
    assert place_of("192.0.2.1") != before


def test_the_count_is_in_no_backup_and_no_archive() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relpersistence FROM pg_class WHERE relname = 'voting_wrongcodes'")
        assert cursor.fetchone()[0] == "u"


def test_one_wrong_code_a_second_for_ten_minutes_rings_the_alarm_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    WrongCodes.objects.create(place=EVERYBODY, tries=ALARM_AT - 2, since=clock.now())
    count_wrong_code("192.0.2.1")
    assert not caplog.records
    assert guessing_now() == 0
    for last in range(2, 5):
        count_wrong_code(f"192.0.2.{last}")
    alarms = [record for record in caplog.records if record.levelname == "CRITICAL"]
    assert len(alarms) == 1
    assert "192.0.2" not in caplog.text
    assert guessing_now() == ALARM_AT + 2
    clock.move(timedelta(seconds=WINDOW_SECONDS + 1))
    assert guessing_now() == 0


def test_unknown_void_and_later_codes_are_answered_alike_and_as_fast(world: BallotWorld, slept: list[float]) -> None:
    """Half a second of difference would be an oracle; the queries are the same for unknown and void."""
    void(world, 1)
    later = ballot_world(codes=1)
    later.edition.phase = "FEASIBILITY"
    later.edition.save()
    codes = {"unknown": make_code(), "void": world.codes[1], "later": later.codes[0]}
    took: dict[str, list[float]] = {name: [] for name in codes}
    pages = {}
    for _ in range(25):
        for name, code in codes.items():
            begun = time.perf_counter()
            response = Client().post(START, {"code": code})
            took[name].append(time.perf_counter() - begun)
            WrongCodes.objects.all().delete()
            pages[name] = text(response).split("field__error")[1].split("</p>")[0]
    # The quick ones: what else the machine does at that moment only makes an answer slower.
    quick = {name: sorted(each)[5] for name, each in took.items()}
    assert pages["unknown"] == pages["void"] == pages["later"]
    assert max(quick.values()) - min(quick.values()) < 0.005, quick


def test_the_module_keeps_nothing_of_a_code() -> None:
    assert "code" not in wrong_codes.count_wrong_code.__code__.co_varnames
