"""The record of the count (proces-verbaal), for everybody."""

from typing import Any

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_safe

from common.pdf import render_pdf
from editions.access import edition_public
from editions.models import Edition
from voting.models import CountRecord
from voting.queries.record import record_of
from voting.queries.rules import public_rules

NOT_YET = "Er is nog geen proces-verbaal. Dat komt er met de uitslag."
TEMPLATE = "voting/record_pdf.html"
KEPT_SECONDS = 24 * 3600


@edition_public
@require_safe
def count_record(request: HttpRequest, edition: Edition) -> HttpResponse:
    found = record_of(edition)
    if found is None:
        raise Http404(NOT_YET)
    headers = {"Content-Disposition": f'inline; filename="proces-verbaal-{edition.slug}.pdf"'}
    return HttpResponse(_drawn(edition, found), content_type="application/pdf", headers=headers)


def _drawn(edition: Edition, record: CountRecord) -> bytes:
    """Drawn once a day at most: it never changes, and drawing hundreds of plans takes seconds."""
    key = f"proces-verbaal:{record.sha256}"
    pdf: bytes | None = cache.get(key)
    if pdf is None:
        with translation.override("nl"):
            pdf = render_pdf(TEMPLATE, _context(edition, record))
        cache.set(key, pdf, KEPT_SECONDS)
    return pdf


def _context(edition: Edition, record: CountRecord) -> dict[str, Any]:
    content = record.content
    numbers = content["numbers"]
    return {
        "edition": edition,
        "record": record,
        "said": content,
        "events": [event | {"at": parse_datetime(event["at"])} for event in content["events"]],
        "agree": numbers["codes_used"] == numbers["receipts"] == numbers["ballots"],
        "signers": next((event["by"] for event in content["events"] if event["what"] == "signed"), []),
        "rules": public_rules(edition),
    }
