"""Reads that feed the triage pages. The number of queries does not grow with the number of plans."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from accounts.models import User
from editions.models import Edition
from plans.models import Comment, ContactNote, CostLine, Plan, Referral, TriageFlag, TriageLook
from plans.similar import Similar, similar_plans


@dataclass(frozen=True)
class FlagButton:
    """One flag as a plan has it or not."""

    kind: str
    label: str
    is_set: bool


@dataclass(frozen=True)
class Row:
    """One plan in the inbox. `contacts` counts the notes of contact with the maker."""

    plan: Plan
    is_new: bool
    flags: list[FlagButton]
    referrals: list[Referral]
    similar: list[Similar]
    contacts: int


@dataclass(frozen=True)
class Sheet:
    """Everything of one plan for the team."""

    row: Row
    cost_lines: list[CostLine]
    comments: list[Comment]
    notes: list[ContactNote]


def last_look(edition: Edition, user: User) -> datetime | None:
    """Up to when this person has seen the plans; None when they never said so."""
    return TriageLook.objects.filter(edition=edition, user=user).values_list("seen_until", flat=True).first()


def inbox(edition: Edition, seen_until: datetime | None) -> QuerySet[Plan]:
    """All public plans of the edition: those since the last look first, then newest first."""
    newer = Q(submitted_at__gt=seen_until) if seen_until else Q(submitted_at__isnull=False)
    rank = Case(When(newer, then=Value(0)), default=Value(1), output_field=IntegerField())
    return Plan.objects.of(edition).public().order_by(rank, "-submitted_at", "-pk")


def rows(edition: Edition, plan_ids: Sequence[int], seen_until: datetime | None) -> list[Row]:
    """The rows of these plans, in their order."""
    plans = Plan.objects.for_cards().prefetch_related("flags", "referrals", "co_makers__user").in_bulk(plan_ids)
    alike = similar_plans(edition, plan_ids)
    counted = ContactNote.objects.filter(plan__in=plan_ids).order_by().values_list("plan").annotate(Count("pk"))
    contacts = dict(counted)
    return [
        Row(
            plan=plans[number],
            is_new=_is_new(plans[number], seen_until),
            flags=flag_buttons(list(plans[number].flags.all())),
            referrals=list(plans[number].referrals.all()),
            similar=alike.get(number, []),
            contacts=contacts.get(number, 0),
        )
        for number in plan_ids
    ]


def sheet(edition: Edition, number: int, seen_until: datetime | None) -> Sheet:
    """One public plan of this edition. Raises Plan.DoesNotExist for every other."""
    plan_id = Plan.objects.of(edition).public().values_list("pk", flat=True).get(pk=number)
    row = rows(edition, [plan_id], seen_until)[0]
    return Sheet(
        row=row,
        cost_lines=list(row.plan.cost_lines.all()),
        comments=list(row.plan.comments.filter(withdrawn_at__isnull=True).select_related("author")),
        notes=list(row.plan.contact_notes.select_related("by")),
    )


def referrals_of(plan: Plan) -> list[Referral]:
    """Where a plan was referred to, oldest first, for everybody."""
    return list(plan.referrals.all())


def flag_buttons(flags: list[TriageFlag]) -> list[FlagButton]:
    """All kinds in their fixed order, each with whether the plan has it."""
    have = {flag.kind for flag in flags}
    return [FlagButton(kind.value, kind.label, kind.value in have) for kind in TriageFlag.Kind]


def _is_new(plan: Plan, seen_until: datetime | None) -> bool:
    return seen_until is None or (plan.submitted_at is not None and plan.submitted_at > seen_until)
