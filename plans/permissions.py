"""Who may see and change a plan, and what the page may offer now. The actions decide again, under a lock."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from editions.access import roles_in, serves
from editions.models import Edition, Role
from editions.phases import Activity, Phase, why_not
from plans.campaigning import why_no_campaign
from plans.models import Comment, Plan
from plans.publishing import lands_at
from plans.status import PUBLIC, Status
from plans.talk import Voice, voice_of

Person = User | AnonymousUser

# A maker works on a plan until it goes to the check.
EDITABLE = frozenset({Status.DRAFT, Status.HELD, Status.SUBMITTED})


def is_maker(user: Person, plan: Plan) -> bool:
    """Whoever made the plan, alone or with others: one query unless `co_makers` is prefetched."""
    if not user.is_authenticated:
        return False
    return plan.maker_id == user.pk or any(each.user_id == user.pk for each in plan.co_makers.all())


def helps_maker(user: Person, plan: Plan) -> bool:
    """Whether `user` is of the team, and works on a plan that it entered for somebody without an e-mail address."""
    if not user.is_authenticated or plan.entered_by_id is None or plan.maker.email is not None:
        return False
    return serves(user, plan.edition, Role.LEADER, Role.PARTNER)


def works_on(user: Person, plan: Plan) -> bool:
    """The maker, or the team in the maker's place."""
    return is_maker(user, plan) or helps_maker(user, plan)


def may_see_plan(user: Person, plan: Plan) -> bool:
    """Drafts and withdrawn plans exist for who works on them only."""
    return plan.state in PUBLIC or works_on(user, plan)


def may_edit_plan(user: Person, plan: Plan) -> bool:
    return plan.state in EDITABLE and works_on(user, plan)


def may_submit_plan(user: Person, plan: Plan) -> bool:
    return plan.state is Status.DRAFT and works_on(user, plan)


def may_ask_review(user: Person, plan: Plan) -> bool:
    """The team said why the plan is not public; the maker has not asked it to look again, and it still could."""
    edition = plan.edition
    could = lands_at(edition.current_phase, edition.verdicts_published_at is not None, enough_likes=False)
    waits = plan.state is Status.HELD and bool(plan.held_reason) and plan.review_asked_at is None
    return is_maker(user, plan) and waits and could is not None


def may_like_plan(user: Person, plan: Plan) -> bool:
    """The maker's own like counts as well."""
    return user.is_authenticated and plan.gathers_likes


def may_comment(user: Person, plan: Plan) -> bool:
    return user.is_authenticated and plan.state in PUBLIC


def may_withdraw_comment(user: Person, comment: Comment) -> bool:
    return user.is_authenticated and comment.author_id == user.pk and comment.withdrawn_at is None


def in_team(roles: frozenset[Role]) -> bool:
    """The team of the neighbourhood: whoever leads and its partners. A checker judges, and does not speak for it."""
    return bool(roles & {Role.LEADER, Role.PARTNER})


def voice_under(plan: Plan, edition: Edition, user: Person) -> Voice:
    """In which role `user` speaks under a plan of `edition` now. One query for the roles."""
    return voice_of(makes_plan=is_maker(user, plan), in_team=in_team(roles_in(user, edition)))


def may_print_sheet(user: Person, plan: Plan, roles: frozenset[Role]) -> bool:
    """The maker takes the paper list round; the team prints it for who asks."""
    return is_maker(user, plan) or in_team(roles)


@dataclass(frozen=True)
class Rights:
    """What one person can do with one plan at one moment.

    helps: of the team, for a maker without e-mail. likes_from: when the likes open, as long as that is still to come.
    """

    is_maker: bool = False
    helps: bool = False
    campaign: bool = False
    edit: bool = False
    submit: bool = False
    ask_review: bool = False
    like: bool = False
    likes_open: bool = False
    likes_from: datetime | None = None
    comment: bool = False
    comments_open: bool = False
    together: bool = False


def rights(user: Person, plan: Plan, moment: datetime) -> Rights:
    """Person × phase × status; `moment` comes from the clock. Uses the plan's edition with its windows."""
    phase, schedule = plan.edition.current_phase, plan.edition.schedule()

    def is_open(activity: Activity) -> bool:
        return why_not(activity, phase, schedule, moment) is None

    likes = schedule.get(Phase.LIKES)
    likes_open, comments_open = is_open(Activity.LIKE), is_open(Activity.COMMENT)
    mine, helps = is_maker(user, plan), helps_maker(user, plan)
    works = mine or helps
    return Rights(
        is_maker=mine,
        helps=helps,
        campaign=works and why_no_campaign(plan.state, phase, schedule, moment) is None,
        edit=works and plan.state in EDITABLE and is_open(Activity.EDIT),
        submit=works and plan.state is Status.DRAFT and is_open(Activity.SUBMIT),
        ask_review=may_ask_review(user, plan),
        like=may_like_plan(user, plan) and likes_open,
        likes_open=plan.gathers_likes and likes_open,
        likes_from=likes.starts_at if likes and moment < likes.starts_at else None,
        together=plan.state in PUBLIC and is_open(Activity.TOGETHER),
        comment=may_comment(user, plan) and comments_open,
        comments_open=plan.state in PUBLIC and comments_open,
    )
