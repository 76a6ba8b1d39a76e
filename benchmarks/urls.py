"""A page with nothing on it, through all of the middleware: what every page costs at least."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from accounts.access import public
from haarlem_nd.urls import urlpatterns as ours


@public
def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


urlpatterns = [*ours, path("leeg/", empty, name="empty")]
