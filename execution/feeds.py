"""The news of makers as Atom (RFC 4287): for readers of news, and for the district's own sites.

No photos: they stand on our own pages. No names but those of makers, which stand there too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Max, QuerySet
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.plain_text import tidy
from editions.models import Edition
from execution.models import Update
from plans.models import Plan

MOST_ENTRIES = 50
# Of a feed in which nothing was ever said; a moment that never changes, so that nobody fetches it twice.
NEVER = datetime(2020, 1, 1, tzinfo=UTC)


class _Atom(Atom1Feed):
    """Says when it changed, also when an entry went; Django's says the newest entry, or now."""

    def latest_post_date(self) -> datetime:
        return self.feed["changed"]  # type: ignore[no-any-return]


@dataclass(frozen=True)
class News:
    """A feed: `path` is its own address and `page` the one it is about, both within the site; `changed` in UTC."""

    title: str
    subtitle: str
    path: str
    page: str
    changed: datetime
    updates: Sequence[Update]

    @property
    def changed_seconds(self) -> int:
        return int(self.changed.timestamp())

    @property
    def last_modified(self) -> str:
        return http_date(self.changed_seconds)

    def xml(self) -> bytes:
        feed = _Atom(
            self.title,
            _absolute(self.page),
            self.subtitle,
            language=settings.LANGUAGE_CODE,
            feed_url=_absolute(self.path),
            feed_guid=_absolute(self.path),
            changed=self.changed,
        )
        for update in self.updates:
            _add(feed, update)
        out = BytesIO()
        feed.write(out, "utf-8")
        return out.getvalue()


def news_of_edition(edition: Edition) -> News:
    """The newest of all plans of an edition."""
    mine = Update.objects.filter(agreement__plan__edition=edition)
    return News(
        _("Nieuws over de gekozen plannen: %(edition)s") % {"edition": edition.name},
        _("Makers vertellen hoe het gaat met hun plan."),
        reverse("progress_feed", args=[edition.slug]),
        reverse("progress", args=[edition.slug]),
        _changed(mine),
        _newest(mine),
    )


def news_of_plan(plan: Plan) -> News:
    """The newest of one plan."""
    mine, names = Update.objects.filter(agreement__plan=plan), tidy(plan.maker_names)
    return News(
        _("Nieuws over ‘%(title)s’") % {"title": tidy(plan.title)},
        _("%(names)s vertellen hoe het gaat met dit plan.") % {"names": names}
        if len(plan.maker_ids) > 1
        else _("%(names)s vertelt hoe het gaat met dit plan.") % {"names": names},
        reverse("plan_feed", args=[plan.edition.slug, plan.pk]),
        reverse("plan_page", args=[plan.edition.slug, plan.pk]),
        _changed(mine),
        _newest(mine),
    )


def tag_of(update: Update) -> str:
    """Who this is for good, whatever its address becomes (RFC 4151)."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return f"tag:{host},{update.posted_at:%Y-%m-%d}:bericht/{update.pk}"


def _changed(mine: QuerySet[Update]) -> datetime:
    """When anything was said, changed or taken away last."""
    return mine.aggregate(last=Max("changed_at"))["last"] or NEVER


def _newest(mine: QuerySet[Update]) -> list[Update]:
    found = mine.filter(withdrawn_at__isnull=True, hidden_at__isnull=True)
    return list(found.select_related("author", "agreement__plan__edition").prefetch_related("photos")[:MOST_ENTRIES])


def _add(feed: _Atom, update: Update) -> None:
    plan = update.agreement.plan
    feed.add_item(
        tidy(plan.title),
        _absolute(reverse("plan_page", args=[plan.edition.slug, plan.pk])) + f"#bericht-{update.pk}",
        str(linebreaks(tidy(update.text), autoescape=True)) + _pictures(update),
        unique_id=tag_of(update),
        author_name=tidy(str(update.author)),
        pubdate=update.posted_at,
        updateddate=update.edited_at or update.posted_at,
    )


def _pictures(update: Update) -> str:
    number = len(update.photos.all())
    if not number:
        return ""
    words = ngettext("Bij dit bericht staat %(number)d foto.", "Bij dit bericht staan %(number)d foto’s.", number)
    return f"<p>{words % {'number': number}}</p>"


def _absolute(path: str) -> str:
    return f"{settings.SITE_URL.rstrip('/')}{path}"
