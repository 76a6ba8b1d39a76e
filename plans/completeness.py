"""What a plan needs before it can be submitted, in words for its maker."""

from typing import Any

from django.utils.translation import gettext as _

from plans.models import Plan
from theme.money import euro

# What has to be filled in, in the order of the page; `cost` is the sum of the cost lines.
PARTS = ("title", "summary", "body", "theme", "neighbourhood", "place", "cost")


def missing_parts(plan: Plan, cost_cents: int, budget_cents: int) -> dict[str, str]:
    """By part what is still missing, as a Dutch sentence; empty for a complete plan. Amounts in cents."""
    asked: dict[str, tuple[Any, str]] = {
        "title": (plan.title.strip(), _("Geef uw plan een titel.")),
        "summary": (plan.summary.strip(), _("Vertel in één zin wat uw plan is.")),
        "body": (plan.body.strip(), _("Beschrijf uw plan.")),
        "theme": (plan.theme_id, _("Kies een thema.")),
        "neighbourhood": (plan.neighbourhood_id, _("Kies de wijk.")),
        "place": (plan.place.strip(), _("Schrijf op welk adres of welke plek het plan is.")),
    }
    missing = {part: sentence for part, (value, sentence) in asked.items() if not value}
    reason = cost_reason(cost_cents, budget_cents)
    return {**missing, "cost": reason} if reason else missing


def cost_reason(cost_cents: int, budget_cents: int) -> str:
    """Why the costs are not right yet, or "" when they are."""
    if cost_cents <= 0:
        return _("Voeg ten minste één kostenpost toe.")
    if cost_cents > budget_cents:
        return _("Uw plan kost %(cost)s. Dat is meer dan het budget van %(budget)s. Maak het plan goedkoper.") % {
            "cost": euro(cost_cents),
            "budget": euro(budget_cents),
        }
    return ""
