"""Turns refusals that no view handled, and input that no database takes, into plain pages."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from common.errors import Refused


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
