"""Fills the database with an edition that is over, 300 plans and 100,000 ballots, and prints the pages to measure."""

import json
import sys
import time
from random import Random
from uuid import uuid4

import django

django.setup()

from django.db import connection  # noqa: E402
from django.urls import reverse  # noqa: E402

from accounts.models import User  # noqa: E402
from benchmarks.load import queries  # noqa: E402
from benchmarks.world import build, crowd  # noqa: E402
from common import clock  # noqa: E402
from editions.models import Edition  # noqa: E402
from editions.phases import Phase  # noqa: E402
from plans.models import Plan  # noqa: E402
from plans.status import Status  # noqa: E402
from report.actions import add_hours, add_other_cost, keep_figures, publish_report, set_prices  # noqa: E402
from report.pdf import render_report  # noqa: E402
from report.queries.reports import report_of  # noqa: E402
from voting.models import Ballot, Count, CountLine, TurnoutBy, TurnoutGroup  # noqa: E402

BATCH = 10_000
ON_A_BALLOT, VOTERS_A_BALLOT, CHOSEN = 5, 3, 20
PRICE_CENTS = 300_000


def vote(edition: Edition, ballots: int, leader: User) -> None:
    """A counted box of that many ballots, and its turnout by neighbourhood."""
    dice = Random(ballots)
    plans = list(Plan.objects.of(edition).order_by("pk"))
    balloted = plans[: 2 * len(plans) // 3]
    Plan.objects.filter(pk__in=[plan.pk for plan in plans]).update(status=Status.BELOW_THRESHOLD)
    for status, group in ((Status.CHOSEN, balloted[:CHOSEN]), (Status.NOT_CHOSEN, balloted[CHOSEN:])):
        numbers = [plan.pk for plan in group]
        Plan.objects.filter(pk__in=numbers).update(status=status, ballot_cents=PRICE_CENTS)
    numbers = [plan.pk for plan in balloted]
    choices = (sorted(dice.sample(numbers, ON_A_BALLOT)) for _ in range(ballots))
    rows = (Ballot(id=uuid4(), edition=edition, choice=choice) for choice in choices)
    Ballot.objects.bulk_create(rows, batch_size=BATCH)
    count = Count.objects.create(
        edition=edition,
        ballots=ballots,
        eligible=ballots * VOTERS_A_BALLOT,
        spent_cents=CHOSEN * PRICE_CENTS,
        left_cents=edition.budget_cents - CHOSEN * PRICE_CENTS,
        ballots_sha256="0" * 64,
        counted_by=leader,
        counted_at=clock.now(),
        published_at=clock.now(),
    )
    CountLine.objects.bulk_create(
        CountLine(
            count=count,
            plan=plan,
            position=place + 1,
            votes=ballots // (place + 2),
            price_cents=PRICE_CENTS,
            left_before_cents=edition.budget_cents,
            reason="CHOSEN" if place < CHOSEN else "DID_NOT_FIT",
        )
        for place, plan in enumerate(balloted)
    )
    TurnoutGroup.objects.bulk_create(
        TurnoutGroup(edition=edition, by=by, position=place, names=[f"Groep {place}"], eligible=900, voted=300)
        for by in TurnoutBy
        for place in range(6)
    )


def main() -> None:
    number, ballots = map(int, sys.argv[1:])
    people = crowd()
    edition = build(number, people)
    leader = people[0]
    vote(edition, ballots, leader)
    Edition.objects.filter(pk=edition.pk).update(phase=Phase.EXECUTION)
    set_prices(edition.pk, 97, 6_850, leader.pk)
    for work in ("LEADING", "CHECK", "VOTING"):
        add_hours(edition.pk, "medewerkers", work, 400, leader.pk)
    add_other_cost(edition.pk, "Zalen", 184_000, leader.pk)
    begun = time.perf_counter()
    keep_figures(edition.pk, leader.pk)
    counted = time.perf_counter() - begun
    publish_report(edition.pk, leader.pk)
    report = report_of(edition)
    assert report
    begun = time.perf_counter()
    size = len(render_report(edition, report))
    drawn = time.perf_counter() - begun
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    slug = edition.slug
    addresses = {
        "report": reverse("report_page", args=[slug]),
        "open data": reverse("open_data"),
        "plans.csv": reverse("open_data_csv", args=[slug, "plannen"]),
        "plans.json": reverse("open_data_json", args=[slug, "plannen"]),
        "dcat": reverse("open_data_dcat"),
    }
    pages = [{"page": name, "address": here, "queries": queries(here)} for name, here in addresses.items()]
    print(json.dumps({"pages": pages, "counted": counted, "drawn": drawn, "kb": size / 1000}))


if __name__ == "__main__":
    main()
