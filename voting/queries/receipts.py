"""The list of receipts, which everybody may see once the box is sealed: whoever voted finds that theirs was counted."""

from editions.models import Edition
from editions.phases import Phase
from voting.models import ArchivedVote, IntakeBallot, IntakeReceipt, Receipt

# Before these nobody may know how many people voted, nor which receipts there are.
AFTER_THE_CLOSE = frozenset({Phase.COUNTING, Phase.EXECUTION, Phase.CLOSED})


def has_receipts(edition: Edition) -> bool:
    """Whether people voted here: a vote of elsewhere in the archive has ballots, but no codes and no receipts."""
    return not ArchivedVote.objects.filter(edition=edition).exists()


def receipts_are_public(edition: Edition) -> bool:
    """Whether the vote is closed and everything that was cast is mixed."""
    if edition.current_phase not in AFTER_THE_CLOSE:
        return False
    waiting = (kind.objects.filter(edition=edition) for kind in (IntakeReceipt, IntakeBallot))
    return not any(rows.exists() for rows in waiting)


def receipt_numbers(edition: Edition, begin: str = "") -> list[str]:
    """All receipts of an edition that start with `begin`, in alphabetical order."""
    found = Receipt.objects.filter(edition=edition, number__startswith=begin)
    return list(found.order_by("number").values_list("number", flat=True))


def is_receipt(edition: Edition, number: str) -> bool:
    return Receipt.objects.filter(edition=edition, number=number).exists()
