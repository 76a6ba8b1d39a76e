"""Help with voting at a voting place: counted, and then the ordinary booth."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from accounts.access import ResidentRequest
from common import clock
from common.errors import Refused
from editions.access import edition_roles
from editions.models import Edition, Role
from editions.phases import Activity, why_not
from voting.actions.assist import start_helping
from voting.forms.desk import HelpForm
from voting.models import HelpGround


@edition_roles(Role.CLERK, Role.LEADER)
@cache_control(private=True, no_store=True)
@require_http_methods(["GET", "HEAD", "POST"])
def assist(request: ResidentRequest, edition: Edition) -> HttpResponse:
    form = HelpForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            start_helping(edition.pk, HelpGround(form.cleaned_data["ground"]))
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            return redirect("vote_start")
    closed = why_not(Activity.VOTE, edition.current_phase, edition.schedule(), clock.now())
    context = {"edition": edition, "form": form, "blocked": [closed] if closed else []}
    return render(request, "voting/desk/assist.html", context, status=422 if form.errors else 200)
