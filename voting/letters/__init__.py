"""The voting letter (stembrief): what stands on it, and the pages themselves, through `common.pdf`."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import segno
from django.conf import settings
from django.template.defaultfilters import date as date_text
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from common.errors import Refused
from common.pdf import render_pdf
from editions.dates import closing_text
from editions.models import Edition
from editions.phases import Phase
from voting.addressing import postcode_line
from voting.codes import show_code
from voting.models import Voter

TEMPLATE = "voting/letter.html"
# A longer name or street would take so many lines that it leaves the envelope's window.
LONG_LINE = 60
# Reads as a code of the right shape, and fails the check: nobody can vote with it.
SAMPLE_SHOWN, SAMPLE_CODE = "VOOR-BEEL-DCODE", "VOORBEELDCODE"


@dataclass(frozen=True)
class Letter:
    """One letter: everything that differs from person to person."""

    name_line: str
    salutation: str
    address_line: str
    postcode_line: str
    shown_code: str
    qr: SafeString

    @property
    def is_long(self) -> bool:
        """Whether the address needs smaller letters to stay in the window of the envelope."""
        return len(self.name_line) > LONG_LINE or len(self.address_line) > LONG_LINE


def letter_to(voter: Voter, code: str) -> Letter:
    """The letter that gives `code` (canonical) to `voter`."""
    last_line = postcode_line(voter.postcode, voter.town)
    return Letter(
        voter.name_line, voter.salutation, voter.address_line, last_line, show_code(code), qr_picture(voting_url(code))
    )


def sample_letter() -> Letter:
    """A letter to nobody, with a code that does not work, to look at and to hold against an envelope."""
    return Letter(
        "M. van der Voorbeeld",
        "Geachte mevrouw Van der Voorbeeld",
        "Voorbeeldlaan 12 A-2",
        postcode_line("2034 AB", "Haarlem"),
        SAMPLE_SHOWN,
        qr_picture(voting_url(SAMPLE_CODE)),
    )


def voting_url(code: str = "") -> str:
    """Where one votes. The code stands behind the #, which no browser sends to a server."""
    return f"{settings.SITE_URL.rstrip('/')}{reverse('vote_start')}" + (f"#{code}" if code else "")


def qr_picture(text: str) -> SafeString:
    """A QR code as inline SVG, with words for who cannot see it; its size is the style sheet's."""
    drawn = segno.make(text, error="m", micro=False).svg_inline(
        title=gettext("QR-code die de stempagina opent"), omitsize=True, light="#fff"
    )
    return mark_safe(drawn)  # noqa: S308 - segno draws it, from an address of our own


def render_letters(edition: Edition, letters: Sequence[Letter], *, sample: bool = False) -> bytes:
    """All letters as one PDF, a page each. Raises Refused while the dates of the vote are unknown."""
    with translation.override("nl"):
        return render_pdf(TEMPLATE, {**_facts(edition), "letters": letters, "sample": sample})


def _facts(edition: Edition) -> dict[str, object]:
    """What is the same on every letter of an edition."""
    window = edition.schedule().get(Phase.VOTING)
    if window is None:
        raise Refused("Vul eerst bij de planning in wanneer de stemming is.")
    address = urlsplit(voting_url())
    return {
        "edition": edition,
        "opens": date_text(timezone.localtime(window.starts_at), "l j F"),
        "closes": closing_text(window.ends_at),
        "phone": edition.help_phone.replace(" ", "\N{NO-BREAK SPACE}"),
        "site_address": f"{address.netloc}{address.path}".rstrip("/"),
    }


def render_letter(edition: Edition, voter: Voter, code: str) -> bytes:
    """One letter, tagged for screen readers (PDF/UA): for somebody whose letter got lost. `code` is canonical.

    Raises Refused while the dates of the vote are unknown.
    """
    return render_letters(edition, [letter_to(voter, code)])
