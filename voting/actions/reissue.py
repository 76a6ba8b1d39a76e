"""New codes at the desk: the old one dies and the new one is born in one transaction, and a used one never dies.

A voter who casts a ballot and a clerk who voids the code both change the code's row by compare-and-set: one of them is
first, and the other hears so. The new code is readable once, in one PDF, for some minutes.
"""

from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from audit.actions import record
from common import clock
from common.errors import Refused
from editions.locks import hold_open
from editions.models import Edition
from editions.phases import Activity, Phase
from voting.actions.proposing import confirm, open_proposal, propose, withdraw
from voting.actions.roll import lock_roll
from voting.codes import make_code
from voting.keys import lookup_hash
from voting.models import (
    CodeState,
    DeskRules,
    LetterRun,
    ProposalKind,
    Reissue,
    ReissueKind,
    ReturnedLetter,
    Voter,
    VotingCode,
)
from voting.sealing import Sealer

FETCH_WITHIN = timedelta(minutes=15)
VOTED = "Met de code van deze persoon is al gestemd. Een nieuwe code kan niet."
NOT_PRINTED = "De stembrieven zijn nog niet gedrukt. Een code uitgeven kan pas daarna."
FORM_TOO_EARLY = "Het stembiljet staat pas vast als de stemming open is. Geef nu een brief mee. De oude code werkt nog."
NO_CODE = "Deze persoon heeft nog geen code. Geef een eerste code uit."
HAS_CODE = "Deze persoon heeft al een code. Geef een nieuwe brief uit; de oude code vervalt dan."
UNKNOWN = "Deze persoon staat niet in het kiezersbestand van deze editie."
FETCHED = "Dit bestand is al een keer opgehaald. Is het mislukt? Geef dan nog een keer een nieuwe code uit."
TOO_LATE = "Dit bestand is niet op tijd opgehaald en is gewist. Geef nog een keer een nieuwe code uit."


def hold_for_desk(edition_id: int) -> Edition:
    """Holds roll, codes and edition. Raises Refused before the letters are printed, and once the vote is over."""
    lock_roll(edition_id)
    edition = Edition.objects.get(pk=edition_id)
    if edition.current_phase is Phase.VOTING:
        return hold_open(edition_id, Activity.VOTE)
    edition = hold_open(edition_id, Activity.PREPARE_VOTE)
    if not LetterRun.objects.filter(edition=edition, printed_at__isnull=False).exists():
        raise Refused(NOT_PRINTED)
    return edition


def desk_rules(edition: Edition) -> DeskRules:
    return DeskRules.objects.filter(edition=edition).first() or DeskRules(edition=edition)


def needs_two(edition: Edition) -> bool:
    """Whether so many new codes were given that the next takes two people."""
    return Reissue.objects.filter(edition=edition).count() >= desk_rules(edition).alone


@transaction.atomic
def give_code(edition_id: int, voter_id: int, kind: ReissueKind, by: int) -> Reissue | None:
    """A code for somebody at the desk, in place of the old one or as the first; None when a second person must sign.

    Raises Refused when this person has voted, when it is the wrong moment, and when the same person would sign twice.
    """
    edition = hold_for_desk(edition_id)
    voter = _voter(edition, voter_id)
    _require_final_form(edition, kind)
    if not needs_two(edition):
        return _give(edition, voter, kind, by)
    subject = f"voter:{voter.pk}"
    _require_not_voted(voter)
    waiting = open_proposal(edition_id, ProposalKind.REISSUE, subject)
    if waiting is None:
        propose(edition_id, ProposalKind.REISSUE, {"kind": kind}, by, subject)
        return None
    agreed = confirm(edition_id, ProposalKind.REISSUE, by, subject=subject)
    return _give(edition, voter, ReissueKind(agreed.content["kind"]), agreed.proposed_by_id, by)


@transaction.atomic
def issue_at_desk(edition_id: int, voter_id: int, kind: ReissueKind, by: int) -> Reissue | None:
    """A first code for somebody on the roll who never got one, such as who was set apart and then let in."""
    hold_for_desk(edition_id)
    if VotingCode.objects.filter(voter_id=voter_id).exclude(state=CodeState.VOID).exists():
        raise Refused(HAS_CODE)
    return give_code(edition_id, voter_id, kind, by)


@transaction.atomic
def reissue(edition_id: int, voter_id: int, kind: ReissueKind, by: int) -> Reissue | None:
    """A new code in place of a lost one. Raises Refused when there is none to replace, or when it was used."""
    hold_for_desk(edition_id)
    if not VotingCode.objects.filter(voter_id=voter_id).exclude(state=CodeState.VOID).exists():
        raise Refused(NO_CODE)
    return give_code(edition_id, voter_id, kind, by)


