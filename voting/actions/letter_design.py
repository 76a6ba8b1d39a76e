"""What an edition says in its letter, and where the address stands: free until letters are made."""

from django.db import transaction

from audit.actions import record
from common.errors import Refused
from editions.locks import hold_open
from editions.models import Edition
from editions.phases import Activity
from voting.actions.roll import lock_roll
from voting.envelopes import side_problem
from voting.letters import design_of
from voting.letters.stamping import ground_of
from voting.letters.texts import TEXTS, problems
from voting.models import LetterDesign, LetterRun


@transaction.atomic
def save_design(changed: LetterDesign, by: int) -> LetterDesign:
    """Stores what an edition has in its letter. Raises Refused when letters were made, or when something is wrong.

    The page is drawn once: what takes more than one page is refused too.
    """
    edition_id = changed.edition_id
    lock_roll(edition_id)
    edition = hold_open(edition_id, Activity.PREPARE_VOTE)
    if LetterRun.objects.filter(edition=edition).exists():
        raise Refused("De stembrieven zijn al gemaakt. De tekst kan nu niet meer veranderen.")
    require_sound(changed)
    ground_of(design_of(edition, changed))
    before = LetterDesign.objects.filter(edition=edition).first() or LetterDesign(edition=edition)
    changed.pk = before.pk
    changed.save()
    record("letter_design_saved", edition=edition.slug, by=by, fields=changed_fields(before, changed))
    return changed


def require_sound(changed: LetterDesign) -> None:
    """Raises Refused at the first thing that is wrong; the form has told it already, next to its field."""
    for key, text in changed.texts.items():
        said = [f"Een tekst ‘{key}’ bestaat niet."] if key not in TEXTS else problems(key, text)
        if said:
            raise Refused(said[0])
    if problem := side_problem(changed.side, changed.address_left):
        raise Refused(problem)


def changed_fields(before: LetterDesign, after: LetterDesign) -> int:
    """How many texts and measures differ, for the record: the words themselves stay out of it."""
    measures = ("envelope", "side", "address_left", "address_middle")
    texts = [key for key in TEXTS if before.texts.get(key) != after.texts.get(key)]
    return len(texts) + len([name for name in measures if getattr(before, name) != getattr(after, name)])


@transaction.atomic
def fetch_proof(edition: Edition, by: int) -> None:
    """Puts on record that somebody printed the page to hold against an envelope."""
    record("letter_proof_fetched", edition=edition.slug, by=by)
