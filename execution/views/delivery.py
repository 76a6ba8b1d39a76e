"""Steps that are done, and plans that stand."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from accounts.access import ResidentRequest
from editions.access import edition_resident, edition_roles
from editions.models import Edition, Role
from execution import actions
from execution.views.room import find, settle


@edition_resident
@require_POST
def milestone_done(request: ResidentRequest, edition: Edition, number: int, milestone: int) -> HttpResponse:
    found = find(request, edition, number)
    if not any(each.pk == milestone for each in found.milestones.all()):
        raise Http404("Deze stap is er niet.")
    return settle(
        request, found, lambda: actions.finish_milestone(found.pk, milestone, request.user), "De stap is afgevinkt."
    )


@edition_roles(Role.LEADER)
@require_POST
def plan_realised(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    found = find(request, edition, number)
    return settle(request, found, lambda: actions.mark_realised(found.pk, request.user), "Het plan is gerealiseerd.")
