"""Open data: after the result only, without names, the same in CSV and JSON, described as DCAT-AP-NL asks."""

import csv
import io
import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from common.sheets import safe_cell
from editions.models import Edition
from plans.models import Plan
from plans.status import Status
from report.actions import keep_figures
from report.open_data.dictionary import TABLES, TYPES
from report.open_data.rows import BOM, as_csv, rows_of
from tests import make
from tests.report.reported import with_result
from tests.voting.ballot_world import ballot_world

pytestmark = pytest.mark.django_db
# What DCAT-AP 3.0 and DCAT-AP-NL 3.0 (shapes 300) make mandatory, and what the project promises beside it.
MANDATORY = {
    "dcat:Catalog": {
        *("dct:title", "dct:description", "dct:publisher", "dcat:contactPoint", "dcat:dataset"),
        *("dct:license", "dct:language", "dct:modified"),
    },
    "dcat:Dataset": {
        *("dct:title", "dct:description", "dct:identifier", "dct:publisher", "dct:creator", "dcat:contactPoint"),
        *("dcat:theme", "dct:accessRights", "dct:license", "dct:language", "dct:modified", "dcat:distribution"),
    },
    "dcat:Distribution": {
        *("dcat:accessURL", "dcat:downloadURL", "dcat:mediaType", "dct:format", "dct:license"),
        *("dct:title", "dct:modified", "dct:language"),
    },
}


def fetch(edition: Edition, table: str, ending: str) -> str:
    answer = Client().get(reverse(f"open_data_{ending}", args=[edition.slug, table]))
    assert answer.status_code == 200
    return b"".join(answer.streaming_content if answer.streaming else [answer.content]).decode()  # type: ignore[attr-defined]


def read_csv(text: str, table: str) -> list[dict[str, Any]]:
    """The rows of a file, with the types that the data dictionary promises."""
    assert text.startswith(BOM)
    kinds = {field.name: field.type for field in TABLES[table].fields}
    rows = csv.DictReader(io.StringIO(text[1:], newline=""), delimiter=";")
    return [{name: _typed(value, kinds[name]) for name, value in row.items()} for row in rows]


def _typed(value: str, kind: str) -> object:
    if value == "":
        return None
    return int(value) if kind == "geheel getal" else value


