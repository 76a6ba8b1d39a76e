"""Who can help a plan: for the table always, for the makers and everybody else only after the verdicts are public."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from feasibility.models import Connection
from feasibility.queries.outcome import JUDGED
from plans.models import Plan
from plans.permissions import Person, is_maker
from plans.status import PUBLIC


@dataclass(frozen=True)
class Chances:
    """The connections that somebody may read. `whole`: with contacts, and with how to reach them."""

    connections: Sequence[Connection]
    whole: bool


def connections_of(plan: Plan) -> list[Connection]:
    """All of them, for the table. One query."""
    return list(plan.connections.select_related("other_plan", "added_by"))


def chances_of(plan: Plan, user: Person) -> Chances | None:
    """What `user` reads on the plan's own page: makers everything, others no contact and no address. None: nothing.

    Before the verdicts are public there is nothing, whoever asks.
    """
    if plan.edition.verdicts_published_at is None or plan.state not in JUDGED:
        return None
    # A plan that was taken back since then is nobody's business any more.
    shown = plan.connections.filter(Q(other_plan=None) | Q(other_plan__status__in=PUBLIC))
    whole = is_maker(user, plan)
    if not whole:
        shown = shown.exclude(kind=Connection.Kind.CONTACT).defer("reach")
    found = list(shown.select_related("other_plan"))
    return Chances(found, whole) if found else None
