"""The voting letters, for the project leader: make, follow, look, fetch, confirm."""

from functools import partial

from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from accounts.access import ResidentRequest
from common.errors import Refused
from editions.access import edition_roles
from editions.models import Edition, Role
from voting.actions.letters import confirm_printed, fetch_all, fetch_batch, start_letters
from voting.forms.roll import PrintedForm
from voting.letters.manifest import LIST, SUMS, as_csv, as_sums
from voting.models import LetterBatch, LetterRun
from voting.queries.letters import letters_state, name_of, stacks_of, why_no_letters
from voting.stacks import pack, stack_path
from voting.tasks import sweep_letter_batches

secret = cache_control(private=True, no_store=True)


def _context(edition: Edition, form: PrintedForm) -> dict[str, object]:
    state = letters_state(edition)
    batches = stacks_of(state.run) if state.run and not state.run.printed_at else []
    reasons = [] if state.run else why_no_letters(edition, state)
    return {"edition": edition, "state": state, "batches": batches, "form": form, "blocked": reasons}


@edition_roles(Role.LEADER)
@secret
@require_safe
def letters(request: ResidentRequest, edition: Edition) -> HttpResponse:
    return render(request, "voting/staff/letters.html", _context(edition, PrintedForm()))


@edition_roles(Role.LEADER)
@require_POST
def letters_start(request: ResidentRequest, edition: Edition) -> HttpResponse:
    try:
        run = start_letters(edition.pk, request.user.pk)
    except Refused as refusal:
        messages.error(request, refusal.reason)
    else:
        # Robust: when Redis is away the letters wait for the sweep of every minute.
        transaction.on_commit(partial(sweep_letter_batches.delay, run.batches.count()), robust=True)
        messages.success(request, f"De codes zijn uitgegeven. {run.total} brieven worden nu gemaakt.")
    return redirect("letters", edition.slug)


@edition_roles(Role.LEADER)
@secret
@require_safe
def letters_progress(request: ResidentRequest, edition: Edition) -> HttpResponse:
    """The moving bar. When all is ready the whole page comes anew, with its buttons."""
    state = letters_state(edition)
    if not request.headers.get("HX-Request"):
        return redirect("letters", edition.slug)
    response = render(request, "voting/staff/_progress.html", {"edition": edition, "state": state})
    if state.all_ready:
        response["HX-Refresh"] = "true"
    return response


@edition_roles(Role.LEADER)
@secret
@require_safe
def letter_batch(request: ResidentRequest, edition: Edition, batch: int) -> FileResponse:
    batches = LetterBatch.objects.select_related("run__edition", "neighbourhood")
    found = get_object_or_404(batches, pk=batch, run__edition=edition)
    fetch_batch(found, request.user.pk)
    file = stack_path(found.run_id, found.file).open("rb")
    return FileResponse(file, content_type="application/pdf", headers=_named(name_of(found)))


@edition_roles(Role.LEADER)
@secret
@require_safe
def letters_all(request: ResidentRequest, edition: Edition) -> FileResponse:
    run = get_object_or_404(LetterRun.objects.select_related("edition"), edition=edition)
    fetch_all(run, request.user.pk)
    stacks = stacks_of(run)
    files = [(line.file, stack_path(run.pk, batch.file)) for batch, line in stacks]
    lines = [line for _, line in stacks]
    packed = pack(files, {LIST: as_csv(lines), SUMS: as_sums(lines)})
    return FileResponse(packed, content_type="application/zip", headers=_named("stembrieven.zip"))


@edition_roles(Role.LEADER)
@secret
@require_safe
def letters_list(request: ResidentRequest, edition: Edition, name: str) -> HttpResponse:
    """The list for the printing house, and the sums to check its files with. They hold no code and no name."""
    run = get_object_or_404(LetterRun, edition=edition, printed_at__isnull=True)
    write = {LIST: as_csv, SUMS: as_sums}.get(name)
    if write is None:
        raise Http404
    kind = "text/csv; charset=utf-8" if name == LIST else "text/plain; charset=utf-8"
    text = write(line for batch, line in stacks_of(run) if batch.sha256)
    return HttpResponse(text, content_type=kind, headers=_named(name))


@edition_roles(Role.LEADER)
@require_POST
def letters_printed(request: ResidentRequest, edition: Edition) -> HttpResponse:
    form = PrintedForm(request.POST)
    if form.is_valid():
        try:
            confirm_printed(edition.pk, request.user.pk)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, "Bevestigd. De leesbare stemcodes en de bestanden zijn gewist.")
            return redirect("letters", edition.slug)
    return render(request, "voting/staff/letters.html", _context(edition, form), status=422)


def _named(filename: str, disposition: str = "attachment") -> dict[str, str]:
    return {"Content-Disposition": f'{disposition}; filename="{filename}"'}
