from django.urls import path

from feasibility.clock import views

TABLE = "edities/<slug:edition>/tafel/"

urlpatterns = [
    path(TABLE + "termijnen/", views.clock_overview, name="clock_overview"),
    path(TABLE + "afspraken/", views.table_rules, name="table_rules"),
    path(TABLE + "<int:plan>/termijn/stil/", views.clock_pause, name="clock_pause"),
    path(TABLE + "<int:plan>/termijn/verder/", views.clock_resume, name="clock_resume"),
]
