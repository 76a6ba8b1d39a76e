"""Error pages: what went wrong in plain Dutch, and a way on."""

import sys

from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.cookie import CookieStorage
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.access import public


@public
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


@public
def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", {"reason": str(exception)}, status=403)


@public
def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


@public
def server_error(request: HttpRequest) -> HttpResponse:
    """Asks the database nothing more, since that may be what went wrong; 503 when it does not answer."""
    request.user = AnonymousUser()
    request._messages = CookieStorage(request)  # type: ignore[attr-defined]
    away = isinstance(sys.exc_info()[1], (OperationalError, InterfaceError))
    return render(request, "503.html" if away else "500.html", status=503 if away else 500)


@public
def too_many_requests(request: HttpRequest) -> HttpResponse:
    reason = _("U probeerde dit te vaak achter elkaar. Wacht een paar minuten en probeer het dan opnieuw.")
    return render(request, "theme/refused.html", {"reason": reason}, status=429)


@public
def no_passwords(request: HttpRequest, rest: str) -> HttpResponse:
    """In the place of a library's pages about passwords: nobody here has one."""
    raise Http404


@public
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", status=403)
