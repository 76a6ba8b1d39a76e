from django.urls import path

from website import views
from website.views import cockpit, health, settings

EDITION = "edities/<slug:edition>/"

urlpatterns = [
    path("", views.home, name="home"),
    path("spelregels/", views.rules, name="rules"),
    path("toegankelijkheid/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("edities/", views.edition_list, name="edition_list"),
    path(EDITION, views.edition_page, name="edition_page"),
    path(EDITION + "plannen/<int:number>/", views.plan_page, name="plan_page"),
    path(EDITION + "beheer/", cockpit.cockpit, name="cockpit"),
    path(EDITION + "beheer/planning/", cockpit.schedule_edit, name="schedule_edit"),
    path(EDITION + "beheer/instellingen/", settings.edition_settings, name="edition_settings"),
    path(EDITION + "beheer/fase/", cockpit.phase_advance, name="phase_advance"),
    path(EDITION + "beheer/logboek/", cockpit.audit_log, name="audit_log"),
    path("mijn/", views.my_plans, name="my_plans"),
    path("mijn/taken/", cockpit.my_work, name="my_work"),
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
]
