"""From an address to a point: with a geocoder that answers, that does not, and without one."""

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from time import monotonic
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from editions.models import Edition, Neighbourhood
from plans.finding import geocode
from plans.finding.geocode import find_place, of_postcode, point_of
from plans.finding.views import SEARCHES
from plans.models import Plan
from plans.status import Status
from tests import make
from tests.plans.browsing import AsUser, filled, url

pytestmark = pytest.mark.django_db
INSIDE, OUTSIDE = "POINT(4.645 52.355)", "POINT(4.9 52.37)"


@dataclass
class Service:
    """A geocoder on this machine: answers what a test puts in `answer`, after `seconds`."""

    url: str = ""
    status: int = 200
    answer: str = ""
    seconds: float = 0.0
    asked: list[str] = field(default_factory=list)
    leave: threading.Event = field(default_factory=threading.Event)

    def knows(self, name: str, point: str) -> None:
        self.answer = json.dumps({"response": {"docs": [{"weergavenaam": name, "centroide_ll": point}]}})


@pytest.fixture
def service(settings: Settings) -> Iterator[Service]:
    told = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told.asked.append(parse_qs(urlsplit(self.path).query)["q"][0])
            told.leave.wait(told.seconds)
            self.send_response(told.status)
            self.end_headers()
            self.wfile.write(told.answer.encode())

        def log_message(self, *args: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    told.url = settings.GEOCODER_URL = f"http://127.0.0.1:{server.server_port}/free"
    yield told
    told.leave.set()
    server.shutdown()
    server.server_close()


def test_an_address_gets_its_point_and_neighbourhood(service: Service, edition: Edition, west: Neighbourhood) -> None:
    service.knows("Italiëlaan 12, Haarlem", INSIDE)
    found = find_place(edition, "  Italiëlaan   12 ")
    assert found
    assert (found.label, found.point, found.neighbourhood, found.exact) == (
        "Italiëlaan 12, Haarlem",
        (52.355, 4.645),
        west,
        True,
    )
    assert service.asked == ["Italiëlaan 12"]


def test_the_town_is_said_with_the_question(service: Service, edition: Edition, settings: Settings) -> None:
    settings.GEOCODER_NEAR = "Haarlem"
    find_place(edition, "Italiëlaan 12")
    assert service.asked == ["Italiëlaan 12 Haarlem"]


def test_what_lies_elsewhere_is_not_found(service: Service, edition: Edition) -> None:
    service.knows("Dam 1, Amsterdam", OUTSIDE)
    assert find_place(edition, "Dam 1") is None


@pytest.mark.parametrize("status", [200, 404, 500])
@pytest.mark.parametrize(
    "answer", ["", "{", "[]", "null", "{}", '{"response": {"docs": []}}', '{"response": {"docs": [{}]}}', "x" * 10_000]
)
def test_an_answer_that_is_none_breaks_nothing(service: Service, edition: Edition, status: int, answer: str) -> None:
    service.status, service.answer = status, answer
    assert find_place(edition, "Italiëlaan 12") is None


@pytest.mark.parametrize("point", ["", "POINT(4.645)", "POINT(x y)", "LINESTRING(4 52)", 7, None])
def test_a_point_that_is_none_breaks_nothing(service: Service, edition: Edition, point: str) -> None:
    service.knows("Ergens", point)
    assert find_place(edition, "Italiëlaan 12") is None


def test_a_slow_geocoder_is_not_waited_for(
    service: Service, edition: Edition, monkeypatch: pytest.MonkeyPatch, east: Neighbourhood
) -> None:
    monkeypatch.setattr(geocode, "PATIENCE_SECONDS", 0.2)
    service.seconds = 5
    begun = monotonic()
    found = find_place(edition, "2036 AB")
    assert monotonic() - begun < 2
    assert found
    assert (found.neighbourhood, found.exact) == (east, False)


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/free", "ftp://127.0.0.1/", "onzin"])
def test_a_geocoder_that_is_away_breaks_nothing(edition: Edition, settings: Settings, url: str) -> None:
    settings.GEOCODER_URL = url
    assert find_place(edition, "Italiëlaan 12") is None


def test_nothing_that_was_typed_comes_in_the_log(
    edition: Edition, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.GEOCODER_URL = "http://127.0.0.1:9/free"
    find_place(edition, "Geheimelaan 12")
    assert "gave no answer" in caplog.text
    assert "Geheimelaan" not in caplog.text


def test_without_a_geocoder_a_postcode_tells_the_neighbourhood(edition: Edition, west: Neighbourhood) -> None:
    found = find_place(edition, "Italiëlaan 12, 2034 AB")
    assert found
    assert (found.neighbourhood, found.exact, found.point) == (west, False, (52.355, 4.645))
    assert find_place(edition, "Italiëlaan 12") is None
    assert point_of(edition, "2034 AB") is None


def test_a_plan_gets_a_point_only_when_it_is_known_exactly(service: Service, edition: Edition) -> None:
    service.knows("Italiëlaan 12, Haarlem", INSIDE)
    assert point_of(edition, "Italiëlaan 12") == (52.355, 4.645)
    service.knows("Dam 1", OUTSIDE)
    assert point_of(edition, "Dam 1, 2034") is None
    assert point_of(edition, " ") is None


@pytest.mark.parametrize("words", ["2034", "2034AB", "2034 ab", "bij 2033CG in de straat", "Laan 3, 2034 GP Haarlem"])
def test_the_four_digits_of_a_postcode_are_found(edition: Edition, west: Neighbourhood, words: str) -> None:
    assert of_postcode(words, list(edition.area.neighbourhoods.all())) == west


@pytest.mark.parametrize("words", ["", "2037", "12034", "20345", "0034 AB", "2034ABC", "Laan 203"])
def test_other_digits_are_no_postcode(edition: Edition, words: str) -> None:
    assert of_postcode(words, list(edition.area.neighbourhoods.all())) is None


def test_a_postcode_that_two_neighbourhoods_share_tells_nothing(edition: Edition) -> None:
    edition.area.neighbourhoods.update(postcodes="2034")
    assert find_place(edition, "2034 AB") is None


@pytest.fixture
def looks_up(as_user: AsUser, edition: Edition) -> Callable[[str], tuple[int, dict[str, object]]]:
    cache.clear()
    browser: Client = as_user(make.user())

    def ask(words: str) -> tuple[int, dict[str, object]]:
        response = browser.get(reverse("place_find", args=[edition.slug]), {"q": words})
        return response.status_code, response.json()

    return ask


def test_the_page_tells_where_it_is(
    looks_up: Callable[[str], tuple[int, dict[str, object]]], edition: Edition, west: Neighbourhood
) -> None:
    assert looks_up("2034 AB") == (
        200,
        {
            "at": [52.355, 4.645],
            "exact": False,
            "wijk": west.pk,
            "said": "Dit is in Europawijk. Zet de speld zelf op de goede plek.",
        },
    )
    assert looks_up("Nergenslaan 1")[1] == {
        "said": "Deze plek vinden wij niet in dit gebied. Zet de speld zelf op de kaart."
    }


@pytest.mark.parametrize("words", ["", "  ", "a" * 161, "a\x00b"])
def test_a_question_that_is_none_is_told(looks_up: Callable[[str], tuple[int, dict[str, object]]], words: str) -> None:
    status, answer = looks_up(words)
    assert status == 422
    assert answer == {"said": "Typ een straat met huisnummer, of een postcode."}


def test_who_asks_very_often_is_asked_to_wait(looks_up: Callable[[str], tuple[int, dict[str, object]]]) -> None:
    assert [looks_up("2034")[0] for _ in range(SEARCHES)] == [200] * SEARCHES
    assert looks_up("2034")[0] == 429


@pytest.fixture
def saved(edition: Edition, as_user: AsUser) -> Callable[..., object]:
    """Saves the step of the place without a pin, and tells where the plan lies then."""
    plan = make.plan(edition, Status.DRAFT, place="")
    browser = as_user(plan.maker)

    def save(place: str, **changes: object) -> object:
        seen = Plan.objects.get(pk=plan.pk).changed_at.isoformat()
        data = {**filled(edition), "place": place, "seen": seen, **changes}
        response = browser.post(url("plan_place", plan), data)
        assert response.status_code == 302
        plan.refresh_from_db()
        return plan.latitude and (str(plan.latitude), str(plan.longitude))

    return save


def test_without_a_script_an_address_becomes_a_pin(service: Service, saved: Callable[..., object]) -> None:
    service.knows("Italiëlaan 12, Haarlem", INSIDE)
    assert saved("Italiëlaan 12") == ("52.355000", "4.645000")
    # Who takes the pin away does not find it back, and a pin of one's own stays where it is put.
    assert saved("Italiëlaan 12") is None
    assert saved("Italiëlaan 14", latitude="52.351", longitude="4.641") == ("52.351000", "4.641000")
    assert service.asked == ["Italiëlaan 12"]


def test_a_place_in_words_is_not_guessed(service: Service, saved: Callable[..., object]) -> None:
    service.knows("Wijkermeerstraat, Haarlem", INSIDE)
    assert saved("in de hele wijk") is None
    assert service.asked == []


def test_a_geocoder_that_is_down_keeps_nobody_from_saving(service: Service, saved: Callable[..., object]) -> None:
    service.status = 500
    assert saved("Italiëlaan 12") is None
