from django.urls import path

from plans import views

PLANS = "edities/<slug:edition>/plannen/"
PLAN = f"{PLANS}<int:number>/"

# A plan's own page combines rooms and stands in website (`plan_page`).
urlpatterns = [
    path("mijn/", views.my_plans, name="my_plans"),
    path(PLANS, views.plan_list, name="plan_list"),
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
]
