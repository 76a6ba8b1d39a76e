"""What people give to a plan: likes and reactions."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record
from common import clock
from common.errors import Refused
from common.keyed import keyed_hash
from editions.locks import hold_open
from editions.models import Edition
from editions.phases import Activity
from plans.actions.telling import forget_reaction, tell_reaction
from plans.models import Comment, Like, Plan
from plans.permissions import may_comment, may_like_plan, may_withdraw_comment

# How many reactions one person places in an hour, over all plans: talk, not a flood.
COMMENTS_PER_HOUR = 10
COMMENT_LENGTH = 2000
# The trail tells that support came or went and when, never whose: it can't be erased, a like can.
A_RESIDENT = "bewoner"


@transaction.atomic
def like_plan(plan_id: int, user: User, network: str = "") -> bool:
    """Gives the person's one like; a second time changes nothing. Returns whether it is new. Raises Refused.

    `network` is the coarse network it came from (accounts.network); only a keyed hash of it and the day is kept.
    Many people may do this at once: they share the edition's lock, and the database keeps one like per
    person. A like that crosses the maker's withdrawal may land on the withdrawn plan, where it counts for
    nothing.
    """
    plan, edition = _open(plan_id, Activity.LIKE)
    if not may_like_plan(user, plan):
        raise Refused(_("Aan dit plan kunt u geen like geven."))
    traces = {"network_hash": _network_hash(edition, network)}
    _like, is_new = Like.objects.get_or_create(plan=plan, user=user, defaults=traces)
    if is_new:
        record("plan_liked", edition=edition.slug, by=A_RESIDENT, subject=f"plan:{plan.pk}")
    return is_new


@transaction.atomic
def unlike_plan(plan_id: int, user: User) -> bool:
    """Takes the person's like back, while likes are open. Returns whether there was one. Raises Refused."""
    plan, edition = _open(plan_id, Activity.LIKE)
    if not may_like_plan(user, plan):
        raise Refused(_("De likes van dit plan staan vast."))
    removed, _kinds = Like.objects.filter(plan=plan, user=user).delete()
    if removed:
        record("plan_unliked", edition=edition.slug, by=A_RESIDENT, subject=f"plan:{plan.pk}")
    return bool(removed)


@transaction.atomic
def add_comment(plan_id: int, author: User, text: str) -> Comment:
    """Places a reaction of 1 to COMMENT_LENGTH characters. Raises Refused, also above COMMENTS_PER_HOUR."""
    plan, edition = _open(plan_id, Activity.COMMENT)
    text = text.replace("\r\n", "\n").strip()
    if not may_comment(author, plan):
        raise Refused(_("Bij dit plan kunt u niet reageren."))
    if not 0 < len(text) <= COMMENT_LENGTH:
        raise Refused(_("Een reactie heeft 1 tot %(number)d tekens.") % {"number": COMMENT_LENGTH})
    _keep_pace(author)
    comment = Comment.objects.create(plan=plan, author=author, text=text)
    record("comment_added", edition=edition.slug, by=author.pk, subject=f"plan:{plan.pk}", comment=comment.pk)
    tell_reaction(comment)
    return comment


@transaction.atomic
def withdraw_comment(comment_id: int, by: User) -> Comment:
    """Takes an own reaction off the page, at any time; the row stays. Raises Refused."""
    comment = Comment.objects.select_for_update(of=("self",)).select_related("plan__edition").get(pk=comment_id)
    if not may_withdraw_comment(by, comment):
        raise Refused(_("U kunt deze reactie niet intrekken."))
    comment.withdrawn_at = clock.now()
    comment.save(update_fields=["withdrawn_at"])
    plan = comment.plan
    record(
        "comment_withdrawn",
        edition=plan.edition.slug,
        by=by.pk,
        subject=f"plan:{plan.pk}",
        comment=comment.pk,
    )
    forget_reaction(comment)
    return comment


def _open(plan_id: int, activity: Activity) -> tuple[Plan, Edition]:
    edition = hold_open(Plan.objects.values_list("edition_id", flat=True).get(pk=plan_id), activity)
    return Plan.objects.get(pk=plan_id), edition


def _network_hash(edition: Edition, network: str) -> str:
    """Tells whether likes of one day and edition came from one network, and nothing beyond that."""
    day = timezone.localtime(clock.now()).date().isoformat() if network else ""
    return keyed_hash("network of a like", edition.pk, day, network) if network else ""


def _keep_pace(author: User) -> None:
    """Counts under a lock on the person, so that posts at the same moment cannot slip past the limit."""
    User.objects.select_for_update(no_key=True).get(pk=author.pk)
    since = clock.now() - timedelta(hours=1)
    if author.comments.filter(created_at__gt=since).count() >= COMMENTS_PER_HOUR:
        raise Refused(
            _("U heeft het afgelopen uur %(number)d reacties geplaatst. Probeer het later weer.")
            % {"number": COMMENTS_PER_HOUR}
        )
