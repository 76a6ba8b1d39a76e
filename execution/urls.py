from django.urls import path

from execution.views import adoption, agreement, delivery, follow_up, news

EDITION = "edities/<slug:edition>/"
ADOPT = EDITION + "plannen/<int:number>/overnemen/"
PLAN = EDITION + "plannen/<int:number>/uitvoering/"

urlpatterns = [
    path("media/voortgang/<slug:name>.jpg", news.photo, name="photo"),
    path(EDITION + "voortgang/", news.progress, name="progress"),
    path(PLAN, agreement.agreement, name="agreement"),
    path(PLAN + "bevestigen/", agreement.agreement_confirm, name="agreement_confirm"),
    path(PLAN + "bericht/", news.update_add, name="update_add"),
    path(PLAN + "mijlpaal/<int:milestone>/", delivery.milestone_done, name="milestone_done"),
    path(PLAN + "gerealiseerd/", delivery.plan_realised, name="plan_realised"),
    path(EDITION + "beheer/uitvoering/", agreement.execution_overview, name="execution_overview"),
    path(EDITION + "beheer/uitvoering/<int:number>/", agreement.agreement_edit, name="agreement_edit"),
    path(EDITION + "beheer/nazorg/", follow_up.follow_up_list, name="follow_ups"),
    path(EDITION + "beheer/nazorg/<int:number>/", follow_up.follow_up_edit, name="follow_up_edit"),
    path(EDITION + "beheer/nazorg/<int:number>/afgerond/", follow_up.follow_up_end, name="follow_up_end"),
    path(EDITION + "wat-werd-het/", follow_up.what_became, name="what_became"),
    path(ADOPT, adoption.plan_adoption, name="plan_adoption"),
    path(ADOPT + "<int:offer>/terug/", adoption.adoption_withdraw, name="adoption_withdraw"),
    path(ADOPT + "<int:offer>/antwoord/", adoption.adoption_answer, name="adoption_answer"),
]
