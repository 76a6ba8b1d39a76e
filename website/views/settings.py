"""What the leader sets for an edition, and what of that is fixed by now."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import ResidentRequest
from common import clock
from common.errors import Refused
from editions.access import edition_roles
from editions.actions import set_rules
from editions.models import Edition, Role
from editions.rules import fixed_rules
from website.forms import SettingsForm


@edition_roles(Role.LEADER)
@require_http_methods(["GET", "HEAD", "POST"])
def edition_settings(request: ResidentRequest, edition: Edition) -> HttpResponse:
    fixed = fixed_rules(edition.current_phase, edition.schedule(), clock.now())
    form = SettingsForm(edition, fixed, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            set_rules(edition.pk, request.user.pk, form.cleaned_data["reason"], **form.settings())
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, "De instellingen zijn bewaard.")
            return redirect("edition_settings", edition.slug)
    context = {"edition": edition, "form": form}
    return render(request, "website/settings.html", context, status=422 if form.errors else 200)
