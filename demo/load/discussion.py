"""What people say under the plans of a demo edition, and what was reported to the team."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

from accounts.models import User
from common import clock
from demo.load.content import read
from plans.models import Comment, CommentReport, Plan

VOICES = {"MAKER": Comment.Voice.MAKER, "TEAM": Comment.Voice.TEAM}
Line = dict[str, Any]


def load_comments(plans: list[Plan], crowd: list[User], team: User, dice: Random) -> None:
    """A lively discussion: what was written for this plan, or zero to four reactions, some answered by the maker."""
    threads = {(each["edition"], each["plan"]): each["comments"] for each in read("comments")["threads"]}
    comments = []
    for plan in plans:
        lines = threads.get((plan.edition.slug, plan.title)) or _invented(dice)
        comments += _talk(plan, lines, crowd, team, dice)
    # Answers point to rows that must be there.
    Comment.objects.bulk_create(comment for comment in comments if comment.reply_to is None)
    Comment.objects.bulk_create(comment for comment in comments if comment.reply_to is not None)


def load_reports(plans: list[Plan], crowd: list[User]) -> None:
    """Reactions that neighbours reported yesterday and about which the team has yet to decide."""
    by_title = {(plan.edition.slug, plan.title): plan for plan in plans}
    yesterday = clock.now() - timedelta(days=1)
    for number, each in enumerate(read("comments")["reported"]):
        author, *reporters = crowd[400 + 3 * number : 403 + 3 * number]
        comment = Comment.objects.create(
            plan=by_title[each["edition"], each["plan"]],
            author=author,
            text=each["text"],
            stance=each["stance"],
            created_at=yesterday - timedelta(hours=6),
        )
        CommentReport.objects.create(
            comment=comment,
            by=reporters[0],
            reason=each["reason"],
            note=each["note"],
            at=yesterday + timedelta(hours=number),
        )


def _talk(plan: Plan, lines: list[Line], crowd: list[User], team: User, dice: Random) -> list[Comment]:
    """The lines of one thread as reactions, each some hours after the one before."""
    said: list[Comment] = []
    at = plan.submitted_at or datetime.min
    for line in lines:
        at += timedelta(hours=dice.randrange(2, 40), minutes=dice.randrange(60))
        about = said[line["answers"] - 1] if "answers" in line else None
        said.append(
            Comment(
                plan=plan,
                author=_author(line["from"], plan, about, team) or dice.choice(crowd),
                text=line["text"],
                stance=line.get("stance", Comment.Stance.NEUTRAL),
                voice=VOICES.get(line["from"], Comment.Voice.RESIDENT),
                reply_to=about,
                created_at=at,
            )
        )
    return said


def _author(who: str, plan: Plan, about: Comment | None, team: User) -> User | None:
    """None for a neighbour, each time another."""
    if who == "AUTHOR":
        return about.author if about else None
    return {"MAKER": plan.maker, "TEAM": team}.get(who)


def _invented(dice: Random) -> list[Line]:
    """Some of the reactions that fit every plan, some of them answered by the maker."""
    words, lines = read("comments"), []
    for _ in range(dice.choice((0, 1, 1, 2, 3, 4))):
        if dice.random() < 0.25:
            lines.append({"from": "RESIDENT", "stance": "FOR", "text": dice.choice(words["offers"])})
        else:
            lines.append({"from": "RESIDENT", **dice.choice(words["comments"])})
        if dice.random() < 0.35:
            lines.append({"from": "MAKER", "answers": len(lines), "text": dice.choice(words["replies"])})
    return lines
