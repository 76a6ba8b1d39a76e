"""Reads about the count and its result. Nothing here looks inside a ballot before the box is sealed."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils.translation import gettext

from editions.models import Edition
from plans.models import Plan
from plans.queries import ballot_plans
from voting.ballots import show_euros
from voting.counting import Box
from voting.counting.outcome import Reason
from voting.counting.rules import Tie
from voting.models import (
    Ballot,
    CodeState,
    Count,
    CountLine,
    IntakeBallot,
    IntakeReceipt,
    Receipt,
    Voter,
    VotingCode,
    VotingRules,
)


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
    reason: Reason
    tied: bool
    why: str


def ballot_limits(edition: Edition) -> tuple[dict[int, int], tuple[int, int | None]]:
    """The price in cents of every plan on the ballot, and how many of them a ballot names at least and at most.

    The most is None where as many may be named as fit. One query; the database knows no plan on a ballot without a
    price.
    """
    sizes = "edition__voting_rules__min_plans", "edition__voting_rules__max_plans"
    found = list(ballot_plans(edition).order_by().values_list("pk", "ballot_cents", *sizes))
    fewest, most = found[0][2:] if found else (None, None)
    return {plan: cents for plan, cents, *_ in found if cents is not None}, (fewest or 1, most)


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
    """Voters on the roll, and those of them who voted. The roll goes some time after the result, which says both."""
    kept = published_count(edition)
    eligible = kept.eligible if kept else Voter.objects.filter(edition=edition).count()
    return Turnout(eligible=eligible, voted=_receipts(edition))


def _receipts(edition: Edition) -> int:
    mixed, waiting = (kind.objects.filter(edition=edition) for kind in (Receipt, IntakeReceipt))
    return mixed.count() + waiting.count()


def count_state(edition: Edition) -> Count | None:
    """The count as it stands, published or not; for staff."""
    return Count.objects.filter(edition=edition).first()


def published_count(edition: Edition) -> Count | None:
    """The count that everybody may see, or None."""
    return Count.objects.filter(edition=edition, published_at__isnull=False).first()


# Of a line, its plan and its rival: the rest are long texts and outlines of neighbourhoods, of hundreds of plans.
SHOWN = (
    *(field.name for field in CountLine._meta.concrete_fields),
    *(f"plan__{name}" for name in ("title", "summary", "status", "edition", "neighbourhood__name")),
    "excluded_by__title",
)


def result_lines(count: Count) -> list[ResultLine]:
    """Every plan of the count in order of counting, in two queries."""
    lines = count.lines.select_related("plan__neighbourhood", "excluded_by").only(*SHOWN)
    rules = VotingRules.objects.filter(edition=count.edition_id).first()
    return [_result_line(line, count, rules) for line in lines]


def plan_result(plan: Plan) -> ResultLine | None:
    """What the count did with one plan; None before publication, and for a plan that was not on the ballot."""
    if plan.ballot_cents is None:
        return None
    found = CountLine.objects.filter(plan=plan, count__published_at__isnull=False)
    line = found.select_related("count__edition__voting_rules", "plan__edition", "excluded_by").first()
    return _result_line(line, line.count, getattr(line.count.edition, "voting_rules", None)) if line else None


def tied_plans(count: Count) -> list[Plan]:
    """The plans among which lots must be drawn, by title."""
    return list(Plan.objects.filter(pk__in=count.needs_lot).select_related("neighbourhood").order_by("title", "pk"))


BOX = "SELECT array_to_string(choice, ','), count(*) FROM voting_ballot WHERE edition_id = %s GROUP BY choice"
ROWS_AT_ONCE = 20_000


def read_box(edition: Edition) -> Box:
    """All ballots of the box, equal ones on one pile: the database puts them together, and no order comes along."""
    return Box.of_lines(_piles(edition))


def _piles(edition: Edition) -> Iterator[tuple[str, int]]:
    """Through a cursor of the server, so that a million ballots need not be in memory twice."""
    with transaction.atomic(), connection.cursor() as setting, connection.chunked_cursor() as cursor:
        setting.execute("SET LOCAL work_mem = '256MB'")  # Else a large box is put together on disk.
        cursor.execute(BOX, [edition.pk])
        while rows := cursor.fetchmany(ROWS_AT_ONCE):
            yield from rows


def published_box(edition: Edition) -> Box | None:
    """All ballots for anyone to count again, or None before publication."""
    return read_box(edition) if published_count(edition) else None


def _result_line(line: CountLine, count: Count, rules: VotingRules | None) -> ResultLine:
    tied = any(line.plan_id in group for group in count.ties)
    return ResultLine(
        plan=line.plan,
        position=line.position,
        votes=line.votes,
        price_cents=line.price_cents,
        left_before_cents=line.left_before_cents,
        left_after_cents=line.left_before_cents - (line.price_cents if line.chosen else 0),
        chosen=line.chosen,
        reason=Reason(line.reason),
        tied=tied,
        why=_why(line, rules) + (f" {_TIES[Tie(rules.tie)]()}" if tied and rules else ""),
    )


def _why(line: CountLine, rules: VotingRules | None) -> str:
    facts = {
        "price": _unbroken(line.price_cents),
        "left": _unbroken(line.left_before_cents),
        "title": line.excluded_by.title if line.excluded_by else "",
        "votes": line.votes,
        "minimum": rules.minimum_votes if rules else 1,
    }
    if line.reason == Reason.CHOSEN and rules and rules.method == "EQUAL_SHARES":
        return gettext("De stemmers op dit plan konden het samen betalen uit hun deel van het geld.")
    return _WHY[Reason(line.reason)]() % facts


_WHY = {
    Reason.CHOSEN: lambda: gettext("Er was nog %(left)s over. Dit plan kost %(price)s en paste dus."),
    Reason.COMPLETED: lambda: gettext(
        "Na het verdelen was er nog %(left)s over. Dit plan was aan de beurt, kost %(price)s en paste dus."
    ),
    Reason.DID_NOT_FIT: lambda: gettext("Dit plan kost %(price)s. Er was nog %(left)s over, dus te weinig."),
    Reason.STOPPED: lambda: gettext(
        "De telling was al gestopt: een plan met evenveel of meer stemmen paste niet in het geld dat over was."
    ),
    Reason.UNPAID: lambda: gettext(
        "De stemmers op dit plan hadden samen te weinig over van hun deel om %(price)s te betalen."
    ),
    Reason.TOO_FEW_VOTES: lambda: gettext(
        "Dit plan kreeg minder dan %(minimum)s stemmen. Dat is het minimum om gekozen te worden."
    ),
    Reason.NO_VOTES: lambda: gettext("Niemand koos dit plan."),
    Reason.EXCLUDED: lambda: gettext(
        "Dit plan is niet gekozen: het kan niet samen met ‘%(title)s’, en dat plan ging voor."
    ),
    Reason.WITHDRAWN: lambda: gettext(
        "Dit plan is ingetrokken nadat de stemming openging. Het houdt zijn stemmen, maar kan niet gekozen worden."
    ),
}
_TIES = {
    Tie.LOT: lambda: gettext("Het stond gelijk met een ander plan. Loting bepaalde de volgorde."),
    Tie.CHEAPEST: lambda: gettext("Het stond gelijk met een ander plan. Het goedkoopste plan ging voor."),
    Tie.DEAREST: lambda: gettext("Het stond gelijk met een ander plan. Het duurste plan ging voor."),
    Tie.NUMBER: lambda: gettext("Het stond gelijk met een ander plan. Het laagste nummer ging voor."),
}


def _unbroken(cents: int) -> str:
    """The sign and the number stay on one line."""
    return show_euros(cents).replace(" ", "\N{NO-BREAK SPACE}")
