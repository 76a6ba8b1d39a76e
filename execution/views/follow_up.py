"""The way on of plans that were not chosen."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import ResidentRequest
from editions.access import edition_roles
from editions.models import Edition, Role
from execution import actions
from execution.forms.follow_up import FollowUpForm
from execution.models import FollowUpKind
from execution.queries.follow_up import follow_ups


@edition_roles(Role.LEADER)
@require_http_methods(["GET", "POST"])
def follow_up_list(request: ResidentRequest, edition: Edition) -> HttpResponse:
    rows = list(follow_ups(edition))
    wanted = request.POST.get("follow_up")
    forms = {row.pk: FollowUpForm(instance=row, prefix=str(row.pk)) for row in rows}
    status = 200
    for row in rows:
        if request.method == "POST" and str(row.pk) == wanted:
            form = forms[row.pk] = FollowUpForm(request.POST, instance=row, prefix=str(row.pk))
            if form.is_valid():
                data = form.cleaned_data
                actions.set_follow_up(row.pk, request.user, FollowUpKind(data["kind"]), data["note"])
                messages.success(request, "Bewaard.")
                return redirect("follow_ups", edition.slug)
            status = 422
    pairs = [(row, forms[row.pk]) for row in rows]
    return render(request, "execution/follow_ups.html", {"edition": edition, "pairs": pairs}, status=status)
