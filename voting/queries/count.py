"""Reads about the count and its result. Nothing here looks inside a ballot before the box is sealed."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext

from editions.models import Edition
from plans.models import Plan
from plans.queries import ballot_plans
from voting.ballots import show_euros
from voting.models import Ballot, CodeState, Count, CountLine, IntakeBallot, IntakeReceipt, Receipt, Voter, VotingCode
from voting.tally import Reason, ballot_file


@dataclass(frozen=True)
class BoxNumbers:
    """Three numbers that must be the same: every used code gave one receipt and one ballot."""

    codes_used: int
    receipts: int
    ballots: int

    @property
    def agree(self) -> bool:
        return self.codes_used == self.receipts == self.ballots


@dataclass(frozen=True)
class Turnout:
    """How many people may vote and how many did."""

    eligible: int
    voted: int

    @property
    def percentage(self) -> int:
        """Rounded down; 0 when nobody may vote."""
        return self.voted * 100 // self.eligible if self.eligible else 0


@dataclass(frozen=True)
class ResultLine:
    """One plan in the result, with the reason in words. Amounts in cents."""

    plan: Plan
    position: int
    votes: int
    price_cents: int
    left_before_cents: int
    left_after_cents: int
    chosen: bool
    by_lot: bool
    why: str


def ballot_prices(edition: Edition) -> dict[int, int]:
    """The price in cents of every plan on the ballot; the database knows none without a price."""
    prices = ballot_plans(edition).values_list("pk", "ballot_cents")
    return {plan_id: cents for plan_id, cents in prices if cents is not None}


def box_numbers(edition: Edition) -> BoxNumbers:
    """Used codes, and receipts and ballots, in box and intake together."""
    boxed = Ballot.objects.filter(edition=edition).count()
    waiting = IntakeBallot.objects.filter(edition=edition).count()
    return BoxNumbers(
        codes_used=VotingCode.objects.filter(edition=edition, state=CodeState.USED).count(),
        receipts=_receipts(edition),
        ballots=boxed + waiting,
    )


def turnout(edition: Edition) -> Turnout:
    """Voters on the roll, and those of them who voted."""
    return Turnout(eligible=Voter.objects.filter(edition=edition).count(), voted=_receipts(edition))


def _receipts(edition: Edition) -> int:
    mixed, waiting = (kind.objects.filter(edition=edition) for kind in (Receipt, IntakeReceipt))
    return mixed.count() + waiting.count()


def count_state(edition: Edition) -> Count | None:
    """The count as it stands, published or not; for staff."""
    return Count.objects.filter(edition=edition).first()


def published_count(edition: Edition) -> Count | None:
    """The count that everybody may see, or None."""
    return Count.objects.filter(edition=edition, published_at__isnull=False).first()


def result_lines(count: Count) -> list[ResultLine]:
    """Every plan of the count in order of counting, in one query."""
    lines = count.lines.select_related("plan__neighbourhood", "plan__theme", "plan__edition", "excluded_by")
    return [_result_line(line, count) for line in lines]


def plan_result(plan: Plan) -> ResultLine | None:
    """What the count did with one plan; None before publication, and for a plan that was not on the ballot."""
    if plan.ballot_cents is None:
        return None
    found = CountLine.objects.filter(plan=plan, count__published_at__isnull=False)
    line = found.select_related("count", "plan__edition", "excluded_by").first()
    return _result_line(line, line.count) if line else None


def tied_plans(count: Count) -> list[Plan]:
    """The plans among which lots must be drawn, by title."""
    return list(Plan.objects.filter(pk__in=count.needs_lot).select_related("neighbourhood").order_by("title", "pk"))


def box_choices(edition: Edition) -> Iterable[list[int]]:
    """What every ballot in the box says; the order means nothing."""
    return Ballot.objects.filter(edition=edition).values_list("choice", flat=True)


def published_ballots(edition: Edition) -> str | None:
    """All ballots as the file that anyone can count again, or None before publication."""
    return ballot_file(box_choices(edition)) if published_count(edition) else None


def _result_line(line: CountLine, count: Count) -> ResultLine:
    chosen = line.reason == Reason.CHOSEN
    by_lot = line.plan_id in count.lot
    return ResultLine(
        plan=line.plan,
        position=line.position,
        votes=line.votes,
        price_cents=line.price_cents,
        left_before_cents=line.left_before_cents,
        left_after_cents=line.left_before_cents - (line.price_cents if chosen else 0),
        chosen=chosen,
        by_lot=by_lot,
        why=_why(line, chosen, by_lot),
    )


def _why(line: CountLine, chosen: bool, by_lot: bool) -> str:
    amounts = {"price": _unbroken(line.price_cents), "left": _unbroken(line.left_before_cents)}
    if chosen:
        words = gettext("Er was nog %(left)s over. Dit plan kost %(price)s en paste dus.") % amounts
    elif line.excluded_by:
        words = gettext("Dit plan is niet gekozen: het kan niet samen met ‘%(title)s’, en dat plan ging voor.")
        words %= {"title": line.excluded_by.title}
    elif line.reason == Reason.DID_NOT_FIT:
        words = gettext("Dit plan kost %(price)s. Er was nog %(left)s over, dus te weinig.") % amounts
    else:
        words = gettext("Niemand koos dit plan.")
    lot = gettext("Het had evenveel stemmen als een ander plan. Loting bepaalde de volgorde.")
    return f"{words} {lot}" if by_lot else words


def _unbroken(cents: int) -> str:
    """The sign and the number stay on one line."""
    return show_euros(cents).replace(" ", "\N{NO-BREAK SPACE}")
