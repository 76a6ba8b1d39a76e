"""The likes that people give to a plan."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record
from common import clock
from common.errors import Refused
from common.keyed import keyed_hash
from editions.models import Edition
from editions.phases import Activity
from plans.actions.keeping import open_plan
from plans.actions.person import A_RESIDENT, AlreadyOnPaper, SamePerson, person_of, take_person
from plans.models import Like, Plan
from plans.permissions import may_like_plan


@transaction.atomic
def like_plan(plan_id: int, user: User, network: str = "") -> bool:
    """Gives the person's one like; a second time changes nothing. Returns whether it is new. Raises Refused.

    A like for a plan that was merged meanwhile goes to the plan that it went into.

    `network` is the coarse network it came from (accounts.network); only a keyed hash of it and the day is kept.
    Many people may do this at once: they share the edition's lock, and the database keeps one like per
    person. A like that crosses the maker's withdrawal may land on the withdrawn plan, where it counts for
    nothing. Who stands on the plan's paper list, or likes it from another account, gets AlreadyOnPaper or SamePerson.
    """
    plan, edition = open_plan(plan_id, Activity.LIKE)
    if not may_like_plan(user, plan):
        raise Refused(_("Aan dit plan kunt u geen like geven."))
    is_new = _give_like(plan, edition, user, network)
    if is_new:
        # The trail tells that support came or went and when, never whose: it can't be erased, a like can.
        record("plan_liked", edition=edition.slug, by=A_RESIDENT, subject=f"plan:{plan.pk}")
    return is_new


@transaction.atomic
def unlike_plan(plan_id: int, user: User) -> bool:
    """Takes the person's like back, while likes are open. Returns whether there was one. Raises Refused."""
    plan, edition = open_plan(plan_id, Activity.LIKE)
    if not may_like_plan(user, plan):
        raise Refused(_("De likes van dit plan staan vast."))
    removed, _kinds = Like.objects.filter(plan=plan, user=user).delete()
    if removed:
        record("plan_unliked", edition=edition.slug, by=A_RESIDENT, subject=f"plan:{plan.pk}")
    return bool(removed)


def _give_like(plan: Plan, edition: Edition, user: User, network: str) -> bool:
    """Under a lock on the account, so that its address is the one that the like is known by."""
    person = person_of(edition, take_person(user.pk))
    likes = Like.objects.filter(plan=plan)
    if likes.filter(user=user).exists():
        return False
    if person and plan.signatures.filter(person_hash=person).exists():
        raise AlreadyOnPaper
    if person and likes.filter(person_hash=person).exists():
        raise SamePerson(edition, plan.title)
    traces = {"network_hash": _network_hash(edition, network), "person_hash": person}
    try:
        _like, is_new = Like.objects.get_or_create(plan=plan, user=user, defaults=traces)
    except IntegrityError:  # the other account was first by a moment
        raise SamePerson(edition, plan.title) from None
    return is_new


def _network_hash(edition: Edition, network: str) -> str:
    """Tells whether likes of one day and edition came from one network, and nothing beyond that."""
    day = timezone.localtime(clock.now()).date().isoformat() if network else ""
    return keyed_hash("network of a like", edition.pk, day, network) if network else ""
