"""What a plan needs before it can be submitted, in words for its maker."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from editions.models import Edition
from plans.models import CostLine, Plan
from theme.money import euro

# What has to be filled in, in the order of the pages; `cost` is the sum of the cost lines.
PARTS = ("title", "summary", "body", "theme", "neighbourhood", "place", "cost")
# What a department needs to work with an idea that is handed to it.
REFERRAL_PARTS = ("title", "body", "theme", "neighbourhood", "place")


@dataclass(frozen=True)
class Costs:
    """What the maker's posts add up to, in euro cents, and the names of the posts without an amount."""

    total_cents: int
    unknown: tuple[str, ...] = ()
    number: int = 0

    @classmethod
    def of(cls, lines: Iterable[CostLine]) -> "Costs":
        posts = list(lines)
        unknown = tuple(line.label for line in posts if line.cents is None)
        return cls(sum(line.cents or 0 for line in posts), unknown, len(posts))


def missing_parts(plan: Plan, parts: Sequence[str] = PARTS) -> dict[str, str]:
    """By part what is still missing, as a Dutch sentence; empty when all `parts` are there.

    One query, unless the cost lines are prefetched.
    """
    asked: dict[str, tuple[Any, str]] = {
        "title": (says_something(plan.title), _("Geef uw plan een titel.")),
        "summary": (says_something(plan.summary), _("Vertel in één zin wat uw plan is.")),
        "body": (says_something(plan.body), _("Beschrijf uw plan.")),
        "theme": (plan.theme_id, _("Kies een thema.")),
        "neighbourhood": (plan.neighbourhood_id, _("Kies de wijk.")),
        "place": (says_something(plan.place), _("Schrijf op welk adres of welke plek het plan is.")),
    }
    missing = {part: sentence for part, (value, sentence) in asked.items() if part in parts and not value}
    reason = cost_reason(Costs.of(plan.cost_lines.all()), plan.edition) if "cost" in parts else ""
    return {**missing, "cost": reason} if reason else missing


def says_something(text: str) -> bool:
    """Whether there is anything to see in a text: a letter, a digit or a sign."""
    return any(unicodedata.category(each)[0] in "LNPS" for each in text)


def cost_reason(costs: Costs, edition: Edition) -> str:
    """Why the costs are not right yet, or "" when they are."""
    if not costs.number:
        return _("Voeg ten minste één kostenpost toe.")
    reasons = [_unknown(costs.unknown), _too_much(costs.total_cents, edition)]
    if not any(reasons) and costs.total_cents < edition.plan_min_cents:
        reasons.append(
            _("Uw plan kost %(cost)s. Een plan kost ten minste %(least)s.")
            % {"cost": euro(costs.total_cents), "least": euro(edition.plan_min_cents)}
        )
    return " ".join(reason for reason in reasons if reason)


def _unknown(labels: Sequence[str]) -> str:
    if not labels:
        return ""
    named = _(" en ").join([", ".join(f"‘{label}’" for label in labels[:-1]), f"‘{labels[-1]}’"][len(labels) == 1 :])
    return _("Vul nog een bedrag in bij %(labels)s.") % {"labels": named}


def _too_much(cost_cents: int, edition: Edition) -> str:
    if cost_cents <= edition.plan_limit_cents:
        return ""
    amounts = {"cost": euro(cost_cents), "limit": euro(edition.plan_limit_cents)}
    if edition.plan_limit_cents == edition.budget_cents:
        return _("Uw plan kost %(cost)s. Dat is meer dan het budget van %(limit)s. Maak het plan goedkoper.") % amounts
    return _("Uw plan kost %(cost)s. Een plan mag hoogstens %(limit)s kosten. Maak het plan goedkoper.") % amounts
