"""Who may do what with an agreement."""

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from editions.access import roles_in, serves
from editions.models import Role
from execution.models import AdoptionOffer, Agreement
from execution.terms import Side
from plans.models import Plan
from plans.permissions import is_maker as makes_plan


def is_maker(user: User | AnonymousUser, agreement: Agreement) -> bool:
    """Whoever makes the plan, alone or with others."""
    return makes_plan(user, agreement.plan)


def side_of(user: User | AnonymousUser, agreement: Agreement) -> Side | None:
    """On whose behalf `user` acts here. A project leader who makes the plan is a maker, and nothing else."""
    if is_maker(user, agreement):
        return Side.MAKER
    return Side.MUNICIPALITY if Role.LEADER in roles_in(user, agreement.plan.edition) else None


def may_see_agreement(user: User | AnonymousUser, agreement: Agreement) -> bool:
    """The maker, and the project leaders of the edition."""
    return is_maker(user, agreement) or Role.LEADER in roles_in(user, agreement.plan.edition)


def may_open(user: User | AnonymousUser, plan: Plan) -> bool:
    """As `may_see_agreement`, for a page: a project leader opens it with a second factor only."""
    return makes_plan(user, plan) or serves(user, plan.edition, Role.LEADER)


def may_answer_adoption(user: User | AnonymousUser, offer: AdoptionOffer) -> bool:
    """The makers of the plan and the project leaders, but never whoever made the offer."""
    plan = offer.follow_up.plan
    return offer.by_id != user.pk and (makes_plan(user, plan) or Role.LEADER in roles_in(user, plan.edition))
