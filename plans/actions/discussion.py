"""What people say under a plan: reacting, answering, withdrawing, and asking the team to look at a reaction."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from audit.actions import record
from common import clock
from common.errors import Refused
from common.plain_text import tidy
from editions.models import Edition
from editions.phases import Activity
from plans import limits
from plans.actions.keeping import open_plan
from plans.actions.pace import hold
from plans.actions.person import A_RESIDENT
from plans.actions.telling import forget_reaction, tell_reaction
from plans.models import Comment, CommentReport, Plan
from plans.permissions import may_comment, may_withdraw_comment, voice_under
from plans.talk import NoAnswer, Voice, why_no_answer

COMMENT_LENGTH = 2000
NOTE_LENGTH = 500
NO_ANSWER: Mapping[NoAnswer, Promise] = {
    NoAnswer.GONE: gettext_lazy("Deze reactie staat er niet meer. U kunt er niet op antwoorden."),
    NoAnswer.TOO_DEEP: gettext_lazy("U antwoordt onder de reactie zelf, niet onder een antwoord."),
    NoAnswer.NOT_ANSWERED_YET: gettext_lazy(
        "U kunt hier antwoorden zodra de plannenmaker of het team u iets heeft geschreven."
    ),
    NoAnswer.NOT_YOURS: gettext_lazy(
        "Onder een reactie antwoorden alleen de plannenmaker, het team en wie de reactie schreef. "
        "Zo blijft het een gesprek over het plan. Uw eigen reactie is welkom: plaats die bij het plan."
    ),
}


@transaction.atomic
def add_comment(plan_id: int, author: User, text: str, stance: Comment.Stance = Comment.Stance.NEUTRAL) -> Comment:
    """Places a reaction of 1 to COMMENT_LENGTH characters, and returns it; the same words sent twice are one.

    Raises Refused, also above limits.COMMENTS_PER_HOUR.
    """
    plan, edition = open_plan(plan_id, Activity.COMMENT)
    return _place(plan, edition, author, text, stance=Comment.Stance(stance))


@transaction.atomic
def answer_comment(comment_id: int, author: User, text: str) -> Comment:
    """Places an answer under a reaction and returns it. Raises Refused for whoever may not answer it (plans.talk)."""
    plan, edition = open_plan(Comment.objects.values_list("plan_id", flat=True).get(pk=comment_id), Activity.COMMENT)
    # The lock makes withdrawing and taking away wait, and us for them.
    comment = Comment.objects.select_for_update(no_key=True).get(pk=comment_id)
    reason = why_no_answer(
        voice_under(plan, edition, author),
        stands=comment.stands,
        is_answer=comment.reply_to_id is not None,
        is_own=comment.author_id == author.pk,
        was_answered=comment.replies.standing().exclude(author=author).exists(),
    )
    if reason:
        raise Refused(str(NO_ANSWER[reason]))
    return _place(plan, edition, author, text, reply_to=comment)


@transaction.atomic
def withdraw_comment(comment_id: int, by: User) -> Comment:
    """Takes an own reaction off the page, at any time; the row and its answers stay. Raises Refused."""
    comment = Comment.objects.select_for_update(of=("self",)).select_related("plan__edition").get(pk=comment_id)
    if not may_withdraw_comment(by, comment):
        raise Refused(_("U kunt deze reactie niet intrekken."))
    comment.withdrawn_at = clock.now()
    comment.save(update_fields=["withdrawn_at"])
    # What is gone needs no decision any more.
    comment.reports.filter(handled_at__isnull=True).update(handled_at=comment.withdrawn_at)
    _record("comment_withdrawn", comment, comment.plan.edition, by.pk)
    forget_reaction(comment)
    return comment


@transaction.atomic
def report_comment(comment_id: int, by: User, reason: CommentReport.Reason, note: str = "") -> CommentReport:
    """Asks the team to look at a reaction; nothing is hidden by it. A second report of the same person is the first.

    At any time, also when no reactions are placed any more. The trail doesn't tell who asked. Raises Refused, also
    above limits.REPORTS_PER_DAY.
    """
    comment = (
        Comment.objects.select_for_update(no_key=True, of=("self",)).select_related("plan__edition").get(pk=comment_id)
    )
    reason, note = CommentReport.Reason(reason), tidy(note)
    hold(by)
    known = comment.reports.filter(by=by).first()
    if known:
        return known
    _check_report(comment, by, reason, note)
    report = CommentReport.objects.create(comment=comment, by=by, reason=reason, note=note, at=clock.now())
    _record("comment_reported", comment, comment.plan.edition, A_RESIDENT, reason=reason.value)
    return report


def _check_report(comment: Comment, by: User, reason: CommentReport.Reason, note: str) -> None:
    if comment.author_id == by.pk:
        raise Refused(_("Dit is uw eigen reactie. U kunt die zelf intrekken."))
    if not comment.stands:
        raise Refused(_("Deze reactie staat er al niet meer."))
    if len(note) > NOTE_LENGTH:
        raise Refused(_("Uw toelichting is te lang: hoogstens %(number)d tekens.") % {"number": NOTE_LENGTH})
    if reason is CommentReport.Reason.OTHER and not note:
        raise Refused(_("Schrijf kort wat er aan de hand is."))
    since = clock.now() - timedelta(days=1)
    if CommentReport.objects.filter(by=by, at__gt=since).count() >= limits.REPORTS_PER_DAY:
        raise Refused(
            _("U heeft vandaag %(number)d reacties gemeld. Het team leest ze. Kom morgen terug als er meer is.")
            % {"number": limits.REPORTS_PER_DAY}
        )


def _place(plan: Plan, edition: Edition, author: User, text: str, **facts: Any) -> Comment:
    """The new reaction, or the one that the same press of a button placed before."""
    text = tidy(text)
    if not may_comment(author, plan):
        raise Refused(_("Bij dit plan kunt u niet reageren."))
    if not 0 < len(text) <= COMMENT_LENGTH:
        raise Refused(_("Een reactie heeft 1 tot %(number)d tekens.") % {"number": COMMENT_LENGTH})
    voice = voice_under(plan, edition, author)
    hold(author)
    since = clock.now() - limits.SAME_WORDS
    same = plan.comments.standing().filter(
        author=author, text=text, reply_to=facts.get("reply_to"), created_at__gt=since
    )
    before = same.first()
    if before:
        return before
    _keep_pace(author.comments.all(), voice)
    comment = Comment.objects.create(plan=plan, author=author, text=text, voice=voice.value, **facts)
    _record("comment_added", comment, edition, author.pk, voice=comment.voice, stance=comment.stance)
    tell_reaction(comment)
    return comment


def _keep_pace(mine: "QuerySet[Comment]", voice: Voice) -> None:
    """Withdrawn ones count as well; who speaks for a plan or the team has a pace of their own."""
    as_resident = voice is Voice.RESIDENT
    most = limits.COMMENTS_PER_HOUR if as_resident else limits.ANSWERS_PER_HOUR
    mine = mine.filter(created_at__gt=clock.now() - timedelta(hours=1))
    mine = mine.filter(voice=Voice.RESIDENT) if as_resident else mine.exclude(voice=Voice.RESIDENT)
    if mine.count() >= most:
        raise Refused(
            _("U heeft het afgelopen uur %(number)d reacties geplaatst. Probeer het later weer.") % {"number": most}
        )


def _record(action: str, comment: Comment, edition: Edition, by: int | str, **facts: str) -> None:
    record(action, edition=edition.slug, by=by, subject=f"plan:{comment.plan_id}", comment=comment.pk, **facts)
