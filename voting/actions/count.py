"""Counting the box and publishing the outcome. The count itself is pure (`voting.tally`); here it is kept."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext

from audit.actions import record
from common import clock
from common.errors import Refused
from editions.locks import hold_open, take
from editions.models import Edition
from editions.phases import Activity
from plans.actions import change_status
from plans.pairs import excluding_pairs
from plans.status import Status
from voting.actions.box import require_agreement, waits_in_intake
from voting.actions.paper import seal_late_paper
from voting.models import Count, CountLine
from voting.queries.count import ResultLine, ballot_prices, box_choices, box_numbers, result_lines, turnout
from voting.tally import Tally, ballot_file_hash, count_ballots

NOT_COUNTED = "De stemmen zijn nog niet geteld."
PUBLISHED = "De uitslag is al bekendgemaakt. Opnieuw tellen kan niet meer."
NOT_SEALED = "De stembus is nog niet verzegeld: er wachten nog stembiljetten om geschud te worden."
WRONG_LOT = "Deze loting past niet bij de plannen op het stembiljet. Voer de loting opnieuw in."
WRONG_BOX = "In de stembus ligt een stembiljet dat niet kan bestaan. Tel niet verder en laat dit onderzoeken."
CHANGED_BOX = "De stembus is veranderd sinds de telling. Maak de uitslag niet bekend en laat dit onderzoeken."
NEEDS_LOT = "Twee of meer plannen staan gelijk. Voer eerst de loting in."


@transaction.atomic
def count_votes(edition_id: int, by: int, lot: Sequence[int] = ()) -> Count:
    """Counts all ballots and keeps the outcome; can be repeated until the result is published.

    `lot` is the order of plan ids that was drawn so far, all lots one after another. When plans with equal votes still
    wait for a lot, the count says so in `needs_lot` and is not complete. Raises Refused outside the counting phase,
    after publication, when the numbers of the box disagree, and for a lot that names other plans.
    """
    take(edition_id)
    edition = hold_open(edition_id, Activity.COUNT)
    if Count.objects.filter(edition=edition, published_at__isnull=False).exists():
        raise Refused(PUBLISHED)
    seal_late_paper(edition, by)
    if waits_in_intake(edition):
        raise Refused(NOT_SEALED)
    require_agreement(edition, box_numbers(edition))
    box = list(box_choices(edition))
    count = _keep(edition, by, _tally(edition, box, lot), ballot_file_hash(box), list(lot))
    facts = {"ballots": count.ballots, "sha256": count.ballots_sha256, "lot": count.lot, "needs_lot": count.needs_lot}
    record("votes_counted", edition=edition.slug, by=by, **facts)
    return count


def _tally(edition: Edition, box: Sequence[Sequence[int]], lot: Sequence[int]) -> Tally:
    prices = ballot_prices(edition)
    if len(set(lot)) != len(lot) or not set(lot) <= set(prices):
        raise Refused(WRONG_LOT)
    try:
        return count_ballots(prices, edition.budget_cents, box, lot, excluding=excluding_pairs(prices))
    except ValueError:
        raise Refused(WRONG_BOX) from None


def _keep(edition: Edition, by: int, tally: Tally, sha256: str, lot: list[int]) -> Count:
    """Replaces an earlier count of this edition."""
    Count.objects.filter(edition=edition).delete()
    count = Count.objects.create(
        edition=edition,
        ballots=tally.ballots,
        eligible=turnout(edition).eligible,
        spent_cents=tally.spent,
        left_cents=tally.left,
        ballots_sha256=sha256,
        lot=lot,
        needs_lot=list(tally.needs_lot),
        counted_by_id=by,
        counted_at=clock.now(),
    )
    CountLine.objects.bulk_create(
        CountLine(
            count=count,
            plan_id=line.plan_id,
            position=line.position,
            votes=line.votes,
            price_cents=line.price,
            left_before_cents=line.money_left_before,
            reason=line.reason,
            excluded_by_id=line.excluded_by,
        )
        for line in tally.lines
    )
    return count


@transaction.atomic
def publish_count(edition: Edition, by: int | None) -> Count:
    """Makes the count the result: every plan on the ballot becomes CHOSEN or NOT_CHOSEN, and everybody may see why.

    Part of the step to execution. Raises Refused when there is no complete count, when it was published before, and
    when the box no longer holds the ballots that were counted.
    """
    take(edition.pk)
    count = Count.objects.select_for_update().filter(edition=edition).first()
    reason = _why_not_publish(edition, count)
    if count is None or reason:
        raise Refused(reason)
    for line in result_lines(count):
        _award(line, by)
    count.published_at = clock.now()
    count.save(update_fields=["published_at"])
    record("result_published", edition=edition.slug, by=by, ballots=count.ballots, sha256=count.ballots_sha256)
    return count


def _why_not_publish(edition: Edition, count: Count | None) -> str:
    if count is None:
        return NOT_COUNTED
    if count.published_at:
        return PUBLISHED
    if count.needs_lot:
        return NEEDS_LOT
    return "" if ballot_file_hash(box_choices(edition)) == count.ballots_sha256 else CHANGED_BOX


def _award(line: ResultLine, by: int | None) -> None:
    if line.chosen:
        change_status(line.plan.pk, Status.CHOSEN, by=by)
    else:
        change_status(line.plan.pk, Status.NOT_CHOSEN, by=by, way_on=_way_on(line))


def _way_on(line: ResultLine) -> str:
    return gettext(
        "%(why)s Daarmee is dit plan niet verloren. De projectleider zoekt samen met de plannenmaker naar een andere "
        "weg: een partner, een ander fonds, de Wijk-Top 3 of zelf verdergaan met hulp uit de wijk."
    ) % {"why": line.why}
