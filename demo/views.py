"""Pages that exist in the demo only: its post, and the style page."""

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.http import HttpRequest, HttpResponse
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
