"""What tests of paper ballots share: clerks, and ballots as they read them."""

from collections.abc import Sequence

from accounts.models import User
from editions.models import Role
from tests import make
from tests.voting.ballot_world import BallotWorld, ballot_world
from voting.actions.paper import enter_paper, receive_paper
from voting.models import IntakeBallot, IntakeReceipt, PaperBallot, PaperState
from voting.paper.entries import Entry, Reason


class PaperWorld:
    """A vote with three clerks; paper number n lies ready with code n - 1."""

    def __init__(self, papers: int = 1, codes: int = 1, **extra: object) -> None:
        self.vote: BallotWorld = ballot_world(codes=codes, **extra)  # type: ignore[arg-type]
        self.edition = self.vote.edition
        self.clerks: list[User] = [make.staff(self.edition, Role.CLERK, name=f"Clerk {n}") for n in range(3)]
        if papers:
            receive_paper(self.edition.pk, papers, self.clerks[0].pk)

    def reading(self, places: Sequence[int] = (0,), code: int = 0) -> Entry:
        return Entry(self.vote.hash(code), tuple(sorted(self.vote.ids[place] for place in places)))

    def enter(self, clerk: int, entry: Entry, number: int = 1) -> PaperState:
        return enter_paper(self.edition.pk, number, entry, self.clerks[clerk].pk)

    def twice(self, entry: Entry, number: int = 1) -> PaperState:
        """Two clerks read the same."""
        self.enter(0, entry, number)
        return self.enter(1, entry, number)

    def paper(self, number: int = 1) -> PaperBallot:
        return PaperBallot.objects.get(edition=self.edition, number=number)

    @property
    def votes(self) -> int:
        ballots = IntakeBallot.objects.filter(edition=self.edition).count()
        assert ballots == IntakeReceipt.objects.filter(edition=self.edition).count()
        return ballots


def invalid(reason: Reason = Reason.UNREADABLE) -> Entry:
    return Entry(reason=reason)
