"""Who may open a page. Every view says so with one of these decorators; a view that says nothing is refused.

A declaration is a readable attribute on the view (`view.access`), so that tests can hold the whole site against
docs/autorisatiematrix.md. Decorators that need an edition stand in `editions.access`.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.models import User

View = Callable[..., HttpResponseBase]

PUBLIC = "iedereen"
RESIDENT = "ingelogd"
EXTERNAL = "bibliotheek"


class ResidentRequest(HttpRequest):
    """A request of somebody who is logged in."""

    user: User


def declare(view: View, access: str) -> View:
    """Marks a view with who may open it, without enforcing anything."""
    view.access = access  # type: ignore[attr-defined]
    return view


def public(view: View) -> View:
    """Everybody, without an account."""

    @wraps(view)
    def opened(*args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(*args, **kwargs)

    return declare(opened, PUBLIC)


def resident(view: View) -> View:
    """Everybody who is logged in; allauth has confirmed their e-mail address."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs) if request.user.is_authenticated else log_in_first(request)

    return declare(opened, RESIDENT)


def log_in_first(request: HttpRequest) -> HttpResponseBase:
    """To the log-in, and back: after a button was pressed, to the page of ours on which it stood."""
    there = request.get_full_path()
    if request.method not in ("GET", "HEAD"):
        from_page = request.headers.get("Referer", "")
        ours = url_has_allowed_host_and_scheme(from_page, {request.get_host()}, require_https=request.is_secure())
        there = urlsplit(from_page).path if from_page and ours else there
    return redirect_to_login(there)
