"""The link in the monthly mail: opening changes nothing, a press answers, and no link ever breaks the page."""

import logging
from datetime import timedelta

import pytest
from django.core.signing import Signer
from django.test import Client

from audit.models import Entry
from common import clock
from common.reports import CarefulFormatter
from editions.models import Edition
from editions.phases import Phase
from execution.actions import answer_check_in, sweep_pulse
from execution.links import check_in_key
from execution.models import Agreement, CheckIn, HelpRequest
from execution.pulse import LINK_LASTS, Answer
from execution.states import State
from mail.actions import compose_due
from mail.models import Mail
from tests import make
from tests.execution.pulse_world import agreed, asked, heard, link

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("method", ["get", "head", "options", "put", "delete"])
def test_programs_that_scan_mail_change_nothing(method: str) -> None:
    check_in = asked()
    before = (Entry.objects.count(), Agreement.objects.get().state)
    for answer in Answer:
        response = getattr(Client(), method)(link(check_in, answer))
        assert response.status_code == (200 if method in ("get", "head") else 405)
    assert not CheckIn.objects.get().answer
    assert (Entry.objects.count(), Agreement.objects.get().state) == before


@pytest.mark.parametrize(
    ("answer", "state"), [(Answer.GOOD, State.BUSY), (Answer.HELP, State.STUCK), (Answer.DONE, State.AGREED)]
)
def test_a_press_answers_without_a_log_in(answer: Answer, state: State) -> None:
    check_in = asked()
    browser, url = Client(enforce_csrf_checks=True), link(check_in, answer)
    page = browser.get(url)
    token = page.cookies["csrftoken"].value
    facts = {"answer": answer.value, "note": "Hoi", "csrfmiddlewaretoken": token}
    done = browser.post(url, facts, follow=True)
    assert done.status_code == 200
    assert "Dank u wel!" in done.content.decode()
    found = CheckIn.objects.get()
    assert (found.answer, found.note, found.answered_by) == (answer, "Hoi", check_in.agreement.plan.maker)
    assert Agreement.objects.get().current is state


def test_without_a_token_of_the_page_a_press_is_refused() -> None:
    check_in = asked()
    response = Client(enforce_csrf_checks=True).post(link(check_in), {"answer": "GOOD"})
    assert response.status_code == 403
    assert not CheckIn.objects.get().answer


def test_the_page_shows_the_plan_and_all_three_answers() -> None:
    check_in = asked()
    page = Client().get(link(check_in, Answer.HELP))
    shown = page.content.decode()
    assert check_in.agreement.plan.title in shown
    assert all(f'value="{answer}"' in shown for answer in Answer)
    assert page["Cache-Control"] == "private, no-store"
    assert page["Referrer-Policy"] == "strict-origin"
    assert page["X-Robots-Tag"] == "noindex"


def test_the_link_holds_numbers_only() -> None:
    check_in = asked()
    maker = check_in.agreement.plan.maker
    numbers, _colon, signature = check_in_key(check_in.pk, maker.pk).partition(":")
    assert numbers == f"{check_in.pk}.{maker.pk}"
    assert signature


def test_what_was_answered_is_shown_and_may_be_changed() -> None:
    check_in = asked()
    answer_check_in(check_in.pk, Answer.GOOD, "Prima", check_in.agreement.plan.maker, by_link=True)
    assert "U kunt dat nog veranderen" in Client().get(link(check_in, Answer.HELP)).content.decode()
    Client().post(link(check_in, Answer.GOOD), {"answer": "HELP", "note": "Toch niet"})
    assert CheckIn.objects.get().answer == "HELP"
    assert HelpRequest.objects.get().text == "Toch niet"


def forged(check_in: CheckIn) -> list[str]:
    good = check_in_key(check_in.pk, check_in.agreement.plan.maker_id)
    numbers, _colon, signature = good.partition(":")
    other = f"{check_in.pk + 1}.{check_in.agreement.plan.maker_id}:{signature}"
    signer = Signer(salt="execution.check_in")
    return [
        other,
        good[:-1],
        f"{good}x",
        numbers,
        "x",
        "0" * 900,
        "%00",
        "é☃",
        Signer(salt="mail.choice").sign(numbers),
        signer.sign("nee"),
        signer.sign("9999999.1"),
        signer.sign(f"{check_in.pk}.9999999"),
    ]


