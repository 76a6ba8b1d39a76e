"""The agreements of the 2020 edition in several states: in force, changed and waiting for one side, and asked about."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from accounts.models import User
from execution.actions import ask_change, confirm_agreement, propose_version
from execution.models import Agreement, AgreementVersion, Instalment
from execution.models.agreement import new_key
from execution.queries.versions import draft, present
from execution.terms import Instalment as Part
from execution.terms import Partner, to_json

CONTACTS = ("Karin Smit", "Hassan Amrani", "Els de Boer")
PARTNERS = (
    ("Wijkcentrum de Ringvaart", "leent een zaal en helpt met de uitnodigingen"),
    ("Spaarnelanden", "levert grond en haalt het groenafval op"),
    ("Wijkraad", "kijkt mee en vertelt het in de buurt"),
)


def agree(agreement: Agreement, number: int, began: datetime, leader: User) -> None:
    """Version 1, as both confirmed it soon after the result, from the rows as they are; no mail about the past."""
    made = began + timedelta(days=8)
    _pay(agreement, made)
    agreement.milestones.filter(title__startswith="Halverwege").update(gate=True, decider="de wijkraad")
    texts = draft(agreement)
    terms = replace(
        texts, instalments=present(agreement).instalments, partners=(Partner(new_key(), *PARTNERS[number % 3]),)
    )
    signed = {
        "confirmed_by_maker_at": made + timedelta(days=2),
        "confirmed_by_municipality_at": made + timedelta(days=4),
    }
    people = {"proposed_by": leader, "confirmed_by_maker": agreement.plan.maker, "confirmed_by_municipality": leader}
    AgreementVersion.objects.create(
        agreement=agreement, number=1, content=to_json(terms), proposed_at=made, **people, **signed
    )
    Agreement.objects.filter(pk=agreement.pk).update(opened_at=began, terms=terms.terms, **signed)
    agreement.milestones.filter(gate=True, done_on__isnull=False).update(
        decision="GO", decided_at=made + timedelta(days=170), decided_by=leader
    )


def _pay(agreement: Agreement, made: datetime) -> None:
    """Two instalments, of which the first was paid."""
    first, second = draft(agreement).instalments
    day = (made + timedelta(days=20)).date()
    rows: Sequence[tuple[Part, dict[str, object]]] = ((first, {"due_on": day, "paid_on": day}), (second, {}))
    Instalment.objects.bulk_create(
        Instalment(agreement=agreement, cents=part.cents, when=part.when, **more) for part, more in rows
    )


def vary(agreements: Sequence[Agreement], leader: User) -> None:
    """Of plans that still go on: a change that waits for the maker, one that waits for the city, and a question."""
    changed, waiting, asking = agreements[:3]
    for each, who in ((changed, leader), (waiting, waiting.plan.maker)):
        terms = each.versions.get(number=1).terms
        later = replace(terms, due_on=terms.due_on + timedelta(days=45))
        propose_version(each.pk, leader, later, 1, "De bestelling komt later dan gedacht.")
        confirm_agreement(each.pk, 2, who)
    ask_change(asking.pk, asking.plan.maker, "Kan de tweede termijn eerder? Wij moeten de kraan al in mei betalen.")
