from django.urls import path

from plans import views
from plans.finding import views as finding
from plans.support import views as support
from plans.triage import views as triage

PLANS = "edities/<slug:edition>/plannen/"
PLAN = f"{PLANS}<int:number>/"
STAFF = "edities/<slug:edition>/beheer/"
TRIAGE = f"{STAFF}triage/"
TRIAGE_PLAN = f"{TRIAGE}<int:number>/"
SIGNATURES = f"{STAFF}handtekeningen/"

# A plan's own page combines rooms and stands in website (`plan_page`).
urlpatterns = [
    path("mijn/", views.my_plans, name="my_plans"),
    path(PLANS, finding.plan_list, name="plan_list"),
    path(f"{PLANS}kaart/", finding.plan_map, name="plan_map"),
    path(f"{PLANS}kaart.json", finding.plan_map_data, name="plan_map_data"),
    path(f"{PLANS}plek.json", finding.place_find, name="place_find"),
    path(f"{PLANS}nieuw/", views.plan_new, name="plan_new"),
    path(f"{PLAN}bewerken/", views.plan_edit, name="plan_edit"),
    path(f"{PLAN}kosten/", views.cost_lines, name="cost_lines"),
    path(f"{PLAN}kosten/<int:line>/weg/", views.cost_line_remove, name="cost_line_remove"),
    path(f"{PLAN}indienen/", views.plan_submit, name="plan_submit"),
    path(f"{PLAN}intrekken/", views.plan_withdraw, name="plan_withdraw"),
    path(f"{PLAN}campagne/", views.plan_campaign, name="plan_campaign"),
    path(f"{PLAN}poster.pdf", views.plan_poster, name="plan_poster"),
    path(f"{PLAN}kaartjes.pdf", views.plan_cards, name="plan_cards"),
    path(f"{PLAN}like/", views.plan_like, name="plan_like"),
    path(f"{PLAN}reageren/", views.comment_add, name="comment_add"),
    path(f"{PLAN}reacties/<int:comment>/intrekken/", views.comment_withdraw, name="comment_withdraw"),
    path(TRIAGE, triage.triage, name="triage"),
    path(f"{TRIAGE}gezien/", triage.triage_seen, name="triage_seen"),
    path(TRIAGE_PLAN, triage.triage_plan, name="triage_plan"),
    path(f"{TRIAGE_PLAN}vlag/", triage.triage_flag, name="triage_flag"),
    path(f"{TRIAGE_PLAN}contact/", triage.contact_add, name="contact_add"),
    path(f"{TRIAGE_PLAN}doorverwijzen/", triage.referral_add, name="referral_add"),
    path(f"{TRIAGE_PLAN}doorverwijzing/<int:referral>/", triage.referral_change, name="referral_change"),
    path(f"{STAFF}export.csv", triage.export_csv, name="export_csv"),
    path(f"{STAFF}export.xlsx", triage.export_xlsx, name="export_xlsx"),
    path(f"{PLAN}handtekeningenlijst.pdf", support.signature_sheet, name="signature_sheet"),
    path(SIGNATURES, support.signatures, name="signatures"),
    path(f"{SIGNATURES}<int:number>/", support.signatures_plan, name="signatures_plan"),
    path(f"{SIGNATURES}<int:number>/<int:signature>/weg/", support.signature_remove, name="signature_remove"),
    path(f"{STAFF}likes/", support.like_report, name="like_report"),
    path(f"{STAFF}drempel/", support.threshold, name="threshold"),
]
