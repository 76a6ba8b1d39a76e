"""Making all verdicts public at once."""

from django.db import transaction

from audit.actions import record
from common import clock
from common.errors import Refused
from editions.locks import take
from editions.models import Edition
from editions.phases import Activity, why_not
from feasibility.actions.verdict_news import tell_verdict
from feasibility.models import Publication, Verdict
from feasibility.permissions import may_publish
from feasibility.queries.after import deadline
from feasibility.queries.costs import rules_of
from feasibility.queries.outcome import publication_reasons
from feasibility.queries.people import person_at
from feasibility.quick_test import Outcome
from plans.actions import change_status
from plans.status import Status

PROPOSE_FIRST = "Twee mensen maken de oordelen bekend. Stel het eerst voor; iemand anders bevestigt het."
SOMEBODY_ELSE = "U stelde dit zelf voor. Iemand anders bevestigt het: de voorzitter of een projectleider."
NOT_YOURS = "Alleen de voorzitter en de projectleider maken de oordelen bekend."


@transaction.atomic
def propose_publication(edition_id: int, by: int) -> Publication:
    """The first of the two people: all verdicts may become public. Proposing again renews it. Raises Refused."""
    edition = _ready(edition_id, by)
    proposal, _ = Publication.objects.update_or_create(
        edition=edition, defaults={"proposed_by_id": by, "proposed_at": clock.now()}
    )
    record("publication_proposed", edition=edition.slug, by=by)
    return proposal


@transaction.atomic
def withdraw_publication(edition_id: int, by: int) -> None:
    """Takes a proposal back, by whoever may propose; nothing to take back is fine. Raises Refused."""
    edition = take(edition_id)
    if not may_publish(person_at(by, edition.pk)):
        raise Refused(NOT_YOURS)
    removed, _ = Publication.objects.filter(edition=edition, confirmed_at=None).delete()
    if removed:
        record("publication_withdrawn", edition=edition.slug, by=by)


@transaction.atomic
def publish_verdicts(edition_id: int, by: int) -> Edition:
    """The second person makes every verdict public: feasible plans go on the ballot with their price, the others get
    their way on.

    Takes the edition alone, so nobody at the table is halfway. Raises Refused while a plan has no verdict that counts,
    without a proposal of somebody else, when it was done already, and outside the phase.
    """
    edition = _ready(edition_id, by)
    now = clock.now()
    proposal = Publication.objects.filter(edition=edition).first()
    if proposal is None:
        raise Refused(PROPOSE_FIRST)
    if proposal.proposed_by_id == by:
        raise Refused(SOMEBODY_ELSE)
    proposal.confirmed_by_id, proposal.confirmed_at = by, now
    proposal.save(update_fields=["confirmed_by", "confirmed_at"])
    verdicts = list(
        Verdict.objects.counting()
        .filter(plan__edition=edition, plan__status=Status.IN_CHECK)
        .select_related("plan__maker")
        .prefetch_related("plan__co_makers")
    )
    for verdict in verdicts:
        _make_public(verdict, by)
    edition.verdicts_published_at = now
    edition.save(update_fields=["verdicts_published_at"])
    _tell_makers(edition, verdicts)
    feasible = sum(verdict.outcome != Outcome.NO for verdict in verdicts)
    record("verdicts_published", edition=edition.slug, by=by, plans=len(verdicts), feasible=feasible)
    return edition


def _ready(edition_id: int, by: int) -> Edition:
    """The edition, taken alone, when its verdicts can become public and this person has a say in it."""
    edition = take(edition_id)
    closed = why_not(Activity.JUDGE, edition.current_phase, {}, clock.now())
    if closed:
        raise Refused(closed)
    if not may_publish(person_at(by, edition.pk)):
        raise Refused(NOT_YOURS)
    reasons = publication_reasons(edition)
    if reasons:
        raise Refused(" ".join(reasons))
    return edition


def _make_public(verdict: Verdict, by: int) -> None:
    if verdict.outcome == Outcome.NO:
        change_status(verdict.plan_id, Status.NOT_FEASIBLE, by=by, way_on=verdict.way_on)
    else:
        change_status(verdict.plan_id, Status.ON_BALLOT, by=by, ballot_cents=verdict.ballot_cents or 0)


def _tell_makers(edition: Edition, verdicts: list[Verdict]) -> None:
    """Everybody who makes a plan hears it in the moment in which everybody can read it."""
    rules = rules_of(edition)
    until = deadline(edition, rules, None).end
    for verdict in verdicts:
        verdict.plan.edition = edition
        tell_verdict(verdict.plan, verdict, until, rules.silence)
