"""Plans of the demo that several people make or help with, by the real actions. No photos: ours would be fakes."""

from accounts.models import User
from demo.load.content import read
from editions.models import Edition
from plans.actions import accept_invitation, ask_for_help, invite_maker, mark_found, offer_help
from plans.models import Plan
from plans.names import first_name


def load_together(edition: Edition, cast: dict[str, User], crowd: list[User]) -> None:
    """Co-makers, calls for help and offers, as demo/content/together.json tells. `crowd` makes none of the plans."""
    people = iter(crowd)
    for story in (each for each in read("together")["plans"] if each["edition"] == edition.slug):
        plan = Plan.objects.get(edition=edition, title=story["plan"])
        for who in story["co_makers"]:
            _join(plan, cast[who] if who else next(people))
        calls = {call["text"]: ask_for_help(plan.pk, plan.maker, call["text"]) for call in story["calls"]}
        for offer in story["offers"]:
            offer_help(plan.pk, next(people), offer["text"], calls.get(offer["for"]), offer["may_mail"])
        for call in story["calls"]:
            if call["found"]:
                mark_found(plan.pk, plan.maker, calls[call["text"]].pk, True)


def _join(plan: Plan, user: User) -> None:
    accept_invitation(invite_maker(plan.pk, plan.maker, first_name(str(user))).token, user)
