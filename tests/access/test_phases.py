"""The matrix of permission × phase × role: what succeeds, as docs/autorisatiematrix.md promises it.

Every action is tried in every phase by every role, and counts as done only when it left something behind.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.models import User
from common import clock
from editions.models import Edition, Role
from editions.phases import PHASES, Phase
from execution.actions import open_agreements
from execution.models import Agreement, AgreementVersion, ChangeRequest, Extension, Milestone, Spending, Update
from execution.queries.versions import draft as draft_of
from execution.states import State
from execution.terms import to_json
from plans.models import (
    Comment,
    CommentReport,
    ContactNote,
    CostLine,
    HelpOffer,
    HelpWanted,
    Like,
    MakerInvitation,
    Plan,
    Signature,
    TriageFlag,
)
from plans.status import Status
from tests import make
from tests.access.world import ROLES
from tests.plans.browsing import IDEA

pytestmark = pytest.mark.django_db

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "autorisatiematrix.md"
ROWS = [
    [cell.strip().strip("`") for cell in line.strip().strip("|").split("|")]
    for line in DOCUMENT.read_text().split("## Wie mag wanneer wat")[1].splitlines()
    if line.startswith("| ")
][1:]
EVERYBODY = frozenset(ROLES) - {"bezoeker"}
WHO: Mapping[str, frozenset[str]] = {
    "ingelogd": EVERYBODY,
    "ingelogd, niet de maker": EVERYBODY - {"plannenmaker"},
    "maker": frozenset({"plannenmaker"}),
    "team": frozenset({"wijkraad", "projectleider"}),
    "maker, team": frozenset({"plannenmaker", "wijkraad", "projectleider"}),
    "maker, projectleider": frozenset({"plannenmaker", "projectleider"}),
    "medewerkers": frozenset({"checker", "voorzitter", "wijkraad", "projectleider", "stembureau"}),
    "nee": frozenset(),
}


@dataclass(frozen=True)
class Ground:
    """One edition in one phase: a draft, two plans and a chosen one of the maker's, and a reaction of a stranger."""

    edition: Edition
    draft: Plan
    plan: Plan
    other: Plan
    comment: Comment
    chosen: Plan
    people: Mapping[str, User | None]


@dataclass(frozen=True)
class Attempt:
    """What somebody sends to a page, on top of what its address says, and what counts what it leaves behind."""

    sent: Callable[[Ground], dict[str, object]]
    left: Callable[[], int]
    more: Callable[[Ground], list[object]] = lambda ground: [ground.plan.pk]


ATTEMPTS: Mapping[str, Attempt] = {
    "plan_new": Attempt(
        lambda ground: {**IDEA, "themes": [ground.edition.themes.all()[0].pk]},
        Plan.objects.count,
        lambda ground: [],
    ),
    "plan_submit": Attempt(
        lambda ground: {}, Plan.objects.exclude(status=Status.DRAFT).count, lambda ground: [ground.draft.pk]
    ),
    "cost_lines": Attempt(lambda ground: {"label": "Bomen", "cents": "250"}, CostLine.objects.count),
    "plan_like": Attempt(lambda ground: {"like": "1"}, Like.objects.count),
    "comment_add": Attempt(lambda ground: {"text": "Mooi!", "stance": "FOR"}, Comment.objects.count),
    "comment_answer": Attempt(
        lambda ground: {"text": "Dank u."}, Comment.objects.count, lambda ground: [ground.plan.pk, ground.comment.pk]
    ),
    "comment_report": Attempt(
        lambda ground: {"reason": CommentReport.Reason.choices[0][0]},
        CommentReport.objects.count,
        lambda ground: [ground.plan.pk, ground.comment.pk],
    ),
    "maker_invite": Attempt(lambda ground: {"name": "Joke"}, MakerInvitation.objects.count),
    "call_add": Attempt(lambda ground: {"text": "Ik zoek iemand die kan timmeren"}, HelpWanted.objects.count),
    "help_offer": Attempt(lambda ground: {"text": "Ik heb een aanhanger"}, HelpOffer.objects.count),
    "signatures_plan": Attempt(lambda ground: {"lines": "Wil Jansen; 2034 AB; 12"}, Signature.objects.count),
    "merge_confirm": Attempt(
        lambda ground: {"target": ground.other.pk, "agreed": "on"},
        Plan.objects.filter(status=Status.MERGED).count,
        lambda ground: [ground.plan.pk, ground.other.pk],
    ),
    "triage_flag": Attempt(lambda ground: {"kind": "MERGE", "on": "1"}, TriageFlag.objects.count),
    "contact_add": Attempt(lambda ground: {"text": "Gebeld."}, ContactNote.objects.count),
    "agreement_confirm": Attempt(
        lambda ground: {"version": "1"},
        AgreementVersion.objects.exclude(confirmed_by_maker_at=None, confirmed_by_municipality_at=None).count,
        lambda ground: [ground.chosen.pk],
    ),
    "agreement_ask": Attempt(
        lambda ground: {"text": "Mag het later?"}, ChangeRequest.objects.count, lambda ground: [ground.chosen.pk]
    ),
    "extension_ask": Attempt(
        lambda ground: {"until": ground.chosen.agreement.due_on + timedelta(days=30), "reason": "Ziek"},
        Extension.objects.count,
        lambda ground: [ground.chosen.pk],
    ),
    "spending": Attempt(
        lambda ground: {"cents": "10", "spent_on": clock.today(), "what": "Aarde", "key": uuid4()},
        Spending.objects.count,
        lambda ground: [ground.chosen.pk],
    ),
    "update_add": Attempt(
        lambda ground: {"text": "De bomen staan."}, Update.objects.count, lambda ground: [ground.chosen.pk]
    ),
    "milestone_done": Attempt(
        lambda ground: {},
        Milestone.objects.filter(done_on__isnull=False).count,
        lambda ground: [ground.chosen.pk, Milestone.objects.filter(agreement__plan=ground.chosen)[0].pk],
    ),
}


