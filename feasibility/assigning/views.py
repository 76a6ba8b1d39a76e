"""The page on which the chair divides the plans over the checkers, one discipline at a time."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import ResidentRequest
from common.errors import Refused
from editions.access import edition_roles
from editions.models import Edition, Role
from feasibility.actions import ChoicesRefused, assign_plans, spread_plans
from feasibility.assigning.forms import ColumnForm
from feasibility.queries import person_at
from feasibility.queries.assigning import Matrix, matrix_of
from feasibility.quick_test import Discipline


@edition_roles(Role.CHAIR, Role.LEADER)
@require_http_methods(["GET", "POST"])
def assignments(request: ResidentRequest, edition: Edition) -> HttpResponse:
    """`vak` in the address says which discipline is divided; without it the first for which somebody sits here."""
    matrix = matrix_of(edition, person_at(request.user.pk, edition.pk))
    discipline = _chosen(matrix, request.GET.get("vak", ""))
    if discipline is None:
        return _page(request, edition, matrix, None, None)
    data = request.POST if request.method == "POST" else None
    form = ColumnForm(matrix.rows, matrix.column(discipline), matrix.seats[discipline], data)
    if data is not None and form.is_valid():
        try:
            changed = assign_plans(edition.pk, request.user.pk, discipline, form.choices(), form.seen())
        except ChoicesRefused as refusal:
            form.show(refusal.reasons)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, f"Bewaard: {_plans(changed)} veranderd.")
            return redirect(_address(edition, discipline))
    return _page(request, edition, matrix, discipline, form)


@edition_roles(Role.CHAIR, Role.LEADER)
@require_POST
def assignments_spread(request: ResidentRequest, edition: Edition) -> HttpResponse:
    typed = request.POST.get("vak", "")
    discipline = Discipline(typed) if typed in set(Discipline) else None
    if discipline is None:
        messages.error(request, "Kies eerst een vakgebied.")
        return redirect("assignments", edition.slug)
    try:
        number = spread_plans(edition.pk, request.user.pk, discipline)
    except Refused as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, f"{_plans(number).capitalize()} verdeeld. U kunt alles nog veranderen.")
    return redirect(_address(edition, discipline))


def _page(
    request: ResidentRequest, edition: Edition, matrix: Matrix, discipline: Discipline | None, form: ColumnForm | None
) -> HttpResponse:
    context = {
        "edition": edition,
        "matrix": matrix,
        "discipline": discipline,
        "form": form,
        "tabs": [(each, matrix.free(each)) for each in matrix.disciplines],
        "free": matrix.free(discipline) if discipline else 0,
        "rows": [(row, form.pair(row.plan.pk) if form else []) for row in matrix.rows],
    }
    return render(request, "feasibility/assigning/page.html", context, status=422 if form and form.errors else 200)


def _chosen(matrix: Matrix, typed: str) -> Discipline | None:
    return next((each for each in matrix.disciplines if each.value == typed), next(iter(matrix.disciplines), None))


def _address(edition: Edition, discipline: Discipline) -> str:
    return f"{reverse('assignments', args=[edition.slug])}?{urlencode({'vak': discipline.value})}"


def _plans(number: int) -> str:
    return "1 plan" if number == 1 else f"{number} plannen"
