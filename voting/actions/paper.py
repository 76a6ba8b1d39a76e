"""Paper ballots: received under a number, read by two clerks who do not see each other's reading, and cast as one.

The last reading, the claim of the code, the ballot and the end of what was kept readable are one transaction. No audit
entry tells of a paper ballot that counts, as none tells of a vote in the booth: its moment would be a trace. The rows
themselves keep who entered and who settled.
"""

from django.db import connection, transaction
from django.db.models import Max

from audit.actions import record
from common import clock
from common.errors import Refused
from editions.locks import hold_open
from editions.models import Edition
from editions.phases import Activity, why_not
from voting.actions.box import claim_code, is_used, put_in_intake, seal_box
from voting.models import FINISHED, Count, PaperBallot, PaperState
from voting.paper.entries import AsideReason, Entry, Reason, why_invalid
from voting.paper.sealing import open_entry, seal_entry
from voting.queries.count import ballot_limits
from voting.queries.rules import withdrawn_plans
from voting.receipts import new_receipt_number
from voting.sealing import BrokenSeal

AT_ONCE = 500
COUNTED_ALREADY = "De stemmen zijn al geteld. Er kan geen papier meer bij."
NOT_LATE = "De stemming is nog open. Wat nu binnenkomt, is op tijd."
SAME_CLERK = "U voerde dit biljet al een keer in. Een collega voert het de tweede keer in, zonder mee te kijken."
NOT_A_THIRD = "U voerde dit biljet zelf in. Een derde collega beslist."
NEEDS_A_THIRD = "Dit biljet is twee keer verschillend ingevoerd. Een derde collega beslist."
DONE = "Dit biljet is al verwerkt."
NOT_DIFFERENT = "Bij dit biljet valt niets te beslissen."
IS_ASIDE = "Dit biljet ligt apart. Ga terug en druk bij ‘Nog te doen’ op ‘Voer biljet … alsnog in’."
NOT_ASIDE = "Dit biljet ligt niet apart."
BROKEN = "De eerdere invoer is niet meer te openen. Leg het biljet apart. Voer het daarna opnieuw in met twee mensen."
TOUCHED = "Zoveel nummers die nog niemand invoerde, staan er niet achter elkaar aan het eind. Kijk in de lijst."
UNKNOWN = "Een biljet met dit nummer is er niet. Kijk nog eens op de codestrook."


def hold_for_paper(edition_id: int) -> Edition:
    """Holds the edition for work on paper. Raises Refused before the vote, and once the votes are counted."""
    edition = hold_open(edition_id, Activity.PAPER)
    if Count.objects.filter(edition=edition).exists():
        raise Refused(COUNTED_ALREADY)
    return edition


@transaction.atomic
def receive_paper(edition_id: int, number: int, by: int, late: bool = False) -> list[int]:
    """Takes in `number` paper ballots and returns the serial numbers to write on their code strips.

    `late` is for what was handed in after the close: it gets a number and is invalid at once. What lay in the box on
    time may be taken in after the close as well; whoever does that answers for it in the audit trail.
    """
    if not 1 <= number <= AT_ONCE:
        raise Refused(f"Neem 1 tot en met {AT_ONCE} biljetten tegelijk in ontvangst.")
    edition = hold_for_paper(edition_id)
    is_open = why_not(Activity.VOTE, edition.current_phase, edition.schedule(), clock.now()) is None
    if late and is_open:
        raise Refused(NOT_LATE)
    numbers = _next_numbers(edition, number)
    kept = {"state": PaperState.INVALID, "reason": Reason.TOO_LATE.value} if late else {}
    PaperBallot.objects.bulk_create(PaperBallot(edition=edition, number=each, **kept) for each in numbers)
    record("paper_received", edition=edition.slug, by=by, number=number, late=late, after_close=not is_open)
    return numbers


