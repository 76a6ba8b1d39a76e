"""Turns refusals that no view handled, and input that no database takes, into plain pages."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest
from django.db import DataError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import gettext as _

from common.errors import Refused


class PersonalMiddleware:
    """Keeps what is somebody's own out of every cache, and cookies that are none of ours out of the database."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # A quoted cookie can hold a NUL, which PostgreSQL takes in no text; none of our cookies has one.
        for name in [name for name, value in request.COOKIES.items() if "\0" in name + value]:
            del request.COOKIES[name]
        response = self.get_response(request)
        personal = response.cookies or settings.SESSION_COOKIE_NAME in request.COOKIES
        if personal and not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_store=True)
        return response


class BodyLimitMiddleware:
    """Answers at once when somebody announces to send more than any page takes; nothing of it is read.

    What is smaller is read in pieces, a file of more than FILE_UPLOAD_MAX_MEMORY_SIZE to the disk. A body that does
    not say how long it is counts as empty (Django reads no further than its Content-Length).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        announced = request.META.get("CONTENT_LENGTH") or ""
        if not announced.isdecimal() or int(announced[:20]) <= settings.MAX_BODY_BYTES:
            return self.get_response(request)
        number = settings.MAX_BODY_BYTES // 1024 // 1024
        reason = _("Dit bestand is te groot. Kies een bestand van minder dan %(number)d MB.") % {"number": number}
        return render(request, "theme/refused.html", {"reason": reason}, status=413)


class NotAllowedMiddleware:
    """Fills in what Django leaves empty: a page for who opens an address that only a button sends to, or the reverse.

    Somebody whose session ended pressed a button, logged in, and comes back to its address by a GET. Whoever asks for
    no HTML (scripts, feeds, monitors) gets the empty answer. The headers of the answer stay, Allow among them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content:
            patch_vary_headers(response, ["Accept"])
            if "text/html" in request.headers.get("Accept", ""):
                self._fill(request, response)
        return response

    @staticmethod
    def _fill(request: HttpRequest, response: HttpResponse) -> None:
        context = {"for_a_button": "GET" not in response["Allow"]}
        response.content = render_to_string("405.html", context, request)
        # The page says who is logged in; what a view let caches keep was about its own answer.
        patch_cache_control(response, private=True, no_store=True)


class RefusedMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refused):
            return render(request, "theme/refused.html", {"reason": exception.reason}, status=422)
        if isinstance(exception, DataError) or "NUL (0x00)" in str(exception):
            raise BadRequest("Ongeldige invoer.") from exception
        return None