def laid(phase: Phase) -> Ground:
    edition, elsewhere = make.edition(phase), make.edition(phase)
    maker = make.user("Maker")
    draft, plan, other = (make.plan(edition, state, maker=maker) for state in (Status.DRAFT, *[Status.SUBMITTED] * 2))
    people = {
        "bezoeker": None,
        "bewoner": make.user("Bewoner"),
        "plannenmaker": maker,
        "checker": make.staff(edition, Role.CHECKER),
        "voorzitter": make.staff(edition, Role.CHAIR),
        "wijkraad": make.staff(edition, Role.PARTNER),
        "projectleider": make.staff(edition, Role.LEADER),
        "stembureau": make.staff(edition, Role.CLERK),
        "andere editie": make.staff(elsewhere, *Role),
    }
    comment = Comment.objects.create(plan=plan, author=make.user(), text="Hoi")
    chosen = make.plan(edition, Status.CHOSEN, maker=maker)
    open_agreements(edition, None, {})
    agreement = chosen.agreement
    Agreement.objects.update(
        state=State.AGREED, confirmed_by_maker_at=clock.now(), confirmed_by_municipality_at=clock.now()
    )
    AgreementVersion.objects.create(
        agreement=agreement,
        number=1,
        content=to_json(draft_of(agreement)),
        proposed_by=maker,
        proposed_at=clock.now(),
    )
    return Ground(edition, draft, plan, other, comment, chosen, people)


def leaves(ground: Ground, page: str, person: User | None) -> bool:
    """Whether this person's attempt leaves anything; it is undone afterwards."""
    attempt, browser = ATTEMPTS[page], Client()
    if person:
        browser.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    before = attempt.left()
    with transaction.atomic():
        url = reverse(page, args=[ground.edition.slug, *attempt.more(ground)])
        assert browser.post(url, attempt.sent(ground)).status_code < 500
        after = attempt.left()
        transaction.set_rollback(True)
    assert after in (before, before + 1)
    return after > before


def test_every_attempt_stands_in_the_matrix() -> None:
    assert [row[1] for row in ROWS] == list(ATTEMPTS)


@pytest.mark.parametrize("number", range(len(PHASES)), ids=list(PHASES))
@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row[1]))
def test_what_succeeds(row: list[str], number: int, settings: Settings) -> None:
    settings.STAFF_SECOND_FACTOR = False
    page, allowed = row[1], row[3 + number]
    ground = laid(PHASES[number])
    found = {role for role in ROLES if leaves(ground, page, ground.people[role])}
    assert found == WHO[row[2] if allowed == "ja" else allowed]
