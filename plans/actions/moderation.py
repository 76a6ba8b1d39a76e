"""What the team decides about reactions: leave one standing, take it away with a reason, put it back."""

from django.db import transaction

from accounts.models import User
from audit.actions import record
from common import clock
from common.errors import Refused
from common.plain_text import tidy
from plans.actions.telling import forget_reaction
from plans.models import Comment
from plans.permissions import is_maker

REASON_LENGTH = 300
OWN_MATTER = "Dit gaat over uw eigen reactie of uw eigen plan. Een collega besluit hierover."


@transaction.atomic
def keep_comment(comment_id: int, by: User) -> Comment:
    """Leaves a reported reaction standing and closes its reports. Raises Refused."""
    comment = _take(comment_id, by)
    if not comment.stands:
        raise Refused("Deze reactie staat er niet meer. Er valt niets te besluiten.")
    if not _close_reports(comment, by):
        raise Refused("Een collega heeft hierover al besloten.")
    _record("comment_kept", comment, by)
    return comment


@transaction.atomic
def hide_comment(comment_id: int, by: User, reason: Comment.HiddenFor, words: str = "") -> Comment:
    """Takes a reaction off the page: everybody may read the short reason, its author `words` too. Raises Refused."""
    comment, reason, words = _take(comment_id, by), Comment.HiddenFor(reason), tidy(words)
    if not comment.stands:
        raise Refused("Deze reactie staat er niet meer. Een collega haalde haar weg, of de schrijver trok haar in.")
    if len(words) > REASON_LENGTH:
        raise Refused(f"Uw uitleg is te lang: hoogstens {REASON_LENGTH} tekens.")
    comment.hidden_at, comment.hidden_by = clock.now(), by
    comment.hidden_for, comment.hidden_reason = reason, words or str(reason.label)
    comment.save(update_fields=["hidden_at", "hidden_by", "hidden_for", "hidden_reason"])
    _close_reports(comment, by)
    forget_reaction(comment)
    _record("comment_hidden", comment, by, reason=reason.value)
    return comment


@transaction.atomic
def restore_comment(comment_id: int, by: User) -> Comment:
    """Puts back what the team took away. Its reports stay closed. Raises Refused."""
    comment = _take(comment_id, by)
    if comment.hidden_at is None:
        raise Refused("Deze reactie staat er al weer.")
    if not comment.text:
        raise Refused("De tekst van deze reactie is na de bewaartermijn gewist.")
    before = comment.hidden_for
    comment.hidden_at = comment.hidden_by = None
    comment.hidden_for = comment.hidden_reason = ""
    comment.save(update_fields=["hidden_at", "hidden_by", "hidden_for", "hidden_reason"])
    _record("comment_restored", comment, by, reason=before)
    return comment


def _take(comment_id: int, by: User) -> Comment:
    """The reaction, locked; refused to whoever wrote it or makes the plan that it is about.

    Somebody of the team may decide on what they reported themselves: an address has to go now, also when nobody else
    of the team is there. The trail tells who decided.
    """
    comment = (
        Comment.objects.select_for_update(no_key=True, of=("self",))
        .select_related("plan__edition")
        .prefetch_related("plan__co_makers")
        .get(pk=comment_id)
    )
    if comment.author_id == by.pk or is_maker(by, comment.plan):
        raise Refused(OWN_MATTER)
    return comment


def _close_reports(comment: Comment, by: User) -> int:
    return comment.reports.filter(handled_at__isnull=True).update(handled_at=clock.now(), handled_by=by)


def _record(action: str, comment: Comment, by: User, **facts: str) -> None:
    plan = comment.plan
    record(action, edition=plan.edition.slug, by=by.pk, subject=f"plan:{plan.pk}", comment=comment.pk, **facts)
