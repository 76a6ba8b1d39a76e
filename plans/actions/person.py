"""Who an account is on paper lists: with an address, a person counts once per plan, however they gave support."""

from contextlib import suppress

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record
from common import clock
from common.errors import Refused
from editions.locks import hold_open
from editions.models import Edition
from editions.phases import GRANTS, Activity, why_not
from plans.actions.signatures import person_hash
from plans.models import Like, Signature
from plans.signatures import Signer, Unreadable, tidy_house_number, tidy_name, tidy_postcode

# The trail tells that a signature stopped or began to count beside a like, never for whom.
A_RESIDENT = "bewoner"


class AlreadyOnPaper(Refused):
    """The person stands on the plan's paper list, so their support counts already."""

    def __init__(self) -> None:
        super().__init__(_("U staat al op de papieren lijst van dit plan. Uw steun telt al mee."))


class SamePerson(Refused):
    """Another account with this name and address supports the plan; an edition counts everybody once."""

    def __init__(self, edition: Edition, title: str) -> None:
        text = _(
            "Iemand met uw naam en uw adres gaf ‘%(title)s’ al een like. Iedereen telt één keer. Is dat uw eigen, "
            "andere account? Dan telt uw steun al mee. Wonen er twee mensen met dezelfde naam op uw adres? "
            "Schrijf dan bij uw gegevens uw naam voluit, of bel het team: %(phone)s."
        )
        super().__init__(text % {"title": title, "phone": edition.help_phone})


def person_of(edition: Edition, user: User) -> str:
    """Under which hash this account is known in one edition; "" for who gave no address."""
    if not user.postcode:
        return ""
    return person_hash(edition, Signer(user.name, user.postcode, user.house_number))


def take_person(user_id: int) -> User:
    """The account, locked: its address stays what it is until commit."""
    return User.objects.select_for_update(no_key=True).get(pk=user_id)


@transaction.atomic
def set_details(user_id: int, name: str, postcode: str, house_number: str) -> User:
    """Changes the name and the address of an account; an empty address takes it away. Raises Refused.

    In every edition where the likes are open, the person's likes get to know who this is. A signature that turns out
    to be the same person stays on its list and does not count as long as the like is there.
    """
    signer = _read(name, postcode, house_number)
    editions = _hold_open_editions()
    user = take_person(user_id)
    user.name, user.postcode, user.house_number = signer.name, signer.postcode, signer.house_number
    user.save(update_fields=["name", "postcode", "house_number"])
    for edition in editions:
        _tell_likes(edition, user)
    record("details_set", by=user.pk, address=bool(user.postcode))
    return user


def _read(name: str, postcode: str, house_number: str) -> Signer:
    if bool(postcode.strip()) != bool(house_number.strip()):
        raise Refused(_("Vul uw postcode én uw huisnummer in, of laat ze allebei leeg."))
    try:
        if not postcode.strip():
            return Signer(tidy_name(name), "", "")
        return Signer(tidy_name(name), tidy_postcode(postcode), tidy_house_number(house_number))
    except Unreadable as problem:
        raise Refused(str(problem)) from None


def _hold_open_editions() -> list[Edition]:
    """The editions whose likes are open now, held open in a fixed order."""
    moment = clock.now()
    phases, _dates = GRANTS[Activity.LIKE]
    found = Edition.objects.filter(phase__in=phases).prefetch_related("windows").order_by("pk")
    is_open = [e for e in found if why_not(Activity.LIKE, e.current_phase, e.schedule(), moment) is None]
    held = []
    for edition in is_open:
        with suppress(Refused):  # its likes closed at this very moment
            held.append(hold_open(edition.pk, Activity.LIKE))
    return held


def _tell_likes(edition: Edition, user: User) -> None:
    """Gives the likes of `user` in this edition the person's hash. Raises SamePerson."""
    likes = Like.objects.filter(user=user, plan__edition=edition)
    before, person = _doubled(edition, user), person_of(edition, user)
    twin = (
        person
        and Like.objects.filter(plan__in=likes.values("plan"), person_hash=person)
        .exclude(user=user)
        .select_related("plan")
        .first()
    )
    if twin:
        raise SamePerson(edition, twin.plan.title)
    try:
        with transaction.atomic():
            likes.update(person_hash=person)
    except IntegrityError:  # the other account gave its like at this very moment
        raise SamePerson(edition, _("een plan")) from None
    _note(edition, before, _doubled(edition, user))


def _doubled(edition: Edition, user: User) -> dict[int, int]:
    """The signatures that do not count since a like of `user` does, each with its plan."""
    mine = Like.objects.filter(user=user, plan__edition=edition).exclude(person_hash="")
    pairs = {(like.plan_id, like.person_hash) for like in mine}
    if not pairs:
        return {}
    hashes = {person for _plan, person in pairs}
    found = Signature.objects.filter(plan__edition=edition, person_hash__in=hashes)
    return {each.pk: each.plan_id for each in found if (each.plan_id, each.person_hash) in pairs}


def _note(edition: Edition, before: dict[int, int], after: dict[int, int]) -> None:
    for action, these, those in (
        ("signature_doubled", after, before),
        ("signature_counts_again", before, after),
    ):
        for signature, plan in sorted(these.items()):
            if signature not in those:
                facts = {"edition": edition.slug, "by": A_RESIDENT, "subject": f"plan:{plan}"}
                record(action, signature=signature, **facts)
