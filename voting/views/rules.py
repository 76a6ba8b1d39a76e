"""The rules of the vote, for the project leader to set until it opens."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import ResidentRequest
from common import clock
from common.errors import Refused
from editions.access import edition_roles
from editions.models import Edition, Role
from editions.phases import Activity, why_not
from voting.actions.rules import set_voting_rules
from voting.forms.rules import VotingRulesForm
from voting.queries.rules import settings_of


@edition_roles(Role.LEADER)
@require_http_methods(["GET", "HEAD", "POST"])
def voting_rules(request: ResidentRequest, edition: Edition) -> HttpResponse:
    rules = settings_of(edition)
    closed = why_not(Activity.PREPARE_VOTE, edition.current_phase, edition.schedule(), clock.now())
    form = VotingRulesForm(request.POST if request.method == "POST" else None, instance=rules)
    if form.is_bound and form.is_valid():
        try:
            set_voting_rules(edition.pk, request.user.pk, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, "De spelregels zijn bewaard.")
            return redirect("voting_rules", edition.slug)
    if closed:
        rules = settings_of(edition)
    context = {"edition": edition, "form": form, "rules": rules, "closed": bool(closed)}
    return render(request, "voting/rules.html", context, status=422 if form.errors else 200)
