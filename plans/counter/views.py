"""Pages of the counter."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import ResidentRequest
from common.errors import Refused
from editions.access import edition_public, edition_roles
from editions.models import Edition, Role
from plans import actions
from plans.counter.forms import SUBMIT, CostRows, CounterForm
from plans.counter.paper import render_form
from plans.counter.queries import entered_plans, form_until, is_shown, why_no_entering
from plans.labels import STATUS_LABELS
from plans.models import Plan

PLANS_A_PAGE = 50


@edition_roles(Role.LEADER, Role.PARTNER, Role.CLERK)
@never_cache
@require_safe
def counter(request: ResidentRequest, edition: Edition) -> HttpResponse:
    page = Paginator(entered_plans(edition), PLANS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "edition": edition,
        "page": page,
        "rows": [(plan, is_shown(plan)) for plan in page],
        "closed": why_no_entering(edition),
        "paper_until": form_until(edition),
    }
    return render(request, "plans/counter/counter.html", context)


@edition_roles(Role.LEADER, Role.PARTNER, Role.CLERK)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def counter_new(request: ResidentRequest, edition: Edition) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form, costs = CounterForm(edition, data), CostRows(data)
    if data is not None and _is_right(form, costs):
        try:
            plan = _enter(request, edition, form, costs)
        except actions.Incomplete as refusal:
            form.show_missing(refusal.missing)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _done(plan))
            return redirect("counter", edition.slug)
    context = {"edition": edition, "form": form, "costs": costs, "closed": why_no_entering(edition)}
    return render(request, "plans/counter/new.html", context, status=200 if data is None else 422)


@edition_public
@require_safe
def paper_form(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The form on paper, for everybody, until submission closes."""
    name = f'inline; filename="plan-{edition.slug}.pdf"'
    return HttpResponse(render_form(edition), content_type="application/pdf", headers={"Content-Disposition": name})


def _is_right(form: CounterForm, costs: CostRows) -> bool:
    right, wrong = form.is_valid(), ", ".join(str(number) for number in costs.wrong())
    if wrong:
        form.add_error(None, f"Kijk de kosten na, regel {wrong}.")
    return right and not wrong


def _enter(request: ResidentRequest, edition: Edition, form: CounterForm, costs: CostRows) -> Plan:
    submit = request.POST.get("doen") == SUBMIT
    return actions.enter_plan(edition.pk, request.user, form.helped(), form.paper(costs.lines()), submit=submit)


def _done(plan: Plan) -> str:
    """What became of it. The account of somebody with an e-mail address is not spoken of."""
    if plan.submitted_at:
        return f"‘{plan.title}’ is ingevoerd. Het plan is nu: {STATUS_LABELS[plan.state]}."
    if plan.maker.email:
        return f"‘{plan.title}’ is bewaard als concept. De maker maakt het zelf af, na inloggen met het e-mailadres."
    return f"‘{plan.title}’ is bewaard als concept. Het team kan het afmaken en indienen."