@transaction.atomic
def take_numbers_back(edition_id: int, number: int, by: int) -> list[int]:
    """Undoes a slip in `receive_paper`: the `number` highest numbers are gone, and are given out anew later.

    Raises Refused unless nobody entered any of them: they wait for the first clerk, or were taken in as too late.
    """
    edition = hold_for_paper(edition_id)
    _hold_numbers(edition)
    papers = PaperBallot.objects.select_for_update().filter(edition=edition).order_by("-number")
    last = list(papers.only("pk", "number", "state", "reason")[: max(0, number)])
    late = sum(paper.reason == Reason.TOO_LATE for paper in last)
    if not last or len(last) < number or late + sum(paper.state == PaperState.RECEIVED for paper in last) < number:
        raise Refused(TOUCHED)
    PaperBallot.objects.filter(pk__in=[paper.pk for paper in last]).delete()
    record("paper_numbers_taken_back", edition=edition.slug, by=by, number=number, late=late)
    return [paper.number for paper in reversed(last)]


def _hold_numbers(edition: Edition) -> None:
    """One at a time gives out numbers or takes them back."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('voting: paper'), %s)", [edition.pk])


def _next_numbers(edition: Edition, number: int) -> list[int]:
    _hold_numbers(edition)
    last = PaperBallot.objects.filter(edition=edition).aggregate(last=Max("number"))["last"] or 0
    return list(range(last + 1, last + 1 + number))


@transaction.atomic
def enter_paper(edition_id: int, number: int, entry: Entry, by: int) -> PaperState:
    """The first or the second reading of a paper ballot, and where the ballot is now.

    Two equal readings settle it: into the box, or invalid. Two different ones wait for a third person. Raises Refused
    for a clerk who read it before, and for a ballot that is settled, laid aside or waiting for a third.
    """
    edition = hold_for_paper(edition_id)
    paper = _locked(edition, number)
    if paper.state == PaperState.RECEIVED:
        return _keep_first(paper, entry, by)
    if paper.state == PaperState.ENTERED_ONCE:
        return _second(paper, entry, by)
    raise Refused(why_no_entry(paper))


def why_no_entry(paper: PaperBallot) -> str:
    """Why nobody can enter this ballot in its present state; "" when somebody can."""
    closed = {
        PaperState.DIFFERENT: NEEDS_A_THIRD,
        PaperState.SET_ASIDE: IS_ASIDE,
        PaperState.COUNTED: DONE,
        PaperState.INVALID: DONE,
    }
    return closed.get(PaperState(paper.state), "")


def _keep_first(paper: PaperBallot, entry: Entry, by: int) -> PaperState:
    paper.state, paper.first_by_id = PaperState.ENTERED_ONCE, by
    paper.first_sealed = seal_entry(paper, "first", entry)
    paper.save()
    return PaperState.ENTERED_ONCE


def _second(paper: PaperBallot, entry: Entry, by: int) -> PaperState:
    if paper.first_by_id == by:
        raise Refused(SAME_CLERK)
    paper.second_by_id = by
    if read_back(paper, "first") == entry:
        return _finish(paper, entry)
    paper.state = PaperState.DIFFERENT
    paper.second_sealed = seal_entry(paper, "second", entry)
    paper.save()
    return PaperState.DIFFERENT


def read_back(paper: PaperBallot, place: str) -> Entry:
    """The sealed reading of a clerk. Raises Refused when it does not open, such as after a change of the key."""
    try:
        return open_entry(paper, place)
    except BrokenSeal:
        raise Refused(BROKEN) from None


@transaction.atomic
def settle_paper(edition_id: int, number: int, entry: Entry, by: int) -> PaperState:
    """A third person reads the paper and decides between two different readings, or reads something else still."""
    edition = hold_for_paper(edition_id)
    paper = _locked(edition, number)
    if paper.state != PaperState.DIFFERENT:
        raise Refused(DONE if paper.state in FINISHED else NOT_DIFFERENT)
    require_a_third(paper, by)
    paper.third_by_id = by
    return _finish(paper, entry)


def require_a_third(paper: PaperBallot, by: int) -> None:
    """Raises Refused for either of the two who entered this ballot."""
    if by in (paper.first_by_id, paper.second_by_id):
        raise Refused(NOT_A_THIRD)


def _finish(paper: PaperBallot, entry: Entry) -> PaperState:
    """Into the box with its code, or invalid; what was kept readable goes in the same transaction."""
    reason = entry.reason or _cast(paper.edition, entry)
    paper.state = PaperState.INVALID if reason else PaperState.COUNTED
    paper.reason = reason.value if reason else ""
    paper.first_sealed = paper.second_sealed = None
    paper.save()
    return PaperState(paper.state)


def _cast(edition: Edition, entry: Entry) -> Reason | None:
    """Uses up the code and puts the ballot in the intake, or says why neither happened.

    An invalid choice leaves its code good, as in the booth: its owner may still vote in another way. The receipt that
    goes with the ballot keeps the numbers equal; it is shown to nobody, since the voter is not there. A plan that was
    withdrawn since the form was printed makes no ballot invalid, as it does none of the booth.
    """
    prices, sizes = ballot_limits(edition)
    reason = why_invalid(entry.choice, prices | withdrawn_plans(edition), edition.budget_cents, *sizes)
    if reason:
        return reason
    if not claim_code(edition, entry.code_hash):
        return Reason.CODE_USED if is_used(edition, entry.code_hash) else Reason.CODE_UNKNOWN
    put_in_intake(edition, entry.choice, new_receipt_number())
    return None


@transaction.atomic
def set_paper_aside(edition_id: int, number: int, why: AsideReason, by: int) -> None:
    """Lays a ballot apart until somebody has looked at it. Readings made so far are erased: it starts anew."""
    edition = hold_for_paper(edition_id)
    paper = _locked(edition, number)
    if paper.state in FINISHED:
        raise Refused(DONE)
    if paper.state == PaperState.SET_ASIDE:
        raise Refused(IS_ASIDE)
    _start_anew(paper, PaperState.SET_ASIDE, why.value)
    record("paper_set_aside", edition=edition.slug, by=by, subject=f"paper:{number}", kind=why.value)


@transaction.atomic
def take_paper_back(edition_id: int, number: int, by: int) -> None:
    """A ballot that lay apart was looked at and is entered after all; two clerks then say what it is."""
    edition = hold_for_paper(edition_id)
    paper = _locked(edition, number)
    if paper.state != PaperState.SET_ASIDE:
        raise Refused(NOT_ASIDE)
    _start_anew(paper, PaperState.RECEIVED, "")
    record("paper_taken_back", edition=edition.slug, by=by, subject=f"paper:{number}")


def _start_anew(paper: PaperBallot, state: PaperState, aside: str) -> None:
    paper.state, paper.aside = state, aside
    paper.first_by = paper.second_by = None
    paper.first_sealed = paper.second_sealed = None
    paper.save()


def _locked(edition: Edition, number: int) -> PaperBallot:
    papers = PaperBallot.objects.select_for_update(of=("self",)).select_related("edition")
    found = papers.filter(edition=edition, number=number).first()
    if found is None:
        raise Refused(UNKNOWN)
    return found


def require_paper_finished(edition: Edition) -> None:
    """Raises Refused while a paper ballot waits for a clerk: what came in on time is counted or has a reason."""
    waiting = PaperBallot.objects.filter(edition=edition).exclude(state__in=FINISHED).count()
    if waiting:
        are = "papieren stembiljet is" if waiting == 1 else "papieren stembiljetten zijn"
        raise Refused(f"{waiting} {are} nog niet verwerkt. Maak dat eerst af bij Papieren stemmen.")


def seal_late_paper(edition: Edition, by: int | None) -> None:
    """Rewrites the box once more before the first count, since paper went in after it was sealed.

    For the count, which holds the edition alone. Raises Refused while paper is unfinished.
    """
    require_paper_finished(edition)
    counted = PaperBallot.objects.filter(edition=edition, state=PaperState.COUNTED).exists()
    if counted and not Count.objects.filter(edition=edition).exists():
        seal_box(edition, by)
