"""The voting letter (stembrief): what stands on it, one by one as an accessible PDF, or stamped by the thousand.

`render_letters` lets WeasyPrint draw whole letters, tagged for screen readers: for a lost letter, and to look at.
`stamping` draws a page once and stamps names and codes on it: for the pile that goes to the printer.
"""

from collections.abc import Sequence

from common.pdf import render_html
from editions.models import Edition
from voting.letters.content import SAMPLE_CODE, SAMPLE_SHOWN, Letter, letter_to, sample_letter, shown_mark, voting_url
from voting.letters.design import Design, design_of
from voting.letters.setting import letter_html
from voting.models import LetterDesign, Voter

__all__ = [
    "SAMPLE_CODE",
    "SAMPLE_SHOWN",
    "Design",
    "Letter",
    "design_of",
    "letter_to",
    "render_letter",
    "render_letters",
    "sample_letter",
    "shown_mark",
    "voting_url",
]


def render_letter(edition: Edition, voter: Voter, code: str) -> bytes:
    """One letter, tagged for screen readers (PDF/UA): for somebody whose letter got lost. `code` is canonical.

    Raises Refused while the dates of the vote are unknown.
    """
    return render_letters(edition, [letter_to(voter, code)])


def render_letters(
    edition: Edition, letters: Sequence[Letter], *, sample: bool = False, changed: LetterDesign | None = None
) -> bytes:
    """All letters as one PDF, a page each, as the edition has its letter or as `changed` would have it.

    Raises Refused while the dates of the vote are unknown.
    """
    return render_html(letter_html(design_of(edition, changed), letters, sample=sample))
