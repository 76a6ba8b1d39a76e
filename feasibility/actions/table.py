"""Laying the table, and taking one plan in hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from audit.actions import record
from common import clock
from common.errors import Refused
from editions.locks import hold_open, take
from editions.models import Edition
from editions.phases import Activity
from feasibility import quick_test
from feasibility.default_questions import DEFAULT_QUESTIONS
from feasibility.models import Dossier, Flow, FlowState, Question, Verdict
from feasibility.permissions import Person
from feasibility.queries.flow import questions_of
from feasibility.queries.people import person_at
from feasibility.quick_test import Value
from plans.models import Plan
from plans.status import Status

PUBLISHED = gettext_noop("De oordelen zijn bekendgemaakt. De antwoorden van de tafel veranderen niet meer.")
NOT_HERE = gettext_noop("Dit plan ligt niet op tafel.")
JUDGED = "Er ligt al een oordeel over dit plan. Vraag de voorzitter om het weer te openen."


@transaction.atomic
def lay_table(edition: Edition, by: int | None) -> int:
    """Gives an edition without a quick test in use the default one. Returns its number of questions; 0 the second time.

    A draft that nobody took in use stays a draft.
    """
    take(edition.pk)
    if Flow.objects.in_use(edition):
        return 0
    flow = new_flow(edition, by, DEFAULT_QUESTIONS, FlowState.IN_USE)
    record("table_laid", edition=edition.slug, by=by, flow=flow.number, questions=len(DEFAULT_QUESTIONS))
    return len(DEFAULT_QUESTIONS)


def new_flow(
    edition: Edition, by: int | None, questions: Sequence[quick_test.Question], state: FlowState = FlowState.DRAFT
) -> Flow:
    """Makes the next version of the quick test. Needs the edition alone, so that no two versions get one number."""
    last = Flow.objects.filter(edition=edition).aggregate(last=Max("number"))["last"] or 0
    now = clock.now()
    flow = Flow.objects.create(
        edition=edition,
        number=last + 1,
        state=state,
        made_by_id=by,
        made_at=now,
        taken_in_use_at=now if state == FlowState.IN_USE else None,
    )
    Question.objects.bulk_create(
        Question(flow=flow, key=question.key, number=number, **fields_of(question))
        for number, question in enumerate(questions, start=1)
    )
    return flow


def fields_of(question: quick_test.Question) -> dict[str, Any]:
    """What is kept of a question besides its key and its place."""
    return {
        "discipline": question.discipline.value,
        "sorting": question.sorting,
        "text": question.text,
        "help": question.help,
        "yes_text": question.yes_text,
        "provided_text": question.provided_text,
        "no_text": question.no_text,
        "only_if_key": question.only_if.key if question.only_if else "",
        "only_if_values": [v.value for v in Value if v in question.only_if.values] if question.only_if else [],
    }


@dataclass(frozen=True)
class PlanInHand:
    """One plan on the open table, held by somebody until their transaction ends."""

    edition: Edition
    plan: Plan
    person: Person

    @property
    def subject(self) -> str:
        return f"plan:{self.plan.pk}"

    def refuse_when_judged(self) -> None:
        if Verdict.objects.standing().filter(plan=self.plan).exists():
            raise Refused(JUDGED)

    def keep_questions(self) -> list[Question]:
        """The plan's questions. From now on it keeps this version, and the version can no longer change."""
        if not Dossier.objects.filter(plan=self.plan, flow__isnull=False).exists():
            flow = Flow.objects.in_use(self.edition)
            if flow is None:
                raise Refused(quick_test.NO_QUESTIONS)
            # Waits for whoever is changing a question, so that the questions are read after that.
            Flow.objects.filter(pk=flow.pk, frozen_at=None).update(frozen_at=clock.now())
            Dossier.objects.update_or_create(plan=self.plan, defaults={"flow": flow})
        return questions_of(self.plan)


def take_in_hand(plan_id: int, by: int) -> PlanInHand:
    """Holds the edition open and takes the plan alone, so that two people never change one plan at once.

    The plan's version goes up with it, so that whoever looks at the plan knows that something changed. Raises Refused
    when the table is not open, the verdicts are public, or the plan does not lie on it.
    """
    edition = hold_open(Plan.objects.values_list("edition_id", flat=True).get(pk=plan_id), Activity.JUDGE)
    if edition.verdicts_published_at:
        raise Refused(_(PUBLISHED))
    plan = Plan.objects.select_for_update(no_key=True).get(pk=plan_id)
    if plan.state is not Status.IN_CHECK:
        raise Refused(_(NOT_HERE))
    _turn(plan)
    return PlanInHand(edition, plan, person_at(by, edition.pk))


def _turn(plan: Plan) -> None:
    """The plan is ours alone here, so nobody else makes or turns its dossier meanwhile."""
    if not Dossier.objects.filter(plan=plan).update(version=F("version") + 1):
        Dossier.objects.create(plan=plan, version=1)
