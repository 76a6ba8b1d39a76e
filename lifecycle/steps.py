"""An edition's march through its phases, in one table: from where to where, when, under which guards, to what effect.

A guard is a list of Dutch reasons why a step cannot be made yet; the cockpit shows the same list. An effect runs in the
step's own transaction. The clock makes the steps that have a date (`due`); a step without one is made by hand.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from editions.models import Edition
from editions.phases import Phase, Schedule
from lifecycle import effects, guards

Guard = Callable[[Edition], list[str]]
Effect = Callable[[Edition, int | None], None]
Due = Callable[[Schedule], datetime | None]


def starts(phase: Phase) -> Due:
    return lambda schedule: schedule[phase].starts_at if phase in schedule else None


def ends(phase: Phase) -> Due:
    return lambda schedule: schedule[phase].ends_at if phase in schedule else None


def by_hand(schedule: Schedule) -> datetime | None:
    return None


@dataclass(frozen=True)
class Step:
    """One step. `button` is what the cockpit's button says; `cautions` are said there and stop nobody."""

    source: Phase
    target: Phase
    due: Due
    button: str
    guards: Sequence[Guard] = ()
    effects: Sequence[Effect] = ()
    cautions: Sequence[Guard] = ()

    def reasons(self, edition: Edition) -> list[str]:
        """Why the step cannot be made now; empty when it can."""
        return [reason for guard in self.guards for reason in guard(edition)]

    def warnings(self, edition: Edition) -> list[str]:
        """What somebody should know before making the step by hand."""
        return [warning for caution in self.cautions for warning in caution(edition)]


STEPS: tuple[Step, ...] = (
    Step(
        Phase.PREPARATION,
        Phase.SUBMISSION,
        starts(Phase.SUBMISSION),
        "Open het indienen van plannen",
        guards=[guards.schedule_is_complete, guards.has_themes_and_neighbourhoods],
    ),
    Step(Phase.SUBMISSION, Phase.LIKES, ends(Phase.SUBMISSION), "Sluit het indienen, ga door met likes"),
    Step(
        Phase.LIKES,
        Phase.FEASIBILITY,
        ends(Phase.LIKES),
        "Sluit de likes en start de haalbaarheidscheck",
        effects=[effects.apply_threshold, effects.help_the_fallen_on, effects.lay_the_table],
    ),
    Step(
        Phase.FEASIBILITY,
        Phase.VOTING,
        starts(Phase.VOTING),
        "Open de stemming",
        guards=[
            guards.verdicts_are_published,
            guards.makers_had_their_term,
            guards.ballot_has_plans,
            guards.rules_can_be_met,
            guards.letters_are_printed,
        ],
        effects=[effects.settle_the_answers, effects.freeze_the_rules],
    ),
    Step(Phase.VOTING, Phase.COUNTING, ends(Phase.VOTING), "Sluit de stemming", effects=[effects.seal_the_box]),
    Step(
        Phase.COUNTING,
        Phase.EXECUTION,
        by_hand,
        "Maak de uitslag bekend",
        guards=[guards.votes_are_counted, guards.result_has_two_signatures],
        effects=[effects.publish_result, effects.open_execution, effects.keep_the_figures],
    ),
    Step(
        Phase.EXECUTION,
        Phase.CLOSED,
        ends(Phase.EXECUTION),
        "Rond de editie af",
        guards=[guards.plans_have_ended, guards.help_was_given],
        cautions=[guards.everybody_has_a_way_on, guards.offers_are_answered, guards.report_is_public],
        effects=[effects.put_away, effects.keep_the_figures],
    ),
)

BY_SOURCE = {step.source: step for step in STEPS}


def next_step(phase: Phase) -> Step | None:
    """The one step that leads on from `phase`, or None at the end."""
    return BY_SOURCE.get(phase)
