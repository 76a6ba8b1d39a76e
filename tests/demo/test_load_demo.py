"""The demo as a whole: one edition in each phase, the numbers of the source, and the same each time."""

import hashlib
import time
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Count
from django.test import Client, override_settings
from django.urls import get_resolver, reverse
from pytest_django import DjangoDbBlocker, Settings

from editions.models import Edition
from editions.phases import NUMBERED
from execution.models import Agreement
from plans.models import Comment, CostLine, Like, Plan
from plans.status import Status
from tests.demo.test_content import CHOSEN_2020
from voting.models import Count as VoteCount
from voting.queries.count import result_lines

pytestmark = pytest.mark.django_db
REAL = "schalkwijk-2020"


def load() -> str:
    said = StringIO()
    call_command("load_demo", stdout=said)
    return said.getvalue()


def digest() -> str:
    """What the demo says, without ids and days."""
    told = hashlib.sha256()
    plans = Plan.objects.annotate(likers=Count("likes", distinct=True), talk=Count("comments", distinct=True))
    facts = (
        "edition__slug",
        "title",
        "summary",
        "body",
        "place",
        "status",
        "ballot_cents",
        "maker__name",
        "likers",
        "talk",
    )
    for rows in (
        plans.order_by("edition__slug", "title").values_list(*facts),
        CostLine.objects.order_by("plan__edition__slug", "plan__title", "label").values_list("label", "cents"),
        Comment.objects.order_by("plan__edition__slug", "plan__title", "text").values_list("text", "author__name"),
    ):
        told.update("\n".join(sorted(map(repr, rows))).encode())
    return told.hexdigest()


@pytest.fixture(scope="module")
def loaded(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[str]]:
    """The demo, loaded twice from nothing: what each load said, its seconds and its digest."""
    assert get_resolver().url_patterns  # the site map without the demo's pages, before DEMO is set
    files = tmp_path_factory.mktemp("demo")
    own = {"DEMO": True, "PRIVATE_ROOT": files, "MEDIA_ROOT": str(files), "STAFF_SECOND_FACTOR": False}
    with django_db_blocker.unblock(), override_settings(**own):
        with transaction.atomic():
            load()
            first = digest()
            transaction.set_rollback(True)
        (files / "demo-stemcodes.txt").unlink()
        with transaction.atomic():
            begin = time.monotonic()
            said = load()
            yield [said, str(time.monotonic() - begin), first]
            transaction.set_rollback(True)


def codes_in(said: str) -> list[str]:
    lines = said.split("Stemcodes om te proberen:")[1].split("Inloggen")[0].splitlines()
    return [line.split()[0] for line in lines if line.strip()]


def test_the_demo_is_the_same_each_time(loaded: list[str]) -> None:
    assert digest() == loaded[2]


def test_the_demo_loads_within_a_minute(loaded: list[str]) -> None:
    assert float(loaded[1]) < 60


def test_there_is_one_edition_in_every_phase(loaded: list[str]) -> None:
    assert sorted(Edition.objects.values_list("phase", flat=True)) == sorted(NUMBERED)


def test_2020_has_the_numbers_of_the_source(loaded: list[str]) -> None:
    plans = Plan.objects.filter(edition__slug=REAL)
    past = plans.exclude(status=Status.BELOW_THRESHOLD)
    on_ballot = past.exclude(status=Status.NOT_FEASIBLE)
    numbers = [plans.count(), past.count(), on_ballot.count(), Agreement.objects.filter(plan__in=plans).count()]
    assert numbers == [94, 73, 53, 13]
    assert Like.objects.filter(plan__in=plans).count() == 8162


def test_the_thirteen_chosen_are_the_real_ones_in_order_of_votes(loaded: list[str]) -> None:
    counted = VoteCount.objects.get(edition__slug=REAL)
    chosen = [line for line in result_lines(counted) if line.chosen]
    assert [line.plan.title for line in chosen] == CHOSEN_2020
    assert [line.votes for line in chosen] == sorted((line.votes for line in chosen), reverse=True)


def test_a_second_load_changes_nothing_and_tells_the_codes_again(loaded: list[str]) -> None:
    before = digest()
    assert codes_in(load()) == codes_in(loaded[0])
    assert digest() == before
    assert Edition.objects.count() == 5


def test_five_codes_really_open_the_booth(loaded: list[str]) -> None:
    codes = codes_in(loaded[0])
    assert len(set(codes)) == 5
    for code in codes:
        browser = Client()
        assert browser.post(reverse("vote_start"), {"code": code})["Location"] == reverse("vote_choose")
        assert browser.get(reverse("vote_choose")).status_code == 200
    wrong = codes[0][:-1] + ("0" if codes[0][-1] != "0" else "1")
    assert Client().post(reverse("vote_start"), {"code": wrong}).status_code == 422


def test_outside_the_demo_nothing_is_loaded(settings: Settings, tmp_path: Path) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="Alleen in de demo"):
        load()
    for command in (["demo_session", "bewoner@demo.example"],):
        with pytest.raises(CommandError, match="Alleen in de demo"):
            call_command(*command)


def test_the_demos_pages_exist_in_the_demo_only() -> None:
    assert Client().get("/demo/post/").status_code == 404
    assert Client().get("/demo/stijl/").status_code == 404
