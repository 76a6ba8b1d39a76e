"""What the ja-mits table did in the demo: answers, conditions and verdicts."""

import re
from collections.abc import Sequence
from datetime import timedelta
from random import Random
from typing import Any

from accounts.models import User
from common import clock
from demo.load.plans import cost_of
from editions.models import Edition
from feasibility import quick_test
from feasibility.actions import lay_table
from feasibility.models import (
    Answer,
    Assignment,
    ClockPause,
    Condition,
    Dossier,
    Flow,
    FlowState,
    MakerAnswer,
    Verdict,
    WayOn,
)
from feasibility.queries.flow import as_flow
from feasibility.quick_test import Discipline, Outcome, Value
from plans.models import Plan
from plans.status import Status

OUTSIDE = ("openbare_ruimte", "grond_gemeente")
# What the beginnings of words in a plan say about it.
FACTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("straat|plein|stoep|laan|park|spaarne|oever|veld|plas", OUTSIDE),
    ("bank|toestel|kast|muur|foto|schommel|route|kunst|hek|verlichting", ("blijft_staan",)),
    ("bank|toestel|schommel|boom|bomen|fundering", ("graven",)),
    ("speel|schommel|sport|fitness", ("speeltoestel",)),
    ("boom|bomen|plant|tuin|groen|bloem|fruit", ("groen",)),
    ("verkeer|stoep|parkeer|drempel", ("verkeer",)),
    ("club|samen|ontmoet|feest|maaltijd|cursus|les|spreekuur|middag", ("activiteit",)),
    ("feest|markt|festival|optreden", ("evenement", "geluid")),
    ("maaltijd|koken|soep|eten", ("eten",)),
    ("kinderen|jongeren|jeugd|school", ("kinderen",)),
    ("foto|camera|leden|groepsapp", ("gegevens",)),
    ("fonds|subsidie|sponsor", ("ander_geld",)),
)
# Questions that every plan gets, on which a verdict can turn.
TURNING = {"regels", "begroting", "btw", "plek", "binnen_een_jaar", "beheer", "voor_iedereen", "buurt"}
# Why the clock of a plan stands still.
WAITS = (
    "De maker vraagt na of de school meedoet. Wij horen het volgende week.",
    "Wacht op de maker: een tekening van de plek.",
)
DIVIDED = {"checker": (Discipline.LEGAL,), "checker2": (Discipline.PRACTICAL, Discipline.SOCIAL)}
TURNS = {Outcome.NO: Value.NO, Outcome.YES_PROVIDED: Value.PROVIDED}
ADAPTED = "Wij doen het iets kleiner, en met de buren van de overkant. Dan past het en blijft het veilig."
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


def load_maker_answers(edition: Edition) -> None:
    """What makers said to their conditions: most agree, some adapt their plan."""
    provided = Plan.objects.of(edition).filter(verdict__outcome=Outcome.YES_PROVIDED).order_by("pk")
    MakerAnswer.objects.bulk_create(
        MakerAnswer(
            plan=plan,
            kind=MakerAnswer.Kind.ADAPTED if number % 3 == 2 else MakerAnswer.Kind.ACCEPTED,
            text=ADAPTED if number % 3 == 2 else "",
            by_id=plan.maker_id,
            at=edition.verdicts_published_at or clock.now(),
        )
        for number, plan in enumerate(provided)
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
    """Answers that fit the plan and its verdict: a nee has one nee, a ja-mits one ja-mits. `share` leaves some open."""
    flow = Flow.objects.get(edition=edition, state=FlowState.IN_USE)
    questions = {question.key: question for question in flow.questions.all()}
    now = clock.now()
    answers = []
    for plan, entry in judged:
        for key, value in answers_about(plan, outcome_of(entry), as_flow(questions.values()), dice, share).items():
            answers.append(
                Answer(plan=plan, question=questions[key], value=value, answered_by=checker, answered_at=now)
            )
    Answer.objects.bulk_create(answers)
    Dossier.objects.bulk_create(Dossier(plan=plan, flow=flow) for plan, _ in judged)
    Flow.objects.filter(pk=flow.pk, frozen_at=None).update(frozen_at=now)


def load_clocks(edition: Edition, plans: list[Plan], cast: dict[str, User]) -> None:
    """Some plans that came to the table earlier and are nearly or really late, two that wait for their maker, and half
    of them divided."""
    now = clock.now()
    for plan, days in zip(plans[6:10], (45, 43, 40, 36), strict=False):
        Plan.objects.filter(pk=plan.pk).update(check_started_at=now - timedelta(days=days))
    ClockPause.objects.bulk_create(
        ClockPause(plan=plan, reason=reason, started_at=now - timedelta(days=4), started_by=cast["voorzitter"])
        for plan, reason in zip(plans[10:12], WAITS, strict=False)
    )
    Assignment.objects.bulk_create(
        Assignment(plan=plan, discipline=discipline, checker=cast[member])
        for member, disciplines in DIVIDED.items()
        for discipline in disciplines
        for plan in plans[::2]
    )


def answers_about(
    plan: Plan, outcome: Outcome, flow: Sequence[quick_test.Question], dice: Random, share: float
) -> dict[str, Value]:
    """Facts that the words of the plan tell, and a judgement on everything that then comes up."""
    text = f"{plan.title} {plan.summary} {plan.body}".lower()
    facts = {fact for words, found in FACTS if re.search(rf"\b({words})", text) for fact in found}
    answers: dict[str, Value] = {}
    left_open: set[str] = set()
    while to_do := [q for q in quick_test.open_questions(flow, answers) if q.key not in left_open]:
        for question in to_do:
            if question.sorting:
                answers[question.key] = Value.YES if question.key in facts else Value.NO
            elif dice.random() < share:
                answers[question.key] = Value.YES
            else:
                left_open.add(question.key)
    judged = [key for key in sorted(TURNING) if key in answers]
    if judged:
        answers[dice.choice(judged)] = TURNS.get(outcome, Value.YES)
    return answers
