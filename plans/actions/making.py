"""What a maker does with a plan: write, price, submit, withdraw. All of it holds the edition open."""

from datetime import datetime
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record
from common import clock
from common.errors import Refused
from editions.locks import hold_open
from editions.models import Edition, Neighbourhood, Theme
from editions.phases import REFUSALS, Activity
from plans.actions.keeping import ChangedMeanwhile, cost_of, keep_change, keep_cost_change, words_of
from plans.actions.telling import forget_plan, tell_received
from plans.changes import differences
from plans.completeness import missing_parts
from plans.models import CostLine, Plan
from plans.money import MAX_CENTS
from plans.permissions import is_maker, may_edit_plan
from plans.status import Status

# More posts than anybody can read are not a budget but a mistake or abuse.
MAX_COST_LINES = 40


class PlanFields(TypedDict, total=False):
    """What the maker writes about a plan; what is left out stays as it was."""

    title: str
    summary: str
    body: str
    theme: Theme | None
    neighbourhood: Neighbourhood | None
    place: str


class Incomplete(Refused):
    """The plan lacks something: `missing` gives by part (plans.completeness.PARTS) the sentence to show."""

    def __init__(self, missing: dict[str, str]) -> None:
        super().__init__(" ".join(missing.values()))
        self.missing = missing


@transaction.atomic
def start_draft(edition_id: int, maker: User, **fields: Unpack[PlanFields]) -> Plan:
    """A new draft, seen by its maker only; a title is enough. Raises Refused when submission is closed."""
    edition = hold_open(edition_id, Activity.SUBMIT)
    plan = Plan(edition=edition, maker=maker)
    _fill(plan, edition, fields)
    plan.save()
    _record("plan_started", plan, maker)
    return plan


@transaction.atomic
def edit_plan(plan_id: int, by: User, *, seen: datetime | None = None, **fields: Unpack[PlanFields]) -> Plan:
    """Changes a draft, or a submitted plan, which has to stay complete and keeps what changed.

    `seen` is the `changed_at` of the version that the person had before them: whoever did not see the latest gets
    ChangedMeanwhile. None compares nothing. Saving what already stands there changes nothing. Raises Refused or
    Incomplete.
    """
    plan = _open_for_change(plan_id, by)
    before, latest = words_of(plan), plan.changed_at
    _fill(plan, plan.edition, fields)
    changes = differences(before, words_of(plan))
    if not changes:
        return plan
    if seen and seen != latest:
        raise ChangedMeanwhile(latest, changes)
    _stay_complete(plan)
    plan.save()
    keep_change(plan, by, changes)
    _record("plan_edited", plan, by)
    return plan


@transaction.atomic
def add_cost_line(plan_id: int, by: User, label: str, cents: int) -> CostLine:
    """Adds one post to the maker's budget, in euro cents. Raises Refused or Incomplete."""
    plan = _open_for_change(plan_id, by)
    if not 0 < cents <= MAX_CENTS or not label.strip():
        raise Refused(_("Vul in waarvoor het geld is, en een bedrag van meer dan € 0."))
    if plan.cost_lines.count() >= MAX_COST_LINES:
        text = _("Een plan heeft hoogstens %(number)d kostenposten. Voeg posten samen.")
        raise Refused(text % {"number": MAX_COST_LINES})
    line = CostLine.objects.create(plan=plan, label=label.strip(), cents=cents)
    _stay_complete(plan)
    keep_cost_change(plan, by, added=line)
    _record("cost_line_added", plan, by, cents=cents)
    return line


@transaction.atomic
def remove_cost_line(plan_id: int, by: User, line_id: int) -> None:
    """Takes a post away; one that is already gone is fine. Raises Refused or Incomplete."""
    plan = _open_for_change(plan_id, by)
    line = plan.cost_lines.filter(pk=line_id).first()
    if line is None:
        return
    line.delete()
    _stay_complete(plan)
    keep_cost_change(plan, by, removed=line)
    _record("cost_line_removed", plan, by, cents=line.cents)


@transaction.atomic
def submit_plan(plan_id: int, by: User) -> Plan:
    """DRAFT → SUBMITTED. Raises Refused outside the dates, Incomplete when something is missing."""
    plan = _open_for_change(plan_id, by, Activity.SUBMIT)
    if plan.state is not Status.DRAFT:
        raise Refused(_("Dit plan is al ingediend."))
    _require_complete(plan)
    plan.status, plan.submitted_at = Status.SUBMITTED, clock.now()
    plan.save()
    _record("plan_submitted", plan, by)
    tell_received(plan)
    return plan


@transaction.atomic
def withdraw_plan(plan_id: int, by: User) -> Plan:
    """The maker takes the plan back for good. The row, its likes and its comments stay. Raises Refused."""
    plan = _open_for_change(plan_id, by)
    before, plan.status = plan.status, Status.WITHDRAWN
    plan.save()
    _record("plan_withdrawn", plan, by, before=before)
    forget_plan(plan)
    return plan


def _open_for_change(plan_id: int, by: User, activity: Activity = Activity.EDIT) -> Plan:
    """The maker's plan, locked for this transaction, in an edition that is held open for `activity`."""
    edition = hold_open(Plan.objects.values_list("edition_id", flat=True).get(pk=plan_id), activity)
    plan = Plan.objects.select_for_update(no_key=True).get(pk=plan_id)
    if not is_maker(by, plan):
        raise Refused(_("Alleen de maker kan dit plan veranderen."))
    if not may_edit_plan(by, plan):
        raise Refused(REFUSALS[Activity.EDIT])
    plan.edition = edition
    return plan


def _fill(plan: Plan, edition: Edition, fields: PlanFields) -> None:
    theme, neighbourhood = fields.get("theme"), fields.get("neighbourhood")
    if theme and theme.edition_id != edition.pk:
        raise Refused(_("Kies een thema van deze editie."))
    if neighbourhood and neighbourhood.area_id != edition.area_id:
        raise Refused(_("Kies een wijk van deze editie."))
    for name, value in fields.items():
        setattr(plan, name, value.strip() if isinstance(value, str) else value)
    if not plan.title:
        raise Incomplete({"title": _("Geef uw plan een titel.")})


def _stay_complete(plan: Plan) -> None:
    if plan.state is not Status.DRAFT:
        _require_complete(plan)


def _require_complete(plan: Plan) -> None:
    missing = missing_parts(plan, cost_of(plan), plan.edition.budget_cents)
    if missing:
        raise Incomplete(missing)


def _record(action: str, plan: Plan, by: User, **facts: Any) -> None:
    record(action, edition=plan.edition.slug, by=by.pk, subject=f"plan:{plan.pk}", **facts)
