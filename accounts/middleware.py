"""Default deny: a view that does not declare its access is not served."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

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
