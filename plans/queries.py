"""Reads that feed the pages of plans."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from common import clock
from editions.models import Edition
from editions.phases import Phase
from plans.completeness import PARTS, missing_parts
from plans.history import Moment, moments
from plans.models import Comment, Like, Plan, Signature
from plans.permissions import Person, may_see_plan, rights
from plans.status import Status

# From the ballot on: the plans that people could vote for.
BALLOT = (Status.ON_BALLOT, Status.CHOSEN, Status.NOT_CHOSEN, Status.REALISED)


def plan_cards(edition: Edition) -> QuerySet[Plan]:
    """All public plans of an edition with what a card shows, newest first, in one query; without the long texts."""
    plans = Plan.objects.of(edition).public().with_figures().select_related("neighbourhood", "theme")
    return plans.defer("body", "way_on", "held_reason", "neighbourhood__outline").order_by("-submitted_at", "-pk")


def cards_of(edition: Edition, numbers: Sequence[int]) -> list[Plan]:
    """The cards of these plans, in this order, in one query."""
    found = plan_cards(edition).in_bulk(numbers)
    for plan in found.values():
        plan.edition = edition
    return [found[number] for number in numbers if number in found]


def plan_for_page(edition: Edition, number: int, user: Person) -> Plan:
    """A plan of this edition as `user` sees it now: with its figures, `liked_by_me` and `rights`.

    Raises Plan.DoesNotExist for an unknown plan, another edition's, and what others may not see.
    """
    mine = Like.objects.filter(plan=OuterRef("pk"), user_id=user.pk or 0)
    plans = Plan.objects.of(edition).for_cards().prefetch_related("co_makers")
    plan = plans.annotate(liked_by_me=Exists(mine)).get(pk=number)  # type: ignore[no-redef]
    if not may_see_plan(user, plan):
        raise Plan.DoesNotExist
    plan.edition = edition
    plan.rights = rights(user, plan, clock.now())
    return plan


def discussion(plan: Plan) -> list[Comment]:
    """The reactions that are not withdrawn, oldest first, with their authors."""
    return list(plan.comments.filter(withdrawn_at__isnull=True).select_related("author"))


def history(plan: Plan) -> list[Moment]:
    """What happened to a plan since it was submitted, oldest first; nothing for a draft. At most three queries."""
    if plan.submitted_at is None:
        return []
    entered = {} if plan.likes_at_close is None else _entered(plan.edition)
    return moments(plan, plan.changes.all(), entered)


def _entered(edition: Edition) -> dict[str, datetime]:
    """When the edition entered its phases. Likes close by the schedule where no step was kept."""
    entered = dict(edition.changes.values_list("to_phase", "at"))
    likes = None if Phase.FEASIBILITY in entered else edition.schedule().get(Phase.LIKES)
    return {**entered, Phase.FEASIBILITY: likes.ends_at} if likes else entered


def my_plans(user: User) -> list[Plan]:
    """All plans of their maker in all editions, newest first, with `rights`. Withdrawn ones come last."""
    plans = Plan.objects.filter(maker=user).for_cards().prefetch_related("edition__windows").order_by("-pk")
    moment = clock.now()
    found = list(plans)
    for plan in found:
        plan.rights = rights(user, plan, moment)
    return sorted(found, key=lambda plan: plan.state is Status.WITHDRAWN)


def likes_in(edition: Edition) -> int:
    """All likes of an edition, those on paper too, in one query."""
    online = Like.objects.filter(plan__edition=edition).values_list("plan_id")
    paper = Signature.objects.filter(plan__edition=edition).order_by().values_list("plan_id")
    return online.union(paper, all=True).count()


def ballot_plans(edition: Edition) -> QuerySet[Plan]:
    """The plans on the ballot, and after the count the same plans with their outcome."""
    return Plan.objects.of(edition).filter(status__in=BALLOT)


def plans_in_check(edition: Edition) -> QuerySet[Plan]:
    """The plans that wait for the verdicts to be published."""
    return Plan.objects.of(edition).filter(status=Status.IN_CHECK)


@dataclass(frozen=True)
class CheckItem:
    """One line of the checklist before submitting. `reason` says what is missing; "" when it is done."""

    part: str
    label: str
    reason: str


def checklist(plan: Plan) -> list[CheckItem]:
    """What a plan needs, in the order of the page, each with what is still missing. Needs `cost_cents`."""
    missing = missing_parts(plan, plan.cost_cents, plan.edition.budget_cents)
    labels = {
        "title": _("Titel"),
        "summary": _("Uw plan in één zin"),
        "body": _("Beschrijving"),
        "theme": _("Thema"),
        "neighbourhood": _("Wijk"),
        "place": _("Adres of plek"),
        "cost": _("Kosten"),
    }
    return [CheckItem(part, labels[part], missing.get(part, "")) for part in PARTS]