class TestFiles:
    @pytest.mark.parametrize("table", TABLES)
    def test_csv_and_json_say_the_same(self, table: str) -> None:
        edition = with_result().edition
        told = json.loads(fetch(edition, table, "json"))
        rows = [{name: None if value == "" else value for name, value in row.items()} for row in told["rijen"]]
        assert rows
        assert read_csv(fetch(edition, table, "csv"), table) == rows
        assert set(rows[0]) == {field.name for field in TABLES[table].fields}
        assert told["licentie"].startswith("https://creativecommons.org/")

    def test_there_is_nothing_before_the_result(self) -> None:
        world = ballot_world()
        keep_figures(world.edition.pk, None)
        for table in TABLES:
            for ending in ("csv", "json"):
                here = reverse(f"open_data_{ending}", args=[world.edition.slug, table])
                assert Client().get(here).status_code == 404
        page = Client().get(reverse("open_data")).content.decode()
        assert world.edition.slug not in page
        assert world.edition.slug not in Client().get(reverse("open_data_dcat")).content.decode()

    def test_a_file_that_nobody_knows_is_not_there(self) -> None:
        edition = with_result().edition
        assert Client().get(reverse("open_data_csv", args=[edition.slug, "makers"])).status_code == 404

    def test_plans_are_those_that_everybody_can_read_and_no_maker_is_named(self) -> None:
        edition = with_result().edition
        text = fetch(edition, "plannen", "json")
        numbers = {row["nummer"] for row in json.loads(text)["rijen"]}
        assert numbers == set(Plan.objects.of(edition).public().values_list("pk", flat=True))
        assert "Omar" not in text
        assert "example.org" not in text.split('"rijen"')[1]

    def test_the_funnel_adds_up_to_all_plans(self) -> None:
        edition = with_result().edition
        rows = json.loads(fetch(edition, "trechter", "json"))["rijen"]
        assert sum(row["plannen"] for row in rows) == Plan.objects.of(edition).exclude(status=Status.DRAFT).count()

    @pytest.mark.parametrize("title", ["=1+1", "+31", "-2", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")', 'A;B"C'])
    def test_a_title_is_never_a_formula_and_never_another_column(self, title: str) -> None:
        rows = [{**dict.fromkeys(field.name for field in TABLES["plannen"].fields), "nummer": 1, "titel": title}]
        text = "".join(as_csv(TABLES["plannen"], rows))
        back = list(csv.DictReader(io.StringIO(text[1:], newline=""), delimiter=";"))
        assert back[0]["titel"] == safe_cell(title)
        assert not back[0]["titel"].lstrip().startswith(("=", "+", "-", "@"))
        assert back[0]["nummer"] == "1"

    def test_rows_have_the_fields_of_their_table_and_no_others(self) -> None:
        rows = rows_of("plannen", {}, [{"nummer": 1, "geheim": "x"}])
        assert list(rows[0]) == [field.name for field in TABLES["plannen"].fields]


class TestDictionary:
    def test_every_field_has_a_type_and_a_meaning(self) -> None:
        for table in TABLES.values():
            names = [field.name for field in table.fields]
            assert len(names) == len(set(names))
            for field in table.fields:
                assert field.type in TYPES.values()
                assert field.meaning.text

    def test_page_and_json_tell_every_field(self) -> None:
        page = Client().get(reverse("open_data")).content.decode()
        told = Client().get(reverse("open_data_fields")).json()
        assert [each["tabel"] for each in told["tabellen"]] == list(TABLES)
        for table in told["tabellen"]:
            for field in table["velden"]:
                assert f"<code>{field['naam']}</code>" in page
                assert {"naam", "type", "eenheid", "definitie", "bron"} <= set(field)
        assert "CC0" in page


def nodes(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, list):
        return [node for each in value for node in nodes(each)]
    if isinstance(value, dict):
        return [value, *(node for each in value.values() for node in nodes(each))]
    return []


class TestDescription:
    def told(self) -> dict[str, Any]:
        answer = Client().get(reverse("open_data_dcat"))
        assert answer["Content-Type"].startswith("application/ld+json")
        found: dict[str, Any] = answer.json()
        return found

    def test_catalogue_datasets_and_files_have_all_that_is_mandatory(self) -> None:
        with_result()
        with_result()
        told = self.told()
        for kind, wanted in MANDATORY.items():
            found = [node for node in nodes(told) if node.get("@type") == kind]
            assert len(found) == {"dcat:Catalog": 1, "dcat:Dataset": 2, "dcat:Distribution": 4 * len(TABLES)}[kind]
            for node in found:
                assert wanted <= {name for name, value in node.items() if value}, kind
        names = [name for node in nodes(told) for name in node if ":" in name]
        assert {name.split(":")[0] for name in names} <= set(told["@context"])

    def test_every_address_in_it_is_there(self) -> None:
        with_result()
        for node in nodes(self.told()):
            if node.get("@type") == "dcat:Distribution":
                address = node["dcat:downloadURL"]["@id"]
                assert address.startswith("http")
                assert Client().get("/" + address.split("/", 3)[3]).status_code == 200

    def test_identifiers_are_those_of_one_dataset(self) -> None:
        with_result()
        with_result()
        found = [node["dct:identifier"] for node in nodes(self.told()) if node.get("@type") == "dcat:Dataset"]
        assert len(set(found)) == 2

    def test_a_site_without_results_still_has_a_catalogue(self) -> None:
        make.edition()
        assert self.told()["dcat:dataset"] == []
