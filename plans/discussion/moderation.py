"""Pages of the team about reactions: what was reported, what was taken away, and the decisions."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.access import ResidentRequest
from common.errors import Refused
from editions.access import edition_roles
from editions.models import Edition, Role
from plans import actions
from plans.discussion.forms import HideForm
from plans.discussion.reports import number_reported, reported, taken_away
from plans.models import Comment
from plans.permissions import is_maker

TEAM = (Role.LEADER, Role.PARTNER)
REACTIONS_A_PAGE = 20


@edition_roles(*TEAM)
@require_safe
def moderation(request: ResidentRequest, edition: Edition) -> HttpResponse:
    return _queue(request, edition)


@edition_roles(*TEAM)
@require_safe
def moderation_hidden(request: ResidentRequest, edition: Edition) -> HttpResponse:
    page = Paginator(taken_away(edition), REACTIONS_A_PAGE).get_page(request.GET.get("page"))
    items = [(comment, _is_own_matter(request, comment)) for comment in page]
    context = {"edition": edition, "page": page, "items": items, "waiting": number_reported(edition)}
    return render(request, "plans/discussion/moderation_hidden.html", context)


@edition_roles(*TEAM)
@require_POST
def comment_keep(request: ResidentRequest, edition: Edition, comment: int) -> HttpResponse:
    found = _find(edition, comment)
    _decide(request, lambda: actions.keep_comment(found.pk, request.user), "De reactie blijft staan.")
    return redirect("moderation", edition.slug)


@edition_roles(*TEAM)
@require_POST
def comment_hide(request: ResidentRequest, edition: Edition, comment: int) -> HttpResponse:
    found = _find(edition, comment)
    form = HideForm.about(found, request.POST)
    if form.is_valid():
        try:
            actions.hide_comment(found.pk, request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, "De reactie is weg. De schrijver leest uw reden.")
            return redirect("moderation", edition.slug)
    return _queue(request, edition, (found, form))


@edition_roles(*TEAM)
@require_POST
def comment_restore(request: ResidentRequest, edition: Edition, comment: int) -> HttpResponse:
    found = _find(edition, comment)
    _decide(request, lambda: actions.restore_comment(found.pk, request.user), "De reactie staat er weer.")
    return redirect("moderation_hidden", edition.slug)


def _queue(request: ResidentRequest, edition: Edition, typed: tuple[Comment, forms.Form] | None = None) -> HttpResponse:
    """The page with, at most, one form as it was just typed and not saved."""
    page = Paginator(reported(edition), REACTIONS_A_PAGE).get_page(request.GET.get("page"))
    forms_of = {typed[0].pk: typed[1]} if typed else {}
    items = [
        (comment, forms_of.get(comment.pk) or HideForm.about(comment), _is_own_matter(request, comment))
        for comment in page
    ]
    context = {
        "edition": edition,
        "page": page,
        "items": items,
        "typed": typed and typed[1],
        "elsewhere": typed and typed[0] not in page.object_list,
        "waiting": page.paginator.count,
    }
    return render(request, "plans/discussion/moderation.html", context, status=422 if typed else 200)


def _is_own_matter(request: ResidentRequest, comment: Comment) -> bool:
    """Nobody decides about the own reaction or the own plan; the action refuses it."""
    return comment.author_id == request.user.pk or is_maker(request.user, comment.plan)


def _decide(request: ResidentRequest, act: Callable[[], object], done: str) -> None:
    try:
        act()
    except Refused as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, done)


def _find(edition: Edition, number: int) -> Comment:
    found = Comment.objects.filter(plan__edition=edition, pk=number).first()
    if found is None:
        raise Http404("Deze reactie is er niet.")
    return found
