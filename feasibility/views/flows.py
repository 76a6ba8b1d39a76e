"""The versions of the quick test: the list, one version, its picture, and taking one in use."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.access import ResidentRequest
from common.errors import Refused
from editions.access import edition_roles
from editions.models import Edition, Role
from feasibility.actions import discard_draft, draft_flow, take_flow_in_use
from feasibility.flow_diagram import diagram_of, tree_of
from feasibility.models import Flow
from feasibility.queries.flow import as_flow
from feasibility.queries.versions import draft_of, flows_of, plans_that_move, version
from feasibility.views.walk import walk_through

CHANGERS = (Role.CHAIR, Role.LEADER)


def find(edition: Edition, flow: int) -> Flow:
    """A version of this edition; 404 for any other."""
    found = Flow.objects.filter(edition=edition, pk=flow).first() if flow < 2**63 else None
    if found is None:
        raise Http404("Deze versie is er niet.")
    return found


@edition_roles(*CHANGERS)
@require_GET
def flow_list(request: HttpRequest, edition: Edition) -> HttpResponse:
    flows = flows_of(edition)
    draft = next((flow for flow in flows if flow.state == "DRAFT"), None)
    return render(request, "feasibility/flow_list.html", {"edition": edition, "flows": flows, "draft": draft})


@edition_roles(*CHANGERS)
@require_POST
def flow_draft(request: ResidentRequest, edition: Edition) -> HttpResponse:
    try:
        flow = draft_flow(edition.pk, request.user.pk)
    except Refused as refusal:
        messages.info(request, refusal.reason)
        flow_there = draft_of(edition)
        return redirect("flow_page", edition.slug, flow_there.pk) if flow_there else redirect("flow_list", edition.slug)
    messages.success(
        request, f"Versie {flow.number} staat klaar als concept. Verander de vragen en neem haar in gebruik."
    )
    return redirect("flow_page", edition.slug, flow.pk)


@edition_roles(*CHANGERS)
@require_GET
def flow_page(request: HttpRequest, edition: Edition, flow: int) -> HttpResponse:
    return _page(request, edition, find(edition, flow))


def _page(request: HttpRequest, edition: Edition, flow: Flow, refused: str = "") -> HttpResponse:
    shown = version(flow)
    asked_always = sum(1 for question in shown.plain if question.only_if is None)
    context = {
        "edition": edition,
        "flow": flow,
        "version": shown,
        "question_count": len(shown.plain),
        "asked_always": asked_always,
        "moves": plans_that_move(edition) if flow.state == "DRAFT" else 0,
        "refused": refused,
    }
    return render(request, "feasibility/flow_page.html", context, status=422 if refused else 200)


@edition_roles(*CHANGERS)
@require_POST
def flow_use(request: ResidentRequest, edition: Edition, flow: int) -> HttpResponse:
    found = find(edition, flow)
    try:
        take_flow_in_use(edition.pk, found.pk, request.user.pk)
    except Refused as refusal:
        return _page(request, edition, found, refusal.reason)
    messages.success(request, "Deze versie is nu in gebruik. Plannen zonder antwoorden krijgen deze vragen.")
    return redirect("flow_page", edition.slug, flow)


@edition_roles(*CHANGERS)
@require_POST
def flow_discard(request: ResidentRequest, edition: Edition, flow: int) -> HttpResponse:
    found = find(edition, flow)
    try:
        discard_draft(edition.pk, found.pk, request.user.pk)
    except Refused as refusal:
        return _page(request, edition, found, refusal.reason)
    messages.success(request, "Het concept is weg.")
    return redirect("flow_list", edition.slug)


@edition_roles(*CHANGERS)
@require_GET
def flow_diagram(request: HttpRequest, edition: Edition, flow: int) -> HttpResponse:
    found = find(edition, flow)
    questions = as_flow(found.questions.all())
    context = {"edition": edition, "flow": found, "diagram": diagram_of(questions), "trees": tree_of(questions)}
    return render(request, "feasibility/flow_diagram.html", context)


@edition_roles(*CHANGERS)
@require_GET
def flow_walk(request: HttpRequest, edition: Edition, flow: int) -> HttpResponse:
    found = find(edition, flow)
    walk = walk_through(as_flow(found.questions.all()), request.GET)
    return render(request, "feasibility/flow_walk.html", {"edition": edition, "flow": found, "walk": walk})
