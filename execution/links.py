"""The links of the monthly mail: which question, and of which maker, with a signature. Ids only.

A link answers this one question and gives nothing else. How long it works follows from the question itself
(execution.answering), so that nothing in the address says when it was made.
"""

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from execution.models import CheckIn
from execution.pulse import Answer

_signer = Signer(salt="execution.check_in")

# The words in the address, for people who look at it.
SLUGS = {"goed": Answer.GOOD, "hulp": Answer.HELP, "klaar": Answer.DONE}


def check_in_key(check_in_id: int, user_id: int) -> str:
    return _signer.sign(f"{check_in_id}.{user_id}")


def read_key(key: str) -> tuple[int, int] | None:
    """The numbers of the question and of the maker, or None when we did not make this link."""
    try:
        check_in, user = _signer.unsign(key).split(".")
    except (BadSignature, ValueError):
        return None
    return int(check_in), int(user)


def check_in_path(check_in: CheckIn, user_id: int, answer: Answer) -> str:
    slug = next(slug for slug, each in SLUGS.items() if each is answer)
    return reverse("check_in_by_link", args=[check_in_key(check_in.pk, user_id), slug])
