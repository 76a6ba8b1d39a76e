"""Keeps people to plans.limits. Part of the action that is limited, never on its own."""

from accounts.models import User


def hold(person: User) -> None:
    """Locks the person for this transaction: whatever they do at the same moment waits, and is counted after this."""
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
