"""Counting the box and publishing the outcome. The count itself is pure (`voting.counting`); here it is kept."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from audit.actions import record
from common import clock
from common.errors import Refused
from editions.locks import hold_open, take
from editions.models import Edition
from editions.phases import Activity
from plans.actions import change_status
from plans.status import Status
from voting.actions.box import require_agreement, waits_in_intake
from voting.actions.paper import seal_late_paper
from voting.actions.proposing import open_proposal, withdraw
from voting.counting import Box, Rules, Tally
from voting.counting import count as count_box
from voting.counting.outcome import Reason
from voting.models import ArchivedVote, Count, CountLine, ProposalKind
from voting.queries.count import ResultLine, box_numbers, read_box, result_lines, turnout
from voting.queries.deciding import drawn_lots, result_content
from voting.queries.rules import rules_to_count_by, withdrawn_plans

NOT_COUNTED = "De stemmen zijn nog niet geteld."
PUBLISHED = "De uitslag is al bekendgemaakt. Opnieuw tellen kan niet meer."
NOT_SEALED = "De stembus is nog niet verzegeld: er wachten nog stembiljetten om geschud te worden."
WRONG_BOX = "In de stembus ligt een stembiljet dat niet kan bestaan. Tel niet verder en laat dit onderzoeken."
CHANGED_BOX = "De stembus is veranderd sinds de telling. Maak de uitslag niet bekend en laat dit onderzoeken."
NEEDS_LOT = "Twee of meer plannen staan gelijk. Voer eerst de loting in."
WITHDRAWN_SINCE = "Sinds de telling is een plan van het stembiljet gehaald. Tel eerst opnieuw."


@transaction.atomic
def count_votes(edition_id: int, by: int | None) -> Count:
    """Counts all ballots by the fixed rules and keeps the outcome; can be repeated until the result is published.

    Lots that two people entered (ProposalKind.LOT) are used; when plans wait for another, the count says so in
    `needs_lot` and is not complete. Raises Refused outside the counting phase, after publication, when the numbers of
    the box disagree, and when anything that decides has changed since the vote opened.
    """
    take(edition_id)
    edition = hold_open(edition_id, Activity.COUNT)
    if Count.objects.filter(edition=edition, published_at__isnull=False).exists():
        raise Refused(PUBLISHED)
    seal_late_paper(edition, by)
    if waits_in_intake(edition):
        raise Refused(NOT_SEALED)
    settings, rules = rules_to_count_by(edition)
    if not ArchivedVote.objects.filter(edition=edition).exists():  # That comes without codes and receipts.
        require_agreement(edition, box_numbers(edition))
    box, lots = read_box(edition), drawn_lots(edition)
    known = {
        "ballots_sha256": box.sha256(),
        "rules_sha256": settings.sha256,
        "withdrawn": sorted(rules.withdrawn),
        "lots": lots,
    }
    count = _keep(edition, by, tally_of(rules, box, lots), known)
    _withdraw_stale(count, by)
    record(
        "votes_counted",
        edition=edition.slug,
        by=by,
        ballots=count.ballots,
        sha256=count.ballots_sha256,
        rules=settings.sha256,
        lot=lots[-1] if lots else [],
        needs_lot=count.needs_lot,
    )
    return count


def _withdraw_stale(count: Count, by: int | None) -> None:
    """What waits for a second person was about another outcome: nobody could confirm it, or propose anew beside it."""
    lot = open_proposal(count.edition_id, ProposalKind.LOT)
    if lot and sorted(lot.content["order"]) != sorted(count.needs_lot):
        withdraw(count.edition_id, ProposalKind.LOT, by)
    result = open_proposal(count.edition_id, ProposalKind.RESULT)
    if result and (count.needs_lot or result.content != result_content(count)):
        withdraw(count.edition_id, ProposalKind.RESULT, by)


def tally_of(rules: Rules, box: Box, lots: list[list[int]]) -> Tally:
    """The pure count. Raises Refused for a box that voting cannot have filled."""
    try:
        return count_box(rules, box, lots)
    except ValueError:
        raise Refused(WRONG_BOX) from None


def _keep(edition: Edition, by: int | None, tally: Tally, known: dict[str, Any]) -> Count:
    """Replaces an earlier count of this edition."""
    Count.objects.filter(edition=edition).delete()
    count = Count.objects.create(
        edition=edition,
        ballots=tally.ballots,
        eligible=turnout(edition).eligible,
        spent_cents=tally.spent,
        left_cents=tally.left,
        needs_lot=list(tally.needs_lot),
        ties=[list(group) for group in tally.ties],
        counted_by_id=by,
        counted_at=clock.now(),
        **known,
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

    Part of the step to execution, whose guard asks for two people. Raises Refused when there is no complete count, when
    it was published before, and when box or ballot are no longer what was counted.
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
    if sorted(withdrawn_plans(edition)) != count.withdrawn:
        return WITHDRAWN_SINCE
    return "" if read_box(edition).sha256() == count.ballots_sha256 else CHANGED_BOX


def _award(line: ResultLine, by: int | None) -> None:
    if line.reason is Reason.WITHDRAWN:
        return
    if line.chosen:
        change_status(line.plan.pk, Status.CHOSEN, by=by)
    else:
        change_status(line.plan.pk, Status.NOT_CHOSEN, by=by, way_on=_way_on(line))


def _way_on(line: ResultLine) -> str:
    return gettext(
        "%(why)s Daarmee is dit plan niet verloren. De projectleider zoekt samen met de plannenmaker naar een andere "
        "weg: een partner, een ander fonds, de Wijk-Top 3 of zelf verdergaan met hulp uit de wijk."
    ) % {"why": line.why}
