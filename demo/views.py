"""Pages that exist in the demo only: its post, and the style page."""

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from csp.decorators import csp_update
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.access import public
from demo.cast import CAST
from demo.mail import letters
from theme.views import style_page

style = public(style_page)


def second_step(secret: str) -> str:
    """The six digits that an authenticator app would show now."""
    counters = list(yield_hotp_counters_from_time())
    return str(format_hotp_value(hotp_value(secret, counters[len(counters) // 2])))


@public
def post(request: HttpRequest) -> HttpResponse:
    people = [(each, second_step(each.totp_secret) if each.is_staff else "") for each in CAST]
    response = render(request, "demo/post.html", {"letters": letters(), "people": people})
    response["Cache-Control"] = "no-store"
    return response


@public
@csp_update({"style-src": ["'self'", "'unsafe-inline'"]})  # type: ignore[arg-type]
def mail_page(request: HttpRequest, number: int) -> HttpResponse:
    """A mail as a mail program shows it, with the style that it brings: number 0 is the newest."""
    kept = letters()
    if number >= len(kept) or not kept[number].get("html"):
        raise Http404("Deze mail is er niet.")
    response = HttpResponse(kept[number]["html"])
    response["Cache-Control"] = "no-store"
    return response
