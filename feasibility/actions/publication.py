"""Making all verdicts public at once."""

from django.db import transaction

from audit.actions import record
from common import clock
from common.errors import Refused
from editions.locks import take
from editions.models import Edition
from editions.phases import Activity, why_not
from feasibility.models import Verdict
from feasibility.permissions import may_publish
from feasibility.queries.outcome import publication_reasons
from feasibility.queries.people import person_at
from feasibility.quick_test import Outcome
from plans.actions import change_status
from plans.status import Status

NOT_YOURS = "Alleen de voorzitter en de projectleider maken de oordelen bekend."


@transaction.atomic
def publish_verdicts(edition_id: int, by: int) -> Edition:
    """Makes every verdict public: feasible plans go on the ballot with their price, the others get their way on.

    Takes the edition alone, so nobody at the table is halfway. Raises Refused while a plan has no verdict, when it was
    done already, and outside the phase.
    """
    edition = take(edition_id)
    now = clock.now()
    closed = why_not(Activity.JUDGE, edition.current_phase, {}, now)
    if closed:
        raise Refused(closed)
    if not may_publish(person_at(by, edition.pk)):
        raise Refused(NOT_YOURS)
    reasons = publication_reasons(edition)
    if reasons:
        raise Refused(" ".join(reasons))
    verdicts = list(Verdict.objects.standing().filter(plan__edition=edition, plan__status=Status.IN_CHECK))
    for verdict in verdicts:
        _make_public(verdict, by)
    edition.verdicts_published_at = now
    edition.save(update_fields=["verdicts_published_at"])
    feasible = sum(verdict.outcome != Outcome.NO for verdict in verdicts)
    record("verdicts_published", edition=edition.slug, by=by, plans=len(verdicts), feasible=feasible)
    return edition


def _make_public(verdict: Verdict, by: int) -> None:
    if verdict.outcome == Outcome.NO:
        change_status(verdict.plan_id, Status.NOT_FEASIBLE, by=by, way_on=verdict.way_on)
    else:
        change_status(verdict.plan_id, Status.ON_BALLOT, by=by, ballot_cents=verdict.ballot_cents or 0)
