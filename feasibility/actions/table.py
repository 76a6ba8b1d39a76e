"""Laying the table, and taking one plan in hand."""

from dataclasses import dataclass

from django.db import transaction

from audit.actions import record
from common.errors import Refused
from editions.locks import hold_open, take
from editions.models import Edition
from editions.phases import Activity
from feasibility.default_questions import DEFAULT_QUESTIONS
from feasibility.models import Question, Verdict
from feasibility.permissions import Person
from feasibility.queries.people import person_at
from plans.models import Plan
from plans.status import Status

PUBLISHED = "De oordelen zijn bekendgemaakt. Aan tafel verandert er niets meer."
NOT_HERE = "Dit plan ligt niet op tafel."
JUDGED = "Er ligt al een oordeel over dit plan. Vraag de voorzitter om het weer te openen."


@transaction.atomic
def lay_table(edition: Edition, by: int | None) -> int:
    """Gives an edition without questions the default ones. Returns how many were added; nothing the second time."""
    take(edition.pk)
    if Question.objects.filter(edition=edition).exists():
        return 0
    made = Question.objects.bulk_create(
        Question(
            edition=edition,
            key=question.key,
            number=number,
            discipline=question.discipline.value,
            text=question.text,
            help=question.help,
            provided_text=question.provided_text,
            only_if_key=question.only_if[0] if question.only_if else "",
            only_if_value=question.only_if[1].value if question.only_if else "",
        )
        for number, question in enumerate(DEFAULT_QUESTIONS, start=1)
    )
    record("table_laid", edition=edition.slug, by=by, questions=len(made))
    return len(made)


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


def take_in_hand(plan_id: int, by: int) -> PlanInHand:
    """Holds the edition open and takes the plan alone, so that two people never change one plan at once.

    Raises Refused when the table is not open, the verdicts are public, or the plan does not lie on it.
    """
    edition = hold_open(Plan.objects.values_list("edition_id", flat=True).get(pk=plan_id), Activity.JUDGE)
    if edition.verdicts_published_at:
        raise Refused(PUBLISHED)
    plan = Plan.objects.select_for_update(no_key=True).get(pk=plan_id)
    if plan.state is not Status.IN_CHECK:
        raise Refused(NOT_HERE)
    return PlanInHand(edition, plan, person_at(by, edition.pk))
