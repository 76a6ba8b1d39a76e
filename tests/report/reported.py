"""Builders for tests of the report: an edition whose result is public, with figures kept."""

from typing import Any

from accounts.models import User
from editions.models import Edition, Role
from lifecycle.actions import advance
from plans.models import Plan
from plans.status import Status
from report.actions import answer_survey, keep_figures, publish_report
from report.models import Report, SurveyRole
from report.questions import QUESTIONS
from tests import make
from tests.voting.ballot_world import BallotWorld, counted_world, issue, sign
from voting.actions.count import count_votes


def with_result(ballots: int = 12, more_voters: int = 20, **settings: Any) -> BallotWorld:
    """An edition in execution: three plans on the ballot of which two were chosen, and others that fell before."""
    world = counted_world([[0, 1]] * ballots, prices=(3_000_000, 2_500_000, 2_000_000), **settings)
    issue(world.edition, more_voters)
    statuses = (Status.BELOW_THRESHOLD, Status.NOT_FEASIBLE, Status.REFERRED, Status.MERGED, Status.DRAFT, Status.HELD)
    for status in statuses:
        make.likes(make.plan(world.edition, status), 3)
    leader = make.staff(world.edition, Role.LEADER)
    count_votes(world.edition.pk, leader.pk)
    sign(world)
    advance(world.edition.pk, world.edition.current_phase, leader.pk, "Test")
    world.edition.refresh_from_db()
    return world


def leader(edition: Edition) -> User:
    return make.staff(edition, Role.LEADER)


def published(world: BallotWorld) -> Report:
    by = leader(world.edition)
    keep_figures(world.edition.pk, by.pk)
    return publish_report(world.edition.pk, by.pk)


def marks(role: SurveyRole = SurveyRole.MAKER, mark: int = 4) -> dict[str, int]:
    return {question.key: mark for question in QUESTIONS[role]}


def answers(edition: Edition, number: int, mark: int = 4) -> None:
    """As many makers, each with a plan of their own, who all give this mark."""
    for _ in range(number):
        maker = make.user("Maker")
        make.plan(edition, Status.NOT_CHOSEN, maker=maker)
        answer_survey(edition.pk, maker, SurveyRole.MAKER, marks(mark=mark), "")


def plans_of(edition: Edition) -> list[Plan]:
    return list(Plan.objects.of(edition).order_by("pk"))
