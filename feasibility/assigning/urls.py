from django.urls import path

from feasibility.assigning import views

PAGE = "edities/<slug:edition>/tafel/verdelen/"

urlpatterns = [
    path(PAGE, views.assignments, name="assignments"),
    path(PAGE + "eerlijk/", views.assignments_spread, name="assignments_spread"),
]
