"""Reads that feed the triage pages. The number of queries does not grow with the number of plans."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from accounts.models import User
from common import clock
from editions.models import Edition
from editions.phases import Activity, why_not
from plans.discussion.queries import letters_for_team
from plans.models import Comment, ContactNote, CostLine, Plan, Referral, TriageFlag, TriageLook
from plans.publishing import lands_at
from plans.similar import Similar, similar_plans
from plans.status import LABELS, TEAM, Status

# Held plans about which the team has to decide: new ones, and those of which the maker asked again.
WAITS = Q(status=Status.HELD) & (Q(held_reason="") | Q(review_asked_at__isnull=False))

# No number of a plan is longer.
LONGEST = 10


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
    merged: list[Plan]
    referrals: list[Referral]


def last_look(edition: Edition, user: User) -> datetime | None:
    """Up to when this person has seen the plans; None when they never said so."""
    return TriageLook.objects.filter(edition=edition, user=user).values_list("seen_until", flat=True).first()


def inbox(edition: Edition, seen_until: datetime | None) -> QuerySet[Plan]:
    """All plans that came in: those that wait for the team first, then those since the last look, then newest first."""
    newer = Q(submitted_at__gt=seen_until) if seen_until else Q(submitted_at__isnull=False)
    ranks = [When(WAITS, then=Value(0)), When(status=Status.HELD, then=Value(1)), When(newer, then=Value(2))]
    rank = Case(*ranks, default=Value(3), output_field=IntegerField())
    return Plan.objects.of(edition).filter(status__in=TEAM).order_by(rank, "-submitted_at", "-pk")


def rows(edition: Edition, plan_ids: Sequence[int], seen_until: datetime | None) -> list[Row]:
    """The rows of these plans, in their order."""
    plans = Plan.objects.for_cards().prefetch_related("flags", "referrals", "co_makers__user").in_bulk(plan_ids)
    alike = similar_plans(edition, plan_ids, TEAM)
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
    """One plan of this edition that came in, with what went into it. Raises Plan.DoesNotExist for every other."""
    plan_id = Plan.objects.of(edition).filter(status__in=TEAM).values_list("pk", flat=True).get(pk=number)
    row = rows(edition, [plan_id], seen_until)[0]
    merged = _merged(row.plan)
    return Sheet(
        row=row,
        cost_lines=list(row.plan.cost_lines.all()),
        comments=letters_for_team(row.plan),
        notes=list(row.plan.contact_notes.select_related("by")),
        merged=merged,
        referrals=[*row.referrals, *(each for plan in merged for each in plan.referrals.all())],
    )


def _merged(plan: Plan) -> list[Plan]:
    """The plans that went on in this one, with all that the team noted about them."""
    about = ("flags", "referrals__plan", "contact_notes__by", "cost_lines")
    return list(plan.merged_plans.select_related("maker").prefetch_related(*about).order_by("submitted_at", "pk"))


def referrals_of(plan: Plan) -> list[Referral]:
    """Where a plan was referred to, and what went into it, oldest first, for everybody."""
    return list(Referral.objects.filter(Q(plan=plan) | Q(plan__merged_into=plan)))


def flag_buttons(flags: list[TriageFlag]) -> list[FlagButton]:
    """All kinds in their fixed order, each with whether the plan has it."""
    have = {flag.kind for flag in flags}
    return [FlagButton(kind.value, kind.label, kind.value in have) for kind in TriageFlag.Kind]


def _is_new(plan: Plan, seen_until: datetime | None) -> bool:
    return seen_until is None or (plan.submitted_at is not None and plan.submitted_at > seen_until)


def why_no_merge(plan: Plan) -> str | None:
    """Why this plan can't be merged with another now, or None when it can."""
    edition = plan.edition
    closed = why_not(Activity.MERGE, edition.current_phase, edition.schedule(), clock.now())
    if closed or plan.state is Status.SUBMITTED:
        return closed
    return f"‘{plan.title}’ is {LABELS[plan.state]}. Samenvoegen kan alleen met een plan dat nog likes verzamelt."


def landing(plan: Plan) -> Status | None:
    """What a held plan becomes when it is published now; None when it can't be, or is not held."""
    edition, enough = plan.edition, (plan.likes_at_close or 0) >= plan.likes_needed
    to = lands_at(edition.current_phase, edition.verdicts_published_at is not None, enough)
    return to if plan.state is Status.HELD else None


def candidates(plan: Plan, words: str) -> QuerySet[Plan]:
    """The plans that this one can be merged with, by title: all, or those with this number or these words in it."""
    others = Plan.objects.filter(edition=plan.edition_id, status=Status.SUBMITTED).exclude(pk=plan.pk)
    words = words.strip().lstrip("#")
    found = Q(title__icontains=words) | Q(pk=int(words) if words.isdecimal() and len(words) < LONGEST else None)
    return (others.filter(found) if words else others).for_cards().order_by("title", "pk")
