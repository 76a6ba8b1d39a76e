"""The electoral roll, for the project leader: send a file in, say what its columns are, look, start, follow."""

from functools import partial

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import ResidentRequest
from common.errors import Refused
from editions.access import edition_roles
from editions.models import Edition, Role
from voting.actions.roll import cancel_import, empty_roll, map_columns, start_import, upload_roll
from voting.forms.roll import ColumnsForm, RollForm
from voting.models import ImportState, RollImport
from voting.queries.roll import (
    columns_of,
    preview,
    reasons,
    rejected_rows,
    roll_state,
    strange_neighbourhoods,
    why_no_import,
)
from voting.queries.roll_rules import unready, voting_day_of
from voting.roll import COLUMNS, UnreadableRoll, what_is_missing
from voting.roll.fields import BY_NAME
from voting.tasks import run_roll_import

secret = cache_control(private=True, no_store=True)
EXAMPLE = ("M.", "van der", "Berg", "V", "2001-05-04", "Italiëlaan", "12", "A", "2", "2034 AB", "Haarlem")
GONE = "Het bestand is er niet meer. Lees het opnieuw in."


@edition_roles(Role.LEADER)
@secret
@require_http_methods(["GET", "HEAD", "POST"])
def roll(request: ResidentRequest, edition: Edition) -> HttpResponse:
    form = RollForm(request.POST, request.FILES) if request.method == "POST" else RollForm()
    if request.method == "POST" and form.is_valid():
        try:
            made = upload_roll(edition.pk, form.cleaned_data["file"].file, request.user.pk)
        except Refused as refusal:
            form.add_error("file", refusal.reason)
        else:
            return redirect("roll_columns", edition.slug, made.pk)
    return render(request, "voting/staff/roll.html", _context(edition, form), status=422 if form.errors else 200)


def _context(edition: Edition, form: RollForm) -> dict[str, object]:
    state = roll_state(edition)
    blocked = why_no_import(edition, state.codes_issued)
    day = None if blocked else voting_day_of(edition)
    neighbourhoods = list(edition.area.neighbourhoods.all())
    example = [*zip(COLUMNS, EXAMPLE, strict=False), ("wijk", neighbourhoods[0].name if neighbourhoods else "")]
    return {
        "edition": edition,
        "form": form,
        "state": state,
        "blocked": blocked,
        "unready": [] if blocked else unready(state.imports, day, edition.voting_age),
        "can_empty": not blocked and (state.voters or any(not each.is_open for each in state.imports)),
        "voting_day": day,
        "neighbourhoods": neighbourhoods,
        "columns": [(BY_NAME[name], text) for name, text in example],
    }


def _uploaded(edition: Edition, roll: int) -> RollImport:
    made: RollImport = get_object_or_404(RollImport.objects.select_related("edition__area"), edition=edition, pk=roll)
    return made


@edition_roles(Role.LEADER)
@secret
@require_http_methods(["GET", "HEAD", "POST"])
def roll_columns(request: ResidentRequest, edition: Edition, roll: int) -> HttpResponse:
    made = _uploaded(edition, roll)
    if made.state != ImportState.UPLOADED:
        return redirect("roll_import", edition.slug, roll)
    try:
        columns = columns_of(made)
    except (UnreadableRoll, OSError):
        raise Refused(GONE) from None
    form = ColumnsForm(columns, made.mapping, *([request.POST] if request.method == "POST" else []))
    if request.method == "POST" and form.is_valid():
        try:
            map_columns(made.pk, form.mapping)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            return redirect("roll_preview", edition.slug, roll)
    context = {"edition": edition, "made": made, "form": form}
    return render(request, "voting/staff/roll_columns.html", context, status=422 if form.errors else 200)


@edition_roles(Role.LEADER)
@secret
@require_safe
def roll_preview(request: ResidentRequest, edition: Edition, roll: int) -> HttpResponse:
    made = _uploaded(edition, roll)
    if made.state != ImportState.UPLOADED:
        return redirect("roll_import", edition.slug, roll)
    if what_is_missing(made.mapping):
        return redirect("roll_columns", edition.slug, roll)
    try:
        seen = preview(made)
    except (UnreadableRoll, OSError):
        raise Refused(GONE) from None
    context = {"edition": edition, "made": made, "preview": seen, "voting_day": voting_day_of(edition)}
    return render(request, "voting/staff/roll_preview.html", context)


@edition_roles(Role.LEADER)
@require_POST
def roll_start(request: ResidentRequest, edition: Edition, roll: int) -> HttpResponse:
    made = _uploaded(edition, roll)
    try:
        start_import(made.pk, request.user.pk)
    except Refused as refusal:
        messages.error(request, refusal.reason)
    else:
        # Robust: when Redis is away the file waits for the sweep of every minute.
        transaction.on_commit(partial(run_roll_import.delay, made.pk), robust=True)
    return redirect("roll_import", edition.slug, roll)


@edition_roles(Role.LEADER)
@secret
@require_safe
def roll_import(request: ResidentRequest, edition: Edition, roll: int) -> HttpResponse:
    """How far it is, and in the end the balance of all rows."""
    made = _uploaded(edition, roll)
    context: dict[str, object] = {"edition": edition, "made": made}
    if made.state == ImportState.DONE:
        context |= {
            "reasons": reasons(made),
            "strange": strange_neighbourhoods(made) if made.outside else [],
            "rejected": rejected_rows(made) if made.rejected else [],
        }
    return render(request, "voting/staff/roll_import.html", context)


@edition_roles(Role.LEADER)
@secret
@require_safe
def roll_progress(request: ResidentRequest, edition: Edition, roll: int) -> HttpResponse:
    """The moving bar. When it is done the whole page comes anew, with the balance."""
    if not request.headers.get("HX-Request"):
        return redirect("roll_import", edition.slug, roll)
    made = _uploaded(edition, roll)
    response = render(request, "voting/staff/_roll_progress.html", {"edition": edition, "made": made})
    if not made.is_open:
        response["HX-Refresh"] = "true"
    return response


@edition_roles(Role.LEADER)
@require_POST
def roll_cancel(request: ResidentRequest, edition: Edition, roll: int) -> HttpResponse:
    made = _uploaded(edition, roll)
    try:
        cancel_import(made.pk, request.user.pk)
    except Refused as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, "Gestopt. Er is niets veranderd en het bestand is gewist.")
    return redirect("roll", edition.slug)


@edition_roles(Role.LEADER)
@require_POST
def roll_empty(request: ResidentRequest, edition: Edition) -> HttpResponse:
    try:
        empty_roll(edition.pk, request.user.pk)
    except Refused as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, "Het kiezersbestand is leeg. U kunt het opnieuw inlezen.")
    return redirect("roll", edition.slug)
