"""The project leader's cockpit: what asks for attention now, the next step and its guards, the schedule, the trail."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import ResidentRequest, resident
from audit.models import Entry
from common.errors import Refused
from editions.access import edition_roles
from editions.forms import ScheduleForm
from editions.models import Edition, Role
from editions.phases import NUMBERED, Phase
from lifecycle.actions import advance, is_due, reschedule
from lifecycle.steps import next_step
from mail.queries import mails_to_look_at
from website.attention import attention
from website.forms import PhaseForm, ReasonForm, TrailFilter
from website.queries import asked_in_total, edition_figures
from website.trail import actions_in, kept_from, tell
from website.work import work_of


@edition_roles(Role.LEADER)
def cockpit(request: HttpRequest, edition: Edition) -> HttpResponse:
    return render(request, "website/cockpit.html", _cockpit_context(edition, PhaseForm(edition.current_phase)))


# What a step brings about and cannot be undone, for the leader who is about to make it by hand.
CONSEQUENCES = {
    Phase.SUBMISSION: "Bewoners zien de ronde en kunnen plannen indienen.",
    Phase.LIKES: "Niemand kan meer een plan indienen.",
    Phase.FEASIBILITY: "Niemand kan meer liken. Plannen met genoeg likes komen op tafel, de andere in de nazorg.",
    Phase.VOTING: "Stemcodes werken vanaf dan. De plannen en hun prijzen staan vast.",
    Phase.COUNTING: "Niemand kan meer stemmen. De stembus gaat voorgoed dicht.",
    Phase.EXECUTION: "Iedereen leest de uitslag. Bij elk gekozen plan komt een afspraak.",
    Phase.CLOSED: "Aan deze ronde verandert daarna niets meer. De openbare pagina's blijven. "
    "Persoonsgegevens gaan weg als hun termijn om is.",
}


def _cockpit_context(edition: Edition, form: PhaseForm) -> dict[str, object]:
    step = next_step(edition.current_phase)
    return {
        "edition": edition,
        "step": step,
        "reasons": step.reasons(edition) if step else [],
        "cautions": step.warnings(edition) if step else [],
        "consequence": CONSEQUENCES[step.target] if step else "",
        "due_at": step.due(edition.schedule()) if step else None,
        "overdue": is_due(edition),
        "attention": attention(edition),
        "figures": edition_figures(edition),
        "asked": asked_in_total(edition),
        "changes": edition.changes.select_related("by").order_by("at", "pk"),
        "form": form,
    }


@edition_roles(Role.LEADER)
@require_POST
def phase_advance(request: ResidentRequest, edition: Edition) -> HttpResponse:
    form = PhaseForm(edition.current_phase, request.POST)
    if not form.is_valid():
        return render(request, "website/cockpit.html", _cockpit_context(edition, form), status=422)
    try:
        change = advance(edition.pk, form.cleaned_data["source"], request.user.pk, form.cleaned_data["reason"])
    except Refused as refusal:
        form.add_error(None, refusal.reason)
        return render(request, "website/cockpit.html", _cockpit_context(edition, form), status=422)
    messages.success(request, "De stap is gezet." if change else "Iemand anders was u voor: deze stap is al gezet.")
    return redirect("cockpit", edition.slug)


@edition_roles(Role.LEADER)
@require_http_methods(["GET", "POST"])
def schedule_edit(request: ResidentRequest, edition: Edition) -> HttpResponse:
    form = ScheduleForm(edition, request.POST or None)
    reason = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid() & reason.is_valid():
        try:
            reschedule(edition.pk, form.cleaned_schedule(), request.user.pk, reason.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, "De planning is aangepast.")
            return redirect("cockpit", edition.slug)
    pairs = [(form[f"{phase}_first"], form[f"{phase}_last"]) for phase in NUMBERED]
    context = {"edition": edition, "form": form, "pairs": pairs, "reason_form": reason}
    return render(request, "website/schedule.html", context, status=422 if form.errors or reason.errors else 200)


@edition_roles(Role.LEADER)
def audit_log(request: ResidentRequest, edition: Edition) -> HttpResponse:
    form = TrailFilter(actions_in(edition), request.GET)
    entries = Entry.objects.of_edition(edition.slug).exclude(kept_from(request.user, edition))
    if form.chosen():
        entries = entries.filter(action=form.chosen())
    page = Paginator(entries, 50).get_page(request.GET.get("page"))
    context = {"edition": edition, "page": page, "lines": tell(page, edition), "filter": form}
    return render(request, "website/audit_log.html", context)


@resident
def my_work(request: ResidentRequest) -> HttpResponse:
    """The editions in which somebody has a role, with a way in for each."""
    mails = mails_to_look_at() if request.user.is_staff else 0
    return render(request, "website/my_work.html", {"editions": work_of(request.user), "mails": mails})
