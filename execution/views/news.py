"""News about chosen plans: who makes it, and everybody."""

import re

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import ResidentRequest, public
from common.errors import Refused
from common.photo_response import photo_response
from editions.access import edition_public, edition_resident
from editions.models import Edition
from execution import actions
from execution.forms.news import UpdateForm
from execution.queries.progress import progress_list
from execution.views.room import find, show

# As `execution.actions.post_update` names them.
PHOTO_NAME = re.compile("[0-9a-f]{32}")


@edition_public
def progress(request: HttpRequest, edition: Edition) -> HttpResponse:
    return render(request, "execution/progress.html", {"edition": edition, "plans": progress_list(edition)})


@public
def photo(request: HttpRequest, name: str) -> FileResponse:
    """A photo of an update, cleaned when it came in; its name is random and its content never changes."""
    if not PHOTO_NAME.fullmatch(name):
        raise Http404("Deze foto is er niet.")
    return photo_response(f"voortgang/{name}.jpg")


@edition_resident
@require_http_methods(["GET", "POST"])
def update_add(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    found = find(request, edition, number)
    form = UpdateForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.post_update(found.pk, request.user, data["text"], data["photo"], data["photo_alt"])
        except Refused as refusal:
            form.add_error("photo" if data["photo"] else None, refusal.reason)
        else:
            messages.success(request, "Uw bericht staat op de pagina van uw plan.")
            return redirect("agreement", edition.slug, number)
    return show(request, found, form, 422 if form.errors else 200)