@pytest.mark.parametrize("number", range(12))
def test_a_link_that_we_did_not_make_is_not_known(number: int) -> None:
    check_in = asked()
    url = f"/hoe-gaat-het/{forged(check_in)[number]}/goed/"
    for response in (Client().get(url), Client().post(url, {"answer": "GOOD"})):
        assert response.status_code == 404
        assert "Deze link kennen wij niet" in response.content.decode()
    assert not CheckIn.objects.get().answer


def test_an_answer_that_is_not_there_is_not_found() -> None:
    check_in = asked()
    url = link(check_in).replace("/goed/", "/misschien/")
    assert Client().get(url).status_code == 404


def closed(check_in: CheckIn, words: str, status: int = 410) -> None:
    for response in (Client().get(link(check_in)), Client().post(link(check_in), {"answer": "HELP"})):
        assert response.status_code == status
        assert words in response.content.decode()
    assert CheckIn.objects.get(pk=check_in.pk).answer != "HELP"
    assert not HelpRequest.objects.exists()


def test_after_forty_five_days_a_link_has_expired() -> None:
    check_in = asked()
    clock.move(LINK_LASTS - (clock.now() - check_in.asked_at) - timedelta(minutes=1))
    assert Client().get(link(check_in)).status_code == 200
    clock.move(timedelta(minutes=1))
    closed(check_in, "Deze link is verlopen")


def test_the_next_question_closes_the_one_before_and_shows_what_was_answered() -> None:
    check_in = asked()
    answer_check_in(check_in.pk, Answer.GOOD, "", check_in.agreement.plan.maker, by_link=True)
    clock.move(timedelta(days=31))
    sweep_pulse()
    closed(check_in, "Er is een nieuwere vraag")
    assert "het loopt goed" in Client().get(link(check_in)).content.decode()


@pytest.mark.parametrize(("state", "words"), [(State.REALISED, "gerealiseerd"), (State.STOPPED, "gestopt")])
def test_a_plan_that_ended_asks_nothing(state: State, words: str) -> None:
    check_in = asked()
    Agreement.objects.update(state=state, ended_at=clock.now())
    closed(check_in, words)


def test_an_edition_that_closed_asks_nothing() -> None:
    check_in = asked()
    Edition.objects.update(phase=Phase.CLOSED)
    closed(check_in, "afgerond")


def test_who_makes_the_plan_no_more_gets_no_page_about_it() -> None:
    check_in = asked()
    check_in.agreement.plan.maker = make.user("Nieuw")
    url = link(check_in)
    check_in.agreement.plan.save(update_fields=["maker"])
    check_in.agreement.plan.refresh_from_db()
    old = f"/hoe-gaat-het/{check_in_key(check_in.pk, make.user('Oud').pk)}/goed/"
    assert Client().get(url).status_code == 200
    response = Client().get(old)
    assert response.status_code == 403
    assert check_in.agreement.plan.title not in response.content.decode()


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, "Kies hoe het gaat."),
        ({"answer": "TOP"}, "Kies: het loopt goed"),
        ({"answer": "GOOD", "note": "a" * 501}, "500"),
        ({"answer": "GOOD", "note": "\x00"}, ""),
    ],
)
def test_bad_input_gets_a_sentence_and_keeps_what_was_typed(facts: dict[str, str], words: str) -> None:
    check_in = asked()
    response = Client().post(link(check_in), facts)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert facts.get("note", "")[:500].strip("\x00") in response.content.decode()
    assert not CheckIn.objects.get().answer


def test_the_mail_has_the_three_links_in_text_and_in_html() -> None:
    check_in = asked()
    compose_due()
    mail = Mail.objects.filter(user=check_in.agreement.plan.maker).latest("pk")
    for answer in Answer:
        assert link(check_in, answer) in mail.text
        assert link(check_in, answer) in mail.html
    assert not mail.is_choice


def test_a_question_that_waits_makes_room_for_the_next_one() -> None:
    """Mail stood still for a month: one question goes out, not two."""
    agreement = agreed()
    sweep_pulse()
    for _ in range(2):
        clock.move(timedelta(days=31))
        sweep_pulse()
    assert CheckIn.objects.filter(agreement=agreement).count() == 2
    assert len(heard("PULSE")) == 1


def test_no_log_keeps_a_link_that_answers() -> None:
    check_in = asked()
    url = link(check_in)
    record = logging.LogRecord("django.request", logging.WARNING, "", 1, "%s: %s", ("Gone", url), None)
    line = CarefulFormatter().format(record)
    assert check_in_key(check_in.pk, check_in.agreement.plan.maker_id) not in line
    assert "/hoe-gaat-het/" in line
