"""What every template may use."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from editions.access import has_a_role


def site(request: HttpRequest) -> dict[str, object]:
    return {
        "site_name": settings.SITE_NAME,
        "site_tagline": _("Het wijkbudget van bewoners"),
        "demo": settings.DEMO,
        # Called by the template only where it is shown: at most one query, for people who are logged in.
        "has_work": lambda: (
            hasattr(request, "roles_known")
            or (request.user.is_authenticated and request.user.is_staff)
            or has_a_role(request.user)
        ),
        "nav_template": "website/_nav.html",
        "footer_template": "website/_footer.html",
        "staff_nav_template": "website/_staff_nav.html",
    }
