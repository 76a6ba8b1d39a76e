"""The campaign kit of a plan: what its poster and cards say, the documents themselves, and links to share."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, urlsplit

import segno
from django.conf import settings
from django.template.defaultfilters import date as date_text
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common import clock
from common.errors import Refused
from common.pdf import render_pdf
from editions.dates import closing_text
from editions.phases import Window
from plans.campaigning import SEASONS, why_no_campaign
from plans.lettering import LINE_HEIGHT, fitting_size, lines_needed, printable
from plans.models import Plan
from plans.status import Status
from theme.printing import printed_pattern

CARDS = 8
MM = 72 / 25.4
# The poster: the column of text, and what picture and text share of the height of the paper.
POSTER_SIZES = (150, 132, 117, 104, 92, 80, 70, 62, 54, 48, 42, 37, 32, 28)
POSTER_WIDTH, POSTER_TITLE, POSTER_ROOM = 186 * MM, 62 * MM, 178
PICTURES = (130, 120, 110, 100, 90, 80, 70, 60, 50, 40)
CARD_SIZES = (27, 23, 20, 17, 15, 13, 11, 10, 9, 8)
CARD_WIDTH, CARD_TITLE = 45 * MM, 21 * MM
# A longer address gets smaller letters, so that it stays in its strip.
LONG_ADDRESS = 56


@dataclass(frozen=True)
class Pitch:
    """What is asked of people: `call` in large letters, how in `note`, until when in `until`."""

    call: str
    note: str
    what: str
    until: str
    caption: str
    message: str


@dataclass(frozen=True)
class Kit:
    """All that a maker needs. `address` is the plan's page in full, `shown` the same as one says it."""

    pitch: Pitch
    address: str
    shown: str
    qr: SafeString
    whatsapp: str
    mail: str

    @property
    def is_long(self) -> bool:
        return len(self.shown) > LONG_ADDRESS


def kit_of(plan: Plan) -> Kit:
    """The kit of a plan with its figures, for this moment. Raises Refused when there is nothing to ask for now."""
    schedule, moment = plan.edition.schedule(), clock.now()
    reason = why_no_campaign(plan.state, plan.edition.current_phase, schedule, moment)
    if reason:
        raise Refused(reason)
    window = schedule[SEASONS[plan.state].until]
    pitch = _vote_pitch(plan, window) if plan.state is Status.ON_BALLOT else _like_pitch(plan, window, moment)
    address = plan_address(plan)
    parts = urlsplit(address)
    subject, words = quote(plan.title), quote(f"{pitch.message} {address}")
    return Kit(
        pitch=pitch,
        address=address,
        shown=f"{parts.netloc}{parts.path}".rstrip("/"),
        qr=qr_picture(address),
        whatsapp=f"https://wa.me/?text={words}",
        mail=f"mailto:?subject={subject}&body={words}",
    )


def plan_address(plan: Plan) -> str:
    """The plan's page, as people outside reach it."""
    return f"{settings.SITE_URL.rstrip('/')}{reverse('plan_page', args=[plan.edition.slug, plan.pk])}"


def qr_picture(address: str) -> SafeString:
    """A QR code as inline SVG, with words for who cannot see it; its size is the style sheet's."""
    words = _("QR-code die de pagina van dit plan opent")
    drawn = segno.make(address, error="m", micro=False).svg_inline(title=words, omitsize=True, light="#fff")
    return mark_safe(drawn)  # noqa: S308 - segno draws it, from an address of our own


def poster_layout(plan: Plan) -> dict[str, object]:
    """The words of the poster, the size of its title (points) and the height of its picture (mm)."""
    title, summary = _title(plan), printable(plan.summary)
    size = fitting_size(title, POSTER_WIDTH, POSTER_TITLE, POSTER_SIZES)
    words = lines_needed(title, size, POSTER_WIDTH) * size * LINE_HEIGHT
    words += lines_needed(summary, 18, POSTER_WIDTH) * 25
    words += lines_needed(f"{plan.neighbourhood} · {plan.theme}", 15, POSTER_WIDTH) * 21
    picture = next((height for height in PICTURES if height + words / MM + 16 <= POSTER_ROOM), PICTURES[-1])
    return {"title": title, "summary": summary, "size": size, "picture": picture}


def card_layout(plan: Plan) -> dict[str, object]:
    """The title of a card and its size in points."""
    title = _title(plan)
    return {"title": title, "size": fitting_size(title, CARD_WIDTH, CARD_TITLE, CARD_SIZES)}


def render_poster(plan: Plan) -> bytes:
    """The poster: one page of A4, in Dutch. Raises Refused as `kit_of` does."""
    return _render("plans/poster.html", plan, "", poster_layout(plan))


def render_cards(plan: Plan) -> bytes:
    """Eight cards to cut out, on one page of A4, in Dutch. Raises Refused as `kit_of` does."""
    return _render("plans/cards.html", plan, "plain", {**card_layout(plan), "cards": range(CARDS)})


def _title(plan: Plan) -> str:
    """The title as it can be printed; one of nothing but emoji gets words instead."""
    return printable(plan.title) or _("Een plan voor de wijk")


def _render(template: str, plan: Plan, layout: str, facts: dict[str, object]) -> bytes:
    with translation.override("nl"):
        kit = kit_of(plan)
        return render_pdf(template, {"plan": plan, "kit": kit, "pattern": _pattern(plan, layout), **facts})


def _pattern(plan: Plan, layout: str) -> SafeString:
    """The picture that the plan has on the site too."""
    wijk, theme = plan.neighbourhood, plan.theme
    look = (wijk.colour if wijk else "", wijk.motif if wijk else "", theme.icon if theme else "")
    words = _("Patroon in de kleur van de wijk, met een tekening bij het thema")
    return mark_safe(printed_pattern(words, plan.pk, *look, layout))  # noqa: S308 - our own drawing


def _like_pitch(plan: Plan, window: Window, moment: datetime) -> Pitch:
    needed = plan.likes_needed
    note = ngettext("Met %(number)d like gaat dit plan door.", "Met %(number)d likes gaat dit plan door.", needed) % {
        "number": needed
    }
    message = _("Ik heb een plan voor onze wijk: %(title)s. Geeft u het een like?") % {"title": plan.title}
    return Pitch(
        call=_("Scan en geef een\N{NO-BREAK SPACE}like"),
        note=note,
        what=_("Likes geven"),
        until=_period(window) if moment < window.starts_at else _end(window),
        caption=_("Richt uw camera hierop"),
        message=message,
    )


def _vote_pitch(plan: Plan, window: Window) -> Pitch:
    message = _("Mijn plan staat op het stembiljet: %(title)s. Leest u het?") % {"title": plan.title}
    return Pitch(
        call=_("Staat op het stembiljet"),
        note=_("Stem met de code uit uw brief."),
        what=_("Stemmen"),
        until=_period(window),
        caption=_("Scan en lees het plan"),
        message=message,
    )


def _period(window: Window) -> str:
    """From when until when, in words."""
    start = date_text(timezone.localtime(window.starts_at), "j F")
    return _("van %(start)s %(end)s") % {"start": start, "end": _end(window)}


def _end(window: Window) -> str:
    """Until when, in words; the last ones stay on one line."""
    return "\N{NO-BREAK SPACE}".join(closing_text(window.ends_at).rsplit(" ", 2))
