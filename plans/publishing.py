"""Where a plan goes that the team publishes, and why the team keeps one off the site: pure tables, without Django."""

from collections.abc import Mapping

from editions.phases import Phase
from plans.status import Status

# What the maker reads first; own words of the team can follow.
REASONS: Mapping[str, str] = {
    "PRIVATE": "In de tekst staan gegevens van iemand anders.",
    "HURTS": "De tekst kan iemand kwetsen of beledigen.",
    "ADVERT": "De tekst lijkt op reclame.",
    "UNCLEAR": "Het is nog niet duidelijk wat het plan is.",
    "OTHER": "",
}
GATHERING = frozenset({Phase.SUBMISSION, Phase.LIKES})


def lands_at(phase: Phase, verdicts_published: bool, enough_likes: bool) -> Status | None:
    """What a held plan becomes when it is published, or None when that is no longer possible.

    Until the likes are closed it gathers likes like all others. After that, as long as the table sits, it goes where
    its likes of that moment say.
    """
    if phase in GATHERING:
        return Status.SUBMITTED
    if phase is not Phase.FEASIBILITY or verdicts_published:
        return None
    return Status.IN_CHECK if enough_likes else Status.BELOW_THRESHOLD


def reason_text(key: str, words: str) -> str:
    """The reason as the maker reads it: the sentence of the list, then the team's own words."""
    return "\n".join(part for part in (REASONS[key], words.strip()) if part)
