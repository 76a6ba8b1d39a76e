"""The site map."""

from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from website.errors import no_passwords

admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.site_header = admin.site.site_title = "Beheer"

urlpatterns = [
    # First, because nothing else is asked for by so many people at the same moment as the booth.
    path("", include("voting.urls")),
    path("", include("website.urls")),
    path("", include("mail.urls")),
    path("", include("plans.urls")),
    path("", include("feasibility.urls")),
    path("", include("execution.urls")),
    path("", include("report.urls")),
    path("", include("retention.urls")),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("account/password/", include([path("<path:rest>", no_passwords)])),
    path("account/", include("allauth.account.urls")),
    path("beheer/", admin.site.urls),
]

if settings.DEMO:
    urlpatterns += [path("demo/", include("demo.urls"))]

handler400 = "website.errors.bad_request"
handler403 = "website.errors.permission_denied"
handler404 = "website.errors.page_not_found"
handler429 = "website.errors.too_many_requests"  # allauth's rate limits
handler500 = "website.errors.server_error"
