"""Somebody's own name and address."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.access import ResidentRequest, resident
from common.errors import Refused
from plans import actions
from plans.me.forms import DetailsForm


@resident
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def my_details(request: ResidentRequest) -> HttpResponse:
    form = DetailsForm(request.POST) if request.method == "POST" else DetailsForm.of(request.user)
    if form.is_bound and form.is_valid():
        try:
            actions.set_details(request.user.pk, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("Uw gegevens zijn bewaard."))
            return redirect("my_plans")
    return render(request, "plans/me/details.html", {"form": form}, status=422 if form.errors else 200)
