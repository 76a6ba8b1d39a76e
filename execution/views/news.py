"""News about chosen plans: who makes it, and who looks after it."""

import re

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import ResidentRequest, public
from common.errors import Refused
from common.photo_response import FOR_GOOD, NOT_AT_ALL, photo_response
from editions.access import edition_resident, edition_roles
from editions.models import Edition, Role
from execution import actions
from execution.actions.news import PhotoRefused
from execution.forms.news import EditUpdateForm, HideUpdateForm, UpdateForm
from execution.models import Agreement, Update, UpdatePhoto
from execution.permissions import is_maker, may_open
from execution.queries.news import updates_of
from execution.views.room import find, settle, show

# As `execution.actions.news` names them.
PHOTO_NAME = re.compile("[0-9a-f]{32}")
TEAM = (Role.LEADER, Role.PARTNER)
UPDATES_A_PAGE = 20


@public
@require_safe
def photo(request: HttpRequest, name: str) -> FileResponse:
    """A photo of an update that stands; of one that was taken away only for its makers and leaders."""
    path = f"voortgang/{name}.jpg"
    wanted = UpdatePhoto.objects.filter(image=path).select_related("update_of__agreement__plan__edition")
    found = wanted.first() if PHOTO_NAME.fullmatch(name) else None
    if found is None:
        raise Http404("Deze foto is er niet.")
    if found.update_of.stands:
        return photo_response(path, FOR_GOOD)
    if not may_open(request.user, found.update_of.agreement.plan):
        raise Http404("Deze foto is er niet.")
    return photo_response(path, NOT_AT_ALL)


@edition_resident
@require_http_methods(["GET", "POST"])
def update_add(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    found = find(request, edition, number)
    form = UpdateForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.post_update(found.pk, request.user, form.cleaned_data["text"], form.photos())
        except PhotoRefused as refusal:
            form.refuse_photo(refusal.place, refusal.reason)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("Uw bericht staat op de pagina van uw plan."))
            return redirect("agreement", edition.slug, number)
    return show(request, found, form, 422 if form.errors else 200)


@edition_resident
@require_http_methods(["GET", "POST"])
def update_edit(request: ResidentRequest, edition: Edition, number: int, update: int) -> HttpResponse:
    found = find(request, edition, number)
    news = _update(found, update)
    if not news.stands or not is_maker(request.user, found):
        raise Http404("Dit bericht kunt u niet veranderen.")
    form = EditUpdateForm(news, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_update(found.pk, request.user, news.pk, form.revision())
        except PhotoRefused as refusal:
            form.refuse_photo(refusal.place, refusal.reason)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("Uw bericht is veranderd."))
            return redirect("agreement", edition.slug, number)
    context = {"edition": edition, "plan": found.plan, "form": form, "news": news}
    return render(request, "execution/update_edit.html", context, status=422 if form.errors else 200)


@edition_resident
@require_POST
def update_remove(request: ResidentRequest, edition: Edition, number: int, update: int) -> HttpResponse:
    found = find(request, edition, number)
    news = _update(found, update)
    return settle(
        request,
        found,
        lambda: actions.remove_update(found.pk, request.user, news.pk),
        _("Uw bericht staat niet meer op de site."),
    )


@edition_roles(*TEAM)
@require_safe
def updates_manage(request: ResidentRequest, edition: Edition) -> HttpResponse:
    return _manage(request, edition)


@edition_roles(*TEAM)
@require_POST
def update_hide(request: ResidentRequest, edition: Edition, update: int) -> HttpResponse:
    news = _of_edition(edition, update)
    form = HideUpdateForm.about(news, request.POST)
    if form.is_valid():
        try:
            actions.hide_update(news.agreement_id, request.user, news.pk, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, "Het bericht is weg. De maker leest uw reden.")
            return redirect("updates_manage", edition.slug)
    return _manage(request, edition, (news, form))


@edition_roles(*TEAM)
@require_POST
def update_restore(request: ResidentRequest, edition: Edition, update: int) -> HttpResponse:
    news = _of_edition(edition, update)
    try:
        actions.restore_update(news.agreement_id, request.user, news.pk)
    except Refused as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, "Het bericht staat er weer.")
    return redirect("updates_manage", edition.slug)


def _manage(
    request: ResidentRequest, edition: Edition, typed: tuple[Update, HideUpdateForm] | None = None
) -> HttpResponse:
    """The page with, at most, one form as it was just typed and not saved."""
    page = Paginator(updates_of(edition), UPDATES_A_PAGE).get_page(request.GET.get("page"))
    items = [
        (
            news,
            typed[1] if typed and typed[0].pk == news.pk else HideUpdateForm.about(news),
            is_maker(request.user, news.agreement),
        )
        for news in page
    ]
    context = {"edition": edition, "page": page, "items": items, "typed": typed and typed[1]}
    return render(request, "execution/updates_manage.html", context, status=422 if typed else 200)


def _update(agreement: Agreement, number: int) -> Update:
    news = next((each for each in agreement.updates.all() if each.pk == number), None)
    if news is None or news.withdrawn_at:
        raise Http404("Dit bericht is er niet.")
    return news


def _of_edition(edition: Edition, number: int) -> Update:
    found = Update.objects.filter(agreement__plan__edition=edition, pk=number).first() if number < 2**63 else None
    if found is None:
        raise Http404("Dit bericht is er niet.")
    return found
