"""Counting the figures of an edition and keeping them. Part of the result and of the close, nightly, and on demand."""

import logging

from django.db import transaction
from django.db.models import F, Q

from audit.actions import record
from common import clock
from editions.locks import take
from editions.models import Edition
from editions.phases import Phase
from plans.status import LABELS
from report.figures import VERSION, Facts, compute
from report.figures.facts import PlanFacts
from report.figures.wishes import WISHES
from report.models import Report
from report.queries.gather import gather

logger = logging.getLogger(__name__)


@transaction.atomic
def keep_figures(edition_id: int, by: int | None) -> Report:
    """Counts anew and keeps what came of it. Facts that are the same as last time change and log nothing."""
    edition = take(edition_id)
    report = _hold(edition)
    facts = gather(edition, report)
    sha256 = facts.sha256()
    if report.inputs_sha256 == sha256 and report.version == VERSION:
        return report
    report.figures = compute(facts, report.figures)
    report.plans = [_row(plan) for plan in facts.plans if plan.status in WISHES]
    report.version, report.inputs_sha256, report.computed_at = VERSION, sha256, clock.now()
    report.has_result = facts.vote is not None
    report.save()
    record("report_kept", edition=edition.slug, by=by, sha256=sha256)
    return report


def keep_all() -> None:
    """Every edition that is being carried out, and what closed since it was counted: only then its last day is known.

    What goes wrong in one is logged and holds up no other.
    """
    closed = Q(phase=Phase.CLOSED, changes__to_phase=Phase.CLOSED, changes__at__gt=F("report__computed_at"))
    editions = Edition.objects.filter(Q(phase=Phase.EXECUTION) | closed).order_by("pk").distinct()
    for edition_id in editions.values_list("pk", flat=True):
        try:
            keep_figures(edition_id, None)
        except Exception:
            logger.exception("The figures of edition %s could not be counted.", edition_id)


def _hold(edition: Edition) -> Report:
    """The edition's report, locked after the edition: in this order, so that a close and a count never deadlock."""
    empty = {"version": 0, "figures": compute(Facts(edition.name, 0, 0, (), ())), "computed_at": clock.now()}
    Report.objects.get_or_create(edition=edition, defaults={**empty, "inputs_sha256": ""})
    return Report.objects.select_for_update().get(edition=edition)


def _row(plan: PlanFacts) -> dict[str, object]:
    """A plan in the open data: what everybody can read, without who made it."""
    return {
        "nummer": plan.number,
        "titel": plan.title,
        "thema": plan.theme,
        "wijk": plan.neighbourhood,
        "status": LABELS[plan.status],
        "likes": plan.likes,
        "begroting_centen": plan.cost_cents,
        "stembiljet_centen": plan.ballot_cents,
        "stemmen": plan.votes,
        "toegekend_centen": plan.granted_cents,
        "uitgegeven_centen": plan.spent_cents,
        "stand": plan.state,
    }
