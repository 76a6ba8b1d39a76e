"""Fills the database with a busy table and prints, as JSON, its pages with their queries, and log-ins."""

import json
import sys
from random import Random

import django

django.setup()

from allauth.mfa.models import Authenticator  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from accounts.models import User  # noqa: E402
from benchmarks.world import build, crowd  # noqa: E402
from common import clock  # noqa: E402
from editions.models import Edition, EditionRole, Role  # noqa: E402
from editions.phases import Phase  # noqa: E402
from feasibility.actions.agenda import add_to_agenda, start_item  # noqa: E402
from feasibility.actions.attendance import tick_people  # noqa: E402
from feasibility.actions.meetings import open_meeting, plan_meeting  # noqa: E402
from feasibility.actions.table import new_flow  # noqa: E402
from feasibility.models import (  # noqa: E402
    Advice,
    Answer,
    Condition,
    CostEstimate,
    Dossier,
    Flow,
    FlowState,
    Meeting,
    Seat,
)
from feasibility.quick_test import Discipline, Question, Value  # noqa: E402
from plans.status import Status  # noqa: E402

QUESTIONS, BOARD_PEOPLE = 10, 20
LOGGED_IN = "allauth.account.auth_backends.AuthenticationBackend"


def questions() -> list[Question]:
    """Ten judging questions of every discipline."""
    return [
        Question(f"{d.value.lower()}-{n}", d, f"Vraag {n} over wat er kan in de straat?", "Kijk wat er wél kan.")
        for d in Discipline
        for n in range(1, QUESTIONS + 1)
    ]


def people(edition: Edition) -> tuple[User, list[User]]:
    """A chair, and checkers for every discipline."""
    staff = [User(email=f"tafel{n}@example.org", name=f"Checker {n}", password="!") for n in range(BOARD_PEOPLE)]
    chair, *checkers = User.objects.bulk_create(staff)
    EditionRole.objects.create(user=chair, edition=edition, role=Role.CHAIR)
    disciplines = list(Discipline)
    for number, checker in enumerate(checkers):
        EditionRole.objects.create(user=checker, edition=edition, role=Role.CHECKER)
        Seat.objects.create(edition=edition, user=checker, discipline=disciplines[number % len(disciplines)])
    for person in staff:
        Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "x"})
    return chair, checkers


def lay(edition: Edition, chair: User, checkers: list[User], dice: Random) -> None:
    """Every plan of the edition on the table, with nine in ten questions answered."""
    Edition.objects.filter(pk=edition.pk).update(phase=Phase.FEASIBILITY)
    edition.plans.update(status=Status.IN_CHECK)
    flow: Flow = new_flow(edition, None, questions(), FlowState.IN_USE)
    asked, plans, now = list(flow.questions.all()), list(edition.plans.all()), clock.now()
    Dossier.objects.bulk_create(Dossier(plan=plan, flow=flow, version=1) for plan in plans)
    Answer.objects.bulk_create(
        (
            Answer(
                plan=plan,
                question=question,
                value=dice.choice([Value.YES, Value.YES, Value.PROVIDED]),
                remark="Dat kan als de buren meedoen.",
                answered_by=dice.choice(checkers),
                answered_at=now,
            )
            for plan in plans
            for question in asked
            if dice.random() < 0.9
        ),
        batch_size=5_000,
    )
    for plan in plans:
        Condition.objects.create(plan=plan, text="De buren doen mee.", owner="MAKER", added_by=chair)
        Advice.objects.create(plan=plan, partner=chair, text="Gewoon doen.", given_at=now)
        for line in plan.cost_lines.all():
            facts = {"low_cents": 1_000, "high_cents": 200_000, "basis": "Offerte", "by": chair, "label": line.label}
            CostEstimate.objects.create(plan=plan, line=line, **facts)


def meet(edition: Edition, chair: User, checkers: list[User]) -> Meeting:
    """An open meeting with every plan on its agenda, everybody there, and the first plan on the board."""
    meeting = plan_meeting(edition.pk, chair.pk, starts_at=clock.now(), place="Wijkcentrum")
    open_meeting(meeting.pk, chair.pk)
    tick_people(meeting.pk, chair.pk, {person.pk for person in checkers})
    for plan in edition.plans.all():
        add_to_agenda(meeting.pk, chair.pk, plan.pk)
    start_item(meeting.pk, chair.pk, meeting.items.all()[0].pk)
    return meeting


def session_of(person: User) -> str:
    client = Client()
    client.force_login(person, backend=LOGGED_IN)
    return client.cookies["sessionid"].value


def queries(session: str, address: str) -> int:
    client = Client()
    client.cookies["sessionid"] = session
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answers {answer.status_code}.")
    return len(captured)


def main() -> None:
    edition, dice = build(int(sys.argv[1]), crowd()), Random(1)
    chair, checkers = people(edition)
    lay(edition, chair, checkers, dice)
    meeting = meet(edition, chair, checkers)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    slug, plan = edition.slug, meeting.items.all()[0].plan_id
    pages = {
        "table list": reverse("table", args=[slug]),
        "plan at the table": reverse("table_plan", args=[slug, plan]),
        "board": reverse("meeting_board", args=[slug, meeting.pk]),
        "board, news": reverse("board_part", args=[slug, meeting.pk]),
        "meeting": reverse("meeting_page", args=[slug, meeting.pk]),
        "meetings": reverse("meeting_list", args=[slug]),
        "terms": reverse("clock_overview", args=[slug]),
        "dividing": reverse("assignments", args=[slug]),
    }
    session = session_of(chair)
    told = [{"page": name, "address": a, "queries": queries(session, a)} for name, a in pages.items()]
    sessions = [session_of(person) for person in checkers]
    print(json.dumps({"pages": told, "poll": pages["board, news"], "session": session, "sessions": sessions}))


if __name__ == "__main__":
    main()
