"""Fills the database with editions after their vote: `python -m benchmarks.after_world PLANS BALLOTS [PLANS BALLOTS]`.

Each has a roll, ballots in a sealed box, a count of them by the site's own code and a published result. Prints, as
JSON, the pages to measure with their queries. Only for a database of its own.
"""

import json
import sys
import time
from datetime import timedelta

import django

django.setup()

from django.db import connection  # noqa: E402
from django.urls import reverse  # noqa: E402

from accounts.models import User  # noqa: E402
from benchmarks.load import queries  # noqa: E402
from benchmarks.vote_world import open_vote, store  # noqa: E402
from benchmarks.world import crowd  # noqa: E402
from common import clock  # noqa: E402
from editions.models import Edition, EditionRole, PhaseWindow, Role  # noqa: E402
from editions.phases import Phase  # noqa: E402
from lifecycle.actions import advance  # noqa: E402
from voting.actions.count import count_votes  # noqa: E402
from voting.actions.deciding import confirm_result, propose_result  # noqa: E402
from voting.actions.rules import freeze_rules  # noqa: E402
from voting.models import Tie, VotingRules  # noqa: E402


def decided(plans: int, ballots: int, people: list[User]) -> Edition:
    """An edition of which the result is public."""
    edition = open_vote(plans, people)
    store(edition, ballots)
    past = clock.now() - timedelta(minutes=1)
    PhaseWindow.objects.filter(edition=edition, phase=Phase.VOTING).update(ends_at=past)
    PhaseWindow.objects.filter(edition=edition, phase=Phase.EXECUTION).update(starts_at=past)
    VotingRules.objects.create(edition=edition, tie=Tie.NUMBER)
    freeze_rules(edition, None)
    leaders = people[:2]
    EditionRole.objects.bulk_create(EditionRole(edition=edition, user=each, role=Role.LEADER) for each in leaders)
    advance(edition.pk, Phase.VOTING)
    count_votes(edition.pk, leaders[0].pk)
    propose_result(edition.pk, leaders[0].pk)
    confirm_result(edition.pk, leaders[1].pk)
    advance(edition.pk, Phase.COUNTING, by=leaders[0].pk)
    return edition


def pages_of(edition: Edition) -> dict[str, str]:
    """The address of each page by its name."""
    slug, plans = edition.slug, edition.plans.order_by("pk")
    return {
        "result": reverse("results", args=[slug]),
        "progress": reverse("progress", args=[slug]),
        "plan page": reverse("plan_page", args=[slug, plans[plans.count() // 2].pk]),
        "record (PDF)": reverse("count_record", args=[slug]),
    }


def main() -> None:
    sizes = list(map(int, sys.argv[1:]))
    people = crowd()
    editions = {plans: decided(plans, ballots, people) for plans, ballots in zip(sizes[::2], sizes[1::2], strict=True)}
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    told = [
        told_of(name, plans, address)
        for plans, edition in editions.items()
        for name, address in pages_of(edition).items()
    ]
    print(json.dumps(told))


def told_of(name: str, plans: int, address: str) -> dict[str, object]:
    """A page with its queries, and how long it took the very first time, in seconds: a PDF is drawn then."""
    begun = time.perf_counter()
    asked = queries(address)
    return {"page": name, "plans": plans, "address": address, "queries": asked, "first": time.perf_counter() - begun}


if __name__ == "__main__":
    main()
