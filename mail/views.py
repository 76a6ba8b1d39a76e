"""Choosing how much mail one gets: with a log-in, with the link in a mail, or with the button of a mail program."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.access import ResidentRequest, public, resident
from accounts.models import User
from mail.actions import choose
from mail.forms import ChoiceForm
from mail.kinds import Level
from mail.links import user_of
from mail.queries import level_of


@resident
@require_http_methods(["GET", "POST"])
def mail_choice(request: ResidentRequest) -> HttpResponse:
    return _choice(request, request.user)


@public
@never_cache
@require_http_methods(["GET", "POST"])
def mail_choice_by_link(request: HttpRequest, key: str) -> HttpResponse:
    """Opening changes nothing: programs that scan mails open every link."""
    return _choice(request, _user(key))


@public
@csrf_exempt  # a mail program posts here, by itself (RFC 8058); the signed key says for whom
@never_cache
@require_http_methods(["GET", "POST"])
def mail_stop(request: HttpRequest, key: str) -> HttpResponse:
    """One press on the button of a mail program: no mail any more but what is necessary."""
    user = _user(key)
    if request.POST.get("List-Unsubscribe") != "One-Click":
        return redirect("mail_choice_by_link", key)
    choose(user, Level.NONE)
    return render(request, "mail/choice.html", {"form": ChoiceForm(initial={"level": Level.NONE}), "stopped": True})


def _user(key: str) -> User:
    user = user_of(key)
    if user is None:
        raise Http404("Deze link kennen wij niet.")
    return user


def _choice(request: HttpRequest, user: User) -> HttpResponse:
    form = ChoiceForm(request.POST or None, initial={"level": level_of(user)})
    if request.method == "POST" and form.is_valid():
        choose(user, Level(form.cleaned_data["level"]))
        messages.success(request, _("Uw keuze is bewaard."))
        return redirect(request.path)
    failed = request.method == "POST"
    return render(request, "mail/choice.html", {"form": form}, status=422 if failed else 200)
