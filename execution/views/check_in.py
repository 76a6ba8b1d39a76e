"""The monthly question: by the link in the mail, and on the maker's own page."""

from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from accounts.access import public
from accounts.models import User
from common import clock
from common.errors import Refused
from execution import actions
from execution.answering import why_closed
from execution.forms.pulse import BUTTONS, CheckInForm
from execution.links import SLUGS, check_in_path, read_key
from execution.models import CheckIn
from execution.permissions import is_maker
from execution.pulse import Answer


class Opened(NamedTuple):
    """What a link of ours opens."""

    check_in: CheckIn
    user: User


@public
@cache_control(private=True, no_store=True)
@require_http_methods(["GET", "HEAD", "POST"])
def check_in_by_link(request: HttpRequest, pulse_key: str, pulse_answer: str) -> HttpResponse:
    """Opening changes nothing: programs that scan mails open every link. The button on the page does."""
    if pulse_answer not in SLUGS:
        raise Http404("Dit antwoord is er niet.")
    response = _page(request, pulse_key, SLUGS[pulse_answer])
    # Other pages need not know that somebody came from here; a form still says which site it was on.
    response["Referrer-Policy"] = "strict-origin"
    response["X-Robots-Tag"] = "noindex"
    return response


def _page(request: HttpRequest, key: str, answer: Answer) -> HttpResponse:
    opened = _open(key)
    if opened is None:
        return _closed(request, _("Deze link kennen wij niet. Misschien is hij niet helemaal overgenomen."), 404)
    check_in, user = opened
    reason = why_closed(check_in, user, clock.now(), by_link=True)
    if reason:
        own = is_maker(user, check_in.agreement)
        return _closed(request, reason, 410 if own else 403, check_in if own else None)
    form = CheckInForm(
        request.POST if request.method == "POST" else None, initial={"note": check_in.note}, about=answer
    )
    if request.method == "POST" and form.is_valid():
        given = Answer(form.cleaned_data["answer"])
        try:
            actions.answer_check_in(check_in.pk, given, form.cleaned_data["note"], user, by_link=True)
        except Refused as refusal:
            return _closed(request, refusal.reason, 410, check_in)
        return redirect(check_in_path(check_in, user.pk, given))
    context = {
        "check_in": check_in,
        "agreement": check_in.agreement,
        "plan": check_in.agreement.plan,
        "form": form,
        "chosen": answer.value,
        "given": check_in.answer == answer and not form.errors,
        "button": BUTTONS[answer],
        "others": [(each.value, *BUTTONS[each]) for each in Answer if each is not answer],
    }
    failed = request.method == "POST"
    return render(request, "execution/pulse/by_link.html", context, status=422 if failed else 200)


def _open(key: str) -> Opened | None:
    numbers = read_key(key)
    if numbers is None:
        return None
    found = CheckIn.objects.select_related("agreement__plan__edition", "agreement__plan__maker")
    check_in = found.filter(pk=numbers[0]).first()
    user = User.objects.filter(pk=numbers[1], is_active=True).first()
    return Opened(check_in, user) if check_in and user else None


def _closed(request: HttpRequest, reason: str, status: int, check_in: CheckIn | None = None) -> HttpResponse:
    context = {"reason": reason, "check_in": check_in, "plan": check_in.agreement.plan if check_in else None}
    return render(request, "execution/pulse/closed.html", context, status=status)
