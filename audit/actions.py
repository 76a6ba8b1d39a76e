"""Writing to the audit trail: the last thing every action does, inside its own transaction."""

from typing import Any

from audit.models import Entry
from common import clock

SYSTEM = "systeem"
VOTER = "stemmer"


def actor_name(user_id: int | None) -> str:
    return SYSTEM if user_id is None else f"gebruiker:{user_id}"


def record(action: str, *, edition: str = "", by: int | str | None = None, subject: str = "", **data: Any) -> Entry:
    """Adds one entry. `by` is a user's id, None for the system, or a fixed actor such as VOTER.

    `data` must hold facts that may be kept for years: no names, e-mail addresses, codes, choices or IP addresses.
    """
    actor = by if isinstance(by, str) else actor_name(by)
    return Entry.objects.create(at=clock.now(), edition=edition, actor=actor, action=action, subject=subject, data=data)
