"""What makers and project leaders hear about their agreement: each thing once."""

from contextlib import suppress

from django.db import transaction
from django.urls import reverse

from common import clock
from common.errors import Refused
from editions.models import EditionRole, Role
from editions.phases import Phase
from execution.actions.holding import hold
from execution.models import Agreement, AgreementVersion
from execution.queries.versions import TERM
from execution.terms import Side
from mail.actions import in_the_sites_language, notify
from mail.kinds import Kind


def page_of(agreement: Agreement) -> str:
    return reverse("agreement", args=[agreement.plan.edition.slug, agreement.plan_id])


def leaders_of(agreement: Agreement) -> set[int]:
    """Who can act for the municipality: no maker."""
    roles = EditionRole.objects.filter(edition_id=agreement.plan.edition_id, role=Role.LEADER)
    return set(roles.values_list("user_id", flat=True)) - agreement.plan.maker_ids


@in_the_sites_language
def tell_proposed(agreement: Agreement, version: AgreementVersion) -> None:
    title = agreement.plan.title
    notify(
        agreement.plan.maker_ids,
        Kind.AGREEMENT,
        f"agreement:{agreement.pk}:version:{version.number}",
        heading=f"De afspraak over ‘{title}’ staat klaar",
        text="Wij schreven op wat u en de gemeente afspreken over uw plan.\n"
        "Lees het rustig. Klopt het? Bevestig de afspraak op de site. Klopt iets niet? Vraag daar om een wijziging.",
        path=page_of(agreement),
        label="Lees de afspraak",
    )


@in_the_sites_language
def tell_agreed(agreement: Agreement, version: AgreementVersion) -> None:
    notify(
        agreement.plan.maker_ids,
        Kind.AGREEMENT,
        f"agreement:{agreement.pk}:agreed:{version.number}",
        heading=f"De afspraak over ‘{agreement.plan.title}’ is rond",
        text="U en de gemeente bevestigden allebei de afspraak over uw plan. U kunt hem bewaren als PDF.",
        path=page_of(agreement),
        label="Bekijk de afspraak",
    )


def remind_of_agreements() -> int:
    """Whose turn it is hears once that an agreement waits longer than two weeks; returns how many agreements wait."""
    waiting = Agreement.objects.filter(
        plan__edition__phase=Phase.EXECUTION,
        ended_at=None,
        confirmed_by_municipality_at=None,
        opened_at__lte=clock.now() - TERM,
    )
    ids = list(waiting.order_by("pk").values_list("pk", flat=True))
    for agreement_id in ids:
        with suppress(Refused):  # its edition closed meanwhile
            _remind(agreement_id)
    return len(ids)


@transaction.atomic
def _remind(agreement_id: int) -> None:
    """Looks again under the lock: who confirms at this moment is not asked to."""
    agreement = hold(agreement_id)
    if agreement.is_agreed or not agreement.is_going_on:
        return
    version = agreement.versions.last()
    sides = version.waits_for if version else [Side.MUNICIPALITY]
    if Side.MAKER in sides:
        _tell_waiting(
            agreement, agreement.plan.maker_ids, "Lees de afspraak en bevestig haar, of vraag om een wijziging."
        )
    if Side.MUNICIPALITY in sides:
        what = "Bevestig de afspraak voor de gemeente." if version else "Schrijf op wat u met de maker afspreekt."
        _tell_waiting(agreement, leaders_of(agreement), what)


@in_the_sites_language
def _tell_waiting(agreement: Agreement, people: set[int], what: str) -> None:
    notify(
        people,
        Kind.AGREEMENT,
        f"agreement:{agreement.pk}:waiting",
        heading=f"De afspraak over ‘{agreement.plan.title}’ wacht op u",
        text=f"Twee weken na de uitslag is deze afspraak nog niet door maker en gemeente bevestigd.\n{what}",
        path=page_of(agreement),
        label="Naar de afspraak",
    )
