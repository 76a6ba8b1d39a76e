"""The letter to the makers: the verdict on one page of A4, in plain words."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.template.defaultfilters import date as date_text
from django.urls import reverse
from django.utils import timezone, translation

from common import clock
from common.pdf import render_pdf_on_a_page
from editions.dates import closing_text
from editions.phases import Phase
from feasibility.models import Condition
from feasibility.queries.after import MakerSheet
from plans.lettering import printable

# From roomy to tight. The last still is 9 points: what needs less goes on on a second page.
LAYOUTS = ("roomy", "even", "close", "tight")


@dataclass(frozen=True)
class PrintedCondition:
    """A condition with the words that can be printed."""

    text: str
    owner_name: str
    condition: Condition


def render_letter(sheet: MakerSheet) -> bytes:
    """One page of A4 as a tagged PDF, in Dutch; a second page only for what does not fit at the smallest size."""
    with translation.override("nl"):
        return render_pdf_on_a_page("feasibility/after/letter.html", letter_facts(sheet), LAYOUTS)


def letter_facts(sheet: MakerSheet) -> dict[str, Any]:
    """All that the letter says, without signs for which there is no letter on paper."""
    plan, verdict = sheet.plan, sheet.verdict
    address = f"{settings.SITE_URL.rstrip('/')}{reverse('plan_page', args=[plan.edition.slug, plan.pk])}"
    parts = urlsplit(address)
    return {
        "edition": plan.edition,
        "plan": plan,
        "verdict": verdict,
        "sheet": sheet,
        "title": printable(plan.title) or "Uw plan",
        "makers": printable(plan.maker_names),
        "explanation": paragraphs(verdict.explanation),
        "way_on": paragraphs(plan.way_on if sheet.off_ballot else verdict.way_on),
        "reason": printable(verdict.ballot_reason),
        "conditions": [PrintedCondition(printable(c.text), printable(c.owner_name), c) for c in sheet.conditions],
        "vote": _voting(sheet),
        "shown": f"{parts.netloc}{parts.path}".rstrip("/"),
        "today": clock.today(),
    }


def _voting(sheet: MakerSheet) -> str:
    """When the neighbourhood votes, in words; empty while that is not known."""
    window = sheet.plan.edition.schedule().get(Phase.VOTING)
    if window is None:
        return ""
    start = date_text(timezone.localtime(window.starts_at), "j F")
    return f"van {start} {closing_text(window.ends_at)}"


def paragraphs(text: str) -> list[str]:
    """The lines of a text that have something to print."""
    return [line for line in (printable(each) for each in text.splitlines()) if line]
