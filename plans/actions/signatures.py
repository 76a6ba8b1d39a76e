"""Support on paper: the team enters lists, as long as the likes are open."""

from dataclasses import asdict, dataclass

from django.db import transaction

from accounts.models import User
from audit.actions import record
from common import clock
from common.errors import Refused
from common.keyed import keyed_hash
from editions.locks import hold_open
from editions.models import Edition
from editions.phases import Activity
from plans.models import Plan, Signature
from plans.signatures import MAX_LINES, Line, Signer, read_lines


@dataclass(frozen=True)
class Entered:
    """What became of each line that was entered."""

    counted: list[Line]
    known: list[Line]
    unreadable: list[Line]


@transaction.atomic
def enter_signatures(plan_id: int, by: User, text: str) -> Entered:
    """Counts everybody on the lines of `text` who did not sign for this plan or like it yet. Raises Refused.

    Lines that name nobody count for nothing and come back with their reason. Entering the same lines again changes
    nothing; two people who enter at once wait for each other. A list for a plan that was merged meanwhile counts for
    the plan that it went into.
    """
    edition, plan = _hold(plan_id)
    lines = read_lines(text)
    if not lines:
        raise Refused("Vul ten minste één regel in.")
    if len(lines) > MAX_LINES:
        raise Refused(f"Dit zijn {len(lines)} regels. Voer er hoogstens {MAX_LINES} tegelijk in.")
    fresh, known = _divide(edition, plan, lines)
    moment = clock.now()
    Signature.objects.bulk_create(
        Signature(plan=plan, person_hash=person, entered_by=by, entered_at=moment, **_readable(line))
        for person, line in fresh.items()
    )
    entered = Entered(list(fresh.values()), known, [line for line in lines if line.signer is None])
    if fresh:
        facts = {"counted": len(fresh), "known": len(known), "unreadable": len(entered.unreadable)}
        record("signatures_entered", edition=edition.slug, by=by.pk, subject=f"plan:{plan.pk}", **facts)
    return entered


@transaction.atomic
def remove_signature(signature_id: int, by: User) -> None:
    """Takes a wrongly entered signature away; one that is already gone is fine. Raises Refused."""
    found = Signature.objects.filter(pk=signature_id).first()
    if found is None:
        return
    edition, plan = _hold(found.plan_id)
    removed, _kinds = Signature.objects.filter(pk=signature_id).delete()
    if removed:
        record("signature_removed", edition=edition.slug, by=by.pk, subject=f"plan:{plan.pk}")


def person_hash(edition: Edition, signer: Signer) -> str:
    """Under which a person is known in one edition: the same on lists of two plans, never the same in two editions."""
    return keyed_hash("person who supports", edition.pk, *signer.person)


def _hold(plan_id: int) -> tuple[Edition, Plan]:
    """The edition, held open, and the plan, taken alone among those who enter lists or change it. Raises Refused."""
    edition = hold_open(Plan.objects.values_list("edition_id", flat=True).get(pk=plan_id), Activity.LIKE)
    plan = Plan.objects.select_for_update(no_key=True).get(pk=plan_id)
    if plan.merged_into_id:
        plan = Plan.objects.select_for_update(no_key=True).get(pk=plan.merged_into_id)
    if not plan.gathers_likes:
        raise Refused("Dit plan verzamelt geen likes. De lijst kan niet veranderen.")
    return edition, plan


def _divide(edition: Edition, plan: Plan, lines: list[Line]) -> tuple[dict[str, Line], list[Line]]:
    """The lines of people who are new, by their hash, and those of people who were counted before."""
    people = [(person_hash(edition, line.signer), line) for line in lines if line.signer]
    hashes = {person for person, _line in people}
    there = {
        person
        for support in (plan.signatures, plan.likes)
        for person in support.filter(person_hash__in=hashes).values_list("person_hash", flat=True)
    }
    fresh: dict[str, Line] = {}
    known = []
    for person, line in people:
        if person in there:
            known.append(line)
        else:
            fresh[person] = line
            there.add(person)
    return fresh, known


def _readable(line: Line) -> dict[str, str]:
    return asdict(line.signer) if line.signer else {}
