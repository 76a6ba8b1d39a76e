"""Default deny, and the way to the log-in page for a script's request."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url

# Views of libraries that guard themselves, by the module they stand in.
SELF_GUARDED = ("allauth.", "django.contrib.admin.", "django.contrib.staticfiles.", "django.views.static")


def declared_access(view: Callable[..., Any]) -> str | None:
    """What a view declares, `bibliotheek` for a library's own guarded view, or None."""
    declared = getattr(view, "access", None)
    if declared:
        return str(declared)
    view_class = getattr(view, "view_class", view)
    module = getattr(view_class, "__module__", "") or type(view).__module__
    return "bibliotheek" if module.startswith(SELF_GUARDED) else None


class DefaultDenyMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> None:
        if declared_access(view) is None:
            raise PermissionDenied("This view does not declare who may open it.")


class HtmxLoginMiddleware:
    """Sends the whole page to the log-in page when a session ended behind an htmx request.

    Without this the browser follows the redirect by itself and htmx puts the log-in page inside the box on the page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        address = response.headers.get("Location", "")
        if "HX-Request" not in request.headers or address.split("?")[0] != resolve_url(settings.LOGIN_URL):
            return response
        return HttpResponse(status=204, headers={"HX-Redirect": address, "Cache-Control": "no-store"})
