"""Fills the database with editions in execution of these sizes and prints, as JSON, their public pages to measure."""

import json
import sys
from datetime import timedelta

import django

django.setup()

from django.db import connection  # noqa: E402
from django.db.models import F  # noqa: E402
from django.urls import reverse  # noqa: E402

from benchmarks.load import queries  # noqa: E402
from benchmarks.world import build, crowd  # noqa: E402
from common import clock  # noqa: E402
from editions.models import Edition  # noqa: E402
from editions.phases import Phase  # noqa: E402
from execution.actions import open_agreements  # noqa: E402
from execution.models import Agreement, Spending, Update, UpdatePhoto  # noqa: E402
from execution.states import State  # noqa: E402
from plans.status import Status  # noqa: E402

UPDATES, PHOTOS, LINES = 3, 2, 5
GOING = (State.NEW, State.AGREED, State.BUSY, State.STUCK)


def carry_out(edition: Edition) -> None:
    """Every plan of the edition was chosen and is under way."""
    edition.plans.update(status=Status.CHOSEN, ballot_cents=1_000_000)
    Edition.objects.filter(pk=edition.pk).update(phase=Phase.EXECUTION)
    edition.windows.update(starts_at=F("starts_at") - timedelta(days=30), ends_at=F("ends_at") - timedelta(days=30))
    open_agreements(edition, None, {})
    agreements = list(Agreement.objects.filter(plan__edition=edition).select_related("plan"))
    for number, agreement in enumerate(agreements):
        agreement.state = GOING[number % len(GOING)]
    Agreement.objects.bulk_update(agreements, ["state"], batch_size=500)
    _tell(agreements)
    _spend(agreements)


def _tell(agreements: list[Agreement]) -> None:
    moment = clock.now()
    made = Update.objects.bulk_create(
        Update(
            agreement=agreement,
            author_id=agreement.plan.maker_id,
            text="De bollen zitten in de grond. Zaterdag om tien uur gaan we verder, neem een schep mee. " * 4,
            posted_at=moment - timedelta(days=30 * turn, minutes=number),
            changed_at=moment,
        )
        for number, agreement in enumerate(agreements)
        for turn in range(UPDATES)
    )
    UpdatePhoto.objects.bulk_create(
        UpdatePhoto(update_of=update, image=f"voortgang/{update.pk:031x}{turn}.jpg", alt="Buren met een schep")
        for update in made
        for turn in range(PHOTOS)
    )


def _spend(agreements: list[Agreement]) -> None:
    Spending.objects.bulk_create(
        Spending(
            agreement=agreement,
            cents=10_000,
            spent_on=clock.today(),
            what="Aarde",
            entered_by_id=agreement.plan.maker_id,
            entered_at=clock.now(),
        )
        for agreement in agreements
        for _ in range(LINES)
    )


def pages_of(edition: Edition) -> dict[str, str]:
    """The address of each page by its name."""
    slug, theme = edition.slug, edition.themes.all()[0]
    listed = reverse("progress", args=[slug])
    return {
        "progress": listed,
        "progress, theme": f"{listed}?thema={theme.pk}",
        "progress map": reverse("progress_map", args=[slug]),
        "map data": reverse("progress_map_data", args=[slug]),
        "embedded list": reverse("progress_embed", args=[slug]),
        "feed": reverse("progress_feed", args=[slug]),
    }


def main() -> None:
    people = crowd()
    editions = {number: build(number, people) for number in map(int, sys.argv[1:])}
    for edition in editions.values():
        carry_out(edition)
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
