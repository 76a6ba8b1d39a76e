"""What colleagues at the table say to one another about a plan. Never public, and not for who makes the plan."""

from collections.abc import Collection
from datetime import timedelta

from django.db import transaction
from django.urls import reverse

from accounts.models import User
from audit.actions import record
from common import clock
from common.errors import Refused
from common.plain_text import tidy
from feasibility.actions.table import PlanInHand, take_in_hand
from feasibility.handles import called
from feasibility.models import Mention, Remark
from feasibility.permissions import may_confer
from feasibility.queries.flow import questions_of
from feasibility.queries.remarks import names_at_table
from mail.actions import notify
from mail.kinds import Kind, next_digest
from plans.actions.pace import hold
from plans.limits import REMARKS_PER_HOUR, SAME_WORDS

REMARK_LENGTH = 2000
NOT_YOURS = "Alleen mensen aan tafel overleggen over een plan, en niet over hun eigen plan."
EMPTY = "Schrijf eerst uw opmerking."
TOO_LONG = f"Uw opmerking is te lang. Gebruik hoogstens {REMARK_LENGTH} tekens."
NO_QUESTION = "Deze vraag hoort niet (meer) bij dit plan."
GONE = "Deze opmerking is er niet meer."
TOO_MANY = "U schreef het afgelopen uur erg veel opmerkingen. Probeer het later weer."
NOBODY = "Niemand aan deze tafel heet @{name}. Kies een naam uit de lijst, of schrijf het zonder @."


@transaction.atomic
def add_remark(
    plan_id: int, author: User, text: str, *, question_id: int | None = None, reply_to_id: int | None = None
) -> Remark:
    """Adds a remark about a plan or one of its questions, or a reply; the same words sent twice are one remark.

    A reply stands under the first remark of its thread and is about the same question. Tells whoever it calls by
    @naam, and who wrote earlier in the thread. Raises Refused.
    """
    hand = take_in_hand(plan_id, author.pk)
    if not may_confer(hand.person, hand.plan):
        raise Refused(NOT_YOURS)
    text = _checked(text)
    root = _thread(hand, reply_to_id)
    question_id = root.question_id if root else _question(hand, question_id)
    hold(author)
    own = Remark.objects.filter(author=author)
    place = {"plan": hand.plan, "question_id": question_id, "reply_to": root}
    again = own.filter(**place, text=text, at__gt=clock.now() - SAME_WORDS).first()
    if again:
        return again
    if own.filter(at__gt=clock.now() - timedelta(hours=1)).count() >= REMARKS_PER_HOUR:
        raise Refused(TOO_MANY)
    people = _called(hand, text)
    remark = Remark.objects.create(**place, author=author, text=text, at=clock.now())
    Mention.objects.bulk_create(Mention(remark=remark, user_id=each) for each in sorted(people))
    record("remark_added", edition=hand.edition.slug, by=author.pk, subject=hand.subject, remark=remark.pk)
    _tell(hand, remark, people)
    # Whoever writes here has read what calls them here.
    _see(hand.plan.pk, author.pk)
    return remark


@transaction.atomic
def see_mentions(plan_id: int, by: int) -> int:
    """Somebody read where they were called about a plan, at any time. Returns how often; twice is once."""
    return _see(plan_id, by)


def _see(plan_id: int, user_id: int) -> int:
    mentions = Mention.objects.filter(remark__plan=plan_id, user=user_id, seen_at=None)
    return mentions.update(seen_at=clock.now())


def _checked(text: str) -> str:
    text = tidy(text)
    if not text:
        raise Refused(EMPTY)
    if len(text) > REMARK_LENGTH:
        raise Refused(TOO_LONG)
    return text


def _thread(hand: PlanInHand, reply_to_id: int | None) -> Remark | None:
    """The remark that opened the thread; None opens a new one."""
    if reply_to_id is None:
        return None
    found = Remark.objects.select_related("reply_to").filter(plan=hand.plan, pk=reply_to_id).first()
    if found is None:
        raise Refused(GONE)
    return found.reply_to or found


def _question(hand: PlanInHand, question_id: int | None) -> int | None:
    if question_id is not None and question_id not in {each.pk for each in questions_of(hand.plan)}:
        raise Refused(NO_QUESTION)
    return question_id


def _called(hand: PlanInHand, text: str) -> set[int]:
    """Whom the text calls, besides the writer. A name that is nobody's is refused: else nobody would hear of it."""
    found = called(text, names_at_table(hand.plan))
    if found.unknown:
        raise Refused(NOBODY.format(name=found.unknown[0]))
    return set(found.people) - {hand.person.user_id}


def _tell(hand: PlanInHand, remark: Remark, people: Collection[int]) -> None:
    """What was said stays out of the mail: it stays at the table. A key with the digest's day: once a digest."""
    day = f"{next_digest(clock.now()):%Y%m%d}"
    title, path = hand.plan.title, reverse("table_talk", args=[hand.edition.slug, hand.plan.pk])
    notify(
        people,
        Kind.MENTION,
        f"mention:{hand.plan.pk}:{day}",
        heading=f"U bent genoemd bij ‘{title}’",
        text="Een collega aan de ja-mits-tafel noemt u in het overleg over dit plan.",
        path=path,
        label="Lees het overleg",
    )
    if remark.reply_to_id is None:
        return
    thread = Remark.objects.filter(plan=hand.plan)
    writers = {
        *thread.filter(pk=remark.reply_to_id).values_list("author_id", flat=True),
        *thread.filter(reply_to=remark.reply_to_id).values_list("author_id", flat=True),
    }
    still_there = writers & set(names_at_table(hand.plan))
    notify(
        still_there - set(people) - {hand.person.user_id},
        Kind.REMARK,
        f"remark:{remark.reply_to_id}:{day}",
        heading=f"Antwoord in het overleg over ‘{title}’",
        text="Een collega aan de ja-mits-tafel antwoordde in een gesprek waarin u ook schreef.",
        path=path,
        label="Lees het overleg",
    )
