"""The addresses of meetings, of what pages ask to hear of changes, and of the lists to take along."""

from django.urls import path

from feasibility.meetings import board, minutes, views

TABLE = "edities/<slug:edition>/tafel/"
MEETINGS = TABLE + "vergadering/"
MEETING = MEETINGS + "<int:meeting>/"
ITEM = MEETING + "agenda/<int:item>/"
ATTENDEE = MEETING + "aanwezig/<int:attendee>/"

patterns = [
    path(MEETINGS, views.meeting_list, name="meeting_list"),
    path(MEETINGS + "nieuw/", views.meeting_plan, name="meeting_plan"),
    path(MEETING, views.meeting_page, name="meeting_page"),
    path(MEETING + "wijzigen/", views.meeting_change, name="meeting_change"),
    path(MEETING + "openen/", views.meeting_open, name="meeting_open"),
    path(MEETING + "sluiten/", views.meeting_close, name="meeting_close"),
    path(MEETING + "notitie/", views.meeting_notes, name="meeting_notes"),
    path(MEETING + "agenda/", views.agenda_add, name="agenda_add"),
    path(MEETING + "agenda/klaar/", views.agenda_fill, name="agenda_fill"),
    path(ITEM + "minuten/", views.agenda_minutes, name="agenda_minutes"),
    path(ITEM + "verplaatsen/", views.agenda_move, name="agenda_move"),
    path(ITEM + "weg/", views.agenda_remove, name="agenda_remove"),
    path(ITEM + "starten/", views.agenda_start, name="agenda_start"),
    path(MEETING + "aanwezig/", views.people_tick, name="people_tick"),
    path(MEETING + "aanwezig/gast/", views.guest_add, name="guest_add"),
    path(ATTENDEE + "mandaat/", views.attendee_change, name="attendee_change"),
    path(ATTENDEE + "weg/", views.attendee_remove, name="attendee_remove"),
    path(MEETING + "bord/", board.meeting_board, name="meeting_board"),
    path(MEETING + "bord/deel/", board.board_part, name="board_part"),
    path(MEETING + "verslag/", minutes.meeting_minutes, name="meeting_minutes"),
    path(TABLE + "<int:plan>/stand/", board.plan_stand, name="plan_stand"),
    path(TABLE + "plannen.csv", minutes.table_csv, name="table_csv"),
    path(TABLE + "plannen.xlsx", minutes.table_xlsx, name="table_xlsx"),
]
