from django.urls import path

from feasibility.talk import views

PLAN = "edities/<slug:edition>/tafel/<int:plan>/"

urlpatterns = [
    path(PLAN + "overleg/", views.table_talk, name="table_talk"),
    path(PLAN + "overleg/opmerking/", views.remark_add, name="remark_add"),
    path(PLAN + "overleg/gezien/", views.mentions_seen, name="mentions_seen"),
    path(PLAN + "bestanden/", views.table_file_add, name="table_file_add"),
    path(PLAN + "bestanden/<int:file>/", views.table_file, name="table_file"),
    path(PLAN + "bestanden/<int:file>/weg/", views.table_file_remove, name="table_file_remove"),
    path(PLAN + "kansen/", views.connection_add, name="connection_add"),
    path(PLAN + "kansen/<int:connection>/weg/", views.connection_remove, name="connection_remove"),
    path(PLAN + "niet-allebei/", views.pair_add, name="pair_add"),
    path(PLAN + "niet-allebei/<int:pair>/weg/", views.pair_remove, name="pair_remove"),
]
