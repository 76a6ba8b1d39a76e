from django.urls import path

from execution.views import agreement, delivery, follow_up, news, outside, progress, spending

EDITION = "edities/<slug:edition>/"
PLAN = EDITION + "plannen/<int:number>/uitvoering/"

urlpatterns = [
    path("media/voortgang/<slug:name>.jpg", news.photo, name="photo"),
    path(EDITION + "voortgang/", progress.progress, name="progress"),
    path(EDITION + "voortgang/kaart/", progress.progress_map, name="progress_map"),
    path(EDITION + "voortgang/kaart/gegevens/", progress.progress_map_data, name="progress_map_data"),
    path(EDITION + "voortgang/insluiten/", outside.progress_embed, name="progress_embed"),
    path(EDITION + "voortgang/op-uw-site/", outside.progress_embed_help, name="progress_embed_help"),
    path(EDITION + "voortgang/nieuws.atom", outside.progress_feed, name="progress_feed"),
    path(EDITION + "plannen/<int:number>/nieuws.atom", outside.plan_feed, name="plan_feed"),
    path(EDITION + "plannen/<int:number>/volgen/", progress.plan_follow, name="plan_follow"),
    path(PLAN + "bericht/<int:update>/", news.update_edit, name="update_edit"),
    path(PLAN + "bericht/<int:update>/weg/", news.update_remove, name="update_remove"),
    path(PLAN + "uitgaven/", spending.spending, name="spending"),
    path(PLAN + "uitgaven/<int:spending>/intrekken/", spending.spending_withdraw, name="spending_withdraw"),
    path(PLAN + "uitgaven/<int:spending>/bon/", spending.spending_receipt, name="spending_receipt"),
    path(EDITION + "beheer/berichten/", news.updates_manage, name="updates_manage"),
    path(EDITION + "beheer/berichten/<int:update>/weg/", news.update_hide, name="update_hide"),
    path(EDITION + "beheer/berichten/<int:update>/terug/", news.update_restore, name="update_restore"),
    path(PLAN, agreement.agreement, name="agreement"),
    path(PLAN + "bevestigen/", agreement.agreement_confirm, name="agreement_confirm"),
    path(PLAN + "bericht/", news.update_add, name="update_add"),
    path(PLAN + "mijlpaal/<int:milestone>/", delivery.milestone_done, name="milestone_done"),
    path(PLAN + "gerealiseerd/", delivery.plan_realised, name="plan_realised"),
    path(EDITION + "beheer/uitvoering/", agreement.execution_overview, name="execution_overview"),
    path(EDITION + "beheer/uitvoering/<int:number>/", agreement.agreement_edit, name="agreement_edit"),
    path(EDITION + "beheer/nazorg/", follow_up.follow_up_list, name="follow_ups"),
]
