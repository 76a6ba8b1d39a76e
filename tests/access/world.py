"""A small world in which every page of the site exists, and the people who come knocking."""

from dataclasses import dataclass
from io import BytesIO

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.models import User
from common import clock
from editions.models import Edition, Role
from editions.phases import Phase
from execution.actions import open_agreements
from execution.models import Milestone
from feasibility import drawer
from feasibility.actions import lay_table
from feasibility.models import AgendaItem, Attendee, Condition, Connection, CostDossier, Flow, Meeting, TableFile
from mail.links import choice_key
from plans.actions import invite_maker
from plans.models import CoMaker, Comment, ConflictPair, HelpWanted, Plan, Referral, Signature
from plans.status import Status
from retention.models import LegalHold
from tests import make
from tests.voting.ballot_world import issue
from voting.actions import upload_roll
from voting.models import PaperBallot, Reissue, RollImport, SetApart, Voter

ROLES = [
    *("bezoeker", "bewoner", "plannenmaker", "checker", "voorzitter", "wijkraad"),
    *("projectleider", "stembureau", "andere editie"),
]
# Libraries that guard their own pages: their logins and second steps have tests of their own.
NOTHING = 999_999
LIBRARIES = ("account/", "beheer/")


@dataclass
class World:
    edition: Edition
    people: dict[str, User | None]
    arguments: dict[str, object]

    def url(self, name: str) -> str:
        """The address of a page in this world. What nothing here answers to gets a number that does not exist."""
        values = {**self.arguments, "number": self.arguments["chosen" if name in OF_A_CHOSEN_PLAN else "number"]}
        wanted = our_patterns()[name].pattern.converters
        return reverse(name, kwargs={key: values.get(key, NOTHING) for key in wanted})

    def browser(self, role: str) -> Client:
        client = Client(raise_request_exception=True)
        person = self.people[role]
        if person:
            client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client


def our_patterns() -> dict[str, URLPattern]:
    """Every named page that is ours, by name."""
    found: dict[str, URLPattern] = {}

    def walk(patterns: list[URLPattern | URLResolver]) -> None:
        for entry in patterns:
            if isinstance(entry, URLResolver):
                if not str(entry.pattern).startswith(LIBRARIES):
                    walk(entry.url_patterns)
            else:
                assert entry.name, f"{entry.pattern} has no name"
                found[entry.name] = entry

    walk(get_resolver().url_patterns)
    return found


# Pages about a chosen plan; their `number` is that plan.
OF_A_CHOSEN_PLAN = {
    "agreement",
    "agreement_confirm",
    "update_add",
    "milestone_done",
    "plan_realised",
    "agreement_edit",
    "plan_estimate",
    "second_look_ask",
}


def build() -> World:
    """The people, and one of everything that an address can point to."""
    edition, other = make.edition(Phase.FEASIBILITY), make.edition(Phase.FEASIBILITY)
    maker = make.user("Maker")
    people: dict[str, User | None] = {
        "bezoeker": None,
        "bewoner": make.user("Bewoner"),
        "plannenmaker": maker,
        "checker": make.staff(edition, Role.CHECKER),
        "voorzitter": make.staff(edition, Role.CHAIR),
        "wijkraad": make.staff(edition, Role.PARTNER),
        "projectleider": make.staff(edition, Role.LEADER),
        "stembureau": make.staff(edition, Role.CLERK),
        "andere editie": make.staff(other, *Role),
    }
    return World(edition, people, _things(edition, maker, people["projectleider"]))


