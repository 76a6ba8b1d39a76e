"""All due news of one person in one mail; who gets none reads it on the site."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from email import message_from_bytes, policy
from html.parser import HTMLParser
from typing import Any

import pytest
from django.core.mail import get_connection
from django.db import connection
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import User
from common import clock
from mail.actions import choose, compose_due
from mail.actions.composing import compose_for
from mail.kinds import Kind, Level
from mail.models import Mail, Notice
from mail.posting import message_of
from tests import make
from tests.mail.notices import NASTY, mail_to, tell

pytestmark = pytest.mark.django_db


def test_three_pieces_of_news_come_in_one_mail_the_weightiest_first() -> None:
    someone = make.user("Fatima")
    tell(someone, key="a", kind=Kind.NEAR, heading="Bijna")
    tell(someone, key="b", kind=Kind.PASSED, heading="Door")
    tell(someone, key="c", kind=Kind.FELL, heading="Niet door")
    compose_due()
    mail = Mail.objects.get()
    assert mail.subject == "Door (en nog 2)"
    assert mail.text.index("Door") < mail.text.index("Niet door") < mail.text.index("Bijna")
    assert mail.notices.count() == 3
    assert "Dag Fatima," in mail.text
    assert "Dag Fatima," in mail.html


def test_a_second_look_makes_no_second_mail() -> None:
    mail_to(make.user())
    compose_due()
    assert Mail.objects.count() == 1


def test_everybody_gets_a_mail_of_their_own() -> None:
    tell(make.user(), make.user())
    compose_due()
    assert Mail.objects.values("user").distinct().count() == 2


def test_reactions_wait_for_the_digest_and_come_together() -> None:
    someone = make.user()
    for number, name in enumerate(("Sem", "Noor", "Sem")):
        words = {"heading": "Reactie op uw plan ‘A’", "text": f"{name} reageerde op uw plan."}
        tell(someone, key=f"comment:{number}", kind=Kind.REACTION, **words)
    compose_due()
    assert not Mail.objects.exists()
    clock.move(timedelta(days=1))
    compose_due()
    mail = Mail.objects.get()
    assert mail.subject == "Reactie op uw plan ‘A’"
    assert mail.text.count("Sem reageerde") == mail.text.count("Noor reageerde") == 1


@pytest.mark.parametrize(("level", "mails"), [(Level.ALL, 3), (Level.IMPORTANT, 2), (Level.NONE, 1)])
def test_a_mail_holds_what_its_reader_chose(level: Level, mails: int) -> None:
    someone = make.user()
    choose(someone, level)
    for kind in (Kind.RECEIVED, Kind.CLOSING, Kind.REACTION):
        tell(someone, key=kind.value, kind=kind)
    clock.move(timedelta(days=1))
    compose_due()
    assert Mail.objects.get().notices.count() == mails
    assert Notice.objects.filter(handled_at__isnull=False).count() == 3


@pytest.mark.parametrize("kept", [{"email": None}, {"is_active": False}])
def test_who_cannot_be_mailed_gets_none_and_keeps_the_news(kept: dict[str, Any]) -> None:
    someone = make.user()
    User.objects.filter(pk=someone.pk).update(**kept)
    tell(someone)
    compose_due()
    assert not Mail.objects.exists()
    notice = Notice.objects.get()
    assert notice.handled_at
    assert notice.heading


def test_one_broken_piece_of_news_keeps_nobody_else_waiting(caplog: pytest.LogCaptureFixture) -> None:
    first, second = make.user(), make.user()
    tell(first, heading="Geheime titel")
    Notice.objects.update(kind="UNKNOWN")
    tell(second, key="b")
    compose_due()
    assert Mail.objects.get().user == second
    assert "Geheime titel" not in caplog.text


def test_a_mail_that_one_can_do_without_ends_with_a_way_out() -> None:
    mail = mail_to(make.user(), kind=Kind.NEAR)
    link = re.search(r"\S+/mail/keuze/\S+", mail.text)
    assert link
    assert link.group() in mail.html
    assert mail.is_choice


def test_a_necessary_mail_says_why_it_comes() -> None:
    mail = mail_to(make.user())
    assert "sturen wij altijd" in mail.text
    assert "sturen wij altijd" in mail.html
    assert "/mail/keuze/" not in mail.text
    assert not mail.is_choice


def test_links_are_whole_addresses_of_this_site(settings: Settings) -> None:
    settings.SITE_URL = "https://wijkbudget.example.org/"
    mail = mail_to(make.user(), kind=Kind.NEAR)
    assert "https://wijkbudget.example.org/plannen/1/" in mail.text
    addresses = re.findall(r'(?:href|src)="([^"]*)"', mail.html)
    assert addresses
    assert all(address.startswith("https://wijkbudget.example.org/") for address in addresses)


def test_a_mail_loads_nothing_from_anywhere() -> None:
    html = mail_to(make.user(), kind=Kind.NEAR).html
    assert not re.search(r"<img|<link|<script|url\(|@import", html)


class Words(HTMLParser):
    """What a reader sees, and every tag."""

    def __init__(self) -> None:
        super().__init__()
        self.seen, self.tags = "", set[str]()

    def handle_data(self, data: str) -> None:
        self.seen += data

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)


@pytest.mark.parametrize("title", NASTY)
def test_no_title_breaks_a_mail(title: str) -> None:
    someone = make.user(title[:80])
    mail = mail_to(someone, kind=Kind.NEAR, heading=f"Uw plan ‘{title}’ is er bijna", text=title)
    sent = message_from_bytes(
        message_of(mail, get_connection()).message().as_bytes(), policy=policy.default.clone(raise_on_defect=False)
    )
    assert sent["Subject"].split() == mail.subject.split()
    assert sent["To"] == someone.email
    assert sent["Bcc"] is None
    assert len(sent.get_all("Subject", [])) == 1
    assert {part.get_content_type() for part in sent.walk()} == {"multipart/alternative", "text/plain", "text/html"}
    page = Words()
    page.feed(mail.html)
    assert not page.tags & {"script", "b"}
    if "<script>" in title:
        assert title in page.seen
        assert title in mail.text


def test_every_mail_keeps_one_number_and_says_that_a_machine_wrote_it(settings: Settings) -> None:
    settings.DEFAULT_FROM_EMAIL = "Wijkbudget <wijkbudget@haarlem.example>"
    mail = mail_to(make.user(), kind=Kind.NEAR)
    first, second = (message_of(mail, get_connection()).message() for _ in range(2))
    assert first["Message-ID"] == second["Message-ID"] == mail.message_id
    assert mail.message_id.endswith("@haarlem.example>")
    assert first["Auto-Submitted"] == "auto-generated"
    assert first["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert re.fullmatch(r"<http\S+/mail/keuze/\S+/stop/>", str(first["List-Unsubscribe"]))


def test_a_necessary_mail_has_no_button_to_stop_it() -> None:
    message = message_of(mail_to(make.user()), get_connection()).message()
    assert "List-Unsubscribe" not in message


@pytest.mark.parametrize("number", [2, 20])
def test_a_mail_costs_the_same_queries_however_much_it_tells(
    number: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    someone = make.user()
    for each in range(number):
        tell(someone, key=f"a:{each}", heading=f"Nieuws {each}")
    with django_assert_max_num_queries(9):  # savepoint 2, user, clock 2, notices, mail, two updates
        compose_for(someone.pk)


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_make_one_mail() -> None:
    someone = make.user()
    for number in range(10):
        tell(someone, key=f"a:{number}")

    def compose(_number: int) -> None:
        try:
            compose_due()
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(compose, range(8)))
    assert Notice.objects.filter(mail__isnull=False).count() == 10
    assert Mail.objects.count() == 1
