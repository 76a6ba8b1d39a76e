"""The campaign kit: a poster and cards that always fit, lead to the plan, and exist for the maker at the right time."""

import io
import re
import socket
import subprocess
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pikepdf
import pytest
import zxingcpp
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from PIL import Image
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import User
from common import clock
from common.errors import Refused
from editions.models import Edition
from editions.phases import Phase, Window
from plans.campaign import CARDS, kit_of, render_cards, render_poster
from plans.campaigning import NO_DATES, REFUSALS, SEASONS, why_no_campaign
from plans.models import Plan
from plans.queries import plan_for_page
from plans.status import Status
from tests import make
from tests.plans.browsing import ABSURD, AsUser, url

pytestmark = pytest.mark.django_db

Render = Callable[[Plan], bytes]
PAGES = ["plan_campaign", "plan_poster", "plan_cards"]
MM = 72 / 25.4
# Where the poster's box with the QR code begins, in mm from the top: nothing of the plan's words may come below it.
ASK_BEGINS = 297 - 14 - 72 - 8
TITLES = [
    "Bomen",
    "Buurtmoestuin aan de Italiëlaan",
    "Een groene ontmoetingsplek met fruitbomen, zitbanken en een gezamenlijke moestuin voor alle buren en",
    "Meervoudigepersoonlijkheidsstoornissenvoorlichtingsavond",
    "W" * 100,
    "i" * 100,
    "W " * 49 + "W",
    "<b>Bomen</b> &amp; 'bloemen'",
    "Güneşli Łąka",
]
LONG = "Samen maken we van het kale grasveld achter de flat een plek waar jong en oud elkaar treffen, met bloemen. "


@pytest.fixture(autouse=True)
def address(settings: Settings) -> None:
    settings.SITE_URL = "https://wijkbudget.example.org"


def shown(plan: Plan) -> Plan:
    return plan_for_page(plan.edition, plan.pk, plan.maker)


