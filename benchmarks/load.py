"""Fills the database with worlds of these sizes and prints, as JSON, the pages to measure with their queries."""

import json
import sys

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from benchmarks.world import build, crowd  # noqa: E402
from editions.models import Edition  # noqa: E402


def pages_of(edition: Edition) -> dict[str, str]:
    """The address of each page by its name."""
    slug, plans = edition.slug, list(edition.plans.order_by("pk"))
    theme, listed = edition.themes.all()[0], reverse("plan_list", args=[slug])
    return {
        "list": listed,
        "list by likes": f"{listed}?volgorde=likes",
        "list, a theme": f"{listed}?thema={theme.pk}",
        # Found often enough to fill a page in both worlds: 49 and 421 plans.
        "list, a word": f"{listed}?zoek=wijk",
        "list, deep page": f"{listed}?page={len(plans) // 25}",
        "map": reverse("plan_map", args=[slug]),
        "map data": reverse("plan_map_data", args=[slug]),
        "plan page": reverse("plan_page", args=[slug, plans[len(plans) // 2].pk]),
    }


def queries(address: str) -> int:
    """How many queries the page costs a visitor who comes for the first time."""
    with CaptureQueriesContext(connection) as captured:
        answer = Client().get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answers {answer.status_code}.")
    return len(captured)


def main() -> None:
    people = crowd()
    editions = {number: build(number, people) for number in map(int, sys.argv[1:])}
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    told = [
        {"page": name, "plans": number, "address": address, "queries": queries(address)}
        for number, edition in editions.items()
        for name, address in pages_of(edition).items()
    ]
    print(json.dumps(told))


if __name__ == "__main__":
    main()