def _things(edition: Edition, maker: User, leader: User | None) -> dict[str, object]:
    lay_table(edition, None)
    flow = Flow.objects.get(edition=edition)
    plan, at_table = make.plan(edition, maker=maker), make.plan(edition, Status.IN_CHECK)
    chosen = make.plan(edition, Status.CHOSEN, maker=maker)
    open_agreements(edition, None, {})
    assert leader
    CostDossier.objects.create(plan=chosen, shared_at=clock.now(), shared_by=leader)
    condition = Condition.objects.create(plan=at_table, text="Mits", owner="MAKER", added_by=leader)
    meeting = Meeting.objects.create(edition=edition, starts_at=clock.now(), place="Wijkcentrum", opened_at=clock.now())
    comment = Comment.objects.create(plan=plan, author=maker, text="Hoi")
    roll = _roll(edition, leader)
    invited = invite_maker(plan.pk, maker, "Omar")
    return {
        "edition": edition.slug,
        "number": plan.pk,
        "chosen": chosen.pk,
        "plan": at_table.pk,
        "question": flow.questions.all()[0].pk,
        "flow": flow.pk,
        "other": make.plan(edition).pk,
        "condition": condition.pk,
        "meeting": meeting.pk,
        "item": AgendaItem.objects.create(meeting=meeting, plan=at_table, position=1).pk,
        "attendee": Attendee.objects.create(meeting=meeting, name="Gast").pk,
        "file": _table_file(at_table, leader).pk,
        "connection": Connection.objects.create(
            plan=at_table, kind="CONTACT", name="Rachid", why="Heeft een kraan.", added_by=leader
        ).pk,
        "pair": ConflictPair.objects.create(
            first=at_table, second=make.plan(edition, Status.IN_CHECK), reason="Zelfde plek.", added_by=leader
        ).pk,
        "comment": comment.pk,
        "referral": Referral.objects.create(plan=plan, department="Verkeer").pk,
        "signature": Signature.objects.create(plan=plan, person_hash="a", entered_by=leader).pk,
        "line": plan.cost_lines.get().pk,
        "photo": make.photo(plan).pk,
        "token": invited.token,
        "invitation": invited.invitation.pk,
        "maker": CoMaker.objects.create(plan=plan, user=make.user("Joke")).pk,
        "call": HelpWanted.objects.create(plan=plan, text="iemand die kan timmeren").pk,
        "milestone": Milestone.objects.filter(agreement__plan=chosen)[0].pk,
        "roll": roll.pk,
        **_at_the_desks(edition, leader),
        "person": roll.set_apart.get().pk,
        "key": choice_key(maker),
        "hold": LegalHold.objects.create(
            edition=edition, ground="OBJECTION", case="2026/1", until=clock.today(), set_by=leader
        ).pk,
    }


def _roll(edition: Edition, leader: User) -> RollImport:
    """A file that waits for its columns, and somebody whom it set apart."""
    heading = b"achternaam;geboortedatum;straat;huisnummer;postcode;woonplaats;wijk\r\n"
    rows = heading + b"Vos;2000-01-01;Laan;1;2034 AB;Haarlem;Meerwijk\r\n"
    made = upload_roll(edition.pk, BytesIO(rows), leader.pk)
    home = edition.area.neighbourhoods.all()[0]
    SetApart.objects.create(
        edition=edition, roll_import=made, line=9, reason="SECRET", person_key=b"p", name_line="Vos", neighbourhood=home
    )
    return made


def _table_file(plan: Plan, by: User) -> TableFile:
    path = drawer.put(BytesIO(b"%PDF-1.7"), "pdf")
    return TableFile.objects.create(plan=plan, path=path, name="kabels.pdf", size=8, added_by=by)


def _at_the_desks(edition: Edition, by: User) -> dict[str, object]:
    """A paper ballot, and somebody with a new code."""
    issue(edition, 1)
    voter = Voter.objects.get(edition=edition)
    facts = {"kind": "LETTER", "replaces": False, "by": by, "issued_at": clock.now()}
    made = Reissue.objects.create(edition=edition, voter=voter, code=voter.codes.get(), **facts)
    paper = PaperBallot.objects.create(edition=edition, number=1)
    return {"paper": paper.number, "voter": voter.pk, "reissue": made.pk}
