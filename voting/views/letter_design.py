"""What stands in the letter, for the project leader: change the texts, see the page, hold it against an envelope."""

from collections.abc import Callable
from typing import cast

from csp.constants import SELF
from csp.decorators import csp_replace
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import ResidentRequest
from common.errors import Refused
from editions.access import edition_roles
from editions.models import Edition, Role
from voting.actions.letter_design import fetch_proof, save_design
from voting.forms.letters import LetterDesignForm
from voting.letters import design_of, render_letters, sample_letter
from voting.letters.proof import render_proof
from voting.letters.stamping import ground_of
from voting.letters.texts import PLACEHOLDERS
from voting.models import LetterDesign
from voting.queries.letters import letters_state, why_no_design

private = cache_control(private=True, no_store=True)


def framed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """What stands in the frame beside the form: our own pages only may show it."""
    allowed = csp_replace({"frame-ancestors": [SELF], "object-src": [SELF]})
    return cast(Callable[..., HttpResponse], xframe_options_sameorigin(allowed(view)))


def _page(request: ResidentRequest, edition: Edition, form: LetterDesignForm, status: int = 200) -> HttpResponse:
    blocked = why_no_design(edition, letters_state(edition))
    words = [(f"{{{name}}}", meaning) for name, meaning in PLACEHOLDERS.items()]
    context = {"edition": edition, "form": form, "blocked": blocked, "words": words}
    return render(request, "voting/letters/design.html", context, status=status)


def _stored(edition: Edition) -> LetterDesign:
    return LetterDesign.objects.filter(edition=edition).first() or LetterDesign(edition=edition)


@edition_roles(Role.LEADER)
@private
@require_http_methods(["GET", "HEAD", "POST"])
def letter_design(request: ResidentRequest, edition: Edition) -> HttpResponse:
    """The texts, the envelope, and the page as it would be printed."""
    if request.method != "POST":
        return _page(request, edition, LetterDesignForm(edition, _stored(edition)))
    form = LetterDesignForm(edition, _stored(edition), request.POST)
    if form.is_valid():
        try:
            save_design(form.design(), request.user.pk)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, "De brief is bewaard.")
            return redirect("letter_design", edition.slug)
    return _page(request, edition, form, 422)


@edition_roles(Role.LEADER)
@private
@framed
@require_safe
def letter_preview(request: ResidentRequest, edition: Edition) -> HttpResponse:
    """The letter as it is stored."""
    return _pdf(render_letters(edition, [sample_letter()], sample=True), "voorbeeld-stembrief.pdf")


@edition_roles(Role.LEADER)
@private
@framed
@require_POST
def letter_try(request: ResidentRequest, edition: Edition) -> HttpResponse:
    """The letter as it is typed now, beside the form; nothing is stored. What is wrong is said in its place."""
    form = LetterDesignForm(edition, _stored(edition), request.POST)
    said = [] if form.is_valid() else [error for errors in form.errors.values() for error in errors]
    if not said:
        try:
            changed = form.design()
            ground_of(design_of(edition, changed))
            pdf = render_letters(edition, [sample_letter()], sample=True, changed=changed)
        except Refused as refusal:
            said = [refusal.reason]
        else:
            return _pdf(pdf, "voorbeeld-stembrief.pdf")
    return render(request, "voting/letters/try_refused.html", {"said": said}, status=422)


@edition_roles(Role.LEADER)
@private
@require_safe
def letter_proof(request: ResidentRequest, edition: Edition) -> HttpResponse:
    """A page with the window, the folds and rulers."""
    pdf = render_proof(design_of(edition))
    fetch_proof(edition, request.user.pk)
    return _pdf(pdf, "proefpagina-envelop.pdf")


def _pdf(pdf: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
