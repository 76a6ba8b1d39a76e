"""The form on paper with which somebody hands in a plan: two pages of A4, in Dutch."""

from django.utils import translation

from common.errors import Refused
from common.pdf import render_pdf
from editions.dates import closing_text
from editions.models import Edition
from plans.counter.queries import form_until
from plans.lettering import printable

COST_ROWS = 8
STORY_LINES, FEW_LINES = 9, 6
# With more names to tick than this, or with longer ones, they are set smaller so that two pages stay two.
FEW_NAMES, SHORT_NAMES = 9, 220


def render_form(edition: Edition) -> bytes:
    """The form of this edition. Raises Refused once nothing can be handed in any more."""
    until = form_until(edition)
    if until is None:
        raise Refused("Dit formulier is er zolang u een plan kunt indienen.")
    themes = [printable(theme.name) for theme in edition.themes.all()]
    wijken = [printable(wijk.name) for wijk in edition.area.neighbourhoods.all()]
    names = [*themes, *wijken]
    is_full = len(names) > FEW_NAMES or sum(map(len, names)) > SHORT_NAMES
    with translation.override("nl"):
        context = {
            "edition": edition,
            "name": printable(edition.name),
            "area": printable(edition.area.name),
            "themes": themes,
            "wijken": wijken,
            "is_full": is_full,
            "until": closing_text(until),
            "story": range(FEW_LINES if is_full else STORY_LINES),
            "costs": range(1, COST_ROWS + 1),
        }
        return render_pdf("plans/counter/paper_form.html", context)
