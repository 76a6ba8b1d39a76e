"""What was spent, with receipts: for makers of the plan and leaders, never for anybody else."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import ResidentRequest
from common.errors import Refused
from editions.access import edition_resident
from editions.models import Edition
from execution import actions
from execution.actions.spending import DayRefused, ReceiptRefused
from execution.forms.spending import SpendingForm, WithdrawForm
from execution.models import Agreement, Spending
from execution.permissions import may_open
from execution.queries.progress import agreements
from execution.queries.spending import book_of
from execution.receipts import CONTENT_TYPES, PDF, drawer

secret = cache_control(private=True, no_store=True)
# A file of somebody: it may do nothing in a browser, and no other site may show it.
LOCKED = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


@edition_resident
@secret
@require_http_methods(["GET", "POST"])
def spending(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    found = _find(request, edition, number)
    form = SpendingForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_spending(found.pk, request.user, form.bill(), form.cleaned_data["receipt"])
        except ReceiptRefused as refusal:
            form.add_error("receipt", refusal.reason)
        except DayRefused as refusal:
            form.add_error("spent_on", refusal.reason)
        except Refused as refusal:
            form.add_error("cents", refusal.reason)
        else:
            messages.success(request, _("De uitgave staat erbij."))
            return redirect("spending", edition.slug, number)
    return _show(request, found, form)


@edition_resident
@secret
@require_POST
def spending_withdraw(request: ResidentRequest, edition: Edition, number: int, spending: int) -> HttpResponse:
    found = _find(request, edition, number)
    line = _line(found, spending)
    form = WithdrawForm.about(line.pk, request.POST)
    if form.is_valid():
        try:
            actions.withdraw_spending(found.pk, request.user, line.pk, form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("De uitgave telt niet meer mee."))
            return redirect("spending", edition.slug, number)
    return _show(request, found, SpendingForm(), (line.pk, form))


@edition_resident
@secret
@require_safe
def spending_receipt(request: ResidentRequest, edition: Edition, number: int, spending: int) -> FileResponse:
    line = _line(_find(request, edition, number), spending)
    try:
        opened = drawer.path_of(line.receipt or "-").open("rb")
    except FileNotFoundError:
        raise Http404("Deze bon is er niet.") from None
    kind = line.receipt.rsplit(".", 1)[-1]
    name = f"bon-{line.pk}.{kind}"
    return FileResponse(
        opened, as_attachment=kind == PDF, filename=name, content_type=CONTENT_TYPES[kind], headers=LOCKED
    )


def _find(request: ResidentRequest, edition: Edition, number: int) -> Agreement:
    """The agreement; 403 for who does not make the plan and is no leader with a second factor."""
    agreement = get_object_or_404(agreements(edition), plan_id=number)
    if not may_open(request.user, agreement.plan):
        raise PermissionDenied("De uitgaven zijn voor de maker en de projectleider.")
    return agreement


def _line(agreement: Agreement, number: int) -> Spending:
    line = agreement.spendings.filter(pk=number).first() if number < 2**63 else None
    if line is None:
        raise Http404("Deze uitgave is er niet.")
    return line


def _show(
    request: ResidentRequest, agreement: Agreement, form: SpendingForm, typed: tuple[int, WithdrawForm] | None = None
) -> HttpResponse:
    """The page; `typed` holds the form of the line whose reason could not be kept."""
    book = book_of(agreement)
    lines = [(line, typed[1] if typed and typed[0] == line.pk else WithdrawForm.about(line.pk)) for line in book.lines]
    wrong = form if form.errors else (typed[1] if typed else None)
    context = {
        "edition": agreement.plan.edition,
        "plan": agreement.plan,
        "agreement": agreement,
        "purse": book.purse,
        "lines": lines,
        "form": form,
        "wrong": wrong,
        "is_open": agreement.state != "NEW",
    }
    return render(request, "execution/spending.html", context, status=422 if wrong else 200)
