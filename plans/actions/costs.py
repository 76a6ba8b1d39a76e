"""What a maker does with the posts of the budget. An amount of None is "weet ik nog niet", in a draft only."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common.errors import Refused
from plans.actions.keeping import keep_cost_change
from plans.actions.opening import open_for_change, record_about, stay_complete
from plans.models import CostLine, Plan
from plans.money import MAX_CENTS

# More posts than anybody can read are not a budget but a mistake or abuse.
MAX_COST_LINES = 40


@transaction.atomic
def add_cost_line(plan_id: int, by: User, label: str, cents: int | None, *, key: UUID | None = None) -> CostLine:
    """Adds one post to the maker's budget, in euro cents. Raises Refused or Incomplete.

    `key` tells forms apart: the same form with the same words sent again adds nothing.
    """
    plan = open_for_change(plan_id, by)
    label = _checked(label, cents)
    known = plan.cost_lines.filter(form_key=key).first() if key else None
    if known and (known.label, known.cents) == (label, cents):
        return known
    if plan.cost_lines.count() >= MAX_COST_LINES:
        text = _("Een plan heeft hoogstens %(number)d kostenposten. Voeg posten samen.")
        raise Refused(text % {"number": MAX_COST_LINES})
    line = CostLine.objects.create(plan=plan, label=label, cents=cents, form_key=None if known else key)
    stay_complete(plan)
    keep_cost_change(plan, by, after=line)
    record_about("cost_line_added", plan, by, cents=cents)
    return line


@transaction.atomic
def change_cost_line(plan_id: int, by: User, line_id: int, label: str, cents: int | None) -> CostLine:
    """Gives a post another name or amount; the same again changes nothing. Raises Refused or Incomplete."""
    plan = open_for_change(plan_id, by)
    label, line = _checked(label, cents), plan.cost_lines.filter(pk=line_id).first()
    if line is None:
        raise Refused(_("Deze post staat niet meer bij uw plan. Voeg hem opnieuw toe."))
    if (line.label, line.cents) == (label, cents):
        return line
    before = CostLine(plan=plan, label=line.label, cents=line.cents)
    line.label, line.cents = label, cents
    line.save()
    stay_complete(plan)
    keep_cost_change(plan, by, before=before, after=line)
    record_about("cost_line_changed", plan, by, cents=cents)
    return line


@transaction.atomic
def remove_cost_line(plan_id: int, by: User, line_id: int) -> None:
    """Takes a post away; one that is already gone is fine. Raises Refused or Incomplete."""
    plan: Plan = open_for_change(plan_id, by)
    line = plan.cost_lines.filter(pk=line_id).first()
    if line is None:
        return
    line.delete()
    stay_complete(plan)
    keep_cost_change(plan, by, before=line)
    record_about("cost_line_removed", plan, by, cents=line.cents)


def _checked(label: str, cents: int | None) -> str:
    if not label.strip() or (cents is not None and not 0 < cents <= MAX_CENTS):
        raise Refused(_("Vul in waarvoor het geld is, en een bedrag van meer dan € 0."))
    return label.strip()