def text_of(pdf: bytes, *how: str) -> str:
    return subprocess.run(["pdftotext", *how, "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()


def scanned(pdf: bytes, folder: Path) -> list[str]:
    """What the QR codes say on a print in black and white."""
    subprocess.run(["pdftoppm", "-r", "110", "-gray", "-singlefile", "-", str(folder / "p")], input=pdf, check=True)
    return [code.text for code in zxingcpp.read_barcodes(Image.open(folder / "p.pgm"))]


def squeezed(text: str) -> str:
    return "".join(text.split())


# On paper


@pytest.mark.parametrize("render", [render_poster, render_cards])
@pytest.mark.parametrize("title", TITLES)
def test_any_title_fits_on_one_page(edition: Edition, render: Render, title: str) -> None:
    pdf = render(shown(make.plan(edition, title=title, summary=(LONG * 2)[:160])))
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert len(document.pages) == 1
    assert squeezed(title) in squeezed(text_of(pdf))


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("summary", ["Kort.", (LONG * 2)[:160], "W" * 160])
def test_no_word_of_the_plan_hides_behind_the_code(edition: Edition, title: str, summary: str) -> None:
    boxes = text_of(render_poster(shown(make.plan(edition, title=title, summary=summary))), "-bbox")
    bottoms = [
        float(bottom)
        for bottom, word in re.findall(r'yMax="([\d.]+)">([^<]+)<', boxes)
        if len(word) > 3 and squeezed(word) in squeezed(summary)
    ]
    assert max(bottoms) <= ASK_BEGINS * MM


@pytest.mark.parametrize("title", TITLES)
def test_a_title_stays_on_its_card(edition: Edition, title: str) -> None:
    """Left of the code (52 mm from the card's side) and above what is asked (20 mm from its foot)."""
    pdf = render_cards(shown(make.plan(edition, title=title)))
    box = ["-r", "72", "-x", str(round(15 * MM)), "-y", str(round(28.5 * MM))]
    inside = text_of(pdf, *box, "-W", str(round(52 * MM)), "-H", str(round(40 * MM)))
    assert squeezed(title) in squeezed(inside)


def test_the_code_on_the_poster_opens_the_plan(edition: Edition, tmp_path: Path) -> None:
    plan = shown(make.plan(edition))
    assert scanned(render_poster(plan), tmp_path) == [
        f"https://wijkbudget.example.org/edities/{edition.slug}/plannen/{plan.pk}/"
    ]


def test_all_eight_cards_open_the_plan(tmp_path: Path) -> None:
    plan = shown(make.plan(make.edition(slug="s" * 60), title="W" * 100))
    assert scanned(render_cards(plan), tmp_path) == [kit_of(plan).address] * CARDS


@pytest.mark.parametrize("render", [render_poster, render_cards])
def test_the_pdf_is_tagged_and_every_picture_has_words(edition: Edition, render: Render) -> None:
    with pikepdf.open(io.BytesIO(render(shown(make.plan(edition, title="Fruitbomen"))))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "nl"
        assert "Fruitbomen" in str(pdf.docinfo["/Title"])
        parts = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary)]
        pictures = [each for each in parts if each.get("/S") == "/Figure"]
        assert any("QR-code" in str(picture.Alt) for picture in pictures)
        assert all(str(picture.get("/Alt", "")) for picture in pictures)
        assert any(each.get("/S") == "/H1" for each in parts)


def test_the_poster_says_what_is_asked_until_when_and_where(edition: Edition) -> None:
    plan = make.plan(edition, cost_cents=1_250_000, summary="Tien bomen voor de straat.")
    text = " ".join(text_of(render_poster(shown(plan))).split())
    kit = kit_of(shown(plan))
    assert kit.pitch.until.startswith("van ")
    assert "Met 50 likes gaat dit plan door." in text
    for words in ("Scan en geef een like", "€ 12.500", "Tien bomen voor de straat.", "Europawijk", kit.shown):
        assert words in text.replace("\N{NO-BREAK SPACE}", " ")
    assert squeezed(kit.pitch.until) in squeezed(text)


def test_once_the_likes_are_open_the_poster_says_only_until_when() -> None:
    plan = shown(make.plan(make.edition(Phase.LIKES)))
    assert kit_of(plan).pitch.until.startswith("tot ")


def test_a_plan_on_the_ballot_asks_for_votes_and_not_for_likes() -> None:
    text = " ".join(text_of(render_poster(shown(make.plan(make.edition(Phase.VOTING), Status.ON_BALLOT)))).split())
    assert "Staat op het stembiljet" in text
    assert "Stemmen van " in text
    assert "Stem met de code uit uw brief." in text
    assert "like" not in text


def test_emoji_stay_off_the_paper(edition: Edition) -> None:
    text = text_of(render_poster(shown(make.plan(edition, title="Bomen 🌻 en 🐝 bijen"))))
    assert "Bomen en bijen" in " ".join(text.split())


def test_a_title_of_emoji_only_gets_words(edition: Edition) -> None:
    assert "Een plan voor de wijk" in " ".join(text_of(render_poster(shown(make.plan(edition, title="🌻🌻")))).split())


@pytest.mark.parametrize("render", [render_poster, render_cards])
def test_nothing_is_fetched_while_printing(edition: Edition, render: Render, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection was opened")

    plan = shown(make.plan(edition, title='<img src="http://127.0.0.1:9/x.png">', summary="url(http://127.0.0.1:9/)"))
    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    assert render(plan).startswith(b"%PDF")


@pytest.mark.parametrize("render", [render_poster, render_cards])
def test_printing_takes_less_than_two_seconds(edition: Edition, render: Render) -> None:
    plan = shown(make.plan(edition, title="W" * 100, summary="W" * 160))
    render(plan)
    start = time.process_time()
    render(plan)
    assert time.process_time() - start < 2


# When


@pytest.mark.parametrize("status", sorted(set(REFUSALS) - {Status.MERGED}))  # that one leads on to another
def test_a_plan_that_asks_for_nothing_has_no_kit(edition: Edition, status: Status) -> None:
    plan = shown(make.plan(edition, status))
    for make_it in (kit_of, render_poster, render_cards):
        with pytest.raises(Refused, match=re.escape(REFUSALS[status])):
            make_it(plan)


def test_every_status_has_an_answer() -> None:
    assert set(REFUSALS) | set(SEASONS) == set(Status)
    assert not set(REFUSALS) & set(SEASONS)


@pytest.mark.parametrize(("phase", "status"), [(Phase.LIKES, Status.SUBMITTED), (Phase.VOTING, Status.ON_BALLOT)])
def test_the_kit_ends_with_its_dates_even_when_the_phase_is_late(phase: Phase, status: Status) -> None:
    edition = make.edition(phase)
    plan = shown(make.plan(edition, status))
    ends_at = edition.schedule()[phase].ends_at
    clock.move(ends_at - clock.now() - timedelta(minutes=1))
    assert kit_of(plan)
    assert shown(plan).rights.campaign
    clock.move(timedelta(minutes=1))
    with pytest.raises(Refused, match="gesloten"):
        kit_of(plan)
    assert not shown(plan).rights.campaign


@pytest.mark.parametrize(
    ("phase", "status"), [(Phase.FEASIBILITY, Status.SUBMITTED), (Phase.COUNTING, Status.ON_BALLOT)]
)
def test_the_kit_ends_with_its_phase(phase: Phase, status: Status) -> None:
    with pytest.raises(Refused, match="gesloten"):
        kit_of(shown(make.plan(make.edition(phase), status)))


@pytest.mark.parametrize("status", sorted(SEASONS))
def test_phase_and_dates_decide_together_to_the_very_moment(status: Status) -> None:
    start, end = make.moment(1), make.moment(11)
    season, moment_before = SEASONS[status], end - timedelta(microseconds=1)
    dates = {season.until: Window(start, end)}
    for phase in Phase:
        reason = None if phase in season.phases else season.over
        assert why_no_campaign(status, phase, dates, moment_before) == reason
        assert why_no_campaign(status, phase, dates, end) == season.over


def test_without_dates_there_is_nothing_to_print(edition: Edition) -> None:
    plan = make.plan(edition)
    edition.windows.all().delete()
    with pytest.raises(Refused, match=NO_DATES):
        render_poster(shown(plan))


# Who, and what the page offers


@pytest.mark.parametrize("name", PAGES)
def test_the_maker_gets_the_kit(as_user: AsUser, edition: Edition, maker: User, name: str) -> None:
    response = as_user(maker).get(url(name, make.plan(edition, maker=maker, title="Bloemen")))
    assert response.status_code == 200
    if name != "plan_campaign":
        assert response.headers["Content-Type"] == "application/pdf"
        assert "bloemen.pdf" in response.headers["Content-Disposition"]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("status", [Status.DRAFT, Status.SUBMITTED])
def test_the_kit_does_not_exist_for_others(as_user: AsUser, edition: Edition, name: str, status: Status) -> None:
    assert as_user(make.user()).get(url(name, make.plan(edition, status))).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_the_kit_is_found_under_its_own_edition_only(as_user: AsUser, edition: Edition, maker: User, name: str) -> None:
    elsewhere = make.plan(make.edition(), maker=maker)
    browser = as_user(maker)
    assert browser.get(reverse(name, args=[edition.slug, elsewhere.pk])).status_code == 404
    assert browser.get(reverse(name, args=[edition.slug, 1]).replace("/1/", f"/{ABSURD}/")).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_visitors_log_in_first(client: Client, edition: Edition, name: str) -> None:
    response = client.get(url(name, make.plan(edition)))
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/account/login/")


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("status", [Status.DRAFT, Status.IN_CHECK])
def test_the_plans_page_says_why_there_is_no_kit(
    as_user: AsUser, edition: Edition, maker: User, name: str, status: Status
) -> None:
    plan = make.plan(edition, status, maker=maker)
    response = as_user(maker).get(url(name, plan))
    assert response.status_code == 302
    assert response.headers["Location"] == url("plan_page", plan)
    assert [str(message) for message in get_messages(response.wsgi_request)] == [REFUSALS[status]]


def test_the_links_to_share_carry_the_plans_address_and_nothing_else(
    as_user: AsUser, edition: Edition, maker: User
) -> None:
    plan = make.plan(edition, maker=maker, title="Bomen & bijen?\r\nBcc: iedereen")
    kit = kit_of(shown(plan))
    whatsapp, mail = urlsplit(kit.whatsapp), urlsplit(kit.mail)
    assert (whatsapp.scheme, whatsapp.netloc) == ("https", "wa.me")
    (words,) = parse_qs(whatsapp.query)["text"]
    assert words.endswith(f"Geeft u het een like? {kit.address}")
    assert set(parse_qs(whatsapp.query)) == {"text"}
    assert parse_qs(mail.query) == {"subject": [plan.title], "body": [words]}
    page = as_user(maker).get(url("plan_campaign", plan)).content.decode()
    assert 'rel="noopener noreferrer"' in page
    assert "utm_" not in page
    assert f'value="{kit.address}" readonly' in page


def test_the_page_says_how_many_likes_to_go(as_user: AsUser, maker: User) -> None:
    plan = make.plan(make.edition(Phase.LIKES), maker=maker)
    make.likes(plan, 38)
    page = as_user(maker).get(url("plan_campaign", plan)).content.decode()
    assert "38 van 50 likes" in page
    assert "Nog 12 te gaan" in page
    assert kit_of(shown(plan)).pitch.until in page


def test_who_campaigns_for_votes_is_told_that_voting_is_secret(as_user: AsUser, maker: User) -> None:
    voting = make.plan(make.edition(Phase.VOTING), Status.ON_BALLOT, maker=maker)
    likes = make.plan(make.edition(Phase.LIKES), maker=maker)
    browser = as_user(maker)
    secret = "Vraag nooit om een stembrief"
    assert secret in browser.get(url("plan_campaign", voting)).content.decode()
    assert secret not in browser.get(url("plan_campaign", likes)).content.decode()


@pytest.mark.parametrize(
    ("phase", "status", "offered"),
    [
        (Phase.LIKES, Status.SUBMITTED, True),
        (Phase.VOTING, Status.ON_BALLOT, True),
        (Phase.SUBMISSION, Status.DRAFT, False),
        (Phase.FEASIBILITY, Status.IN_CHECK, False),
    ],
)
def test_the_way_to_the_kit_stands_on_the_plan_and_among_my_plans(
    as_user: AsUser, maker: User, phase: Phase, status: Status, offered: bool
) -> None:
    plan = make.plan(make.edition(phase), status, maker=maker)
    link, browser = url("plan_campaign", plan), as_user(maker)
    for page in (url("plan_page", plan), reverse("my_plans")):
        assert (link in browser.get(page).content.decode()) is offered
    if status is not Status.DRAFT:
        assert link not in as_user(make.user()).get(url("plan_page", plan)).content.decode()


@pytest.mark.parametrize("likes", [3, 30])
def test_the_page_costs_the_same_queries_however_many_likes(
    as_user: AsUser, edition: Edition, maker: User, likes: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    plan = make.plan(edition, maker=maker)
    make.likes(plan, likes)
    browser = as_user(maker)
    # session, user, edition, plan, windows (three times), clock (three times), roles for the menu
    with django_assert_max_num_queries(11):
        browser.get(url("plan_campaign", plan))
