"""Who does what: the editions in which somebody has a role."""

from dataclasses import dataclass
from itertools import groupby

from accounts.models import User
from editions.models import Edition, EditionRole, Role
from editions.phases import Phase


@dataclass(frozen=True)
class Work:
    """What somebody does in one edition."""

    edition: Edition
    roles: frozenset[Role]

    @property
    def labels(self) -> list[str]:
        return [str(role.label) for role in Role if role in self.roles]

    @property
    def leads(self) -> bool:
        return Role.LEADER in self.roles

    @property
    def signs(self) -> bool:
        """Whether there are lists to enter: for who has no cockpit, and as long as plans gather likes."""
        gathering = self.edition.current_phase in (Phase.SUBMISSION, Phase.LIKES)
        return Role.PARTNER in self.roles and not self.leads and gathering

    @property
    def at_desk(self) -> bool:
        return Role.CLERK in self.roles

    @property
    def at_table(self) -> bool:
        return bool(self.roles - {Role.LEADER, Role.CLERK})


def work_of(user: User) -> list[Work]:
    """The editions in which `user` has a role, those that run first, the newest first. One query."""
    rows = EditionRole.objects.filter(user=user).select_related("edition").order_by("-edition_id")
    groups = groupby(rows, key=lambda row: row.edition)
    work = [Work(edition, frozenset(Role(row.role) for row in each)) for edition, each in groups]
    return sorted(work, key=lambda each: each.edition.current_phase is Phase.CLOSED)
