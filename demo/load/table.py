"""What the ja-mits table did in the demo: answers, conditions and verdicts."""

from random import Random
from typing import Any

from accounts.models import User
from common import clock
from demo.load.plans import cost_of
from editions.models import Edition
from feasibility.actions import lay_table
from feasibility.models import Answer, Condition, Question, Verdict, WayOn
from feasibility.quick_test import Outcome, Value
from plans.models import Plan
from plans.status import Status

JUDGED = (Status.CHOSEN, Status.NOT_CHOSEN, Status.ON_BALLOT, Status.NOT_FEASIBLE)


def outcome_of(entry: dict[str, Any]) -> Outcome:
    if entry["outcome"] == Status.NOT_FEASIBLE:
        return Outcome.NO
    return Outcome.YES_PROVIDED if entry.get("conditions") else Outcome.YES


def load_verdicts(
    edition: Edition, plans: list[Plan], entries: list[dict[str, Any]], cast: dict[str, User], dice: Random
) -> None:
    """Answers, conditions and a published verdict for every plan that came to the table."""
    lay_table(edition, None)
    judged = [(plan, entry) for plan, entry in zip(plans, entries, strict=True) if plan.state in JUDGED]
    load_conditions(judged, cast["checker"])
    load_answers(edition, judged, cast["checker"], dice)
    Verdict.objects.bulk_create(
        Verdict(
            plan=plan,
            outcome=outcome_of(entry),
            explanation=entry.get("explanation") or "De tafel ziet geen bezwaren. Een mooi en duidelijk plan.",
            way_on=entry.get("way_on", "") if outcome_of(entry) is Outcome.NO else "",
            ballot_cents=None if outcome_of(entry) is Outcome.NO else cost_of(entry),
            confirmed_by=cast["voorzitter"],
            confirmed_at=clock.now(),
            **(_refusal(cast["projectleider"], number) if outcome_of(entry) is Outcome.NO else {}),
        )
        for number, (plan, entry) in enumerate(judged)
    )


def _refusal(second: User, number: int) -> dict[str, Any]:
    """What a "nee" has besides: the second person, and where it can go on."""
    kind = list(WayOn)[number % len(WayOn)]
    return {"way_on_kind": kind, "seconded_by": second, "seconded_at": clock.now()}


def load_conditions(judged: list[tuple[Plan, dict[str, Any]]], checker: User) -> None:
    Condition.objects.bulk_create(
        Condition(plan=plan, text=condition["text"], owner=condition["owner"], added_by=checker)
        for plan, entry in judged
        for condition in entry.get("conditions", ())
    )


def load_answers(
    edition: Edition, judged: list[tuple[Plan, dict[str, Any]]], checker: User, dice: Random, share: float = 1.0
) -> None:
    """Answers that fit the verdict: a nee has one nee, a ja-mits some ja-mits. `share` leaves some questions open."""
    questions = list(Question.objects.filter(edition=edition))
    answers = []
    for plan, entry in judged:
        special = {Outcome.NO: Value.NO, Outcome.YES_PROVIDED: Value.PROVIDED}.get(outcome_of(entry), Value.YES)
        turning = dice.choice(questions)
        for question in questions:
            if dice.random() < share:
                value = special if question == turning else Value.YES
                answers.append(
                    Answer(plan=plan, question=question, value=value, answered_by=checker, answered_at=clock.now())
                )
    Answer.objects.bulk_create(answers)
