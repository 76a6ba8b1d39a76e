"""From notices to a mail: subject, text and HTML."""

from dataclasses import dataclass
from itertools import groupby

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from mail.kinds import MANNERS, Kind, is_choice
from mail.links import absolute, choice_url
from mail.models import Notice
from mail.words import Block, blocks, once_each, subject_of


@dataclass(frozen=True)
class Section:
    """One piece of news. Notices with the same heading and address are told together. `more`: (label, url)."""

    heading: str
    blocks: list[Block]
    url: str
    label: str
    more: list[tuple[str, str]]


@dataclass(frozen=True)
class Rendered:
    """A mail in words; `is_choice` says whether its reader can do without."""

    subject: str
    text: str
    html: str
    is_choice: bool


def render_mail(user: User, notices: list[Notice]) -> Rendered:
    """The mail to `user` with all these notices, the weightiest first, in the site's language."""
    with translation.override(settings.LANGUAGE_CODE):
        sections = sections_of(notices)
        subject = subject_of([section.heading for section in sections], _("(en nog %d)"))
        choice = any(is_choice(Kind(notice.kind)) for notice in notices)
        context = {
            "site_name": settings.SITE_NAME,
            "site_url": settings.SITE_URL,
            "subject": subject,
            "person": user,
            "sections": sections,
            "is_choice": choice,
            "choice_url": choice_url(user),
        }
        text = render_to_string("mail/mail.txt", context)
        return Rendered(subject, text, render_to_string("mail/mail.html", context), choice)


def sections_of(notices: list[Notice]) -> list[Section]:
    def order(notice: Notice) -> tuple[int, str, str]:
        return MANNERS[Kind(notice.kind)].place, notice.path, notice.heading

    return [_section(list(group)) for _order, group in groupby(sorted(notices, key=order), key=order)]


def _section(notices: list[Notice]) -> Section:
    first = notices[0]
    text = "\n".join(once_each(notice.text for notice in notices))
    more = [(label, absolute(path)) for label, path in first.more]
    return Section(first.heading, blocks(text), absolute(first.path), first.label, more)
