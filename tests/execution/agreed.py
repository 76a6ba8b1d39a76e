"""An agreement that maker and municipality made, for tests of what comes after."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from accounts.models import User
from common import clock
from editions.models import Role
from execution.actions import confirm_agreement, propose_version
from execution.models import Agreement, AgreementVersion
from execution.queries.versions import draft
from execution.terms import Instalment, Partner, Step, Terms
from tests import make


def leader_of(agreement: Agreement, name: str = "Joke") -> User:
    return make.staff(agreement.plan.edition, Role.LEADER, name=name)


def terms_of(agreement: Agreement, **changes: Any) -> Terms:
    """The draft with one of everything that an agreement can hold."""
    day = clock.today()
    whole = replace(
        draft(agreement),
        contact_person="Karin Smit",
        contact_email="karin@gemeente.example",
        contact_phone="023 511 4200",
        partners=(Partner("", "Wijkcentrum de Ringvaart", "leent een zaal"),),
        instalments=(
            Instalment("", 200_000, "Na het bevestigen", day + timedelta(days=14)),
            Instalment("", 50_000, "Als het plan klaar is"),
        ),
        milestones=(
            Step("", "Alle buren gesproken", day + timedelta(days=30), gate=True, decider="de wijkraad"),
            Step("", "Bomen geplant", day + timedelta(days=90)),
        ),
    )
    return replace(whole, **changes)


def propose(
    agreement: Agreement, leader: User | None = None, why: str = "Het moet anders.", **changes: Any
) -> AgreementVersion:
    """The next version: the last one, or a whole draft, with `changes`."""
    last = agreement.versions.last()
    terms = replace(last.terms, **changes) if last else terms_of(agreement, **changes)
    number = last.number if last else 0
    return propose_version(agreement.pk, leader or leader_of(agreement), terms, number, why if number else "")


def confirm(agreement: Agreement, person: User, number: int = 0) -> AgreementVersion:
    return confirm_agreement(agreement.pk, number or agreement.versions.last().number, person)  # type: ignore[union-attr]


def agreed(agreement: Agreement, leader: User | None = None, **changes: Any) -> Agreement:
    """Proposed, and confirmed by both."""
    leader = leader or leader_of(agreement)
    propose(agreement, leader, **changes)
    confirm(agreement, agreement.plan.maker)
    confirm(agreement, leader)
    return Agreement.objects.select_related("plan__edition").get(pk=agreement.pk)
