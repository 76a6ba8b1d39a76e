"""Pages of a meeting: the list, one with its agenda and who is there, and everything that the chair does there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.access import ResidentRequest
from common.errors import Refused
from editions.access import edition_roles
from editions.models import Edition, Role
from feasibility.actions import agenda, attendance, meetings
from feasibility.actions.meanwhile import WrittenMeanwhile
from feasibility.meetings.forms import (
    AgendaForm,
    GuestForm,
    MandateForm,
    MeetingForm,
    MinutesForm,
    NotesForm,
    PlaceForm,
)
from feasibility.models import Meeting
from feasibility.permissions import TABLE_ROLES, may_lead_meeting
from feasibility.queries import person_at
from feasibility.queries.meetings import absent_people, addable_plans, agenda_of, meetings_of
from feasibility.seen import mark

LEADING = (Role.CHAIR, Role.LEADER)


@dataclass(frozen=True)
class Typed:
    """What was just posted and not saved: one of these, and the id of the line that it is about."""

    meeting: MeetingForm | None = None
    plan: AgendaForm | None = None
    minutes: MinutesForm | None = None
    guest: GuestForm | None = None
    mandate: MandateForm | None = None
    notes: NotesForm | None = None
    about: int = 0
    # The notes that somebody else wrote meanwhile.
    current: str = ""

    @property
    def form(self) -> forms.Form | None:
        return self.meeting or self.plan or self.minutes or self.guest or self.mandate or self.notes


def find(edition: Edition, number: int) -> Meeting:
    """A meeting of this edition; 404 for any other."""
    found = Meeting.objects.filter(edition=edition, pk=number).first() if number < 2**63 else None
    if found is None:
        raise Http404("Deze vergadering is er niet.")
    found.edition = edition
    return found


def _refuse_stranger(edition: Edition, meeting: int, *, item: int = 0, attendee: int = 0) -> None:
    """404 for what does not stand on the lists of this meeting."""
    found = find(edition, meeting)
    there = found.items.filter(pk=item) if item else found.attendees.filter(pk=attendee)
    if not there.exists():
        raise Http404("Dit staat niet (meer) bij deze vergadering.")


@edition_roles(*TABLE_ROLES)
@require_safe
def meeting_list(request: ResidentRequest, edition: Edition) -> HttpResponse:
    return _list(request, edition)


@edition_roles(*LEADING)
@require_POST
def meeting_plan(request: ResidentRequest, edition: Edition) -> HttpResponse:
    form = MeetingForm(request.POST, auto_id="vergadering_%s")
    if form.is_valid():
        try:
            made = meetings.plan_meeting(
                edition.pk, request.user.pk, starts_at=form.starts_at(), place=form.cleaned_data["place"]
            )
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, "De vergadering is gepland. Zet nu plannen op de agenda.")
            return redirect("meeting_page", edition.slug, made.pk)
    return _list(request, edition, form)


def _list(request: ResidentRequest, edition: Edition, form: MeetingForm | None = None) -> HttpResponse:
    person = person_at(request.user.pk, edition.pk)
    context = {
        "edition": edition,
        "is_leader": Role.LEADER in person.roles,
        "meetings": meetings_of(edition),
        "leads": may_lead_meeting(person),
        "form": form or MeetingForm(auto_id="vergadering_%s"),
        "typed": form,
    }
    return render(request, "feasibility/meetings/list.html", context, status=422 if form else 200)


@edition_roles(*TABLE_ROLES)
@require_safe
def meeting_page(request: ResidentRequest, edition: Edition, meeting: int) -> HttpResponse:
    return _page(request, edition, meeting)


def _page(
    request: ResidentRequest, edition: Edition, number: int, typed: Typed | None = None, refused: str = ""
) -> HttpResponse:
    """One meeting, with what was just typed and what is wrong with it."""
    meeting, person, typed = find(edition, number), person_at(request.user.pk, edition.pk), typed or Typed()
    attendees = list(meeting.attendees.all())
    leads = may_lead_meeting(person) and meeting.closed_at is None
    context = {
        "edition": edition,
        "is_leader": Role.LEADER in person.roles,
        "meeting": meeting,
        "agenda": agenda_of(meeting, person),
        "attendees": attendees,
        "absent": absent_people(edition, attendees) if leads else [],
        "leads": leads,
        "typed": typed,
        "refused": refused,
        "meeting_form": typed.meeting or MeetingForm.about(meeting),
        "agenda_form": typed.plan or AgendaForm(addable_plans(edition, meeting)),
        "guest_form": typed.guest or GuestForm(auto_id="gast_%s"),
        "notes_form": typed.notes or _notes_form(meeting),
    }
    status = 422 if typed.form or refused else 200
    return render(request, "feasibility/meetings/page.html", context, status=status)


def _notes_form(meeting: Meeting) -> NotesForm:
    return NotesForm(initial={"text": meeting.notes, "seen": mark(meeting.notes)}, auto_id="notitie_%s")


@edition_roles(*LEADING)
@require_POST
def meeting_change(request: ResidentRequest, edition: Edition, meeting: int) -> HttpResponse:
    form = MeetingForm.about(find(edition, meeting), request.POST)

    def save() -> None:
        place = form.cleaned_data["place"]
        meetings.change_meeting(meeting, request.user.pk, starts_at=form.starts_at(), place=place)

    return _after(request, edition, meeting, form, save, Typed(meeting=form), "begin")


@edition_roles(*LEADING)
@require_POST
def meeting_open(request: ResidentRequest, edition: Edition, meeting: int) -> HttpResponse:
    return _act(request, edition, meeting, lambda: meetings.open_meeting(meeting, request.user.pk), "agenda")


@edition_roles(*LEADING)
@require_POST
def meeting_close(request: ResidentRequest, edition: Edition, meeting: int) -> HttpResponse:
    return _act(request, edition, meeting, lambda: meetings.close_meeting(meeting, request.user.pk), "begin")


@edition_roles(*LEADING)
@require_POST
def meeting_notes(request: ResidentRequest, edition: Edition, meeting: int) -> HttpResponse:
    find(edition, meeting)
    form = NotesForm(request.POST, auto_id="notitie_%s")
    if form.is_valid():
        try:
            meetings.write_notes(meeting, request.user.pk, form.cleaned_data["text"], form.cleaned_data["seen"])
        except WrittenMeanwhile as refusal:
            data = request.POST.copy()
            data["seen"] = refusal.seen
            form = NotesForm(data, auto_id="notitie_%s")
            form.add_error("text", refusal.reason)
            return _page(request, edition, meeting, Typed(notes=form, current=refusal.current))
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, "De notitie is bewaard.")
            return _back(edition, meeting, "notitie")
    return _page(request, edition, meeting, Typed(notes=form))


@edition_roles(*LEADING)
@require_POST
def agenda_add(request: ResidentRequest, edition: Edition, meeting: int) -> HttpResponse:
    found = find(edition, meeting)
    form = AgendaForm(addable_plans(edition, found), request.POST)

    def save() -> None:
        agenda.add_to_agenda(meeting, request.user.pk, form.cleaned_data["plan"].pk, form.cleaned_data["minutes"])

    return _after(request, edition, meeting, form, save, Typed(plan=form), "agenda")


@edition_roles(*LEADING)
@require_POST
def agenda_fill(request: ResidentRequest, edition: Edition, meeting: int) -> HttpResponse:
    def act() -> None:
        added = agenda.fill_agenda(meeting, request.user.pk)
        told = {0: "Er liggen geen andere plannen klaar.", 1: "Eén plan staat nu op de agenda."}
        messages.success(request, told.get(added, f"{added} plannen staan nu op de agenda."))

    return _act(request, edition, meeting, act, "agenda")


@edition_roles(*LEADING)
@require_POST
def agenda_minutes(request: ResidentRequest, edition: Edition, meeting: int, item: int) -> HttpResponse:
    _refuse_stranger(edition, meeting, item=item)
    form = MinutesForm(request.POST, auto_id=f"minuten{item}_%s")

    def save() -> None:
        agenda.set_minutes(meeting, request.user.pk, item, form.cleaned_data["minutes"])

    return _after(request, edition, meeting, form, save, Typed(minutes=form, about=item), "agenda")


@edition_roles(*LEADING)
@require_POST
def agenda_move(request: ResidentRequest, edition: Edition, meeting: int, item: int) -> HttpResponse:
    _refuse_stranger(edition, meeting, item=item)

    def act() -> None:
        form = PlaceForm(request.POST)
        if not form.is_valid():
            raise Refused("Deze plaats op de agenda is er niet.")
        agenda.move_item(meeting, request.user.pk, item, form.cleaned_data["to"])

    return _act(request, edition, meeting, act, "agenda")


@edition_roles(*LEADING)
@require_POST
def agenda_remove(request: ResidentRequest, edition: Edition, meeting: int, item: int) -> HttpResponse:
    return _act(request, edition, meeting, lambda: agenda.remove_item(meeting, request.user.pk, item), "agenda")


@edition_roles(*LEADING)
@require_POST
def agenda_start(request: ResidentRequest, edition: Edition, meeting: int, item: int) -> HttpResponse:
    """Pressed on the board it leads back to the board."""
    _refuse_stranger(edition, meeting, item=item)
    to = "meeting_board" if request.POST.get("back") == "bord" else "meeting_page"
    return _act(request, edition, meeting, lambda: agenda.start_item(meeting, request.user.pk, item), "agenda", to)


@edition_roles(*LEADING)
@require_POST
def people_tick(request: ResidentRequest, edition: Edition, meeting: int) -> HttpResponse:
    ticked = _numbers(request.POST.getlist("user"))
    return _act(request, edition, meeting, lambda: attendance.tick_people(meeting, request.user.pk, ticked), "aanwezig")


@edition_roles(*LEADING)
@require_POST
def guest_add(request: ResidentRequest, edition: Edition, meeting: int) -> HttpResponse:
    form = GuestForm(request.POST, auto_id="gast_%s")

    def save() -> None:
        attendance.add_guest(meeting, request.user.pk, **form.cleaned_data)

    return _after(request, edition, meeting, form, save, Typed(guest=form), "aanwezig")


@edition_roles(*LEADING)
@require_POST
def attendee_change(request: ResidentRequest, edition: Edition, meeting: int, attendee: int) -> HttpResponse:
    _refuse_stranger(edition, meeting, attendee=attendee)
    form = MandateForm(request.POST, auto_id=f"mandaat{attendee}_%s")

    def save() -> None:
        attendance.change_attendee(meeting, request.user.pk, attendee, **form.cleaned_data)

    return _after(request, edition, meeting, form, save, Typed(mandate=form, about=attendee), "aanwezig")


@edition_roles(*LEADING)
@require_POST
def attendee_remove(request: ResidentRequest, edition: Edition, meeting: int, attendee: int) -> HttpResponse:
    by = request.user.pk
    return _act(request, edition, meeting, lambda: attendance.remove_attendee(meeting, by, attendee), "aanwezig")


def _after(
    request: ResidentRequest,
    edition: Edition,
    meeting: int,
    form: forms.Form,
    save: Callable[[], object],
    typed: Typed,
    anchor: str,
) -> HttpResponse:
    """Saves and goes back to the meeting, or shows it again with what was typed and what is wrong with it."""
    find(edition, meeting)
    if form.is_valid():
        try:
            save()
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            return _back(edition, meeting, anchor)
    return _page(request, edition, meeting, typed)


def _act(
    request: ResidentRequest,
    edition: Edition,
    meeting: int,
    act: Callable[[], object],
    anchor: str,
    to: str = "meeting_page",
) -> HttpResponse:
    """For buttons without a form."""
    find(edition, meeting)
    try:
        act()
    except Refused as refusal:
        return _page(request, edition, meeting, refused=refusal.reason)
    return _back(edition, meeting, anchor, to)


def _back(edition: Edition, meeting: int, anchor: str, to: str = "meeting_page") -> HttpResponse:
    return redirect(f"{reverse(to, args=[edition.slug, meeting])}#{anchor}")


def _numbers(typed: Sequence[Any]) -> set[int]:
    return {int(each) for each in typed if each.isascii() and each.isdigit() and len(each) < 18}
