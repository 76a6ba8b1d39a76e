"""Keeping the record of the count."""

import hashlib
import json

from django.db import transaction
from django.utils import translation

from common import clock
from editions.models import Edition
from voting.models import Count, CountRecord
from voting.queries.record import content_of


@transaction.atomic
def keep_record(edition: Edition, by: int | None) -> CountRecord:
    """Writes down what the record of the count says, once, in the step that publishes the result."""
    count = Count.objects.select_related("edition__area", "counted_by").get(edition=edition)
    with translation.override("nl"):
        content = content_of(count, by)
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return CountRecord.objects.create(edition=edition, content=content, sha256=sha256, made_at=clock.now())
