"""The result for everybody, and all that anybody needs to count again."""

import json

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import public
from editions.access import edition_public
from editions.models import Edition
from editions.phases import Phase
from plans.pairs import pairs_among
from plans.status import Status
from voting.actions.archive import election_of
from voting.counting.outcome import Reason
from voting.counting.pabulib import write
from voting.models import Count
from voting.money import slices_of
from voting.queries.count import Turnout, published_box, published_count, result_lines
from voting.queries.deciding import drawings, signed_result
from voting.queries.receipts import has_receipts
from voting.queries.rules import public_rules
from voting.queries.turnout_table import public_desk_report

NOT_YET = "De uitslag is nog niet bekendgemaakt."


@edition_public
@require_safe
def results(request: HttpRequest, edition: Edition) -> HttpResponse:
    counted, rules = published_count(edition), public_rules(edition)
    if counted is None:
        window = edition.schedule().get(Phase.VOTING)
        closed = edition.current_phase is Phase.COUNTING
        ends = window.ends_at if window else None
        context = {"edition": edition, "closed": closed, "closes_at": ends, "rules": rules}
        context["has_receipts"] = has_receipts(edition)
        return render(request, "voting/results.html", context)
    lines = result_lines(counted)
    context = {
        "edition": edition,
        "count": counted,
        "rules": rules,
        "has_receipts": has_receipts(edition),
        "turnout": Turnout(counted.eligible, counted.ballots),
        "lines": lines,
        "slices": slices_of(
            ((line.plan.pk, line.plan.title, line.price_cents) for line in lines if line.chosen), edition.budget_cents
        ),
        "chosen": [line for line in lines if line.chosen],
        "not_chosen": [line for line in lines if not line.chosen],
        "withdrawn": [line for line in lines if line.reason is Reason.WITHDRAWN],
        "gone_since": [line for line in lines if line.chosen and line.plan.state is Status.WITHDRAWN],
        "pairs": pairs_among(line.plan for line in lines) if rules is None or rules.pairs_exclude else [],
        "drawings": drawings(counted) if counted.lots else [],
        "signed": signed_result(counted),
        **public_desk_report(edition),
    }
    return render(request, "voting/results.html", context)


@edition_public
@require_safe
def ballots_csv(request: HttpRequest, edition: Edition) -> HttpResponseBase:
    """All ballots without any trace of who or when, exactly as they were hashed."""
    box = published_box(edition)
    if box is None:
        raise Http404(NOT_YET)
    headers = {"Content-Disposition": 'attachment; filename="stembiljetten.csv"'}
    return StreamingHttpResponse(box.lines(), content_type="text/csv; charset=utf-8", headers=headers)


@edition_public
@require_safe
def ballots_pb(request: HttpRequest, edition: Edition) -> HttpResponseBase:
    """The election in the common format of Pabulib, for who compares votes of many cities."""
    if published_count(edition) is None:
        raise Http404(NOT_YET)
    headers = {"Content-Disposition": f'attachment; filename="{edition.slug}.pb"'}
    return StreamingHttpResponse(write(election_of(edition)), content_type="text/plain; charset=utf-8", headers=headers)


@edition_public
@require_safe
def rules_json(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The rules as they were fixed and hashed, from the opening of the vote on."""
    rules = public_rules(edition)
    if rules is None:
        raise Http404("De spelregels van de stemming staan nog niet vast.")
    return _json(rules.text, "spelregels.json")


@edition_public
@require_safe
def count_json(request: HttpRequest, edition: Edition) -> HttpResponse:
    """What came after the opening and decides too (withdrawn plans, lots), and the outcome to compare with."""
    counted = published_count(edition)
    if counted is None:
        raise Http404(NOT_YET)
    return _json(json.dumps(outcome(counted), sort_keys=True, indent=2) + "\n", "telling.json")


def outcome(counted: Count) -> dict[str, object]:
    lines = list(counted.lines.all())
    return {
        "rules_sha256": counted.rules_sha256,
        "ballots_sha256": counted.ballots_sha256,
        "ballots": counted.ballots,
        "withdrawn": counted.withdrawn,
        "lots": counted.lots,
        "winners": [line.plan_id for line in lines if line.chosen],
        "spent_cents": counted.spent_cents,
        "votes": {str(line.plan_id): line.votes for line in lines},
    }


@public
@require_safe
def recount_script(request: HttpRequest) -> FileResponse:
    """The script with which anybody counts again; it shares no code with this site."""
    script = (settings.BASE_DIR / "tools" / "recount.py").open("rb")
    return FileResponse(script, as_attachment=True, filename="natellen.py", content_type="text/x-python; charset=utf-8")


def _json(text: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(text, content_type="application/json", headers=headers)
