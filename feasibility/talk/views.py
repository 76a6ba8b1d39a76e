"""The talk about one plan: reading it, and everything that people at the table add to it."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.access import ResidentRequest
from common.errors import Refused
from editions.access import edition_roles
from editions.models import Edition, Role
from feasibility import actions, drawer
from feasibility.file_kinds import CONTENT_TYPES, FileKind
from feasibility.models import Connection, TableFile
from feasibility.permissions import TABLE_ROLES
from feasibility.queries.flow import questions_of
from feasibility.talk.forms import ConnectionForm, FileForm, PairForm, RemarkForm, ReplyForm
from feasibility.talk.page import Conference, Typed, confer, show

# A file is saved and never opened by the site: whatever is in it runs nowhere.
LOCKED = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


@edition_roles(*TABLE_ROLES)
@require_safe
def table_talk(request: ResidentRequest, edition: Edition, plan: int) -> HttpResponse:
    return show(request, confer(request, edition, plan), Typed())


@edition_roles(*TABLE_ROLES)
@require_POST
def remark_add(request: ResidentRequest, edition: Edition, plan: int) -> HttpResponse:
    """`antwoord_op` in the form names the remark that is answered; without it the remark opens a thread."""
    here = confer(request, edition, plan)
    thread_id = _number(request.POST.get("antwoord_op"))
    form: RemarkForm | ReplyForm
    if thread_id:
        form = ReplyForm(thread_id, request.POST)
        typed = Typed(reply=(thread_id, form))
    else:
        form = RemarkForm(request.POST, questions=questions_of(here.plan))
        typed = Typed(remark=form)

    def save() -> str:
        question_id = form.cleaned_data.get("question")
        text = form.cleaned_data["text"]
        saved = actions.add_remark(plan, request.user, text, question_id=question_id, reply_to_id=thread_id or None)
        return f"opmerking-{saved.pk}"

    return _after(request, here, form, save, typed)


@edition_roles(*TABLE_ROLES)
@require_POST
def mentions_seen(request: ResidentRequest, edition: Edition, plan: int) -> HttpResponse:
    here = confer(request, edition, plan)
    actions.see_mentions(here.plan.pk, request.user.pk)
    return redirect("table", edition.slug) if "lijst" in request.POST else redirect(_page(here))


@edition_roles(*TABLE_ROLES)
@require_safe
def table_file(request: ResidentRequest, edition: Edition, plan: int, file: int) -> FileResponse:
    here = confer(request, edition, plan)
    found = TableFile.objects.filter(plan=here.plan, pk=file).first() if file < 2**63 else None
    if found is None:
        raise Http404("Dit bestand is er niet.")
    try:
        opened = drawer.path_of(found.path).open("rb")
    except FileNotFoundError:
        raise Http404("Dit bestand is er niet meer.") from None
    kind = CONTENT_TYPES[FileKind(found.path.rsplit(".", 1)[-1])]
    return FileResponse(opened, as_attachment=True, filename=found.name, content_type=kind, headers=LOCKED)


@edition_roles(*TABLE_ROLES)
@require_POST
def table_file_add(request: ResidentRequest, edition: Edition, plan: int) -> HttpResponse:
    here = confer(request, edition, plan)
    form = FileForm(request.POST, request.FILES)

    def save() -> str:
        upload = form.cleaned_data["file"]
        actions.add_file(plan, request.user.pk, upload.file, upload.name)
        return "bestanden"

    return _after(request, here, form, save, Typed(file=form), field="file")


@edition_roles(*TABLE_ROLES)
@require_POST
def table_file_remove(request: ResidentRequest, edition: Edition, plan: int, file: int) -> HttpResponse:
    here = confer(request, edition, plan)
    return _button(request, here, lambda: actions.remove_file(plan, request.user.pk, file), "bestanden")


@edition_roles(*TABLE_ROLES)
@require_POST
def connection_add(request: ResidentRequest, edition: Edition, plan: int) -> HttpResponse:
    here = confer(request, edition, plan)
    form = ConnectionForm(request.POST, plans=here.others)

    def save() -> str:
        facts = dict(form.cleaned_data)
        kind, other = Connection.Kind(facts.pop("kind")), facts.pop("other_plan")
        actions.add_connection(plan, request.user.pk, kind=kind, other_plan_id=other, **facts)
        return "kansen"

    return _after(request, here, form, save, Typed(connection=form))


@edition_roles(*TABLE_ROLES)
@require_POST
def connection_remove(request: ResidentRequest, edition: Edition, plan: int, connection: int) -> HttpResponse:
    here = confer(request, edition, plan)
    return _button(request, here, lambda: actions.remove_connection(plan, request.user.pk, connection), "kansen")


@edition_roles(Role.CHAIR)
@require_POST
def pair_add(request: ResidentRequest, edition: Edition, plan: int) -> HttpResponse:
    here = confer(request, edition, plan)
    form = PairForm(request.POST, plans=here.rivals)

    def save() -> str:
        actions.mark_conflict(plan, form.cleaned_data["other"], request.user.pk, reason=form.cleaned_data["reason"])
        return "niet-allebei"

    return _after(request, here, form, save, Typed(pair=form))


@edition_roles(Role.CHAIR)
@require_POST
def pair_remove(request: ResidentRequest, edition: Edition, plan: int, pair: int) -> HttpResponse:
    here = confer(request, edition, plan)
    return _button(request, here, lambda: actions.unmark_conflict(plan, pair, request.user.pk), "niet-allebei")


def _after(
    request: ResidentRequest,
    here: Conference,
    form: forms.Form,
    save: Callable[[], str],
    typed: Typed,
    field: str | None = None,
) -> HttpResponse:
    """Saves and goes to where it stands now (`save` says), or shows the page again with what was typed."""
    if form.is_valid():
        try:
            return redirect(_page(here, save()))
        except Refused as refusal:
            form.add_error(field, refusal.reason)
    return show(request, here, typed)


def _button(request: ResidentRequest, here: Conference, act: Callable[[], object], anchor: str) -> HttpResponse:
    """For buttons without a form: does it, or says on the page why not."""
    try:
        act()
    except Refused as refusal:
        return show(request, here, Typed(refused=refusal.reason))
    messages.success(request, "Weggehaald.")
    return redirect(_page(here, anchor))


def _page(here: Conference, anchor: str = "") -> str:
    address = reverse("table_talk", args=[here.edition.slug, here.plan.pk])
    return f"{address}#{anchor}" if anchor else address


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 18 else 0
