"""Pages about the photos of a plan, and the photos themselves."""

from collections.abc import Callable

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import ResidentRequest, public
from common.errors import Refused
from common.photo_response import FOR_GOOD, NOT_AT_ALL, photo_response
from editions.access import edition_resident
from editions.models import Edition
from plans import actions
from plans.making import steps
from plans.models import Plan, PlanPhoto
from plans.models.photo import MOST_PHOTOS
from plans.pages import own_plan, too_late
from plans.together.forms import AltForm, PhotoForm
from plans.together.queries import photo_file


@public
@require_safe
def plan_photo(request: HttpRequest, name: str) -> FileResponse:
    """A photo of a plan that this person may see. Of a plan that is not public no trace stays in a browser."""
    found = photo_file(name, request.user)
    if found is None:
        raise Http404("Deze foto is er niet.")
    path, for_everybody = found
    return photo_response(path, FOR_GOOD if for_everybody else NOT_AT_ALL)


@edition_resident
@require_http_methods(["GET", "POST"])
def plan_photos(request: ResidentRequest, edition: Edition, number: int) -> HttpResponse:
    plan = own_plan(request, edition, number)
    if request.method == "GET" and not plan.rights.edit:
        return too_late(request, plan)
    form = PhotoForm(request.POST, request.FILES) if request.method == "POST" else PhotoForm()
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_photo(plan.pk, request.user, form.cleaned_data["photo"], form.cleaned_data["alt"])
        except Refused as refusal:
            form.add_error("photo", refusal.reason)
        else:
            messages.success(request, _("Uw foto staat bij het plan."))
            return redirect("plan_photos", edition.slug, number)
    return _show(request, plan, form)


@edition_resident
@require_POST
def photo_describe(request: ResidentRequest, edition: Edition, number: int, photo: int) -> HttpResponse:
    plan = own_plan(request, edition, number)
    found = _photo(plan, photo)
    form = AltForm(request.POST, prefix=f"foto-{found.pk}")
    if form.is_valid():
        try:
            actions.describe_photo(plan.pk, request.user, photo, form.cleaned_data["alt"])
        except Refused as refusal:
            form.add_error("alt", refusal.reason)
        else:
            messages.success(request, _("Uw beschrijving is bewaard."))
            return redirect("plan_photos", edition.slug, number)
    return _show(request, plan, PhotoForm(), {found.pk: form})


@edition_resident
@require_POST
def photo_move(request: ResidentRequest, edition: Edition, number: int, photo: int) -> HttpResponse:
    """`plek` is the place to go to, counted from 0: pressed twice it is the same place."""
    plan = own_plan(request, edition, number)
    found, place = _photo(plan, photo), request.POST.get("plek", "")
    if place not in [str(each) for each in range(MOST_PHOTOS)]:
        messages.error(request, _("Kies een plek voor deze foto."))
        return redirect("plan_photos", edition.slug, number)
    return _try(request, plan, lambda: actions.move_photo(plan.pk, request.user, found.pk, int(place)))


@edition_resident
@require_POST
def photo_remove(request: ResidentRequest, edition: Edition, number: int, photo: int) -> HttpResponse:
    plan = own_plan(request, edition, number)
    if PlanPhoto.objects.filter(pk=photo).exclude(plan=plan).exists():
        raise Http404("Deze foto is er niet.")
    return _try(request, plan, lambda: actions.remove_photo(plan.pk, request.user, photo), _("De foto is weg."))


def _photo(plan: Plan, photo_id: int) -> PlanPhoto:
    found = next((each for each in plan.photos.all() if each.pk == photo_id), None)
    if found is None:
        raise Http404("Deze foto is er niet.")
    return found


def _show(
    request: ResidentRequest, plan: Plan, form: PhotoForm, typed: dict[int, AltForm] | None = None
) -> HttpResponse:
    """The page; `typed` holds by photo the words that could not be kept."""
    typed, photos = typed or {}, list(plan.photos.all())
    shown = [
        (each, typed.get(each.pk) or AltForm(prefix=f"foto-{each.pk}", initial={"alt": each.alt})) for each in photos
    ]
    wrong = [each for each in (form, *typed.values()) if each.errors]
    context = {
        "step": steps.PHOTOS,
        "edition": plan.edition,
        "plan": plan,
        "shown": shown,
        "form": form,
        "wrong": wrong[0] if wrong else None,
        "has_room": len(photos) < MOST_PHOTOS,
        "most": MOST_PHOTOS,
    }
    return render(request, "plans/together/photos.html", context, status=422 if wrong else 200)


def _try(request: ResidentRequest, plan: Plan, act: Callable[[], object], done: str = "") -> HttpResponse:
    try:
        act()
    except Refused as refusal:
        messages.error(request, refusal.reason)
    else:
        if done:
            messages.success(request, done)
    return redirect("plan_photos", plan.edition.slug, plan.pk)
