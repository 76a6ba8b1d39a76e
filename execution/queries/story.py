"""What happened to a chosen plan, as one line of time: agreed, steps done, news, delivered."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from execution.looks import LOOKS, Look
from execution.models import Agreement, Update
from execution.money import Purse
from execution.queries.following import follows
from execution.queries.spending import purse_of


@dataclass(frozen=True)
class Event:
    """Something that happened on a day: a title in words, or an update."""

    day: date
    title: str = ""
    icon: str = "check"
    update: Update | None = None


def story(agreement: Agreement) -> list[Event]:
    """Newest first. Uses what was fetched along: milestones, and updates that stand with their photos."""
    events = [Event(_day(update.posted_at), update=update) for update in agreement.updates.all()]
    events += [
        Event(step.done_on, _("Klaar: %(step)s") % {"step": step.title})
        for step in agreement.milestones.all()
        if step.done_on
    ]
    both = agreement.confirmed_by_maker_at, agreement.confirmed_by_municipality_at
    if both[0] and both[1]:
        agreed = max(both[0], both[1])
        events.append(Event(_day(agreed), _("Maker en gemeente zijn het eens over de afspraak"), "heart-handshake"))
    if agreement.ended_at:
        look = LOOKS[agreement.current]
        events.append(Event(_day(agreement.ended_at), _("Dit plan is %(state)s") % {"state": look.word}, look.icon))
    return sorted(events, key=lambda event: event.day, reverse=True)


def _day(moment: object) -> date:
    return timezone.localtime(moment).date()  # type: ignore[arg-type]


@dataclass(frozen=True)
class Story:
    """How a chosen plan is doing, for its own page. `follows` is about whoever reads it."""

    events: list[Event]
    look: Look
    purse: Purse
    follows: bool


def plan_story(agreement: Agreement, user: User | AnonymousUser) -> Story:
    """For an agreement as `execution.queries.plan_progress` gives it; at most three queries."""
    plan, look = agreement.plan, LOOKS[agreement.current]
    return Story(story(agreement), look, purse_of(agreement), follows(user, plan))
