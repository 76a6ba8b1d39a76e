"""What a maker does with the photos of a plan, as long as the plan can change."""

import uuid
from datetime import timedelta
from hashlib import sha256
from typing import IO

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import actor_name
from audit.models import Entry
from common import clock
from common.errors import Refused
from common.photos import card_photo, large_photo, read_photo
from plans.actions.opening import open_for_change, record_about
from plans.limits import PHOTOS_PER_HOUR
from plans.models import Plan, PlanPhoto
from plans.models.photo import MOST_PHOTOS

ALT_LENGTH = 160


def add_photo(plan_id: int, by: User, upload: IO[bytes], alt: str) -> PlanPhoto:
    """Adds a photo behind the others, cleaned, in two sizes. The same photo again only changes its words.

    It is read before anything is locked, since that takes a second. Raises Refused.
    """
    _look_for_room(plan_id, by)
    picture = read_photo(upload, settings.MAX_PHOTO_BYTES)
    return _keep_photo(plan_id, by, large_photo(picture), card_photo(picture), alt)


@transaction.atomic
def describe_photo(plan_id: int, by: User, photo_id: int, alt: str) -> PlanPhoto:
    """Changes what is said about a photo. Raises Refused."""
    plan = open_for_change(plan_id, by)
    return _describe(plan, _photo(plan, photo_id), by, _checked_alt(alt))


@transaction.atomic
def move_photo(plan_id: int, by: User, photo_id: int, position: int) -> None:
    """Puts a photo in a place of the row, counted from 0; the others make room. Twice is once. Raises Refused."""
    plan = open_for_change(plan_id, by)
    photo = _photo(plan, photo_id)
    row = [each for each in plan.photos.all() if each != photo]
    row.insert(max(0, position), photo)
    if row.index(photo) != photo.position:
        _line_up(row)
        record_about("photo_moved", plan, by, photo=photo.pk)


@transaction.atomic
def remove_photo(plan_id: int, by: User, photo_id: int) -> None:
    """Takes a photo away, and its files once that is certain; one that is already gone is fine. Raises Refused."""
    plan = open_for_change(plan_id, by)
    photo = plan.photos.filter(pk=photo_id).first()
    if photo is None:
        return
    names = (str(photo.image), str(photo.card))
    photo.delete()
    _line_up(list(plan.photos.all()))
    record_about("photo_removed", plan, by, photo=photo_id)
    transaction.on_commit(lambda: _forget(*names))


@transaction.atomic
def _look_for_room(plan_id: int, by: User) -> None:
    """Refuses before the work what would be refused after it; `_keep_photo` decides again."""
    _require_room(open_for_change(plan_id, by), by)


def _require_room(plan: Plan, by: User) -> None:
    if plan.photos.count() >= MOST_PHOTOS:
        text = _("Een plan heeft hoogstens %(number)d foto’s. Haal eerst een foto weg.")
        raise Refused(text % {"number": MOST_PHOTOS})
    since = clock.now() - timedelta(hours=1)
    # The trail counts those that were taken away too.
    sent = Entry.objects.filter(at__gt=since, action="photo_added", actor=actor_name(by.pk))
    if sent.count() >= PHOTOS_PER_HOUR:
        raise Refused(_("U heeft het afgelopen uur veel foto’s geplaatst. Probeer het later weer."))


@transaction.atomic
def _keep_photo(plan_id: int, by: User, large: ContentFile[bytes], card: ContentFile[bytes], alt: str) -> PlanPhoto:
    plan, alt = open_for_change(plan_id, by), _checked_alt(alt)
    digest = sha256(b"".join(large.chunks())).hexdigest()
    there = plan.photos.filter(digest=digest).first()
    if there:
        return _describe(plan, there, by, alt)
    _require_room(plan, by)
    photo = PlanPhoto(plan=plan, position=plan.photos.count(), digest=digest, alt=alt, added_by=by)
    photo.added_at = clock.now()
    name = uuid.uuid4().hex
    # Django measures a picture only when it has a name by itself.
    card.name, large.name = f"{name}.webp", f"{name}.jpg"
    photo.card.save(card.name, card, save=False)
    photo.image.save(large.name, large, save=False)
    photo.save()
    record_about("photo_added", plan, by, photo=photo.pk)
    return photo


def _photo(plan: Plan, photo_id: int) -> PlanPhoto:
    photo = plan.photos.filter(pk=photo_id).first()
    if photo is None:
        raise Refused(_("Deze foto is al weggehaald."))
    return photo


def _checked_alt(alt: str) -> str:
    alt = " ".join(alt.split())
    if not 0 < len(alt) <= ALT_LENGTH:
        raise Refused(_("Beschrijf in hoogstens %(number)d tekens wat er te zien is.") % {"number": ALT_LENGTH})
    return alt


def _describe(plan: Plan, photo: PlanPhoto, by: User, alt: str) -> PlanPhoto:
    if photo.alt != alt:
        photo.alt = alt
        photo.save(update_fields=["alt"])
        record_about("photo_described", plan, by, photo=photo.pk)
    return photo


def _line_up(photos: list[PlanPhoto]) -> None:
    for position, photo in enumerate(photos):
        if photo.position != position:
            PlanPhoto.objects.filter(pk=photo.pk).update(position=position)


def _forget(*names: str) -> None:
    for name in names:
        default_storage.delete(name)
