"""Fills the database with a vote: `python -m benchmarks.vote_world PLANS CODES STORED`, and prints it as JSON.

STORED ballots, with as many receipts and used codes, lie in the box already. Run again with PLANS 0 it adds ballots to
the vote that is there. Only for a database of its own.
"""

import json
import sys
from random import Random

import django

django.setup()

from datetime import date, timedelta  # noqa: E402

from django.db import connection  # noqa: E402

from accounts.models import User  # noqa: E402
from benchmarks.world import build, crowd  # noqa: E402
from common import clock  # noqa: E402
from editions.models import Edition, PhaseWindow  # noqa: E402
from editions.phases import NUMBERED, Phase  # noqa: E402
from plans.models import Plan  # noqa: E402
from plans.status import Status  # noqa: E402
from voting.codes import make_code  # noqa: E402
from voting.keys import lookup_hash  # noqa: E402
from voting.models import Ballot, CodeState, Receipt, Voter, VotingCode  # noqa: E402
from voting.receipts import new_receipt_number  # noqa: E402

BATCH = 5_000


def open_vote(plans: int, people: list[User]) -> Edition:
    """An edition in its vote, which began a day ago, with `plans` plans of € 1.000 to € 20.000 on the ballot."""
    edition = build(plans, people)
    edition.phase = Phase.VOTING
    edition.save()
    start = clock.now() - timedelta(days=10 * NUMBERED.index(Phase.VOTING) + 1)
    for place, phase in enumerate(NUMBERED):
        first = start + timedelta(days=10 * place)
        PhaseWindow.objects.filter(edition=edition, phase=phase).update(
            starts_at=first, ends_at=first + timedelta(days=10)
        )
    dice = Random(1)
    for plan in edition.plans.all():
        Plan.objects.filter(pk=plan.pk).update(status=Status.ON_BALLOT, ballot_cents=dice.randrange(1, 21) * 100_000)
    return edition


def issue(edition: Edition, number: int, state: CodeState) -> list[str]:
    """Codes of as many new voters."""
    wijk = edition.area.neighbourhoods.all()[0]
    known = Voter.objects.count()
    facts = {"neighbourhood": wijk, "birth_date": date(1980, 1, 1), "postcode": "2034 AA", "town": "Haarlem"}
    facts["address_line"] = "Italiëlaan 1"
    voters = Voter.objects.bulk_create(
        (
            Voter(edition=edition, person_key=str(n).encode(), name_line="J. Bewoner", salutation="Buur", **facts)
            for n in range(known, known + number)
        ),
        batch_size=BATCH,
    )
    codes = [make_code() for _ in voters]
    VotingCode.objects.bulk_create(
        (
            VotingCode(voter=voter, edition=edition, code_hash=lookup_hash(code), state=state)
            for voter, code in zip(voters, codes, strict=True)
        ),
        batch_size=BATCH,
    )
    return codes


def store(edition: Edition, number: int) -> None:
    """Ballots of five plans that were cast and mixed before."""
    ids = list(edition.plans.values_list("pk", flat=True))
    dice = Random(2)
    issue(edition, number, CodeState.USED)
    Ballot.objects.bulk_create(
        (Ballot(edition=edition, choice=sorted(dice.sample(ids, 5))) for _ in range(number)), batch_size=BATCH
    )
    Receipt.objects.bulk_create(
        (Receipt(edition=edition, number=new_receipt_number()) for _ in range(number)), batch_size=BATCH
    )


def main() -> None:
    plans, codes, stored = map(int, sys.argv[1:])
    edition = open_vote(plans, crowd()) if plans else Edition.objects.get()
    store(edition, stored)
    told = issue(edition, codes, CodeState.ISSUED)
    cheapest = edition.plans.order_by("ballot_cents")[0]
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    print(json.dumps({"edition": edition.pk, "slug": edition.slug, "plan": cheapest.pk, "codes": told}))


if __name__ == "__main__":
    main()
