"""Two plans that are one idea go on as one: makers, support, talk and help come together at the target."""

from dataclasses import dataclass

from django.db import transaction

from accounts.models import User
from audit.actions import record
from common import clock
from common.errors import Refused
from editions.locks import take
from editions.phases import Activity, why_not
from plans.actions.keeping import keep_change
from plans.actions.march import change_status
from plans.actions.telling import tell_merged
from plans.models import CoMaker, Comment, HelpOffer, HelpWanted, Like, MakerInvitation, Plan, Signature
from plans.status import LABELS, Status
from plans.union import Person, Support, union


@dataclass(frozen=True)
class MergeOutcome:
    """Who supports the target after a merge: how many people, and how many of them supported both plans."""

    people: int
    both: int


@transaction.atomic
def merge_plans(source_id: int, target_id: int, by: User) -> Plan:
    """Lets `source` go on in `target`, and returns the target. There is no way back. Raises Refused.

    Both must be submitted, in one edition whose likes are not closed. A second time changes nothing.

    The edition is taken alone: whoever likes, signs, reacts, offers help or edits holds it open, so all of that is
    either in before the merge, and moves along, or comes after it and finds the target.
    """
    source, target = _take_both(source_id, target_id)
    if source.merged_into_id == target.pk:
        return target
    _check(source, target)
    outcome = _unite_support(source, target)
    _unite_makers(source, target)
    _unite_talk(source, target)
    change_status(source.pk, Status.MERGED, by=by.pk, merged_into_id=target.pk)
    # What went into the source before goes on to the target as well: an address leads on in one step.
    Plan.objects.filter(merged_into=source).update(merged_into=target)
    keep_change(target, by, {"merged": {"before": None, "after": {"plan": source.pk, "title": source.title}}})
    facts = {"plan": source.pk, "people": outcome.people, "both": outcome.both}
    record("plans_merged", edition=target.edition.slug, by=by.pk, subject=f"plan:{target.pk}", **facts)
    tell_merged(target, source.title, source.pk)
    return target


def expected_outcome(source: Plan, target: Plan) -> MergeOutcome:
    """What a merge would come to now."""
    return _outcome(union(_supports(source, target)))


def _take_both(source_id: int, target_id: int) -> tuple[Plan, Plan]:
    """The edition alone, then both plans in the order of their numbers, locked until commit. Raises Refused."""
    edition = take(Plan.objects.values_list("edition_id", flat=True).get(pk=target_id))
    plans = Plan.objects.select_for_update().filter(pk__in=[source_id, target_id]).order_by("pk")
    found = {plan.pk: plan for plan in plans}
    source, target = found[source_id], found[target_id]
    if source.pk == target.pk:
        raise Refused("Een plan kan niet met zichzelf samengaan.")
    if source.edition_id != target.edition_id:
        raise Refused("Alleen plannen van dezelfde editie kunnen samengaan.")
    source.edition = target.edition = edition
    return source, target


def _check(source: Plan, target: Plan) -> None:
    closed = why_not(Activity.MERGE, target.edition.current_phase, target.edition.schedule(), clock.now())
    if closed:
        raise Refused(closed)
    for plan in (source, target):
        if plan.state is not Status.SUBMITTED:
            raise Refused(f"Het plan '{plan.title}' is {LABELS[plan.state]} en kan nu niet samengaan met een ander.")


def _supports(source: Plan, target: Plan) -> list[Support]:
    both = [source.pk, target.pk]
    likes = Like.objects.filter(plan__in=both).values_list("pk", "plan_id", "user_id", "person_hash")
    paper = Signature.objects.filter(plan__in=both).order_by("pk").values_list("pk", "plan_id", "person_hash")
    found = [Support(pk, plan_id == target.pk, account, person) for pk, plan_id, account, person in likes]
    return found + [Support(pk, plan_id == target.pk, None, person) for pk, plan_id, person in paper]


def _outcome(people: list[Person]) -> MergeOutcome:
    both = sum(len({each.at_target for each in (person.stays, *person.goes)}) == 2 for person in people)
    return MergeOutcome(len(people), both)


def _unite_support(source: Plan, target: Plan) -> MergeOutcome:
    """Every person once, at the target. What counted twice goes first, so that no two rows of a person meet."""
    people = union(_supports(source, target))
    goes = [each for person in people for each in person.goes]
    Like.objects.filter(pk__in=[each.number for each in goes if each.account is not None]).delete()
    Signature.objects.filter(pk__in=[each.number for each in goes if each.account is None]).delete()
    for person in people:
        if person.stays.account is not None and person.known_as != person.stays.person:
            Like.objects.filter(pk=person.stays.number).update(person_hash=person.known_as)
    Like.objects.filter(plan=source).update(plan=target)
    Signature.objects.filter(plan=source).update(plan=target)
    return _outcome(people)


def _unite_makers(source: Plan, target: Plan) -> None:
    """Who makes the source makes the target too; whoever is invited to the one can accept for the other."""
    known = target.maker_ids
    fresh = [person for person in source.makers if person.pk not in known]
    CoMaker.objects.bulk_create(CoMaker(plan=target, user=person) for person in fresh)
    MakerInvitation.objects.filter(plan=source, closed_at__isnull=True).update(plan=target)


def _unite_talk(source: Plan, target: Plan) -> None:
    """Reactions, calls for help and offers move along. Of somebody who offered to both, one offer stays open."""
    Comment.objects.filter(plan=source).update(plan=target)
    HelpWanted.objects.filter(plan=source).update(plan=target)
    offers = HelpOffer.objects.filter(plan=target, withdrawn_at__isnull=True)
    second = HelpOffer.objects.filter(plan=source, withdrawn_at__isnull=True, by__in=offers.values("by"))
    _join_texts(list(second), {offer.by_id: offer for offer in offers})
    HelpOffer.objects.filter(plan=source).update(plan=target)


def _join_texts(second: list[HelpOffer], first: dict[int, HelpOffer]) -> None:
    """What somebody offered to the other plan is added to what they offer here, as far as it fits."""
    for offer in second:
        kept = first[offer.by_id]
        if offer.text != kept.text:
            kept.text = f"{kept.text}\n{offer.text}"[: HelpOffer._meta.get_field("text").max_length]
            kept.save(update_fields=["text"])
        offer.withdrawn_at = clock.now()
        offer.save(update_fields=["withdrawn_at"])
