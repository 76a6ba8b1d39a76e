"""Pages of the team about support: entering paper lists, the report of bursts, the threshold."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import ResidentRequest
from common.downloads import csv_file, xlsx_file
from common.errors import Refused
from common.pdf import render_pdf
from editions.access import edition_resident, edition_roles, roles_in
from editions.models import Edition, Role
from editions.phases import Phase
from plans import actions, bursts
from plans.models import Plan, Signature
from plans.permissions import may_print_sheet
from plans.queries import plan_for_page
from plans.status import PUBLIC, Status
from plans.support import outcome, queries
from plans.support.forms import SignaturesForm

ROWS_ON_A_SHEET = range(1, 21)


@edition_roles(Role.LEADER, Role.PARTNER)
@require_safe
def signatures(request: ResidentRequest, edition: Edition) -> HttpResponse:
    context = {
        "edition": edition,
        "plans": queries.plans_that_gather(edition),
        "closed": queries.why_no_likes(edition),
    }
    return render(request, "plans/support/signatures.html", context)


@edition_roles(Role.LEADER, Role.PARTNER)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def signatures_plan(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    """Entering. The answer comes at once and not after a redirect: it names people, and entering twice counts once."""
    plan = _of(edition, number)
    if plan.pk != number and request.method != "POST":
        return redirect("signatures_plan", edition.slug, plan.pk)
    form = SignaturesForm(request.POST if request.method == "POST" else None)
    entered = None
    if request.method == "POST" and form.is_valid():
        try:
            entered = actions.enter_signatures(plan.pk, request.user, form.cleaned_data["lines"])
        except Refused as refusal:
            form.add_error("lines", refusal.reason)
        else:
            plan = _of(edition, plan.pk)
            form = SignaturesForm(initial={"lines": "\n".join(line.text for line in entered.unreadable)})
    wrong = form.errors or (entered and entered.unreadable)
    context = {
        "edition": edition,
        "plan": plan,
        "form": form,
        "entered": entered,
        "latest": queries.latest_signatures(plan),
        "closed": _why_closed(edition, plan),
        "led_on": plan.pk != number,
    }
    return render(request, "plans/support/signatures_plan.html", context, status=422 if wrong else 200)


@edition_roles(Role.LEADER, Role.PARTNER)
@require_POST
def signature_remove(request: ResidentRequest, edition: Edition, number: int, signature: int) -> HttpResponse:
    get_object_or_404(Plan.objects.of(edition).public(), pk=number)
    # One that is gone already is fine; one of another plan does not exist here.
    if Signature.objects.filter(pk=signature).exclude(plan=number).exists():
        raise Http404("Deze handtekening is er niet.")
    try:
        actions.remove_signature(signature, request.user)
    except Refused as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, "De handtekening is weggehaald en telt niet meer mee.")
    return redirect("signatures_plan", edition.slug, number)


@edition_resident
@require_safe
def signature_sheet(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    """An empty list to print, for the maker and the team."""
    try:
        plan = plan_for_page(edition, number, request.user)
    except Plan.DoesNotExist:
        raise Http404("Dit plan is er niet.") from None
    if not may_print_sheet(request.user, plan, roles_in(request.user, edition)):
        raise PermissionDenied("Deze lijst is voor de maker van het plan.")
    if not plan.gathers_likes:
        raise Refused("Voor dit plan worden nu geen handtekeningen verzameld.")
    address = settings.SITE_URL + reverse("plan_page", args=[edition.slug, plan.pk])
    context = {"edition": edition, "plan": plan, "rows": ROWS_ON_A_SHEET, "address": address}
    pdf = render_pdf("plans/support/sheet_pdf.html", context)
    name = f'inline; filename="handtekeningenlijst-{plan.pk}.pdf"'
    return HttpResponse(pdf, content_type="application/pdf", headers={"Content-Disposition": name})


@edition_roles(Role.LEADER)
@require_safe
def like_report(request: HttpRequest, edition: Edition) -> HttpResponse:
    rows = queries.burst_report(edition)
    context = {
        "edition": edition,
        "rows": rows,
        "standing_out": sum(bool(row.signs.reasons) for row in rows),
        "limits": bursts,
    }
    return render(request, "plans/support/like_report.html", context)


@edition_roles(Role.LEADER)
@require_safe
def threshold(request: HttpRequest, edition: Edition) -> HttpResponse:
    standings = queries.threshold_standings(edition)
    context = {
        "edition": edition,
        "needed": standings.needed,
        "standings": standings,
        "is_fixed": queries.is_fixed(edition),
        "step": edition.changes.filter(to_phase=Phase.FEASIBILITY).first(),
    }
    return render(request, "plans/support/threshold.html", context)


@edition_roles(Role.LEADER)
@require_safe
def threshold_csv(request: HttpRequest, edition: Edition) -> HttpResponse:
    return csv_file(f"{edition.slug}-likes", outcome.HEADING, outcome.outcome_rows(edition))


@edition_roles(Role.LEADER)
@require_safe
def threshold_xlsx(request: HttpRequest, edition: Edition) -> HttpResponse:
    return xlsx_file(f"{edition.slug}-likes", "Uitkomst van de likes", outcome.HEADING, outcome.outcome_rows(edition))


def _of(edition: Edition, number: int) -> Plan:
    """A public plan of this edition with its figures, or the one that it went into; 404 for any other."""
    shown = Plan.objects.of(edition).filter(Q(status__in=PUBLIC) | Q(status=Status.MERGED))
    plan = get_object_or_404(shown.for_cards(), pk=number)
    return _of(edition, plan.merged_into_id) if plan.merged_into_id else plan


def _why_closed(edition: Edition, plan: Plan) -> str | None:
    if not plan.gathers_likes:
        return "Dit plan verzamelt geen likes (meer)."
    return queries.why_no_likes(edition)
