"""Proposing a version of an agreement, and agreeing to it: what both confirmed last is in force."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction

from accounts.models import User
from common import clock
from common.errors import Refused
from execution.actions.agreement_news import tell_agreed, tell_proposed
from execution.actions.holding import hold, note
from execution.actions.pulse.sweep import follow_the_end
from execution.actions.states import move
from execution.models import Agreement, AgreementCondition, AgreementVersion, ChangeRequest, Instalment, Milestone
from execution.models.agreement import new_key
from execution.permissions import side_of
from execution.queries.versions import FIELDS, done, given_since, present, with_more_time
from execution.states import State
from execution.terms import PARTS, SIDE_NAMES, Problem, Side, Terms, problems, to_json, undoes

Row = Instalment | AgreementCondition | Milestone
MODELS: dict[str, type[Row]] = {
    "instalments": Instalment,
    "conditions": AgreementCondition,
    "milestones": Milestone,
}
ENDED = "Dit plan is klaar of gestopt. De afspraak verandert niet meer."
NEWER = "Er is intussen een nieuwere versie. Lees die eerst."
NOT_YOURS = "Alleen de maker en de projectleider kunnen deze afspraak bevestigen."
NO_LEADER = "Alleen een projectleider die het plan niet zelf maakt, stelt een afspraak op."
OTHER_SIDE = "U bevestigde deze versie al voor de andere kant. Een ander bevestigt voor {side}."
MORE_TIME = "Dit plan kreeg intussen meer tijd. De projectleider maakt een nieuwe versie met de nieuwe datum."
UNDONE = "Intussen is er iets betaald, klaar of besloten dat in deze versie anders staat. Maak een nieuwe versie."


class TermsRefused(Refused):
    """What was proposed breaks a rule; `problems` says what and where."""

    def __init__(self, found: Sequence[Problem]) -> None:
        super().__init__(found[0].sentence)
        self.problems = found


@transaction.atomic
def propose_version(agreement_id: int, by: User, terms: Terms, based_on: int, why: str = "") -> AgreementVersion:
    """A next version, which leaves the one in force as it is until both confirmed. Settles what a maker asked.

    `based_on` is the number of the version that the leader read, 0 for none: two who write at once both hear of it.
    Raises Refused, and TermsRefused when the terms break a rule.
    """
    agreement = _hold_going_on(agreement_id)
    if side_of(by, agreement) is not Side.MUNICIPALITY:
        raise Refused(NO_LEADER)
    last = agreement.versions.last()
    number = last.number if last else 0
    if number != based_on:
        raise Refused("Iemand anders maakte intussen een nieuwe versie. Kijk die eerst na.")
    terms = _keyed(replace(terms, grant_cents=agreement.grant_cents))
    _check(agreement, terms, last)
    if number and not why:
        raise TermsRefused([Problem("Schrijf in één zin waarom de afspraak verandert.", "why")])
    made = AgreementVersion.objects.create(
        agreement=agreement,
        number=number + 1,
        content=to_json(terms),
        why=why,
        proposed_by=by,
        proposed_at=clock.now(),
    )
    agreement.requests.filter(settled_at=None).update(settled_at=made.proposed_at)
    note("agreement_proposed", agreement, by.pk, version=made.number)
    tell_proposed(agreement, made)
    return made


def _hold_going_on(agreement_id: int) -> Agreement:
    agreement = hold(agreement_id)
    if not agreement.is_going_on:
        raise Refused(ENDED)
    return agreement


def _keyed(terms: Terms) -> Terms:
    """Every part with a key of its own, so that it is the same thing in the next version."""
    named: dict[str, Any] = {}
    for name in PARTS:
        named[name] = tuple(replace(each, key=each.key or new_key()) for each in getattr(terms, name))
    return replace(terms, **named)


def _check(agreement: Agreement, terms: Terms, last: AgreementVersion | None) -> None:
    now = present(agreement)
    read = with_more_time(agreement, last.terms, given_since(last)) if last else now
    found = [*problems(terms, read, clock.today()), *undoes(terms, now, done(agreement))]
    if last and not found and to_json(terms) == last.content:
        found = [Problem("Er is niets veranderd. De laatste versie blijft staan.")]
    if found:
        raise TermsRefused(found)


@transaction.atomic
def confirm_agreement(agreement_id: int, number: int, by: User) -> AgreementVersion:
    """The maker or the project leader agrees to version `number`; one person never fills both places.

    Once the second of the two has, the version is in force. Whoever confirms twice changes nothing. Raises Refused.
    """
    agreement = _hold_going_on(agreement_id)
    side = side_of(by, agreement)
    if side is None:
        raise Refused(NOT_YOURS)
    version = agreement.versions.last()
    if version is None:
        raise Refused("Er is nog geen afspraak om te bevestigen. De projectleider maakt die eerst.")
    if version.number != number:
        raise Refused(NEWER)
    if side not in version.waits_for:
        return version
    if given_since(version):
        raise Refused(MORE_TIME)
    _sign(agreement, version, side, by)
    if version.is_agreed:
        _bring_into_force(agreement, version, by)
    return version


def _sign(agreement: Agreement, version: AgreementVersion, side: Side, by: User) -> None:
    mine, other = "confirmed_by_maker", "confirmed_by_municipality"
    if side is Side.MUNICIPALITY:
        mine, other = other, mine
    if getattr(version, f"{other}_id") == by.pk:
        raise Refused(OTHER_SIDE.format(side=SIDE_NAMES[side]))
    setattr(version, mine, by)
    setattr(version, f"{mine}_at", clock.now())
    version.save(update_fields=[mine, f"{mine}_at"])
    named = "maker" if side is Side.MAKER else "gemeente"
    note("agreement_confirmed", agreement, by.pk, version=version.number, side=named)


def _bring_into_force(agreement: Agreement, version: AgreementVersion, by: User) -> None:
    """What both confirmed becomes what the agreement says; what was done stays done."""
    terms = version.terms
    if undoes(terms, present(agreement), done(agreement)):
        raise Refused(UNDONE)
    agreement.contact_person, agreement.contact_email = terms.contact_person, terms.contact_email
    agreement.contact_phone = terms.contact_phone
    agreement.due_on, agreement.terms = terms.due_on, terms.terms
    agreement.confirmed_by_maker_at = version.confirmed_by_maker_at
    agreement.confirmed_by_municipality_at = version.confirmed_by_municipality_at
    agreement.save()
    for name in MODELS:
        _lay_rows(agreement, name, terms)
    follow_the_end(agreement)
    note("agreement_in_force", agreement, by.pk, version=version.number)
    if agreement.current is State.NEW:
        move(agreement, State.AGREED, by.pk)
    tell_agreed(agreement, version)


def _lay_rows(agreement: Agreement, name: str, terms: Terms) -> None:
    """The rows of one kind of part, as the terms say: by key they are changed, added or dropped."""
    rows = MODELS[name]._default_manager.filter(agreement=agreement)
    rows.exclude(key__in=[each.key for each in getattr(terms, name)]).delete()
    for each in getattr(terms, name):
        facts = {field: getattr(each, field) for field in FIELDS[name]}
        rows.update_or_create(agreement=agreement, key=facts.pop("key"), defaults=facts)


@transaction.atomic
def ask_change(agreement_id: int, by: User, text: str) -> ChangeRequest:
    """A maker asks for another version. Raises Refused while an earlier question waits."""
    agreement = _hold_going_on(agreement_id)
    if side_of(by, agreement) is not Side.MAKER:
        raise Refused("Alleen de maker vraagt hier om een wijziging.")
    if agreement.requests.filter(settled_at=None).exists():
        raise Refused("U vroeg al om een wijziging. De projectleider reageert daar eerst op.")
    made = ChangeRequest.objects.create(agreement=agreement, text=text, asked_by=by, asked_at=clock.now())
    note("agreement_change_asked", agreement, by.pk)
    return made


@transaction.atomic
def answer_request(agreement_id: int, by: User, answer: str) -> ChangeRequest:
    """The municipality says why the agreement stays as it is. Raises Refused."""
    agreement = hold(agreement_id)
    if side_of(by, agreement) is not Side.MUNICIPALITY:
        raise Refused(NO_LEADER)
    asked = agreement.requests.filter(settled_at=None).first()
    if asked is None:
        raise Refused("Deze vraag is al beantwoord.")
    asked.answer, asked.settled_at = answer, clock.now()
    asked.save(update_fields=["answer", "settled_at"])
    note("agreement_change_answered", agreement, by.pk)
    return asked
