from django.urls import path

from execution.views import agreement, delivery, follow_up, keeping, news

EDITION = "edities/<slug:edition>/"
PLAN = EDITION + "plannen/<int:number>/uitvoering/"

urlpatterns = [
    path("media/voortgang/<slug:name>.jpg", news.photo, name="photo"),
    path(EDITION + "voortgang/", news.progress, name="progress"),
    path(PLAN, agreement.agreement, name="agreement"),
    path(PLAN + "bevestigen/", agreement.agreement_confirm, name="agreement_confirm"),
    path(PLAN + "wijziging/", agreement.agreement_ask, name="agreement_ask"),
    path(PLAN + "afspraak-<int:version>.pdf", agreement.agreement_pdf, name="agreement_pdf"),
    path(PLAN + "voorwaarde/<int:met>/", keeping.condition_met, name="condition_met"),
    path(PLAN + "termijn/<int:instalment>/", keeping.instalment_paid, name="instalment_paid"),
    path(PLAN + "besluit/<int:milestone>/", keeping.gate_decide, name="gate_decide"),
    path(PLAN + "antwoord/", keeping.change_answer, name="change_answer"),
    path(PLAN + "bericht/", news.update_add, name="update_add"),
    path(PLAN + "mijlpaal/<int:milestone>/", delivery.milestone_done, name="milestone_done"),
    path(PLAN + "gerealiseerd/", delivery.plan_realised, name="plan_realised"),
    path(EDITION + "beheer/uitvoering/", agreement.execution_overview, name="execution_overview"),
    path(EDITION + "beheer/uitvoering/<int:number>/", agreement.agreement_edit, name="agreement_edit"),
    path(EDITION + "beheer/nazorg/", follow_up.follow_up_list, name="follow_ups"),
]
