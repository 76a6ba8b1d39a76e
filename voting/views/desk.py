"""The desk of lost letters: find somebody, see who they are, give a new code."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import ResidentRequest
from accounts.models import User
from common import clock
from common.errors import Refused
from editions.access import edition_roles, roles_here
from editions.models import Edition, Role
from voting.actions import reissue as actions
from voting.actions.desk import TOO_MANY_WRONG, give_room, is_the_person, look_at, search_people
from voting.actions.proposing import withdraw
from voting.desk.printing import render_reissue
from voting.forms.desk import GiveForm, LimitForm, SearchForm
from voting.models import ProposalKind, Reissue, ReissueKind, Voter
from voting.queries.deciding import waiting
from voting.queries.desk import AT_MOST, clerks_who_wait, desk_numbers, must_wait, waiting_people, why_no_desk

desk_roles = edition_roles(Role.CLERK, Role.LEADER)
secret = cache_control(private=True, no_store=True)
OTHER_DATE = (
    "Deze geboortedatum is een andere dan in het kiezersbestand. Er is niets veranderd. Kijk nog eens op het "
    "identiteitsbewijs. Klopt het weer niet? Bel de projectleider."
)
NOW_A_SECOND = "Er zijn al veel nieuwe codes uitgegeven. Vraag een collega om bij deze persoon ook te tekenen."


@desk_roles
@secret
@require_safe
def desk(request: ResidentRequest, edition: Edition) -> HttpResponse:
    return desk_page(request, edition, SearchForm())


def desk_page(
    request: ResidentRequest,
    edition: Edition,
    form: SearchForm,
    hits: list[Voter] | None = None,
    limit: LimitForm | None = None,
) -> HttpResponse:
    numbers = desk_numbers(edition)
    is_leader = Role.LEADER in roles_here(request, edition)
    context = {
        "edition": edition,
        "form": form,
        "searched": hits is not None,
        "hits": (hits or [])[:AT_MOST],
        "too_many": hits is not None and len(hits) > AT_MOST,
        "numbers": numbers,
        "waiting": waiting_people(edition),
        "blocked": why_no_desk(edition),
        "limit_waits": waiting(edition, ProposalKind.LIMIT) if is_leader else None,
        "must_wait": clerks_who_wait(edition) if is_leader else [],
        "limit": (limit or LimitForm(initial={"alone": numbers.alone})) if is_leader else None,
    }
    failed = form.errors or (limit is not None and limit.errors)
    return render(request, "voting/desk/search.html", context, status=422 if failed else 200)


@desk_roles
@secret
@sensitive_post_parameters("text")
@require_POST
def desk_search(request: ResidentRequest, edition: Edition) -> HttpResponse:
    form = SearchForm(request.POST)
    hits = search_people(edition, form.cleaned_data["text"], request.user.pk) if form.is_valid() else None
    return desk_page(request, edition, form, hits)


@desk_roles
@secret
@sensitive_post_parameters("born")
@require_http_methods(["GET", "HEAD", "POST"])
def desk_person(request: ResidentRequest, edition: Edition, voter: int) -> HttpResponse:
    """Who somebody is, and a new code. Whether they voted is told once their birth date was given."""
    found = get_object_or_404(
        Voter.objects.select_related("neighbourhood", "returned_letter"), edition=edition, pk=voter
    )
    why_not = {kind: actions.why_not_kind(edition, kind) for kind in ReissueKind}
    form = GiveForm(why_not, request.POST if request.method == "POST" else None)
    proven = form.is_valid() and _is_proven(request, edition, found, form)
    answer = _give(request, edition, found, form) if proven else None
    if answer is not None:
        return answer
    person = look_at(edition, found, request.user.pk)
    context = {
        "edition": edition,
        "person": person,
        "voted": proven and person.voted,
        "form": form,
        "blocked": why_no_desk(edition) or ([TOO_MANY_WRONG] if must_wait(edition, request.user.pk) else []),
        "two": actions.needs_two(edition),
        "mine": request.user.pk,
    }
    return render(request, "voting/desk/person.html", context, status=422 if form.errors else 200)


def _is_proven(request: ResidentRequest, edition: Edition, voter: Voter, form: GiveForm) -> bool:
    """Whether the birth date that was typed is the right one; else the form says what is wrong."""
    try:
        proven = is_the_person(edition, voter, form.cleaned_data["born"], request.user.pk)
    except Refused as refusal:
        form.add_error("born", refusal.reason)
        return False
    if not proven:
        form.add_error("born", OTHER_DATE)
    return proven


def _give(request: ResidentRequest, edition: Edition, voter: Voter, form: GiveForm) -> HttpResponse | None:
    try:
        made = actions.give_code(edition.pk, voter.pk, ReissueKind(form.cleaned_data["kind"]), request.user.pk)
    except Refused as refusal:
        form.add_error(None, refusal.reason)
        return None
    if made is None:
        messages.warning(request, NOW_A_SECOND)
        return redirect("desk", edition.slug)
    return redirect("desk_issued", edition.slug, made.pk)


@desk_roles
@secret
@require_POST
def desk_returned(request: ResidentRequest, edition: Edition, voter: int) -> HttpResponse:
    try:
        actions.note_returned(edition.pk, voter, request.user.pk)
    except Refused as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, "Vastgelegd: de brief kwam terug. Bewaar hem gesloten, of vernietig hem.")
    return redirect("desk", edition.slug)


@desk_roles
@secret
@require_POST
def desk_withdraw(request: ResidentRequest, edition: Edition, voter: int) -> HttpResponse:
    try:
        withdraw(edition.pk, ProposalKind.REISSUE, request.user.pk, f"voter:{voter}")
    except Refused as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, "De aanvraag is teruggenomen. Er is geen nieuwe code uitgegeven.")
    return redirect("desk", edition.slug)


@desk_roles
@secret
@require_safe
def desk_issued(request: ResidentRequest, edition: Edition, reissue: int) -> HttpResponse:
    """The page after a new code: fetch it now, once."""
    made = get_object_or_404(Reissue.objects.select_related("voter", "code"), edition=edition, pk=reissue)
    until = made.issued_at + actions.FETCH_WITHIN
    context = {
        "edition": edition,
        "made": made,
        "until": until,
        "mine": request.user.pk in (made.by_id, made.second_by_id),
        "gone": made.code.sealed is None or clock.now() >= until,
    }
    return render(request, "voting/desk/issued.html", context)


@desk_roles
@secret
@require_POST
def desk_fetch(request: ResidentRequest, edition: Edition, reissue: int) -> HttpResponse:
    """The PDF, made in memory. When it cannot be made nothing is erased: the request is one transaction with it."""
    get_object_or_404(Reissue, edition=edition, pk=reissue)
    try:
        made, pdf = actions.fetch_code(edition.pk, reissue, request.user.pk, render_reissue)
    except Refused as refusal:
        messages.error(request, refusal.reason)
        return redirect("desk_issued", edition.slug, reissue)
    name = "stembiljet" if made.kind == ReissueKind.FORM else "stembrief"
    headers = {"Content-Disposition": f'attachment; filename="{name}.pdf"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


@edition_roles(Role.LEADER)
@secret
@require_POST
def desk_room(request: ResidentRequest, edition: Edition, clerk: int) -> HttpResponse:
    """A leader lets a clerk go on who gave many wrong birth dates."""
    try:
        give_room(edition, get_object_or_404(User, pk=clerk), request.user.pk)
    except Refused as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, "Deze medewerker kan weer verder.")
    return redirect("desk", edition.slug)
