"""Pages of the triage: the inbox, one plan for the team, and the exports."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.access import ResidentRequest
from common import clock
from common.downloads import csv_file, xlsx_file
from common.errors import Refused
from editions.access import edition_roles, roles_in
from editions.models import Edition, Role
from plans import actions
from plans.models import Plan, Referral
from plans.status import TEAM, Status
from plans.triage.export import HEADING, export_rows
from plans.triage.filters import TriageFilter
from plans.triage.forms import ContactForm, FlagForm, HoldForm, ReferralForm, ReferralUpdateForm, SeenForm
from plans.triage.queries import Sheet, flag_buttons, inbox, landing, last_look, rows, sheet, why_no_merge

TRIAGE_ROLES = (Role.LEADER, Role.PARTNER)
PLANS_A_PAGE = 24


@edition_roles(*TRIAGE_ROLES)
@require_safe
def triage(request: ResidentRequest, edition: Edition) -> HttpResponse:
    until = clock.now()
    seen_until = last_look(edition, request.user)
    plans = inbox(edition, seen_until)
    found = TriageFilter(edition, request.GET, queryset=plans)
    valid = found.is_valid()
    numbers = (found.qs if valid else plans.none()).values_list("pk", flat=True)
    page = Paginator(numbers, PLANS_A_PAGE).get_page(request.GET.get("page"))
    shown = rows(edition, list(page.object_list), seen_until)
    context = {
        "edition": edition,
        "is_leader": is_leader(request, edition),
        "filter": found,
        "page": page,
        "rows": shown,
        "until": until.isoformat(),
        "seen_until": seen_until,
        "new_count": plans.filter(submitted_at__gt=seen_until).count() if seen_until else plans.count(),
    }
    return render(request, "plans/triage/inbox.html", context, status=200 if valid else 422)


@edition_roles(*TRIAGE_ROLES)
@require_POST
def triage_seen(request: ResidentRequest, edition: Edition) -> HttpResponse:
    form = SeenForm(request.POST)
    if form.is_valid():
        actions.mark_seen(edition, request.user, form.cleaned_data["until"])
        messages.success(request, "Bewaard. Wat hierna binnenkomt, staat de volgende keer bovenaan.")
    else:
        messages.error(request, "Dat is niet gelukt. Probeer het nog een keer.")
    return redirect("triage", edition.slug)


@edition_roles(*TRIAGE_ROLES)
@require_safe
def triage_plan(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    plan = find(edition, number)
    if plan.pk != number:
        return redirect("triage_plan", edition.slug, plan.pk)
    return plan_sheet(request, edition, number)


@edition_roles(*TRIAGE_ROLES)
@require_POST
def triage_flag(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    """Sets (`on`=1) or clears (`on`=0) one flag; answers with the flags alone when htmx asks."""
    plan = find(edition, number)
    form = FlagForm(request.POST)
    if not form.is_valid():
        raise Refused("Deze vlag bestaat niet.")
    change = actions.set_flag if form.cleaned_data["on"] == "1" else actions.clear_flag
    change(plan.pk, form.cleaned_data["kind"], request.user)
    if request.htmx:  # type: ignore[attr-defined]
        query = TriageFilter(edition, request.GET, queryset=Plan.objects.none()).query
        context = {"edition": edition, "plan": plan, "flags": flag_buttons(list(plan.flags.all())), "query": query}
        return render(request, "plans/triage/_flags.html", context)
    if request.POST.get("back") == "inbox":
        return _to("triage", request, edition, [], f"plan-{plan.pk}")
    return _to("triage_plan", request, edition, [plan.pk], "vlaggen")


@edition_roles(*TRIAGE_ROLES)
@require_POST
def contact_add(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    plan, form = find(edition, number), ContactForm(request.POST)

    def save() -> None:
        actions.add_contact_note(plan.pk, request.user, form.cleaned_data["text"])

    if done(form, save):
        return _to("triage_plan", request, edition, [plan.pk], "contact")
    return plan_sheet(request, edition, plan.pk, contact_form=form)


@edition_roles(*TRIAGE_ROLES)
@require_POST
def referral_add(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    plan, form = find(edition, number), ReferralForm(request.POST)

    def save() -> None:
        actions.refer_plan(plan.pk, request.user, **form.cleaned_data)

    if done(form, save):
        messages.success(request, "Doorverwezen. Iedereen leest het nu bij het plan.")
        return _to("triage_plan", request, edition, [plan.pk], "doorverwijzing")
    return plan_sheet(request, edition, plan.pk, referral_form=form)


@edition_roles(*TRIAGE_ROLES)
@require_POST
def referral_change(request: ResidentRequest, edition: Edition, number: int, referral: int) -> HttpResponse:
    plan = find(edition, number)
    found = Referral.objects.filter(Q(plan=plan) | Q(plan__merged_into=plan), pk=referral).first()
    if found is None:
        raise Http404("Deze doorverwijzing is er niet.")
    form = ReferralUpdateForm.about(found, request.POST)

    def save() -> None:
        actions.update_referral(found.pk, request.user, **form.cleaned_data)

    if done(form, save):
        messages.success(request, "Bewaard. Iedereen leest het nu bij het plan.")
        return _to("triage_plan", request, edition, [plan.pk], "doorverwijzing")
    return plan_sheet(request, edition, plan.pk, update_form=(found.pk, form))


@edition_roles(Role.LEADER)
@require_safe
def export_csv(request: HttpRequest, edition: Edition) -> HttpResponse:
    return csv_file(f"{edition.slug}-plannen", HEADING, export_rows(edition))


@edition_roles(Role.LEADER)
@require_safe
def export_xlsx(request: HttpRequest, edition: Edition) -> HttpResponse:
    return xlsx_file(f"{edition.slug}-plannen", "Plannen", HEADING, export_rows(edition))


def plan_sheet(
    request: ResidentRequest,
    edition: Edition,
    number: int,
    contact_form: ContactForm | None = None,
    referral_form: ReferralForm | None = None,
    update_form: tuple[int, ReferralUpdateForm] | None = None,
    hold_form: HoldForm | None = None,
) -> HttpResponse:
    """The page with, at most, one form as it was just typed and not saved."""
    seen_until = last_look(edition, request.user)
    try:
        found = sheet(edition, number, seen_until)
    except Plan.DoesNotExist:
        raise Http404("Dit plan is er niet.") from None
    typed = contact_form or referral_form or (update_form and update_form[1]) or hold_form
    context = {
        "edition": edition,
        "is_leader": is_leader(request, edition),
        "sheet": found,
        "row": found.row,
        "plan": found.row.plan,
        "flags": found.row.flags,
        "contact_form": contact_form or ContactForm(auto_id="contact_%s"),
        "referral_form": referral_form or ReferralForm(auto_id="nieuw_%s"),
        "referrals": _referral_forms(found, update_form),
        "hold_form": hold_form or HoldForm(auto_id="offline_%s"),
        "no_merge": why_no_merge(found.row.plan),
        "landing": landing(found.row.plan),
        "typed": typed,
        **_walk(request, edition, number, found),
    }
    return render(request, "plans/triage/plan.html", context, status=422 if typed else 200)


def _referral_forms(
    found: Sheet, typed: tuple[int, ReferralUpdateForm] | None
) -> list[tuple[Referral, ReferralUpdateForm]]:
    return [
        (each, typed[1] if typed and typed[0] == each.pk else ReferralUpdateForm.about(each))
        for each in found.referrals
    ]


def _walk(request: ResidentRequest, edition: Edition, number: int, found: Sheet) -> dict[str, Any]:
    """Where this plan stands in the list that somebody came from, and its neighbours there."""
    chosen = TriageFilter(edition, request.GET, queryset=inbox(edition, last_look(edition, request.user)))
    numbers = list(chosen.qs.values_list("pk", flat=True)) if chosen.is_valid() else []
    place = numbers.index(number) if number in numbers else None
    context: dict[str, Any] = {"query": chosen.query, "listed": len(numbers)}
    if place is not None:
        context["place"] = place + 1
        context["before"] = numbers[place - 1] if place else None
        context["after"] = numbers[place + 1] if place + 1 < len(numbers) else None
    return context


def find(edition: Edition, number: int) -> Plan:
    """The plan as the team works on it, or the one that it went into; 404 for what is the maker's alone."""
    plans = Plan.objects.of(edition).filter(status__in=TEAM | {Status.MERGED}).select_related("merged_into")
    plan = plans.filter(pk=number).first()
    if plan is None or plan.goes_on_as.state not in TEAM:
        raise Http404("Dit plan is er niet.")
    found = plan.goes_on_as
    found.edition = edition
    return found


def done(form: forms.Form, save: Callable[[], object]) -> bool:
    """Whether the form is right and the action took it; a refusal is shown on the form."""
    if not form.is_valid():
        return False
    try:
        save()
    except Refused as refusal:
        form.add_error(None, refusal.reason)
        return False
    return True


def _to(name: str, request: HttpRequest, edition: Edition, more: list[int], anchor: str) -> HttpResponseRedirect:
    """Back to a page, in the list that somebody came from."""
    query = TriageFilter(edition, request.GET, queryset=Plan.objects.none()).query
    return HttpResponseRedirect(f"{reverse(name, args=[edition.slug, *more])}{query}#{anchor}")


def is_leader(request: ResidentRequest, edition: Edition) -> bool:
    return Role.LEADER in roles_in(request.user, edition)
