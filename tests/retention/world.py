"""An edition that is over, with at least one row of everything that the retention table is about."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.models import User
from common import clock
from editions.models import Edition, EditionRole, PhaseChange, Role
from editions.phases import Phase
from execution import receipts
from execution.models import (
    AdoptionOffer,
    Agreement,
    CheckIn,
    EndReminder,
    Following,
    FollowUp,
    HelpRequest,
    Milestone,
    Pulse,
    Spending,
    Update,
    UpdatePhoto,
)
from feasibility.models import (
    Advice,
    Answer,
    Assignment,
    ClockPause,
    Condition,
    Meeting,
    Mention,
    Parking,
    Question,
    Reconsideration,
    Remark,
    Reminder,
    Seat,
    Verdict,
)
from mail.models import Mail, MailChoice, Notice
from plans.models import Comment, CommentReport, ContactNote, HelpOffer, Like, Plan, PlanChange, TriageFlag, TriageLook
from plans.status import Status
from report.models import OtherCost, Report, StaffHours, SurveyAnswer
from retention.models import LegalHold
from tests import make
from tests.access.world import build
from voting.models import (
    Count,
    CountRecord,
    LetterBatch,
    LetterRun,
    Proposal,
    RejectedRow,
    ReturnedLetter,
    RollImport,
    Voter,
    VotingCode,
)
from voting.stacks import run_folder


@dataclass
class Over:
    """The edition, when it closed, and two people: who made plans, and who led."""

    edition: Edition
    at: datetime
    maker: User
    leader: User
    files: list[Path]


def over() -> Over:
    """Everything at once: printed, decided and closed at the same moment, so that each term counts from there."""
    built = build()
    edition, moment = built.edition, clock.now()
    maker, leader = built.people["plannenmaker"], built.people["projectleider"]
    assert maker
    assert leader
    _residents(edition, maker, leader)
    _table(edition, leader)
    _accounts(maker, leader)
    files = _vote(edition, leader, moment) + _execution(edition, maker, leader)
    steps = [
        (Phase.SUBMISSION, Phase.LIKES),
        (Phase.COUNTING, Phase.EXECUTION),
        (Phase.EXECUTION, Phase.CLOSED),
    ]
    for source, target in steps:
        PhaseChange.objects.create(edition=edition, from_phase=source, to_phase=target, at=moment)
    HelpRequest.objects.filter(answer="").update(answer="Bel Wim.", answered_by=leader, answered_at=moment)
    Agreement.objects.update(
        contact_person="Wim",
        contact_email="wim@example.org",
        contact_phone="0612345678",
        terms="Samen.",
        state="REALISED",
        ended_at=moment,
    )
    Plan.objects.filter(status=Status.CHOSEN).update(status=Status.REALISED)
    Edition.objects.update(phase=Phase.CLOSED)
    LegalHold.objects.update(lifted_at=moment, lifted_by=leader)
    edition.refresh_from_db()
    return Over(edition, moment, maker, leader, files)


def _residents(edition: Edition, maker: User, leader: User) -> None:
    draft = make.plan(edition, Status.DRAFT, maker=maker)
    taken_back = make.plan(edition, Status.WITHDRAWN, maker=maker)
    public = Plan.objects.filter(edition=edition, status=Status.SUBMITTED).order_by("pk")[0]
    for plan in (draft, taken_back):
        make.photo(plan)
        PlanChange.objects.create(plan=plan, by=maker, changes={"title": {"before": "a", "after": "b"}})
    Comment.objects.create(plan=taken_back, author=maker, text="Jammer")
    hidden = Comment.objects.create(
        plan=public, author=maker, text="Lelijk", hidden_at=clock.now(), hidden_by=leader, hidden_reason="Schelden"
    )
    Comment.objects.create(plan=public, author=maker, text="Toch niet", withdrawn_at=clock.now())
    CommentReport.objects.create(comment=hidden, by=maker, reason="RUDE", note="Kijk")
    Like.objects.create(plan=public, user=maker, network_hash="a", person_hash="b")
    HelpOffer.objects.create(plan=public, by=maker, text="Ik timmer")
    ContactNote.objects.create(plan=public, by=leader, text="Gebeld")
    TriageFlag.objects.create(plan=public, kind="IMPACT", set_by=leader)
    TriageLook.objects.create(edition=edition, user=leader, seen_until=clock.now())


def _table(edition: Edition, by: User) -> None:
    plan = Plan.objects.filter(edition=edition, status=Status.IN_CHECK).order_by("pk")[0]
    question = Question.objects.filter(flow__edition=edition).order_by("pk")[0]
    about = {"plan": plan}
    first = Remark.objects.create(**about, author=by, text="Kan dit?")
    Mention.objects.create(remark=Remark.objects.create(**about, author=by, text="Ja", reply_to=first), user=by)
    Reminder.objects.create(**about, user=by, week=4)
    Answer.objects.create(
        **about, question=question, value="YES", remark="Bekeken", answered_by=by, answered_at=clock.now()
    )
    Parking.objects.create(**about, reason="Wacht op tekening", until=clock.today(), by=by, ended_at=clock.now())
    ClockPause.objects.create(**about, reason="Wacht", started_by=by)
    Reconsideration.objects.create(**about, text="Kijk nog eens", asked_by=by, asked_at=clock.now())
    Assignment.objects.create(**about, discipline=question.discipline, checker=by)
    Seat.objects.create(edition=edition, user=by, discipline=question.discipline)
    Advice.objects.create(**about, partner=by, text="Doen", given_at=clock.now())
    Condition.objects.create(**about, text="Mits", owner="OTHER", owner_name="Groen", added_by=by)
    Verdict.objects.create(
        **about, outcome="YES", explanation="Mooi", confirmed_by=by, confirmed_at=clock.now(), ballot_cents=100
    )
    Meeting.objects.update(notes="Wie wat zei")
    FollowUp.objects.get_or_create(plan=plan, defaults={"note": "Verder"})


def _execution(edition: Edition, maker: User, leader: User) -> list[Path]:
    """What came after the vote, beside what `build` made; the files that must go."""
    agreement, now, today = Agreement.objects.filter(plan__edition=edition)[0], clock.now(), clock.today()
    about, plan = {"agreement": agreement}, agreement.plan
    CheckIn.objects.filter(**about).update(answer="GOOD", note="Het gaat", answered_by=maker, answered_at=now)
    Pulse.objects.get_or_create(**about, defaults={"agreed_on": today, "end": today, "end_since": today})
    EndReminder.objects.create(**about, end=today, months_left=1, at=now)
    Following.objects.get_or_create(plan=plan, user=maker, defaults={"wanted": True, "at": now})
    went = {"withdrawn_at": now, "withdrawn_by": leader, "withdrawn_reason": "Dubbel"}
    entered = {"cents": 1, "spent_on": today, "entered_by": maker, "entered_at": now, "payee": "De Boer"}
    Spending.objects.create(**about, **entered, what="Aarde", **went)
    Milestone.objects.filter(**about).update(decider="de wijkraad", gate=True)
    no_go = {"decision": "NO_GO", "reason": "Te duur", "decided_at": now, "decided_by": leader}
    Milestone.objects.filter(pk=Milestone.objects.filter(**about)[0].pk).update(**no_go)
    said = {**about, "author": maker, "posted_at": now, "changed_at": now}
    hidden = {"hidden_at": now, "hidden_by": leader, "hidden_for": "PRIVATE", "hidden_reason": "Naam"}
    gone = [
        UpdatePhoto(update_of=Update.objects.create(**said, text="Weg", **away), alt="Ik")
        for away in (hidden, {"withdrawn_at": now})
    ]
    for number, photo in enumerate(gone):
        photo.image.save(f"weg{number}.jpg", ContentFile(b"zq000n0"))
    follow_up = FollowUp.objects.filter(plan__edition=edition)[0]
    offered = {"organisation": "De Brug", "text": "Wij doen het", "contact": "06", "offered_at": now}
    AdoptionOffer.objects.create(follow_up=follow_up, by=maker, **offered)
    Report.objects.get_or_create(
        edition=edition, defaults={"version": 1, "figures": {}, "computed_at": now, "inputs_sha256": ""}
    )
    StaffHours.objects.create(
        edition=edition, function="adviseur", work="OTHER", quarters=4, entered_by=leader, entered_at=now
    )
    OtherCost.objects.create(edition=edition, label="Koffie", cents=1, entered_by=leader, entered_at=now)
    SurveyAnswer.objects.get_or_create(
        edition=edition, user=maker, role="MAKER", defaults={"marks": {}, "text": "Fijn", "answered_at": now}
    )
    receipts_of = Spending.objects.filter(agreement=agreement).exclude(receipt="").values_list("receipt", flat=True)
    return [receipts.drawer.path_of(name) for name in receipts_of] + [Path(photo.image.path) for photo in gone]


def _vote(edition: Edition, by: User, moment: datetime) -> list[Path]:
    voter = Voter.objects.get(edition=edition)
    roll = RollImport.objects.get(edition=edition)
    RejectedRow.objects.create(roll_import=roll, line=2, reason="Geen postcode", raw="Vos;1")
    ReturnedLetter.objects.create(edition=edition, voter=voter)
    VotingCode.objects.filter(voter=voter).update(sealed=b"geheim")
    proposal = {"edition": edition, "kind": "REISSUE", "subject": f"voter:{voter.pk}"}
    Proposal.objects.create(**proposal, content={"kind": "LETTER"}, proposed_by=by, proposed_at=moment)
    run = LetterRun.objects.create(edition=edition, total=1, started_by=by, started_at=moment, printed_at=moment)
    LetterBatch.objects.create(run=run, number=1, count=1)
    folder = run_folder(run.pk)
    folder.mkdir(parents=True, exist_ok=True)
    letter = folder / "stapel.pdf"
    letter.write_bytes(b"zq000n0 in een brief")
    Count.objects.create(
        edition=edition, ballots=0, eligible=1, spent_cents=0, left_cents=0, counted_at=moment, published_at=moment
    )
    CountRecord.objects.create(edition=edition, content={"geteld door": "Joke"}, sha256="", made_at=moment)
    return [letter]


def _accounts(maker: User, leader: User) -> None:
    mail = {"user": maker, "subject": "Uw plan", "text": "Beste", "html": "<p>Beste", "state": "SENT"}
    Mail.objects.create(**mail, message_id="1@x", claimed_at=clock.now(), sent_at=clock.now())
    Notice.objects.create(
        user=maker,
        kind="RECEIVED",
        key="a",
        path="/",
        label="x",
        heading="h",
        text="t",
        due_at=clock.now(),
        handled_at=clock.now(),
    )
    MailChoice.objects.create(user=maker, level="ALL")
    Authenticator.objects.create(user=leader, type="totp", data={"secret": "x"})
    LogEntry.objects.create(user=leader, action_flag=2, object_repr="Omar", change_message="naam")
    User.objects.update(postcode="2034AB", house_number="12")
    Session.objects.create(session_key="s", session_data="zq", expire_date=timezone.now() - timedelta(days=1))
    EditionRole.objects.get_or_create(user=leader, edition=Edition.objects.order_by("pk")[0], role=Role.LEADER)
