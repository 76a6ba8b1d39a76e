from django.urls import path

from feasibility import views
from feasibility.after.urls import urlpatterns as after
from feasibility.assigning.urls import urlpatterns as assigning
from feasibility.clock.urls import urlpatterns as the_clock
from feasibility.costs import views as costs
from feasibility.meetings.urls import patterns as meetings
from feasibility.talk.urls import urlpatterns as talk

TABLE = "edities/<slug:edition>/tafel/"
MAKERS = "edities/<slug:edition>/plannen/<int:number>/"
PLAN = TABLE + "<int:plan>/"
FLOWS = TABLE + "sneltoets/"
FLOW = FLOWS + "<int:flow>/"
QUESTION = FLOW + "vraag/<int:question>/"

urlpatterns = [
    *after,
    path(TABLE, views.table, name="table"),
    path(TABLE + "bekendmaken/", views.verdicts_publish, name="verdicts_publish"),
    path(TABLE + "bekendmaken/voorstel/", views.publication_propose, name="publication_propose"),
    path(TABLE + "bekendmaken/terug/", views.publication_withdraw, name="publication_withdraw"),
    path(FLOWS, views.flow_list, name="flow_list"),
    path(FLOWS + "nieuw/", views.flow_draft, name="flow_draft"),
    path(FLOW, views.flow_page, name="flow_page"),
    path(FLOW + "schema/", views.flow_diagram, name="flow_diagram"),
    path(FLOW + "doorlopen/", views.flow_walk, name="flow_walk"),
    path(FLOW + "gebruik/", views.flow_use, name="flow_use"),
    path(FLOW + "weg/", views.flow_discard, name="flow_discard"),
    path(FLOW + "vraag/", views.question_add, name="question_add"),
    path(QUESTION, views.question_change, name="question_change"),
    path(QUESTION + "verplaatsen/", views.question_move, name="question_move"),
    path(QUESTION + "weg/", views.question_remove, name="question_remove"),
    path(PLAN, views.table_plan, name="table_plan"),
    path(PLAN + "antwoord/<int:question>/", views.answer_save, name="answer_save"),
    path(PLAN + "voorwaarden/", views.condition_add, name="condition_add"),
    path(PLAN + "voorwaarden/<int:condition>/weg/", views.condition_remove, name="condition_remove"),
    path(PLAN + "oordeel/", views.verdict_confirm, name="verdict_confirm"),
    path(PLAN + "oordeel/tweede/", views.verdict_second, name="verdict_second"),
    path(PLAN + "apart/", views.plan_park, name="plan_park"),
    path(PLAN + "apart/terug/", views.plan_unpark, name="plan_unpark"),
    path(PLAN + "oordeel/heropenen/", views.verdict_reopen, name="verdict_reopen"),
    path(PLAN + "kosten/", costs.table_costs, name="table_costs"),
    path(PLAN + "kosten/raming/", costs.estimate_set, name="estimate_set"),
    path(PLAN + "kosten/raming/<int:estimate>/weg/", costs.estimate_remove, name="estimate_remove"),
    path(PLAN + "kosten/uitleg/", costs.costs_explain, name="costs_explain"),
    path(PLAN + "kosten/delen/", costs.costs_share, name="costs_share"),
    path(PLAN + "kosten/tweede-blik/", costs.second_look, name="second_look"),
    path(MAKERS + "raming/", costs.plan_estimate, name="plan_estimate"),
    path(MAKERS + "raming/tweede-blik/", costs.second_look_ask, name="second_look_ask"),
    path(PLAN + "advies/", views.advice_save, name="advice_save"),
    *meetings,
    *the_clock,
    *assigning,
    *talk,
]
