"""For the watchman: is the process up, and can it do its work?"""

from django.db import Error as DatabaseProblem
from django.db import connection
from django.http import HttpRequest, HttpResponse

from accounts.access import public


@public
def live(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


@public
def ready(request: HttpRequest) -> HttpResponse:
    """503 when the database does not answer. Redis is not asked: voting goes on without it."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseProblem:
        return HttpResponse("database\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")
