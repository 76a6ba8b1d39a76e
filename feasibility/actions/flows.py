"""The versions of the quick test: a draft beside the one in use, taken in use as a whole."""

from django.db import transaction

from audit.actions import record
from common import clock
from common.errors import Refused
from editions.locks import take
from editions.models import Edition
from feasibility.actions.table import PUBLISHED, new_flow
from feasibility.default_questions import DEFAULT_QUESTIONS
from feasibility.flow_check import check_flow
from feasibility.models import Flow, FlowState
from feasibility.permissions import may_change_flow
from feasibility.queries.flow import as_flow
from feasibility.queries.people import person_at

NOT_YOURS = "Alleen de voorzitter en de projectleider veranderen de sneltoets."
ONE_DRAFT = "Er ligt al een concept klaar. Ga daarmee verder, of gooi het eerst weg."
GONE = "Deze versie is er niet meer."
NO_DRAFT = "Deze versie is geen concept meer."


@transaction.atomic
def draft_flow(edition_id: int, by: int) -> Flow:
    """Starts the next version as a copy of the one in use, or of the default questions. Raises Refused for a second."""
    edition = _take_for(edition_id, by)
    if Flow.objects.filter(edition=edition, state=FlowState.DRAFT).exists():
        raise Refused(ONE_DRAFT)
    source = Flow.objects.in_use(edition)
    flow = new_flow(edition, by, as_flow(source.questions.all()) if source else DEFAULT_QUESTIONS)
    record("flow_drafted", edition=edition.slug, by=by, flow=flow.number)
    return flow


@transaction.atomic
def discard_draft(edition_id: int, flow_id: int, by: int) -> None:
    """Throws a draft away. Raises Refused for a version that is or was in use."""
    edition = _take_for(edition_id, by)
    flow = _draft(edition, flow_id)
    record("flow_discarded", edition=edition.slug, by=by, flow=flow.number)
    flow.delete()


@transaction.atomic
def take_flow_in_use(edition_id: int, flow_id: int, by: int) -> Flow:
    """Makes a draft the version that plans get which have no answer yet; plans with answers keep theirs.

    Takes the edition alone, so nobody is answering meanwhile. Raises Refused with everything that is wrong with it, and
    after publication.
    """
    edition = _take_for(edition_id, by)
    flow = _draft(edition, flow_id)
    if edition.verdicts_published_at:
        raise Refused(PUBLISHED)
    problems = check_flow(as_flow(flow.questions.all()))
    if problems:
        raise Refused(" ".join(problems))
    Flow.objects.filter(edition=edition, state=FlowState.IN_USE).update(state=FlowState.RETIRED)
    flow.state, flow.taken_in_use_at = FlowState.IN_USE, clock.now()
    flow.save(update_fields=["state", "taken_in_use_at"])
    record("flow_taken_in_use", edition=edition.slug, by=by, flow=flow.number, questions=flow.questions.count())
    return flow


def _take_for(edition_id: int, by: int) -> Edition:
    edition = take(edition_id)
    if not may_change_flow(person_at(by, edition.pk)):
        raise Refused(NOT_YOURS)
    return edition


def _draft(edition: Edition, flow_id: int) -> Flow:
    flow = Flow.objects.select_for_update().filter(edition=edition, pk=flow_id).first()
    if flow is None:
        raise Refused(GONE)
    if flow.state != FlowState.DRAFT:
        raise Refused(NO_DRAFT)
    return flow
