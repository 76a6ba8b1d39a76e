"""News from makers."""

import uuid
from typing import IO

from django.conf import settings
from django.db import transaction

from accounts.models import User
from common import clock
from common.errors import Refused
from common.photos import clean_photo
from execution.actions.holding import hold, note
from execution.models import Update
from execution.permissions import is_maker


@transaction.atomic
def post_update(agreement_id: int, by: User, text: str, photo: IO[bytes] | None = None, photo_alt: str = "") -> Update:
    """News from the maker, with at most one photo, cleaned of metadata. Raises Refused for a file that is no photo."""
    agreement = hold(agreement_id)
    if not is_maker(by, agreement):
        raise Refused("Alleen de maker van het plan plaatst hier berichten.")
    update = Update(agreement=agreement, author=by, text=text, photo_alt=photo_alt, posted_at=clock.now())
    if photo:
        update.photo.save(f"{uuid.uuid4().hex}.jpg", clean_photo(photo, settings.MAX_PHOTO_BYTES), save=False)
    update.save()
    note("update_posted", agreement, by.pk, photo=bool(photo))
    return update
