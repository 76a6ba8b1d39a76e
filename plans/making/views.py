"""The steps of a plan: each saves a draft and leads on; after submission each saves and leads back to the plan."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import ResidentRequest
from common import clock
from common.errors import Refused
from editions.access import edition_resident
from editions.models import Edition
from editions.phases import Activity, why_not
from plans import actions
from plans.completeness import Costs
from plans.history import text_edits
from plans.making import steps
from plans.making.forms import CostLineForm, IdeaForm, NewIdeaForm, PlaceForm, StepForm
from plans.making.prices import GROUPS, PRICES
from plans.making.queries import unanswered
from plans.models import CostLine, Plan
from plans.pages import address_of, own_plan, too_late
from plans.status import Status


@edition_resident
@require_http_methods(["GET", "POST"])
def plan_new(request: ResidentRequest, edition: Edition) -> HttpResponse:
    closed = why_not(Activity.SUBMIT, edition.current_phase, edition.schedule(), clock.now())
    if request.method == "GET" and closed:
        messages.error(request, _(closed))
        return redirect("plan_list", edition.slug)
    form = NewIdeaForm(edition, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            plan = actions.start_draft(edition.pk, request.user, **form.cleaned_data)
        except Refused as refusal:
            _show_refusal(form, refusal)
        else:
            return _onward(request, plan, steps.IDEA)
    return _show(request, "plans/making/idea.html", {"edition": edition, "step": steps.IDEA, "form": form}, form)


@edition_resident
@require_http_methods(["GET", "POST"])
def plan_edit(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    return _step(request, own_plan(request, edition, number), steps.IDEA, IdeaForm)


@edition_resident
@require_http_methods(["GET", "POST"])
def plan_place(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    return _step(request, own_plan(request, edition, number), steps.PLACE, PlaceForm)


def _step(request: ResidentRequest, plan: Plan, step: steps.Step, form_class: type[StepForm]) -> HttpResponse:
    """A step that is one form: shows it, saves it, leads on."""
    if request.method == "GET" and not plan.rights.edit:
        return too_late(request, plan)
    form = form_class.of(plan, request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"edition": plan.edition, "plan": plan, "step": step}
    if request.method == "POST" and form.is_valid():
        try:
            saved = actions.edit_plan(plan.pk, request.user, **form.cleaned_data)
        except actions.ChangedMeanwhile as refusal:
            context["meanwhile"] = text_edits(refusal.changes)
            form = form.again(refusal.version)
            _show_refusal(form, refusal)
        except Refused as refusal:
            _show_refusal(form, refusal)
        else:
            return _onward(request, saved, step)
    context["scope"] = step is steps.PLACE and plan.rights.submit and unanswered(plan)
    return _show(request, f"plans/making/{step.key}.html", {**context, "form": form}, form)


@edition_resident
@require_http_methods(["GET", "POST"])
def cost_lines(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    """POST adds a post. `voorbeeld` in the address names an example (plans.making.prices) that fills the label."""
    plan = own_plan(request, edition, number)
    if request.method == "GET" and not plan.rights.edit:
        return too_late(request, plan)
    example = PRICES.get(request.GET.get("voorbeeld", ""))
    form = CostLineForm(
        request.POST if request.method == "POST" else None,
        may_wait=plan.state is Status.DRAFT,
        initial={"label": example.label if example else ""},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_cost_line(plan.pk, request.user, **form.cleaned_data)
        except Refused as refusal:
            _show_refusal(form, refusal)
        else:
            return redirect("cost_lines", edition.slug, number)
    lines = list(plan.cost_lines.all())
    context = {
        "edition": edition,
        "plan": plan,
        "step": steps.COSTS,
        "form": form,
        "lines": lines,
        "costs": Costs.of(lines),
        "example": example,
        "groups": GROUPS,
        "scope": plan.rights.submit and unanswered(plan),
    }
    return _show(request, "plans/making/costs.html", context, form)


@edition_resident
@require_http_methods(["GET", "POST"])
def cost_line_edit(request: ResidentRequest, edition: Edition, number: int, line: int) -> HttpResponse:
    plan = own_plan(request, edition, number)
    found = CostLine.objects.filter(plan=plan, pk=line).first()
    if found is None:
        raise Http404("Deze post is er niet.")
    if request.method == "GET" and not plan.rights.edit:
        return too_late(request, plan)
    posted = request.POST if request.method == "POST" else None
    form = CostLineForm.of(found, posted, may_wait=plan.state is Status.DRAFT)
    if request.method == "POST" and form.is_valid():
        label, cents = form.cleaned_data["label"], form.cleaned_data["cents"]
        try:
            actions.change_cost_line(plan.pk, request.user, line, label, cents)
        except Refused as refusal:
            _show_refusal(form, refusal)
        else:
            return redirect("cost_lines", edition.slug, number)
    context = {"edition": edition, "plan": plan, "step": steps.COSTS, "line": found, "form": form}
    return _show(request, "plans/making/cost_line.html", context, form)


@edition_resident
@require_POST
def cost_line_remove(request: ResidentRequest, edition: Edition, number: int, line: int) -> HttpResponse:
    plan = own_plan(request, edition, number)
    try:
        actions.remove_cost_line(plan.pk, request.user, line)
    except Refused as refusal:
        messages.error(request, refusal.reason)
    return redirect("cost_lines", edition.slug, number)


@edition_resident
@require_http_methods(["GET", "POST"])
def plan_withdraw(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    plan = own_plan(request, edition, number)
    if not plan.rights.edit:
        return too_late(request, plan)
    if request.method == "POST":
        try:
            actions.withdraw_plan(plan.pk, request.user)
        except Refused as refusal:
            messages.error(request, refusal.reason)
        else:
            messages.success(request, _("U heeft uw plan ingetrokken."))
        return redirect("my_plans")
    return render(request, "plans/making/withdraw.html", {"edition": edition, "plan": plan})


def _onward(request: HttpRequest, plan: Plan, step: steps.Step) -> HttpResponse:
    """A draft goes to the next step, or home when its maker stops for now; a submitted plan is shown again."""
    if plan.state is not Status.DRAFT:
        messages.success(request, _("Uw plan is bewaard."))
        return redirect(address_of(plan))
    if request.POST.get("daarna") == "stoppen":
        messages.success(request, _("Uw plan is bewaard als concept. Alleen u ziet het. Ga hier later verder."))
        return redirect("my_plans")
    return redirect(steps.after(step).url_name, plan.edition.slug, plan.pk)


def _show(request: HttpRequest, template: str, context: dict[str, Any], form: StepForm | CostLineForm) -> HttpResponse:
    return render(request, template, context, status=422 if form.is_bound and form.errors else 200)


def _show_refusal(form: StepForm | CostLineForm, refusal: Refused) -> None:
    if isinstance(form, StepForm) and isinstance(refusal, actions.Incomplete):
        form.show_missing(refusal.missing)
    else:
        form.add_error(None, refusal.reason)
