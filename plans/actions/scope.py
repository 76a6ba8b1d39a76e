"""What happens with ideas that are the city's own work, and with the list of that work."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record
from common import clock
from common.errors import Refused
from editions.models import Edition
from plans.actions.opening import Incomplete, open_draft, record_about
from plans.completeness import REFERRAL_PARTS, missing_parts
from plans.default_topics import DEFAULT_TOPICS
from plans.making.queries import answer_to, touched_topics
from plans.models import Plan, Referral, ScopeTopic
from plans.status import Status


@transaction.atomic
def pass_on(plan_id: int, by: User, topic_id: int) -> Referral:
    """DRAFT → REFERRED: the maker hands the idea to the department of a topic that its text touches.

    Everybody can read it from now on, with what the department does. Raises Refused, or Incomplete when the department
    could not work with it yet; costs are not needed.
    """
    plan = open_draft(plan_id, by)
    topic = next((each.topic for each in touched_topics(plan) if each.topic.pk == topic_id), None)
    if topic is None:
        raise Refused(_("Uw tekst is veranderd. Kijk nog eens of u uw idee wilt doorgeven."))
    missing = missing_parts(plan, REFERRAL_PARTS)
    if missing:
        raise Incomplete(missing)
    plan.status, plan.submitted_at = Status.REFERRED, clock.now()
    plan.save()
    moment = plan.submitted_at
    referral = Referral.objects.create(
        plan=plan, department=topic.department, by_maker=True, created_at=moment, updated_at=moment
    )
    record_about("plan_passed_on", plan, by, referral=referral.pk)
    return referral


@transaction.atomic
def keep_own_plan(plan_id: int, by: User) -> None:
    """The maker says that the plan is no duty of the city. Asked again only when the text changes. Raises Refused."""
    plan = open_draft(plan_id, by)
    answer = answer_to(plan, touched_topics(plan))
    if plan.scope_answer == answer:
        return
    # The version that people see stays the same: nothing that they wrote has changed.
    Plan.objects.filter(pk=plan.pk).update(scope_answer=answer)
    record_about("scope_answered", plan, by)


@transaction.atomic
def lay_topics(edition: Edition, by: int | None) -> int:
    """Gives an edition the usual duties of a city that it does not name yet. Returns how many came."""
    have = set(edition.scope_topics.values_list("name", flat=True))
    topics = [topic for topic in DEFAULT_TOPICS if topic.name not in have]
    ScopeTopic.objects.bulk_create(
        ScopeTopic(
            edition=edition,
            name=topic.name,
            words=topic.words,
            department=topic.department,
            explanation=topic.explanation,
        )
        for topic in topics
    )
    if topics:
        record("topics_laid", edition=edition.slug, by=by, number=len(topics))
    return len(topics)
