from django.urls import path

from feasibility.after import makers, team

TABLE = "edities/<slug:edition>/tafel/"
MAKERS = "edities/<slug:edition>/plannen/<int:number>/"

urlpatterns = [
    path(MAKERS + "antwoord/", makers.maker_answer, name="maker_answer"),
    path(MAKERS + "opnieuw-kijken/", makers.reconsideration_ask, name="reconsideration_ask"),
    path(MAKERS + "brief.pdf", makers.verdict_letter, name="verdict_letter"),
    path(TABLE + "antwoorden/", team.maker_answers, name="maker_answers"),
    path(TABLE + "<int:plan>/opnieuw/", team.reconsider, name="reconsider"),
    path(TABLE + "<int:plan>/voorwaarden/<int:condition>/klaar/", team.condition_tick, name="condition_tick"),
]
