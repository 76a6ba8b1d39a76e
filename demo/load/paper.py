"""The demo's paper ballots: a small stack on the desk, in every state, brought there by the real steps."""

from accounts.models import User
from editions.models import Edition
from voting.actions.paper import enter_paper, receive_paper, set_paper_aside
from voting.models import CodeState, VotingCode
from voting.paper.entries import AsideReason, Entry, Reason
from voting.queries.paper import paper_plans

STACK = 9
IN_THE_BOX = 3


def load_paper(edition: Edition, one: User, other: User) -> None:
    """Nine ballots with codes that nobody else in the demo uses: those of the last people on the roll."""
    unused = VotingCode.objects.filter(edition=edition, state=CodeState.ISSUED).order_by("-pk")
    codes = [bytes(code.code_hash) for code in unused[:STACK]]
    plans = [plan.pk for plan in paper_plans(edition)]
    receive_paper(edition.pk, STACK, one.pk)
    for number in range(1, IN_THE_BOX + 1):
        _both(edition, number, Entry(codes[number], (plans[number],)), one, other)
    _both(edition, 4, Entry(reason=Reason.UNCLEAR), one, other)
    enter_paper(edition.pk, 5, Entry(codes[5], tuple(sorted(plans[:2]))), one.pk)
    enter_paper(edition.pk, 5, Entry(codes[5], tuple(sorted(plans[1:3]))), other.pk)
    enter_paper(edition.pk, 6, Entry(codes[6], (plans[0],)), one.pk)
    set_paper_aside(edition.pk, 7, AsideReason.CODE, one.pk)


def _both(edition: Edition, number: int, entry: Entry, one: User, other: User) -> None:
    for clerk in (one, other):
        enter_paper(edition.pk, number, entry, clerk.pk)
