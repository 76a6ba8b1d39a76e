from django.urls import path

from plans import views
from plans.counter import views as counter
from plans.discussion import moderation
from plans.discussion import views as discussion
from plans.finding import views as finding
from plans.making import review
from plans.making import views as making
from plans.me import views as me
from plans.support import views as support
from plans.together import photo_views as photos
from plans.together import views as together
from plans.triage import merge_views as merging
from plans.triage import publishing_views as publishing
from plans.triage import views as triage

PLANS = "edities/<slug:edition>/plannen/"
PLAN = f"{PLANS}<int:number>/"
COMMENT = f"{PLAN}reacties/<int:comment>/"
STAFF = "edities/<slug:edition>/beheer/"
MODERATION = f"{STAFF}reacties/"
TRIAGE = f"{STAFF}triage/"
TRIAGE_PLAN = f"{TRIAGE}<int:number>/"
TOGETHER = f"{PLAN}samen/"
SIGNATURES = f"{STAFF}handtekeningen/"
COUNTER = f"{STAFF}balie/"

# A plan's own page combines rooms and stands in website (`plan_page`).
urlpatterns = [
    path("mijn/gegevens/", me.my_details, name="my_details"),
    path(PLANS, finding.plan_list, name="plan_list"),
    path(f"{PLANS}kaart/", finding.plan_map, name="plan_map"),
    path(f"{PLANS}kaart.json", finding.plan_map_data, name="plan_map_data"),
    path(f"{PLANS}plek.json", finding.place_find, name="place_find"),
    path(f"{PLANS}nieuw/", making.plan_new, name="plan_new"),
    path(f"{PLANS}formulier.pdf", counter.paper_form, name="paper_form"),
    path(f"{PLAN}bewerken/", making.plan_edit, name="plan_edit"),
    path(f"{PLAN}plek/", making.plan_place, name="plan_place"),
    path(f"{PLAN}kosten/", making.cost_lines, name="cost_lines"),
    path(f"{PLAN}kosten/<int:line>/", making.cost_line_edit, name="cost_line_edit"),
    path(f"{PLAN}kosten/<int:line>/weg/", making.cost_line_remove, name="cost_line_remove"),
    path(f"{PLAN}indienen/", review.plan_submit, name="plan_submit"),
    path(f"{PLAN}indienen/taak/", review.plan_scope, name="plan_scope"),
    path(f"{PLAN}indienen/lijst/", review.plan_arranged, name="plan_arranged"),
    path(f"{PLAN}intrekken/", making.plan_withdraw, name="plan_withdraw"),
    path(f"{PLAN}opnieuw-bekijken/", views.review_ask, name="review_ask"),
    path(f"{PLAN}campagne/", views.plan_campaign, name="plan_campaign"),
    path(f"{PLAN}poster.pdf", views.plan_poster, name="plan_poster"),
    path(f"{PLAN}kaartjes.pdf", views.plan_cards, name="plan_cards"),
    path(f"{PLAN}like/", views.plan_like, name="plan_like"),
    path(f"{PLAN}reageren/", discussion.comment_add, name="comment_add"),
    path(f"{COMMENT}antwoorden/", discussion.comment_answer, name="comment_answer"),
    path(f"{COMMENT}intrekken/", discussion.comment_withdraw, name="comment_withdraw"),
    path(f"{COMMENT}melden/", discussion.comment_report, name="comment_report"),
    path(MODERATION, moderation.moderation, name="moderation"),
    path(f"{MODERATION}weggehaald/", moderation.moderation_hidden, name="moderation_hidden"),
    path(f"{MODERATION}<int:comment>/laat-staan/", moderation.comment_keep, name="comment_keep"),
    path(f"{MODERATION}<int:comment>/haal-weg/", moderation.comment_hide, name="comment_hide"),
    path(f"{MODERATION}<int:comment>/zet-terug/", moderation.comment_restore, name="comment_restore"),
    path("media/plannen/<str:name>", photos.plan_photo, name="plan_photo"),
    path(f"{PLAN}fotos/", photos.plan_photos, name="plan_photos"),
    path(f"{PLAN}fotos/<int:photo>/tekst/", photos.photo_describe, name="photo_describe"),
    path(f"{PLAN}fotos/<int:photo>/plek/", photos.photo_move, name="photo_move"),
    path(f"{PLAN}fotos/<int:photo>/weg/", photos.photo_remove, name="photo_remove"),
    path(TOGETHER, together.plan_together, name="plan_together"),
    path(f"{TOGETHER}uitnodigen/", together.maker_invite, name="maker_invite"),
    path(f"{TOGETHER}uitnodiging/<int:invitation>/weg/", together.invitation_revoke, name="invitation_revoke"),
    path(f"{TOGETHER}makers/<int:maker>/weg/", together.co_maker_remove, name="co_maker_remove"),
    path(f"{TOGETHER}stoppen/", together.plan_leave, name="plan_leave"),
    path(f"{TOGETHER}oproepen/", together.call_add, name="call_add"),
    path(f"{TOGETHER}oproepen/<int:call>/gevonden/", together.call_found, name="call_found"),
    path(f"{TOGETHER}oproepen/<int:call>/weg/", together.call_remove, name="call_remove"),
    path(f"{PLAN}helpen/", together.help_offer, name="help_offer"),
    path(f"{PLAN}helpen/stoppen/", together.help_withdraw, name="help_withdraw"),
    path("meedoen/<str:token>/", together.invitation, name="invitation"),
    path("meedoen/<str:token>/ja/", together.invitation_accept, name="invitation_accept"),
    path(TRIAGE, triage.triage, name="triage"),
    path(f"{TRIAGE}gezien/", triage.triage_seen, name="triage_seen"),
    path(TRIAGE_PLAN, triage.triage_plan, name="triage_plan"),
    path(f"{TRIAGE_PLAN}vlag/", triage.triage_flag, name="triage_flag"),
    path(f"{TRIAGE_PLAN}contact/", triage.contact_add, name="contact_add"),
    path(f"{TRIAGE_PLAN}doorverwijzen/", triage.referral_add, name="referral_add"),
    path(f"{TRIAGE_PLAN}doorverwijzing/<int:referral>/", triage.referral_change, name="referral_change"),
    path(f"{TRIAGE_PLAN}publiceren/", publishing.plan_publish, name="plan_publish"),
    path(f"{TRIAGE_PLAN}offline/", publishing.plan_hold, name="plan_hold"),
    path(f"{TRIAGE_PLAN}samenvoegen/", merging.merge_choose, name="merge_choose"),
    path(f"{TRIAGE_PLAN}samenvoegen/<int:other>/", merging.merge_confirm, name="merge_confirm"),
    path(f"{STAFF}export.csv", triage.export_csv, name="export_csv"),
    path(f"{STAFF}export.xlsx", triage.export_xlsx, name="export_xlsx"),
    path(f"{PLAN}handtekeningenlijst.pdf", support.signature_sheet, name="signature_sheet"),
    path(SIGNATURES, support.signatures, name="signatures"),
    path(f"{SIGNATURES}<int:number>/", support.signatures_plan, name="signatures_plan"),
    path(f"{SIGNATURES}<int:number>/<int:signature>/weg/", support.signature_remove, name="signature_remove"),
    path(COUNTER, counter.counter, name="counter"),
    path(f"{COUNTER}nieuw/", counter.counter_new, name="counter_new"),
    path(f"{STAFF}likes/", support.like_report, name="like_report"),
    path(f"{STAFF}drempel/", support.threshold, name="threshold"),
    path(f"{STAFF}drempel.csv", support.threshold_csv, name="threshold_csv"),
    path(f"{STAFF}drempel.xlsx", support.threshold_xlsx, name="threshold_xlsx"),
]
