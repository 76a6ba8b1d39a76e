"""Somebody's own data: take it along as a file, or take the account away."""

import json
import secrets

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import cache_control
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from accounts.access import ResidentRequest, public, resident
from common import clock
from common.errors import Refused
from retention import actions
from retention.forms import LeaveForm
from retention.queries import my_data

secret = cache_control(private=True, no_store=True)
# In the session: of the code only a keyed hash, until when it works, and how often somebody tried.
ASKED = "leaving"
MINUTES = 15
TRIES = 5
WRONG = gettext_lazy("Deze code klopt niet, of hij is te oud. Kijk nog eens in uw mail, of vraag een nieuwe code.")


@resident
@secret
@require_safe
def my_data_file(request: ResidentRequest) -> HttpResponse:
    text = json.dumps(my_data(request.user), ensure_ascii=False, indent=2)
    headers = {"Content-Disposition": 'attachment; filename="mijn-gegevens.json"'}
    return HttpResponse(text, content_type="application/json; charset=utf-8", headers=headers)


def _page(request: ResidentRequest, form: LeaveForm | None = None, status: int = 200) -> HttpResponse:
    asked = ASKED in request.session
    context = {"reasons": actions.why_stay(request.user), "form": form or LeaveForm(), "asked": asked}
    return render(request, "retention/leave.html", context, status=status)


@resident
@secret
@require_safe
def account_leave(request: ResidentRequest) -> HttpResponse:
    return _page(request)


@resident
@secret
@require_POST
def account_leave_code(request: ResidentRequest) -> HttpResponse:
    """Mails a code, so that a borrowed phone or an open browser is not enough to take an account away."""
    if actions.why_stay(request.user) or not request.user.email:
        return redirect("account_leave")
    moment = clock.now().timestamp()
    if request.session.get(ASKED, {}).get("at", 0) < moment - 60:
        code = f"{secrets.randbelow(10**6):06}"
        request.session[ASKED] = {"code": _hashed(request, code), "at": moment, "tries": 0}
        get_adapter().send_mail("account/email/leave_code", request.user.email, {"code": code, "minutes": MINUTES})
    messages.success(request, _("Wij hebben u een mail met een code gestuurd."))
    return redirect("account_leave")


@resident
@secret
@sensitive_post_parameters("code")
@require_POST
def account_leave_confirm(request: ResidentRequest) -> HttpResponse:
    form = LeaveForm(request.POST)
    if form.is_valid() and not _is_right(request, form.cleaned_data["code"]):
        form.add_error("code", str(WRONG))
    if not form.is_valid():
        return _page(request, form, 422)
    try:
        actions.leave(request.user.pk)
    except Refused as refusal:
        form.add_error(None, refusal.reason)
        return _page(request, form, 422)
    logout(request)
    return redirect("account_left")


@public
@require_safe
def account_left(request: HttpRequest) -> HttpResponse:
    return render(request, "retention/left.html")


def _hashed(request: ResidentRequest, code: str) -> str:
    return salted_hmac("retention.leave", f"{request.user.pk}:{code}").hexdigest()


def _is_right(request: ResidentRequest, code: str) -> bool:
    """Five tries for one code, and for a quarter of an hour."""
    asked = request.session.get(ASKED)
    if not asked or asked["tries"] >= TRIES or asked["at"] < clock.now().timestamp() - MINUTES * 60:
        return False
    request.session[ASKED] = {**asked, "tries": asked["tries"] + 1}
    return constant_time_compare(asked["code"], _hashed(request, code))
