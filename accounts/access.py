"""Who may open a page. Every view says so with one of these decorators; a view that says nothing is refused.

A declaration is a readable attribute on the view (`view.access`), so that tests can hold the whole site against
docs/autorisatiematrix.md. Decorators that need an edition stand in `editions.access`.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase

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
    return declare(login_required(view), RESIDENT)
