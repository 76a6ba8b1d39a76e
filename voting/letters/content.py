"""What differs from letter to letter: to whom, where, and with which code."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from voting.addressing import postcode_line
from voting.codes import show_code
from voting.models import Voter

# Reads as a code of the right shape, and fails the check: nobody can vote with it.
SAMPLE_SHOWN, SAMPLE_CODE = "VOOR-BEEL-DCODE", "VOORBEELDCODE"


@dataclass(frozen=True)
class Letter:
    """One letter: everything that differs from person to person. `mark` is its number in the pile, for the printer."""

    name_line: str
    salutation: str
    address_line: str
    postcode_line: str
    shown_code: str
    url: str
    mark: str = ""
    form_of_address: str = ""

    @property
    def address(self) -> tuple[str, ...]:
        """What shows in the window, from top to bottom; who gets it at a desk has no address."""
        lines = (self.form_of_address, self.name_line, self.address_line, self.postcode_line)
        return tuple(line for line in lines if line.strip())


def letter_to(voter: Voter, code: str, mark: str = "") -> Letter:
    """The letter that gives `code` (canonical) to `voter`."""
    last_line = postcode_line(voter.postcode, voter.town)
    return Letter(
        voter.name_line,
        voter.salutation,
        voter.address_line,
        last_line,
        show_code(code),
        voting_url(code),
        mark,
        voter.form_of_address,
    )


def sample_letter() -> Letter:
    """A letter to nobody, with a code that does not work, to look at and to hold against an envelope."""
    return Letter(
        "M. van der Voorbeeld",
        "Geachte mevrouw Van der Voorbeeld",
        "Voorbeeldlaan 12 A2",
        postcode_line("2034 AB", "Haarlem"),
        SAMPLE_SHOWN,
        voting_url(SAMPLE_CODE),
        "00000",
    )


def voting_url(code: str = "") -> str:
    """Where one votes. The code stands behind the #, which no browser sends to a server."""
    return f"{settings.SITE_URL.rstrip('/')}{reverse('vote_start')}" + (f"#{code}" if code else "")


def shown_mark(number: int) -> str:
    """The number of a letter in its run, as it is printed: it says nothing about who or which code."""
    return f"{number:05d}"
