"""News from makers: posted, changed and taken back by them, hidden by the team."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import IO

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common import clock
from common.errors import Refused
from common.photos import clean_photo
from common.plain_text import tidy
from execution.actions.holding import hold, note
from execution.actions.telling import forget_update, tell_update
from execution.models import Agreement, Update, UpdatePhoto
from execution.models.news import MOST_PHOTOS
from execution.permissions import is_maker
from plans.limits import SAME_WORDS
from plans.models import Comment

REASON_LENGTH = 300

# A file as it came, with what is to be seen on it.
NewPhoto = tuple[IO[bytes], str]
Cleaned = tuple[ContentFile[bytes], str]


@dataclass(frozen=True)
class Revision:
    """What a maker changes of an update: its text, what is said of photos by number, which go, and which come."""

    text: str
    alts: Mapping[int, str] = field(default_factory=dict)
    gone: frozenset[int] = frozenset()
    photos: Sequence[NewPhoto] = ()


class PhotoRefused(Refused):
    """Refused because of one of the photos; `place` counts from 0."""

    def __init__(self, reason: str, place: int) -> None:
        super().__init__(reason)
        self.place = place


def post_update(agreement_id: int, by: User, text: str, photos: Sequence[NewPhoto] = ()) -> Update:
    """News from the maker, with photos, cleaned of metadata; who follows the plan hears of it. Raises Refused.

    Photos are read before anything is locked, since that takes a second each.
    """
    _look(agreement_id, by)
    return _post(agreement_id, by, tidy(text), _clean(photos))


def edit_update(agreement_id: int, by: User, update_id: int, revision: Revision) -> Update:
    """Changes an update that stands. Nobody hears of it again. Raises Refused."""
    _look(agreement_id, by)
    return _edit(agreement_id, by, update_id, revision, _clean(revision.photos))


@transaction.atomic
def remove_update(agreement_id: int, by: User, update_id: int) -> None:
    """The maker takes an update back; its photos go for good. Twice is once. Raises Refused."""
    agreement = _held(agreement_id, by)
    update = agreement.updates.get(pk=update_id)
    if update.withdrawn_at is None:
        update.withdrawn_at = update.changed_at = clock.now()
        update.save(update_fields=["withdrawn_at", "changed_at"])
        _drop(update.photos.all())
        forget_update(update)
        note("update_removed", agreement, by.pk, update=update.pk)


@transaction.atomic
def hide_update(agreement_id: int, by: User, update_id: int, reason: Comment.HiddenFor, words: str = "") -> Update:
    """The team takes an update off the site: everybody may read nothing of it, its makers read why. Raises Refused."""
    update, reason, words = _for_team(agreement_id, by, update_id), Comment.HiddenFor(reason), tidy(words)
    if not update.stands:
        raise Refused("Dit bericht staat er niet meer. Een collega haalde het weg, of de maker trok het in.")
    if len(words) > REASON_LENGTH:
        raise Refused(f"Uw uitleg is te lang: hoogstens {REASON_LENGTH} tekens.")
    update.hidden_at = update.changed_at = clock.now()
    update.hidden_by, update.hidden_for, update.hidden_reason = by, reason, words or str(reason.label)
    update.save()
    forget_update(update)
    note("update_hidden", update.agreement, by.pk, update=update.pk, reason=reason.value)
    return update


@transaction.atomic
def restore_update(agreement_id: int, by: User, update_id: int) -> Update:
    """Puts back what the team took away. Raises Refused."""
    update = _for_team(agreement_id, by, update_id)
    if update.hidden_at is None:
        raise Refused("Dit bericht staat er al weer.")
    if not update.text:
        raise Refused("De tekst van dit bericht is na de bewaartermijn gewist.")
    update.hidden_at = update.hidden_by = None
    update.hidden_for = update.hidden_reason = ""
    update.changed_at = clock.now()
    update.save()
    note("update_restored", update.agreement, by.pk, update=update.pk)
    return update


@transaction.atomic
def _post(agreement_id: int, by: User, text: str, photos: Sequence[Cleaned]) -> Update:
    agreement, moment = _held(agreement_id, by), clock.now()
    if not text:
        raise Refused(_("Schrijf eerst wat er gebeurd is."))
    same = agreement.updates.standing().filter(author=by, text=text, posted_at__gt=moment - SAME_WORDS)
    if before := same.first():  # the same press of a button
        return before
    update = Update.objects.create(agreement=agreement, author=by, text=text, posted_at=moment, changed_at=moment)
    _add_photos(update, photos)
    tell_update(update)
    note("update_posted", agreement, by.pk, update=update.pk, photos=len(photos))
    return update


@transaction.atomic
def _edit(agreement_id: int, by: User, update_id: int, revision: Revision, photos: Sequence[Cleaned]) -> Update:
    agreement = _held(agreement_id, by)
    update = agreement.updates.get(pk=update_id)
    text = tidy(revision.text)
    if not update.stands:
        raise Refused(_("Dit bericht staat niet meer op de site en kan niet meer veranderen."))
    if not text:
        raise Refused(_("Schrijf eerst wat er gebeurd is."))
    update.text = text
    update.edited_at = update.changed_at = clock.now()
    update.save(update_fields=["text", "edited_at", "changed_at"])
    _drop(update.photos.filter(pk__in=revision.gone))
    _describe(update, revision.alts)
    _add_photos(update, photos)
    note("update_edited", agreement, by.pk, update=update.pk)
    return update


@transaction.atomic
def _look(agreement_id: int, by: User) -> None:
    """Refuses before the work what would be refused after it."""
    _held(agreement_id, by)


def _held(agreement_id: int, by: User) -> Agreement:
    agreement = hold(agreement_id)
    if not is_maker(by, agreement):
        raise Refused(_("Alleen de maker van het plan plaatst hier berichten."))
    return agreement


def _for_team(agreement_id: int, by: User, update_id: int) -> Update:
    """The update, locked, also when the edition is over; refused to who makes the plan that it is about."""
    found = Update.objects.select_for_update(of=("self",)).select_related("agreement__plan__edition")
    update = found.get(pk=update_id, agreement_id=agreement_id)
    if is_maker(by, update.agreement):
        raise Refused("Dit gaat over uw eigen plan. Een collega besluit hierover.")
    return update


def _clean(photos: Sequence[NewPhoto]) -> list[Cleaned]:
    if len(photos) > MOST_PHOTOS:
        raise Refused(_most())
    return [(_cleaned(file, place), alt) for place, (file, alt) in enumerate(photos)]


def _cleaned(file: IO[bytes], place: int) -> ContentFile[bytes]:
    try:
        return clean_photo(file, settings.MAX_PHOTO_BYTES)
    except Refused as refusal:
        raise PhotoRefused(refusal.reason, place) from None


def _add_photos(update: Update, photos: Sequence[Cleaned]) -> None:
    if update.photos.count() + len(photos) > MOST_PHOTOS:
        raise Refused(_most())
    for file, alt in photos:
        photo = UpdatePhoto(update_of=update, alt=_said(alt))
        photo.image.save(f"{uuid.uuid4().hex}.jpg", file, save=False)
        photo.save()


def _describe(update: Update, alts: Mapping[int, str]) -> None:
    for photo in update.photos.all():
        if photo.pk in alts and photo.alt != alts[photo.pk]:
            photo.alt = _said(alts[photo.pk])
            photo.save(update_fields=["alt"])


def _said(alt: str) -> str:
    alt = " ".join(tidy(alt).split())
    if not 0 < len(alt) <= 200:
        raise Refused(_("Beschrijf in hoogstens 200 tekens wat er op de foto te zien is."))
    return alt


def _most() -> str:
    return _("Bij een bericht passen hoogstens %(number)d foto’s.") % {"number": MOST_PHOTOS}


def _drop(photos: Iterable[UpdatePhoto]) -> None:
    for photo in list(photos):
        photo.delete()
        transaction.on_commit(partial(default_storage.delete, str(photo.image)))
