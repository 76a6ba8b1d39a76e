"""What everybody may know about chosen plans: state, grant, total spent, last update. No payee, no receipt."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from django.db.models import Count, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse

from editions.models import Edition
from execution.looks import LOOKS, Look
from execution.models import Agreement, Spending, Update, UpdatePhoto
from execution.money import Purse
from execution.states import State
from plans.finding.ground import Quarter


@dataclass(frozen=True)
class Row:
    """A chosen plan in a list or on the map, from columns alone. Money in euro cents."""

    number: int
    title: str
    url: str
    neighbourhood: int | None
    point: tuple[float, float] | None
    look: Look
    state: State
    purse: Purse
    due_on: date
    last_at: datetime | None


@dataclass
class Group:
    """The chosen plans of one neighbourhood."""

    quarter: Quarter
    rows: list[Row] = field(default_factory=list)


class Card:
    """A chosen plan with its newest update, as a card shows it."""

    def __init__(self, agreement: Agreement) -> None:
        self.agreement, self.plan = agreement, agreement.plan
        self.look = LOOKS[agreement.current]
        self.purse = Purse(agreement.grant_cents, agreement.spent_cents)  # type: ignore[attr-defined]

    @cached_property
    def news(self) -> Update | None:
        return next(iter(self.agreement.updates.all()), None)

    @cached_property
    def photo(self) -> UpdatePhoto | None:
        """The first photo of the newest update that has one."""
        return next((photo for update in self.agreement.updates.all() for photo in update.photos.all()), None)


def chosen_plans(edition: Edition) -> QuerySet[Agreement]:
    """The agreements of an edition with what was spent and when something was said last; newest news first."""
    spent = Spending.objects.counting().filter(agreement=OuterRef("pk")).order_by().values("agreement")
    news = Update.objects.standing().filter(agreement=OuterRef("pk")).order_by("-posted_at")
    return (
        Agreement.objects.filter(plan__edition=edition)
        .annotate(
            spent_cents=Coalesce(Subquery(spent.annotate(all=Sum("cents")).values("all")), 0),
            last_at=Subquery(news.values("posted_at")[:1]),
        )
        .order_by(F("last_at").desc(nulls_last=True), "plan__title", "pk")
    )


def cards(edition: Edition, numbers: Sequence[int]) -> list[Card]:
    """These agreements in this order, in four queries."""
    found = (
        chosen_plans(edition)
        .filter(pk__in=numbers)
        .select_related("plan__neighbourhood", "plan__theme")
        .prefetch_related(Prefetch("updates", Update.objects.standing().prefetch_related("photos")))
    )
    by_number = {each.pk: Card(each) for each in found}
    return [by_number[number] for number in numbers if number in by_number]


def rows(edition: Edition, found: QuerySet[Agreement]) -> list[Row]:
    """All of them as rows, in one query."""
    start = reverse("plan_list", args=[edition.slug])
    columns = found.values_list(  # type: ignore[misc]  # the columns that chosen_plans adds
        "plan_id",
        "plan__title",
        "plan__neighbourhood_id",
        "plan__latitude",
        "plan__longitude",
        "state",
        "grant_cents",
        "spent_cents",
        "due_on",
        "last_at",
    )
    return [
        Row(
            number,
            title,
            f"{start}{number}/",
            wijk,
            None if north is None or east is None else (float(north), float(east)),
            LOOKS[State(state)],
            State(state),
            Purse(grant, spent),
            due_on,
            last_at,
        )
        for number, title, wijk, north, east, state, grant, spent, due_on, last_at in columns
    ]


def by_quarter(around: Sequence[Quarter], found: Sequence[Row]) -> list[Group]:
    """These rows by neighbourhood; neighbourhoods without one are left out."""
    groups = {each.pk: Group(each) for each in around}
    for row in found:
        if row.neighbourhood in groups:
            groups[row.neighbourhood].rows.append(row)
    return [group for group in groups.values() if group.rows]


def photos_of(edition: Edition) -> dict[int, tuple[str, str]]:
    """By plan: name and words of the newest photo that everybody may see; one query."""
    found = (
        UpdatePhoto.objects.filter(
            update_of__agreement__plan__edition=edition,
            update_of__withdrawn_at__isnull=True,
            update_of__hidden_at__isnull=True,
        )
        .order_by("update_of__posted_at", "-pk")
        .values_list("update_of__agreement__plan_id", "image", "alt")
    )
    return {plan: (image, alt) for plan, image, alt in found}


@dataclass(frozen=True)
class Totals:
    """All chosen plans of an edition together."""

    plans: int
    realised: int
    purse: Purse


def totals(edition: Edition) -> Totals:
    """In two queries."""
    mine = Agreement.objects.filter(plan__edition=edition)
    sums = mine.aggregate(
        plans=Count("pk"), realised=Count("pk", filter=Q(state=State.REALISED)), grant=Sum("grant_cents")
    )
    spent = Spending.objects.counting().filter(agreement__plan__edition=edition).aggregate(all=Sum("cents"))["all"]
    return Totals(sums["plans"], sums["realised"], Purse(sums["grant"] or 0, spent or 0))