def _require_final_form(edition: Edition, kind: ReissueKind) -> None:
    """Raises Refused for a ballot form before the vote opens: plans and prices can still change."""
    reason = why_not_kind(edition, kind)
    if reason:
        raise Refused(reason)


def why_not_kind(edition: Edition, kind: ReissueKind) -> str:
    """Why the desk cannot give this now, beside all else that it asks; "" when it can."""
    return FORM_TOO_EARLY if kind == ReissueKind.FORM and edition.current_phase is not Phase.VOTING else ""


def _voter(edition: Edition, voter_id: int) -> Voter:
    found = Voter.objects.filter(edition=edition, pk=voter_id).first()
    if found is None:
        raise Refused(UNKNOWN)
    return found


def _give(edition: Edition, voter: Voter, kind: ReissueKind, by: int, second_by: int | None = None) -> Reissue:
    codes = VotingCode.objects.filter(voter=voter)
    replaced = codes.filter(state=CodeState.ISSUED).update(state=CodeState.VOID, sealed=None)
    # After the compare-and-set: a vote that was cast at the same moment is seen here, and its code stays used.
    _require_not_voted(voter)
    code = make_code()
    sealed = Sealer(edition.pk).seal(code)
    issued = VotingCode.objects.create(edition=edition, voter=voter, code_hash=lookup_hash(code), sealed=sealed)
    made = Reissue(edition=edition, voter=voter, code=issued, kind=kind, replaces=bool(replaced))
    made.by_id, made.second_by_id, made.issued_at = by, second_by, clock.now()
    made.save()
    if open_proposal(edition.pk, ProposalKind.REISSUE, f"voter:{voter.pk}"):  # One person may do it alone again.
        withdraw(edition.pk, ProposalKind.REISSUE, by, f"voter:{voter.pk}")
    subject = f"reissue:{made.pk}"
    record("code_reissued", edition=edition.slug, by=by, subject=subject, kind=kind, first_code=not replaced)
    return made


def _require_not_voted(voter: Voter) -> None:
    if VotingCode.objects.filter(voter=voter, state=CodeState.USED).exists():
        raise Refused(VOTED)


@transaction.atomic
def fetch_code(
    edition_id: int, reissue_id: int, by: int, made_with: Callable[[Reissue, str], bytes]
) -> tuple[Reissue, bytes]:
    """The letter with a new code, once: its sealed copy is erased in the transaction in which the PDF is made.

    So a PDF that cannot be made erases nothing. `made_with` draws it from the reissue and the readable code. Only for
    who gave it out or signed second, within `FETCH_WITHIN`. Raises Refused.
    """
    mine = Q(by_id=by) | Q(second_by_id=by)
    found = Reissue.objects.select_for_update(of=("self",)).select_related("voter", "code", "edition__area")
    made = found.filter(mine, edition_id=edition_id, pk=reissue_id).first()
    if made is None:
        raise Refused("Alleen wie deze code uitgaf, haalt hem op.")
    if made.fetched_at:
        raise Refused(FETCHED)
    if made.code.sealed is None or clock.now() >= made.issued_at + FETCH_WITHIN:
        raise Refused(TOO_LATE)
    pdf = made_with(made, Sealer(made.edition_id).open(bytes(made.code.sealed)))
    VotingCode.objects.filter(pk=made.code_id).update(sealed=None)
    made.fetched_at = clock.now()
    made.save(update_fields=["fetched_at"])
    record("code_fetched", edition=made.edition.slug, by=by, subject=f"reissue:{made.pk}")
    return made, pdf


def erase_unfetched() -> int:
    """Erases the readable copies that nobody fetched in time; how many. For beat."""
    late = Reissue.objects.filter(issued_at__lte=clock.now() - FETCH_WITHIN, code__sealed__isnull=False)
    return VotingCode.objects.filter(pk__in=late.values("code")).update(sealed=None)


@transaction.atomic
def note_returned(edition_id: int, voter_id: int, by: int) -> None:
    """The letter to this person came back by post. Counts once."""
    edition = Edition.objects.get(pk=edition_id)
    voter = _voter(edition, voter_id)
    _, new = ReturnedLetter.objects.get_or_create(voter=voter, defaults={"edition": edition})
    if not new:
        raise Refused("Bij deze persoon stond al dat de brief terugkwam.")
    record("letter_returned", edition=edition.slug, by=by, subject=f"voter:{voter.pk}")
