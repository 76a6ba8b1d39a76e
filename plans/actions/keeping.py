"""Keeps what changes in a plan once everybody can read it. Part of the action that changes it, never on its own."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _

from accounts.models import User
from common import clock
from common.errors import Refused
from editions.locks import hold_open
from editions.models import Edition, Theme
from editions.phases import Activity
from plans.models import CostLine, Plan, PlanChange
from plans.status import Status


class ChangedMeanwhile(Refused):
    """The plan changed after the page was opened; nothing was saved.

    `version` is the plan's `changed_at` now. `changes` gives by field what stands there now ("before") and what was
    about to replace it ("after").
    """

    def __init__(self, version: datetime, changes: dict[str, dict[str, Any]]) -> None:
        super().__init__(
            _(
                "Dit plan is intussen veranderd, in een ander venster of op een ander apparaat. "
                "Uw tekst is nog niet bewaard. Hij staat hieronder, naast wat er nu staat."
            )
        )
        self.version = version
        self.changes = changes


def open_plan(plan_id: int, activity: Activity) -> tuple[Plan, Edition]:
    """The plan, with its edition held open for `activity` until the end of the transaction. Raises Refused.

    A plan that was merged meanwhile is the plan that it went into.
    """
    edition = hold_open(Plan.objects.values_list("edition_id", flat=True).get(pk=plan_id), activity)
    return Plan.objects.select_related("merged_into").get(pk=plan_id).goes_on_as, edition


def words_of(plan: Plan, more_themes: Collection[Theme] | None = None) -> dict[str, str]:
    """What people read of a plan, by field (plans.labels.FIELD_LABELS).

    `more_themes` are those that it is about to have; None takes those that it has.
    """
    more = plan.more_themes.all() if more_themes is None else more_themes
    return {
        "title": plan.title,
        "summary": plan.summary,
        "body": plan.body,
        "theme": plan.theme.name if plan.theme else "",
        "more_themes": ", ".join(sorted(theme.name for theme in more)),
        "neighbourhood": plan.neighbourhood.name if plan.neighbourhood else "",
        "place": plan.place,
        "point": _point(plan),
    }


def _point(plan: Plan) -> str:
    if plan.latitude is None or plan.longitude is None:
        return ""
    return f"{plan.latitude:.6f}, {plan.longitude:.6f}"


def cost_of(plan: Plan) -> int:
    """What the maker's cost lines add up to now, in euro cents."""
    return int(plan.cost_lines.aggregate(total=Sum("cents"))["total"] or 0)


def keep_change(plan: Plan, by: User, changes: dict[str, dict[str, Any]]) -> None:
    """Adds one row to the plan's history. A draft keeps none: nobody but its maker has read it."""
    if plan.state is not Status.DRAFT:
        PlanChange.objects.create(plan=plan, by=by, changed_at=clock.now(), changes=changes)


def keep_cost_change(plan: Plan, by: User, *, before: CostLine | None = None, after: CostLine | None = None) -> None:
    """Keeps a post that just came, went or changed, with what the plan cost before and costs now."""
    now = cost_of(plan)
    then = now - _cents(after) + _cents(before)
    line = {"before": _post(before), "after": _post(after)}
    keep_change(plan, by, {"cost_line": line, "cost": {"before": then, "after": now}})


def _cents(line: CostLine | None) -> int:
    return (line.cents or 0) if line else 0


def _post(line: CostLine | None) -> dict[str, Any] | None:
    return {"label": line.label, "cents": line.cents} if line else None
