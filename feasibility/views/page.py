"""Puts the page of one plan together, as one person sees it, with whatever they have just typed."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.urls import reverse

from editions.models import Edition, Role
from feasibility.actions.verdicts import mark_of
from feasibility.clock.forms import PauseForm
from feasibility.forms import AdviceForm, AnswerForm, ConditionForm, ParkForm, TableFilter, VerdictForm
from feasibility.models import Answer
from feasibility.permissions import Person, may_advise, may_judge, may_publish, may_second, may_set_conditions
from feasibility.queries import (
    STATE_LABELS,
    PlanSheet,
    QuestionState,
    arrange,
    ids_on_table,
    neighbours,
    person_at,
    plan_sheet,
    table_rows,
)
from feasibility.queries.clock import clock_of
from feasibility.queries.talk import talk_summary
from feasibility.quick_test import Outcome
from plans.models import Plan
from plans.money import as_typed

READY_EXPLANATIONS = {
    Outcome.YES: "Dit plan kan. Aan tafel zag niemand een bezwaar. Het komt op het stembiljet.",
    Outcome.YES_PROVIDED: "Dit plan kan, met de voorwaarden die hierbij staan.",
}


@dataclass(frozen=True)
class Asked:
    """A question on the page: its state, its form when this person may answer it, and what somebody else just said."""

    state: QuestionState
    form: AnswerForm | None
    conflict: Answer | None = None


@dataclass(frozen=True)
class Typed:
    """What was just posted and not saved: at most one of these forms. A stray answer has no question on this page."""

    stray: AnswerForm | None = None
    answer: tuple[int, AnswerForm, Answer | None] | None = None
    condition: ConditionForm | None = None
    verdict: VerdictForm | None = None
    park: ParkForm | None = None
    advice: AdviceForm | None = None
    # The words of another chair that stand where `verdict` would go.
    verdict_current: str = ""

    @property
    def form(self) -> Any:
        first = self.stray or (self.answer and self.answer[1])
        return first or self.condition or self.verdict or self.park or self.advice


def load(request: HttpRequest, edition: Edition, plan_id: int) -> tuple[PlanSheet, Person]:
    """The sheet of a plan and who looks at it; 404 for a plan that does not lie on this table."""
    person = person_at(request.user.pk or 0, edition.pk)
    try:
        return plan_sheet(edition, plan_id, person), person
    except Plan.DoesNotExist:
        raise Http404("Dit plan ligt niet op tafel.") from None


def ask(sheet: PlanSheet, state: QuestionState, typed: Typed) -> Asked:
    """One question with its form: what was just typed, else what stands there."""
    if typed.answer and typed.answer[0] == state.question.pk:
        return Asked(state, typed.answer[1], typed.answer[2])
    if sheet.closed or not (state.may_answer and state.asked):
        return Asked(state, None)
    return Asked(state, AnswerForm.about(state.question, state.answer))


def behind(sheet: PlanSheet, question_id: int) -> list[QuestionState]:
    """The questions that stand, directly or through others, behind one: its answer decides whether they are asked."""
    found = {state.question.key for state in sheet.questions if state.question.pk == question_id}
    states = [state for state in sheet.questions if state.question.only_if_key]
    for _ in states:
        found |= {state.question.key for state in states if state.question.only_if_key in found}
    return [state for state in states if state.question.key in found and state.question.pk != question_id]


def page_context(request: HttpRequest, edition: Edition, plan_id: int, typed: Typed) -> dict[str, Any]:
    sheet, person = load(request, edition, plan_id)
    query = list_query(request, edition)
    listed = listed_ids(edition, person, query, plan_id)
    before, after = neighbours(listed, plan_id)
    return {
        "edition": edition,
        "is_leader": Role.LEADER in person.roles,
        "sheet": sheet,
        "plan": sheet.plan,
        "person": person,
        "blocks": [(block, [ask(sheet, state, typed) for state in block.questions]) for block in sheet.blocks],
        "typed": typed,
        "condition_form": typed.condition or ConditionForm(auto_id="voorwaarde_%s"),
        "advice_form": typed.advice or advice_form(sheet, person),
        "verdict_form": typed.verdict or verdict_form(sheet),
        "may_set_conditions": may_set_conditions(person, sheet.plan) and not sheet.closed,
        "may_judge": may_judge(person, sheet.plan) and not sheet.closed,
        "may_reopen": may_judge(person, sheet.plan) and sheet.verdict and not sheet.advice_closed,
        "may_second": sheet.verdict and sheet.verdict.waits_for_second and may_second(person, sheet.verdict),
        "park_form": typed.park or ParkForm(auto_id="apart_%s"),
        "may_advise": may_advise(person, sheet.plan) and not sheet.advice_closed,
        "may_publish": may_publish(person),
        "clock": clock_of(sheet.plan, edition, sheet.plan.seen_at),
        "pause_form": PauseForm(auto_id="stil_%s"),
        "talk": talk_summary(sheet.plan, person),
        "query": f"?{urlencode(query)}" if query else "",
        "before": before,
        "after": after,
        "place": listed.index(plan_id) + 1,
        "listed": len(listed),
        "table_version": sheet.version,
    }


def listed_ids(edition: Edition, person: Person, query: dict[str, str], plan_id: int) -> list[int]:
    """The list that somebody came from; whole and in its own order it needs no look at how far each plan is."""
    if not query:
        return ids_on_table(edition)
    return [row.plan.pk for row in arrange(table_rows(edition, person), query, keep=plan_id)]


def list_query(request: HttpRequest, edition: Edition) -> dict[str, str]:
    """The filter and order of the list that somebody came from."""
    if not request.GET:
        return {}
    return TableFilter(request.GET, edition, {s.value: label for s, label in STATE_LABELS.items()}).chosen()


def page_url(request: HttpRequest, edition: Edition, plan_id: int, anchor: str) -> str:
    """The page of a plan, in the list that somebody came from."""
    query = list_query(request, edition)
    address = reverse("table_plan", args=[edition.slug, plan_id])
    return f"{address}{'?' + urlencode(query) if query else ''}#{anchor}"


def advice_form(sheet: PlanSheet, person: Person) -> AdviceForm:
    own = next((advice.text for advice in sheet.advice if advice.partner_id == person.user_id), "")
    return AdviceForm(initial={"text": own}, auto_id="advies_%s")


def verdict_form(sheet: PlanSheet) -> VerdictForm:
    """Starts with the chair's own words when the verdict was opened again, else with what the answers point to."""
    initial: dict[str, str]
    if sheet.draft:
        draft = sheet.draft
        initial = {"outcome": draft.outcome, "explanation": draft.explanation, "way_on": draft.way_on}
        initial |= {"way_on_kind": draft.way_on_kind, "ballot_reason": draft.ballot_reason}
        cents = draft.ballot_cents or sheet.cost_cents
    else:
        outcome = sheet.proposal.outcome
        initial = {"outcome": outcome.value, "explanation": READY_EXPLANATIONS.get(outcome, "")} if outcome else {}
        initial["way_on"] = "\n".join(sheet.ways_on) if outcome is Outcome.NO else ""
        cents = sheet.cost_cents
    initial |= {"ballot": as_typed(cents), "seen": mark_of(sheet.draft)}
    return VerdictForm(initial=initial, auto_id="oordeel_%s")
