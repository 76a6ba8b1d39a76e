"""Access to pages of an edition. The view gets the edition itself instead of its slug.

An edition in preparation exists only for those who have a role in it. Staff pages ask for a role and a second factor.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect

from accounts.access import View, declare, log_in_first
from accounts.models import User
from editions.models import Edition, EditionRole, Role
from editions.phases import Phase


def roles_in(user: User | AnonymousUser, edition: Edition) -> frozenset[Role]:
    """The roles of `user` in `edition`; none for a visitor."""
    if not user.is_authenticated:
        return frozenset()
    rows = EditionRole.objects.filter(edition=edition, user_id=user.pk).values_list("role", flat=True)
    return frozenset(Role(role) for role in rows)


def has_a_role(user: User | AnonymousUser) -> bool:
    """Whether `user` has a role in any edition; one query for the user of a request, however often it is asked."""
    if not user.is_authenticated:
        return False
    if not hasattr(user, "has_a_role_kept"):
        user.has_a_role_kept = user.edition_roles.exists()  # type: ignore[attr-defined]
    return bool(user.has_a_role_kept)  # type: ignore[attr-defined]


def roles_here(request: HttpRequest, edition: Edition) -> frozenset[Role]:
    """The roles of whoever asks, without a query on a page that had to know them to let them in."""
    known: tuple[int, frozenset[Role]] | None = getattr(request, "roles_known", None)
    return known[1] if known and known[0] == edition.pk else roles_in(request.user, edition)


def serves(user: User | AnonymousUser, edition: Edition, *roles: Role) -> bool:
    """Whether `user` holds one of `roles` in this edition, with a second factor: as `edition_roles` asks."""
    if not user.is_authenticated or not roles_in(user, edition) & set(roles):
        return False
    return not settings.STAFF_SECOND_FACTOR or is_mfa_enabled(user)


def edition_public(view: View) -> View:
    """Everybody may read, once the edition has started."""

    @wraps(view)
    def opened(request: HttpRequest, edition: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, _visible(request, edition), *args, **kwargs)

    return declare(opened, "iedereen, editie")


def edition_resident(view: View) -> View:
    """Everybody who is logged in."""

    @wraps(view)
    def opened(request: HttpRequest, edition: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return log_in_first(request)
        return view(request, _visible(request, edition), *args, **kwargs)

    return declare(opened, "ingelogd, editie")


def edition_roles(*roles: Role) -> Callable[[View], View]:
    """Only those who hold one of `roles` in this edition, with a second factor."""

    def guard(view: View) -> View:
        @wraps(view)
        def opened(request: HttpRequest, edition: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return log_in_first(request)
            found = get_object_or_404(Edition, slug=edition)
            known = roles_in(request.user, found)
            if not known & set(roles):
                raise PermissionDenied("Deze pagina is voor mensen met een andere rol in deze editie.")
            if settings.STAFF_SECOND_FACTOR and not is_mfa_enabled(request.user):
                return redirect("mfa_activate_totp")
            request.roles_known = (found.pk, known)  # type: ignore[attr-defined]
            return view(request, found, *args, **kwargs)

        return declare(opened, ", ".join(sorted(r.value for r in roles)))

    return guard


def _visible(request: HttpRequest, slug: str) -> Edition:
    edition = get_object_or_404(Edition.objects.prefetch_related("windows"), slug=slug)
    if edition.current_phase is Phase.PREPARATION and not roles_in(request.user, edition):
        raise Http404("Deze editie is nog niet begonnen.")
    return edition
