"""What a maker does with a plan: write, submit, withdraw. All of it holds the edition open."""

from collections.abc import Collection, Iterable
from datetime import datetime
from decimal import Decimal
from typing import TypedDict, Unpack
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common import clock
from common.errors import Refused
from editions.locks import hold_open
from editions.models import Edition, Neighbourhood, Theme
from editions.phases import Activity
from plans.actions.keeping import ChangedMeanwhile, keep_change, words_of
from plans.actions.opening import (
    Incomplete,
    open_draft,
    open_for_change,
    record_about,
    require_complete,
    stay_complete,
)
from plans.actions.telling import forget_plan, tell_received
from plans.changes import differences
from plans.completeness import says_something
from plans.making.advice import KEYS
from plans.making.queries import unanswered
from plans.models import Plan
from plans.places import is_in_the_netherlands
from plans.status import Status


class PlanFields(TypedDict, total=False):
    """What the maker writes about a plan; what is left out stays as it was. Both coordinates or neither."""

    title: str
    summary: str
    body: str
    theme: Theme | None
    more_themes: Collection[Theme]
    neighbourhood: Neighbourhood | None
    place: str
    latitude: Decimal | None
    longitude: Decimal | None


class ScopeUnanswered(Refused):
    """The text touches a duty of the city, and the maker has not said yet what to do about it."""

    def __init__(self) -> None:
        super().__init__(_("Kies eerst wat u wilt: uw idee doorgeven aan de gemeente, of verder met uw plan."))


@transaction.atomic
def start_draft(edition_id: int, maker: User, *, key: UUID | None = None, **fields: Unpack[PlanFields]) -> Plan:
    """A new draft, seen by its maker only; a title is enough. Raises Refused when submission is closed.

    `key` tells forms apart: the same form sent again changes the draft that it began.
    """
    edition = hold_open(edition_id, Activity.SUBMIT)
    if key:
        User.objects.select_for_update(no_key=True).get(pk=maker.pk)  # of two clicks at once, one waits
        begun = Plan.objects.filter(maker=maker, draft_key=key).first()
        if begun and begun.state is Status.DRAFT:
            return edit_plan(begun.pk, maker, **fields)
        key = None if begun else key
    plan = Plan(edition=edition, maker=maker, draft_key=key)
    more_themes = _fill(plan, edition, fields)
    plan.save()
    plan.more_themes.set(more_themes or [])
    record_about("plan_started", plan, maker)
    return plan


@transaction.atomic
def edit_plan(plan_id: int, by: User, *, seen: datetime | None = None, **fields: Unpack[PlanFields]) -> Plan:
    """Changes a draft, or a submitted plan, which has to stay complete and keeps what changed.

    `seen` is the `changed_at` of the version that the person had before them: whoever did not see the latest gets
    ChangedMeanwhile. None compares nothing. Saving what already stands there changes nothing. Raises Refused or
    Incomplete.
    """
    plan = open_for_change(plan_id, by)
    before, latest = words_of(plan), plan.changed_at
    more_themes = _fill(plan, plan.edition, fields)
    changes = differences(before, words_of(plan, more_themes))
    if not changes:
        return plan
    if seen and seen != latest:
        raise ChangedMeanwhile(latest, changes)
    stay_complete(plan)
    plan.save()
    if more_themes is not None:
        plan.more_themes.set(more_themes)
    keep_change(plan, by, changes)
    record_about("plan_edited", plan, by)
    return plan


@transaction.atomic
def keep_arranged(plan_id: int, by: User, keys: Iterable[str]) -> None:
    """Keeps what the maker ticked off of the checklist (plans.making.advice). Raises Refused."""
    plan = open_for_change(plan_id, by)
    if _tick(plan, keys):
        record_about("checklist_kept", plan, by, number=len(plan.arranged))


@transaction.atomic
def submit_plan(plan_id: int, by: User, arranged: Iterable[str] | None = None) -> Plan:
    """DRAFT → SUBMITTED, or HELD where the team reads plans first. `arranged` is the checklist as it was sent along.

    Raises Refused outside the dates, Incomplete when something is missing, ScopeUnanswered when the maker has still to
    say whether this is the city's own work.
    """
    plan = open_draft(plan_id, by)
    require_complete(plan)
    if unanswered(plan):
        raise ScopeUnanswered
    if arranged is not None:
        _tick(plan, arranged)
    plan.status = Status.HELD if plan.edition.review_first else Status.SUBMITTED
    plan.submitted_at = clock.now()
    plan.save()
    record_about("plan_submitted", plan, by, after=plan.status)
    tell_received(plan)
    return plan


@transaction.atomic
def withdraw_plan(plan_id: int, by: User) -> Plan:
    """The maker takes the plan back for good. The row, its likes and its comments stay. Raises Refused."""
    plan = open_for_change(plan_id, by)
    before, plan.status = plan.status, Status.WITHDRAWN
    plan.save()
    record_about("plan_withdrawn", plan, by, before=before)
    forget_plan(plan)
    return plan


def _tick(plan: Plan, keys: Iterable[str]) -> bool:
    """Keeps the known keys; the version that people see stays the same. Returns whether anything changed."""
    ticked = [key for key in KEYS if key in set(keys)]
    if ticked == plan.arranged:
        return False
    plan.arranged = ticked
    Plan.objects.filter(pk=plan.pk).update(arranged=ticked)
    return True


def _fill(plan: Plan, edition: Edition, fields: PlanFields) -> Collection[Theme] | None:
    """Writes the fields on the plan, unsaved. Returns the further themes to set, None when they stay as they are."""
    more_themes = fields.pop("more_themes", None)
    _check_choices(edition, fields, more_themes or ())
    for name, value in fields.items():
        setattr(plan, name, value.strip() if isinstance(value, str) else value)
    if not says_something(plan.title):
        raise Incomplete({"title": _("Geef uw plan een titel.")})
    _check_point(plan)
    if more_themes is None and (not plan.pk or "theme" not in fields):
        return None
    kept = plan.more_themes.all() if more_themes is None else more_themes
    return [theme for theme in kept if theme.pk != plan.theme_id]


def _check_choices(edition: Edition, fields: PlanFields, more_themes: Collection[Theme]) -> None:
    theme, neighbourhood = fields.get("theme"), fields.get("neighbourhood")
    chosen = [*more_themes, *([theme] if theme else [])]
    if any(each.edition_id != edition.pk for each in chosen):
        raise Refused(_("Kies een thema van deze editie."))
    if neighbourhood and neighbourhood.area_id != edition.area_id:
        raise Refused(_("Kies een wijk van deze editie."))


def _check_point(plan: Plan) -> None:
    if plan.latitude is None and plan.longitude is None:
        return
    if plan.latitude is None or plan.longitude is None or not is_in_the_netherlands(plan.latitude, plan.longitude):
        raise Refused(_("Deze plek op de kaart kan niet. Kies een plek in de wijk."))
