"""The report: for its leader first, for everybody when published; quick, and the same on paper."""

import io
import re
from collections.abc import Callable
from html import escape
from xml.etree import ElementTree

import pikepdf
import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from audit.models import Entry
from common import clock
from common.errors import Refused
from editions.models import Edition, Role
from editions.phases import Phase
from plans.models import Plan
from report.actions import (
    add_hours,
    hide_report,
    keep_figures,
    publish_report,
    set_foreword,
    set_prices,
)
from report.charts import drawing
from report.models import Report
from report.shown import charts
from report.telling import shown_definitions
from tests import make
from tests.report.reported import answers, leader, published, with_result
from tests.voting.ballot_world import ballot_world

AsUser = Callable[[User], Client]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]


def page(edition: Edition) -> str:
    return reverse("report_page", args=[edition.slug])


def pdf(edition: Edition) -> str:
    return reverse("report_pdf", args=[edition.slug])


def rich() -> Edition:
    """A public report with every part in it, and a title that would break a chart that does not escape."""
    world = with_result()
    by = leader(world.edition).pk
    wijk = world.edition.area.neighbourhoods.all()[0]
    wijk.name = 'Wijk <b> & "zo"'
    wijk.save()
    set_prices(world.edition.pk, 97, 6_000, by)
    add_hours(world.edition.pk, "projectleider", "LEADING", 30, by)
    answers(world.edition, 5)
    published(world)
    set_foreword(world.edition.pk, "Dank <u>u</u> wel.", by)
    return world.edition


class TestWho:
    def test_before_it_is_public_only_the_leader_reads_it(self, as_user: AsUser) -> None:
        edition = with_result().edition
        for here in (page(edition), pdf(edition)):
            assert Client().get(here).status_code == 404
            assert as_user(make.staff(edition, Role.CHAIR, Role.CHECKER)).get(here).status_code == 404
            assert as_user(make.staff(make.edition(), Role.LEADER)).get(here).status_code == 404
            assert as_user(leader(edition)).get(here).status_code == 200
        assert "Dit is een concept" in as_user(leader(edition)).get(page(edition)).content.decode()

    def test_a_published_report_is_everybodys_until_it_is_taken_back(self) -> None:
        world = with_result()
        published(world)
        assert Client().get(page(world.edition)).status_code == 200
        assert Client().get(pdf(world.edition))["Content-Type"] == "application/pdf"
        hide_report(world.edition.pk, leader(world.edition).pk)
        assert Client().get(page(world.edition)).status_code == 404
        assert Client().get(pdf(world.edition)).status_code == 404

    def test_no_report_is_published_before_the_result(self) -> None:
        world = ballot_world()
        by = leader(world.edition).pk
        with pytest.raises(Refused):
            publish_report(world.edition.pk, by)
        keep_figures(world.edition.pk, by)
        with pytest.raises(Refused):
            publish_report(world.edition.pk, by)
        with pytest.raises(IntegrityError, match="published_after_the_result"), transaction.atomic():
            Report.objects.update(published_at=clock.now(), published_by=by)

    def test_publishing_twice_is_publishing_once(self) -> None:
        world = with_result()
        first, again = published(world), published(world)
        assert first.published_at == again.published_at
        assert Entry.objects.filter(action="report_published").count() == 1

    def test_the_page_of_the_edition_leads_to_a_public_report_only(self) -> None:
        world = with_result()
        here = reverse("edition_page", args=[world.edition.slug])
        assert page(world.edition) not in Client().get(here).content.decode()
        published(world)
        assert page(world.edition) in Client().get(here).content.decode()


class TestStaff:
    def test_the_leader_counts_writes_and_publishes(self, as_user: AsUser) -> None:
        edition = with_result().edition
        Report.objects.all().delete()
        browser, name = as_user(leader(edition)), [edition.slug]
        assert "nog geen cijfers" in browser.get(reverse("report_staff", args=name)).content.decode()
        assert browser.post(reverse("report_staff", args=name), {"text": "Hoi"}).status_code == 422
        browser.post(reverse("report_publish", args=name))
        assert not Report.objects.filter(published_at__isnull=False).exists()
        browser.post(reverse("report_count", args=name))
        browser.post(reverse("report_staff", args=name), {"text": "Dank u wel."})
        browser.post(reverse("report_publish", args=name))
        shown = Client().get(page(edition)).content.decode()
        assert "Dank u wel." in shown
        browser.post(reverse("report_hide", args=name))
        assert Client().get(page(edition)).status_code == 404

    def test_a_foreword_that_is_too_long_is_refused_and_stays_typed(self, as_user: AsUser) -> None:
        edition = with_result().edition
        answer = as_user(leader(edition)).post(reverse("report_staff", args=[edition.slug]), {"text": "x" * 2001})
        assert answer.status_code == 422
        assert "x" * 2001 in answer.content.decode()


