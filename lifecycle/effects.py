"""What a step brings about, inside the step's own transaction. `by` is the user's id, or None for the clock."""

from common.errors import Refused
from editions.models import Edition
from execution.actions import follow_along, open_agreements, open_follow_ups
from feasibility.actions import lay_table, settle_answers
from feasibility.queries import conditions_by_plan
from plans.actions import apply_threshold as apply_plan_threshold
from plans.queries import ballot_plans
from report.actions import keep_figures
from retention.actions.archiving import close_invitations
from voting.actions import freeze_rules, publish_count, seal_box
from voting.actions.record import keep_record
from voting.actions.turnout import keep_turnout
from voting.counting.rules import impossible
from voting.queries import present_rules

EMPTY_BALLOT = "Er staat geen plan meer op het stembiljet: geen maker antwoordde op de voorwaarden."


def apply_threshold(edition: Edition, by: int | None) -> None:
    apply_plan_threshold(edition, by)


def help_the_fallen_on(edition: Edition, by: int | None) -> None:
    open_follow_ups(edition, by)


def lay_the_table(edition: Edition, by: int | None) -> None:
    lay_table(edition, by)


def settle_the_answers(edition: Edition, by: int | None) -> None:
    """Nothing about the ballot is open when the vote is. Raises Refused when silence takes the last plan off it."""
    settle_answers(edition.pk, by, at_the_vote=True)
    if not ballot_plans(edition).exists():
        raise Refused(EMPTY_BALLOT)


def freeze_the_rules(edition: Edition, by: int | None) -> None:
    """After the ballot is settled: what decides the outcome gets its hash.

    Raises Refused when silence took so many plans off the ballot that no ballot can be valid any more.
    """
    if reason := impossible(present_rules(edition)):
        raise Refused(reason)
    freeze_rules(edition, by)


def seal_the_box(edition: Edition, by: int | None) -> None:
    seal_box(edition, by)


def publish_result(edition: Edition, by: int | None) -> None:
    publish_count(edition, by)
    keep_turnout(edition)
    keep_record(edition, by)


def open_execution(edition: Edition, by: int | None) -> None:
    open_agreements(edition, by, conditions_by_plan(edition))
    follow_along(edition)
    open_follow_ups(edition, by)


def keep_the_figures(edition: Edition, by: int | None) -> None:
    """What the report tells is counted here and kept; it stays when its sources are destroyed."""
    keep_figures(edition.pk, by)


def put_away(edition: Edition, by: int | None) -> None:
    """The public pages stay; what is about people goes by the terms that begin now."""
    close_invitations(edition, by)
