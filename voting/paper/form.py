"""The ballot form on paper (stembiljet): plans by neighbourhood to tick, and a strip for the code that is torn off."""

from dataclasses import dataclass
from itertools import groupby

from django.utils import translation

from common.errors import Refused
from common.pdf import render_pdf
from editions.dates import closing_text
from editions.models import Edition
from editions.phases import Phase
from plans.lettering import printable
from plans.queries import ballot_plans
from voting.codes import CODE_LENGTH, show_code
from voting.models import VotingRules
from voting.queries.paper import paper_plans

TEMPLATE = "voting/paper/form.html"
NO_DATES = "Vul eerst bij de planning in wanneer de stemming is."
NOT_FINAL = "Het stembiljet staat pas vast als de stemming open is. Haal het dan op."
OVER = "De stemming is voorbij. Een stembiljet heeft geen zin meer."
NO_PLANS = "Er staan nog geen plannen op het stembiljet."


@dataclass(frozen=True)
class Line:
    """One plan on the form. Its number is the one that the result and the published ballots use."""

    number: int
    title: str
    cents: int


def render_ballot_form(edition: Edition, code: str = "") -> bytes:
    """The form as a PDF: blank, or with a canonical `code` on its strip.

    Raises Refused without plans or dates, and until the vote opens: only then are plans and prices final.
    """
    reasons = why_no_form(edition)
    if reasons:
        raise Refused(reasons[0])
    parts = _parts(edition)
    rules = VotingRules.objects.filter(edition=edition).first() or VotingRules()
    context = {
        "edition": edition,
        "name": printable(edition.name),
        "area": printable(edition.area.name),
        "parts": parts,
        "total": sum(len(lines) for _, lines in parts),
        "most": rules.max_plans,
        "fewest": rules.min_plans if rules.min_plans > 1 else None,
        "boxes": _boxes(code),
        "shown_code": show_code(code) if code else "",
    }
    with translation.override("nl"):
        return render_pdf(TEMPLATE, {**context, "until": closing_text(edition.schedule()[Phase.VOTING].ends_at)})


def why_no_form(edition: Edition) -> list[str]:
    """Dutch reasons why there is no form now, one at most; none when there is."""
    if edition.schedule().get(Phase.VOTING) is None:
        return [NO_DATES]
    if edition.current_phase in (Phase.EXECUTION, Phase.CLOSED):
        return [OVER]
    if edition.current_phase not in (Phase.VOTING, Phase.COUNTING):
        return [NOT_FINAL]
    return [] if ballot_plans(edition).exists() else [NO_PLANS]


def _parts(edition: Edition) -> list[tuple[str, list[Line]]]:
    """By neighbourhood; a plan for the whole area stands under its own heading, first."""
    lines = [(printable(plan.neighbourhood.name) if plan.neighbourhood else "", plan) for plan in paper_plans(edition)]
    return [
        (wijk, [Line(plan.pk, printable(plan.title), plan.ballot_cents or 0) for _, plan in group])
        for wijk, group in groupby(lines, key=lambda pair: pair[0])
    ]


def _boxes(code: str) -> list[str]:
    """The thirteen boxes of the strip, with a dash after the fourth and the eighth."""
    characters = list(code) if code else [""] * CODE_LENGTH
    return [*characters[:4], "-", *characters[4:8], "-", *characters[8:]]
