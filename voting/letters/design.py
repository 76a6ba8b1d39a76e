"""What is the same on every letter of an edition: its texts, filled in, and where the address stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.template.defaultfilters import date as date_text
from django.utils import timezone

from common.errors import Refused
from editions.dates import closing_text
from editions.models import Edition
from editions.phases import Phase
from theme.money import euro
from voting.envelopes import Window
from voting.letters.content import voting_url
from voting.letters.texts import LANGUAGES, TEXTS, Language, Piece, fill
from voting.models import LetterDesign


@dataclass(frozen=True)
class Block:
    """A text in another language, under the letter."""

    language: Language
    words: tuple[Piece, ...]


@dataclass(frozen=True)
class Design:
    """The letter without what differs from person to person. `steps` are those of voting online."""

    name: str
    window: Window
    texts: Mapping[str, tuple[Piece, ...]]
    steps: tuple[tuple[Piece, ...], ...]
    blocks: tuple[Block, ...]


def design_of(edition: Edition, changed: LetterDesign | None = None) -> Design:
    """The design of an edition, or of `changed` when it is not stored yet.

    Raises Refused while the dates of the vote are unknown.
    """
    stored = changed or LetterDesign.objects.filter(edition=edition).first() or LetterDesign(edition=edition)
    texts, values = texts_of(stored), _values(edition)
    steps = [line for line in texts["online"].splitlines() if line.strip()]
    return Design(
        edition.name,
        Window(float(stored.address_left), float(stored.address_middle), stored.envelope),
        {key: fill(text, values) for key, text in texts.items() if key not in LANGUAGES},
        tuple(fill(step, values) for step in steps),
        tuple(
            Block(language, fill(texts[key], values, isolate=language.direction == "rtl"))
            for key, language in LANGUAGES.items()
            if texts[key].strip()
        ),
    )


def texts_of(stored: LetterDesign) -> dict[str, str]:
    """Every text of the letter, changed or not, with its names between braces."""
    return {key: stored.texts.get(key, text.default) for key, text in TEXTS.items()}


def _values(edition: Edition) -> dict[str, str]:
    """What the names between braces stand for."""
    window = edition.schedule().get(Phase.VOTING)
    if window is None:
        raise Refused("Vul eerst bij de planning in wanneer de stemming is. Die data komen in de brief.")
    address = urlsplit(voting_url())
    phone = edition.help_phone.replace(" ", "\N{NO-BREAK SPACE}")
    return {
        "budget": euro(edition.budget_cents),
        "gebied": edition.area.name,
        "editie": edition.name,
        "opent": date_text(timezone.localtime(window.starts_at), "l j F"),
        "sluit": closing_text(window.ends_at),
        "telefoon": phone,
        "site": f"{address.netloc}{address.path}".rstrip("/"),
        "inleverplek": edition.hand_in_at or f"het inleverpunt. Bel {phone} voor het adres",
        "naam": settings.SITE_NAME,
    }
