from django.urls import path

from execution.views import adoption, agreement, check_in, delivery, follow_up, keeping, news, pulse, pulse_staff

EDITION = "edities/<slug:edition>/"
ADOPT = EDITION + "plannen/<int:number>/overnemen/"
PLAN = EDITION + "plannen/<int:number>/uitvoering/"
STAFF = EDITION + "beheer/uitvoering/<int:number>/"

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
    path(EDITION + "beheer/uitvoering/", pulse_staff.execution_overview, name="execution_overview"),
    path(EDITION + "beheer/uitvoering/<int:number>/", agreement.agreement_edit, name="agreement_edit"),
    path("hoe-gaat-het/<str:pulse_key>/<slug:pulse_answer>/", check_in.check_in_by_link, name="check_in_by_link"),
    path(PLAN + "hoe-gaat-het/", pulse.plan_pulse, name="plan_pulse"),
    path(PLAN + "uitstel/", pulse.extension_ask, name="extension_ask"),
    path(PLAN + "stoppen/", pulse.stop_ask, name="stop_ask"),
    path(STAFF + "verloop/", pulse_staff.pulse_staff, name="pulse_staff"),
    path(STAFF + "hulp/<int:request_id>/", pulse_staff.help_answer, name="help_answer"),
    path(STAFF + "uitstel/", pulse_staff.extension_enter, name="extension_enter"),
    path(STAFF + "uitstel/<int:extension>/", pulse_staff.extension_decide, name="extension_decide"),
    path(STAFF + "stop/", pulse_staff.plan_stop, name="plan_stop"),
    path(STAFF + "stop/<int:stop>/", pulse_staff.stop_decline, name="stop_decline"),
    path(EDITION + "beheer/nazorg/", follow_up.follow_up_list, name="follow_ups"),
    path(EDITION + "beheer/nazorg/<int:number>/", follow_up.follow_up_edit, name="follow_up_edit"),
    path(EDITION + "beheer/nazorg/<int:number>/afgerond/", follow_up.follow_up_end, name="follow_up_end"),
    path(EDITION + "wat-werd-het/", follow_up.what_became, name="what_became"),
    path(ADOPT, adoption.plan_adoption, name="plan_adoption"),
    path(ADOPT + "<int:offer>/terug/", adoption.adoption_withdraw, name="adoption_withdraw"),
    path(ADOPT + "<int:offer>/antwoord/", adoption.adoption_answer, name="adoption_answer"),
]
