"""The audit trail in words: what the English keys of entries mean to the people who read the log."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from accounts.models import User
from audit.models import Entry
from editions.models import Edition
from plans.models import Plan
from theme.money import euro
from website.trail_words import ACTIONS, FACTS, FIRST, RULES, SUBJECTS, VALUES

USER = "gebruiker:"


@dataclass(frozen=True)
class Line:
    """One entry as the page shows it. `plan` is there when the entry is about a plan of this edition."""

    entry: Entry
    who: str
    what: str
    about: str
    plan: Plan | None
    facts: list[tuple[str, str]]


def action_label(action: str) -> str:
    """In Dutch; an action without a label shows its key, so that nothing is hidden."""
    return ACTIONS.get(action, action)


def actions_in(edition: Edition) -> list[tuple[str, str]]:
    """The actions that this edition's log holds, as (key, label) by label."""
    found = Entry.objects.of_edition(edition.slug).order_by().values_list("action", flat=True).distinct()
    return sorted(((key, action_label(key)) for key in found), key=lambda pair: pair[1])


def kept_from(user: User, edition: Edition) -> Q:
    """What the table did with this person's own plans, until the verdicts are public. One query."""
    if edition.verdicts_published_at:
        return Q(pk__in=[])
    mine = Q(maker=user) | Q(co_makers__user=user)
    plans = Plan.objects.of(edition).filter(mine, check_started_at__isnull=False).distinct()
    kept = Q(pk__in=[])
    for plan_id, since in plans.values_list("pk", "check_started_at"):
        kept |= Q(subject=f"plan:{plan_id}", at__gte=since)
    return kept


def tell(entries: Iterable[Entry], edition: Edition) -> list[Line]:
    """The entries in words, in two queries. Names only of people with a role in the edition: they answer for it."""
    rows = list(entries)
    staff = {f"{USER}{user.pk}": str(user) for user in User.objects.filter(edition_roles__edition=edition).distinct()}
    numbers = [int(row.subject[5:]) for row in rows if row.subject.startswith("plan:") and row.subject[5:].isdigit()]
    plans = {f"plan:{plan.pk}": plan for plan in Plan.objects.of(edition).public().filter(pk__in=numbers)}
    return [_line(row, staff, plans) for row in rows]


def _line(entry: Entry, staff: dict[str, str], plans: dict[str, Plan]) -> Line:
    kind, _, number = entry.subject.partition(":")
    about = f"{SUBJECTS[kind]} {number}" if kind in SUBJECTS else entry.subject.replace(":", " ")
    keys = sorted(entry.data, key=lambda key: (FIRST.index(key) if key in FIRST else len(FIRST), key))
    facts = [(FACTS.get(key, key), _value(key, entry.data[key])) for key in keys if entry.data[key] not in ("", [])]
    who = staff.get(entry.actor, entry.actor.replace(USER, "bewoner "))
    return Line(entry, who, action_label(entry.action), about, plans.get(entry.subject), facts)


def _value(key: str, value: Any) -> str:
    if key.endswith("cents"):
        return euro(value)
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, list):
        return ", ".join(FACTS.get(str(each), str(each)) for each in value)
    if value is None:
        return "geen"
    if key in RULES and value in RULES[key]:
        return str(RULES[key](value).label)
    return VALUES.get(str(value), str(value))
