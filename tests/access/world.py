"""A small world in which every page of the site exists, and the people who come knocking."""

from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.models import User
from common import clock
from editions.models import Edition, Role
from editions.phases import Phase
from execution import receipts
from execution.actions import open_agreements, open_follow_ups
from execution.actions.adoption import offer_adoption
from execution.links import check_in_key
from execution.models import (
    Agreement,
    AgreementCondition,
    AgreementVersion,
    ChangeRequest,
    CheckIn,
    Extension,
    HelpRequest,
    Instalment,
    Milestone,
    Spending,
    Stop,
    Update,
)
from execution.queries.versions import draft
from execution.terms import to_json
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
        which = "chosen" if name in OF_A_CHOSEN_PLAN else "fallen" if name in OF_A_FALLEN_PLAN else "number"
        values = {**self.arguments, "number": self.arguments[which]}
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
    "agreement_ask",
    "agreement_pdf",
    "condition_met",
    "instalment_paid",
    "gate_decide",
    "change_answer",
    "update_add",
    "milestone_done",
    "plan_realised",
    "agreement_edit",
    *("plan_pulse", "extension_ask", "stop_ask", "pulse_staff", "help_answer"),
    *("extension_enter", "extension_decide", "plan_stop", "stop_decline"),
    "plan_estimate",
    "second_look_ask",
    "plan_feed",
    "plan_follow",
    "update_edit",
    "update_remove",
    "spending",
    "spending_withdraw",
    "spending_receipt",
}

# Pages about a plan that its edition carries no further.
OF_A_FALLEN_PLAN = {"follow_up_edit", "follow_up_end", "plan_adoption", "adoption_withdraw", "adoption_answer"}


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
        **_fallen(edition, maker),
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
        "update": _update(chosen, maker).pk,
        "spending": _spending(chosen, maker).pk,
        "milestone": Milestone.objects.filter(agreement__plan=chosen)[0].pk,
        **_of_an_agreement(chosen, leader),
        "roll": roll.pk,
        **_at_the_desks(edition, leader),
        **_of_the_pulse(chosen, maker),
        "person": roll.set_apart.get().pk,
        "key": choice_key(maker),
        # Of the report.
        "table": "plannen",
        "role": "maker",
        "row": NOTHING,
        "hold": LegalHold.objects.create(
            edition=edition, ground="OBJECTION", case="2026/1", until=clock.today(), set_by=leader
        ).pk,
    }


def _fallen(edition: Edition, maker: User) -> dict[str, object]:
    """A plan that was not chosen, and an organisation that wants to adopt it."""
    plan = make.plan(edition, Status.NOT_CHOSEN, maker=maker)
    open_follow_ups(edition, None)
    offer = offer_adoption(plan.follow_up.pk, make.user("Vereniging"), "Vereniging", "Wij doen mee.", "020 123")
    return {"fallen": plan.pk, "offer": offer.pk}


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


def _of_an_agreement(chosen: Plan, leader: User) -> dict[str, object]:
    """A version of the agreement, and one of everything in it."""
    agreement = chosen.agreement
    row = {"agreement": agreement}
    AgreementVersion.objects.create(
        **row, number=1, content=to_json(draft(agreement)), proposed_by=leader, proposed_at=clock.now()
    )
    ChangeRequest.objects.create(**row, text="Mag het later?", asked_by=chosen.maker, asked_at=clock.now())
    condition = AgreementCondition.objects.create(**row, text="Mits", owner="een partner")
    instalment = Instalment.objects.create(**row, cents=100, when="Nu")
    Milestone.objects.filter(agreement=agreement).update(gate=True, decider="de wijkraad")
    return {"version": 1, "met": condition.pk, "instalment": instalment.pk}


def _update(plan: Plan, by: User) -> Update:
    moment = clock.now()
    return Update.objects.create(
        agreement=plan.agreement, author=by, text="Het staat er.", posted_at=moment, changed_at=moment
    )


def _spending(plan: Plan, by: User) -> Spending:
    """With a receipt."""
    path, day = receipts.drawer.put(BytesIO(b"%PDF-1.7"), "pdf"), clock.today()
    return Spending.objects.create(
        agreement=plan.agreement,
        cents=1,
        spent_on=day,
        what="Aarde",
        receipt=path,
        entered_by=by,
        entered_at=clock.now(),
    )


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
    return {"paper": paper.number, "voter": voter.pk, "reissue": made.pk, "clerk": by.pk}


def _of_the_pulse(plan: Plan, maker: User) -> dict[str, object]:
    """What a maker said and asked about a chosen plan."""
    agreement, now = Agreement.objects.get(plan=plan), clock.now()
    asked = {"agreement": agreement, "asked_by": maker, "asked_at": now}
    check_in = CheckIn.objects.create(agreement=agreement, due_on=now.date(), asked_at=now)
    days = {"end_before": agreement.due_on, "until": agreement.due_on + timedelta(days=30)}
    return {
        "pulse_key": check_in_key(check_in.pk, maker.pk),
        "pulse_answer": "goed",
        "request_id": HelpRequest.objects.create(**asked).pk,
        "extension": Extension.objects.create(reason="Ziek", **days, **asked).pk,
        "stop": Stop.objects.create(reason="Verhuisd", **asked).pk,
    }
