from django.urls import path

from execution import views

EDITION = "edities/<slug:edition>/"
PLAN = EDITION + "plannen/<int:number>/uitvoering/"

urlpatterns = [
    path("media/voortgang/<slug:name>.jpg", views.photo, name="photo"),
    path(EDITION + "voortgang/", views.progress, name="progress"),
    path(PLAN, views.agreement, name="agreement"),
    path(PLAN + "bevestigen/", views.agreement_confirm, name="agreement_confirm"),
    path(PLAN + "bericht/", views.update_add, name="update_add"),
    path(PLAN + "mijlpaal/<int:milestone>/", views.milestone_done, name="milestone_done"),
    path(PLAN + "gerealiseerd/", views.plan_realised, name="plan_realised"),
    path(EDITION + "beheer/uitvoering/", views.execution_overview, name="execution_overview"),
    path(EDITION + "beheer/uitvoering/<int:number>/", views.agreement_edit, name="agreement_edit"),
    path(EDITION + "beheer/nazorg/", views.follow_up_list, name="follow_ups"),
]