class TestPage:
    def test_no_view_counts(self) -> None:
        world = with_result()
        published(world)
        before = Client().get(page(world.edition)).content
        Plan.objects.of(world.edition).update(title="Iets anders")
        Plan.objects.of(world.edition).filter(status="CHOSEN").update(status="REALISED")
        assert Client().get(page(world.edition)).content == before

    def test_it_costs_few_queries_however_many_plans(self) -> None:
        edition = rich()
        with CaptureQueriesContext(connection) as few:
            Client().get(page(edition))
        for _ in range(20):
            make.plan(edition)
        keep_figures(edition.pk, None)
        with CaptureQueriesContext(connection) as many:
            Client().get(page(edition))
        assert len(many) == len(few) <= 15

    def test_every_chart_is_there_twice_with_words_and_a_table(self) -> None:
        edition = rich()
        shown = Client().get(page(edition)).content.decode()
        drawn = charts(Report.objects.get(edition=edition).figures)
        assert {"trechter", "wensen", "geld", "opkomst_wijk", "opkomst_leeftijd", "fasen", "kosten"} <= set(drawn)
        assert "enquete_maker" in drawn
        assert "enquete_checker" not in drawn
        found = re.findall(r"<svg[^>]*class=\"chart\".*?</svg>", shown, re.DOTALL)
        assert len(found) == 2 * len(drawn)
        for svg in found:
            root = ElementTree.fromstring(svg)
            assert root.get("role") == "img"
            names = (root.get("aria-labelledby") or "").split()
            said = [element for element in root if element.get("id") in names]
            assert len(said) == 2
            assert all(element.text for element in said)
        assert shown.count("<details") >= len(drawn) - 1  # both of turnout share one
        ids = re.findall(r'\bid="([^"]+)"', shown)
        assert len(ids) == len(set(ids))

    def test_nothing_that_people_typed_becomes_markup_and_nothing_is_styled_inline(self) -> None:
        shown = Client().get(page(rich())).content.decode()
        assert "<b>" not in shown
        assert "<u>" not in shown
        assert escape('Wijk <b> & "zo"') in shown
        assert "style=" not in shown

    def test_every_figure_is_explained(self) -> None:
        shown = Client().get(page(rich())).content.decode()
        assert len(shown_definitions()) > 40
        assert all(escape(each.text, quote=False) in shown for each in shown_definitions())

    def test_an_edition_with_nothing_in_it_has_a_page_too(self, as_user: AsUser) -> None:
        edition = make.edition(Phase.SUBMISSION)
        edition.windows.all().delete()
        edition.themes.all().delete()
        keep_figures(edition.pk, None)
        assert as_user(leader(edition)).get(page(edition)).status_code == 200
        assert as_user(leader(edition)).get(pdf(edition)).status_code == 200


class TestPdf:
    def test_it_is_tagged_in_dutch_and_every_chart_has_its_words(self) -> None:
        edition = rich()
        with pikepdf.open(io.BytesIO(Client().get(pdf(edition)).content)) as made:
            assert made.Root.MarkInfo.Marked
            assert str(made.Root.Lang) == "nl"
            assert str(made.docinfo["/Title"]) == f"Verslag van {edition.name}"
            figures = [each for each in structure(made.Root.StructTreeRoot) if each.get("/S") == "/Figure"]
            drawn = charts(Report.objects.get(edition=edition).figures)
            assert len(figures) == len(drawn)
            assert all(re.fullmatch(r".{9,}: .{9,}", str(each.Alt), re.DOTALL) for each in figures)

    def test_it_follows_the_figures_and_is_drawn_once_for_them(self, monkeypatch: pytest.MonkeyPatch) -> None:
        world = with_result()
        published(world)
        drawn = []

        def draw(edition: Edition, report: Report) -> bytes:
            drawn.append(report.pk)
            return b"%PDF"

        monkeypatch.setattr("report.views.public.render_report", draw)
        for _ in range(3):
            Client().get(pdf(world.edition))
        assert len(drawn) == 1
        set_foreword(world.edition.pk, "Anders", leader(world.edition).pk)
        Client().get(pdf(world.edition))
        assert len(drawn) == 2


def structure(node: pikepdf.Object) -> list[pikepdf.Dictionary]:
    """Every element of the structure tree."""
    if isinstance(node, pikepdf.Array):
        return [found for each in node for found in structure(each)]
    if not isinstance(node, pikepdf.Dictionary):
        return []
    return [node, *(structure(node.K) if "/K" in node else [])]


def test_the_colours_of_charts_are_those_of_the_brand() -> None:
    brand = (drawing.__file__ or "").rsplit("/report/", 1)[0] + "/theme/static/theme/brand.css"
    with open(brand) as file:
        told = dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]+);", file.read()))
    names = {"SOFT": "ink-soft"}
    for name in [
        "INK",
        "SOFT",
        "LINE",
        "WARM",
        "WHITE",
        "RED",
        "OCEAN",
        "OCEAN_25",
        "OCEAN_10",
        "SAND",
        "SAND_25",
        "JADE",
        "JADE_25",
        "INDIGO",
    ]:
        assert getattr(drawing, name) == told[names.get(name, name.lower().replace("_", "-"))], name
