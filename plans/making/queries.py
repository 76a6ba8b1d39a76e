"""Reads that feed the steps: how far a plan is, and which duties of the city it touches."""

from dataclasses import dataclass

from plans.completeness import PARTS, REFERRAL_PARTS, missing_parts
from plans.labels import PART_LABELS
from plans.making.advice import ADVICE, Advice
from plans.making.steps import STEPS, Step, first_unfinished, step_of
from plans.models import Plan, ScopeTopic
from plans.scope import Topic, Touch, fingerprint, lines, touched


@dataclass(frozen=True)
class CheckItem:
    """One part that a plan needs, and the step on which it is written. `reason` says what is missing; "" when done."""

    part: str
    label: str
    reason: str
    step: Step


@dataclass(frozen=True)
class Progress:
    """How far a draft is. `step` is where to go on: the first that lacks something, else the last."""

    missing: dict[str, str]
    step: Step

    @property
    def number(self) -> int:
        return STEPS.index(self.step) + 1

    @property
    def labels(self) -> str:
        """What is missing, as one reads it aloud: "beschrijving, thema"."""
        return ", ".join(str(PART_LABELS[part]).lower() for part in self.missing)


@dataclass(frozen=True)
class Touched:
    """A duty of the city that a plan touches, and the words in the plan that say so."""

    topic: ScopeTopic
    words: tuple[str, ...]


@dataclass(frozen=True)
class Tick:
    advice: Advice
    ticked: bool


def progress_of(plan: Plan) -> Progress:
    """One query, unless the cost lines are prefetched."""
    missing = missing_parts(plan)
    return Progress(missing, first_unfinished(missing))


def checklist(plan: Plan) -> list[CheckItem]:
    """What a plan needs, in the order of the pages, each with what is still missing."""
    missing = missing_parts(plan)
    return [CheckItem(part, str(PART_LABELS[part]), missing.get(part, ""), step_of(part)) for part in PARTS]


def referral_checklist(plan: Plan) -> list[CheckItem]:
    """What is still missing before the idea can be handed to a department."""
    missing = missing_parts(plan, REFERRAL_PARTS)
    return [CheckItem(part, str(PART_LABELS[part]), missing[part], step_of(part)) for part in missing]


def ticks(plan: Plan) -> list[Tick]:
    return [Tick(each, each.key in plan.arranged) for each in ADVICE]


def scope_text(plan: Plan) -> str:
    """The words in which a plan says what it is."""
    return "\n".join([plan.title, plan.summary, plan.body])


def touched_topics(plan: Plan) -> list[Touched]:
    """The edition's duties of the city that the plan's text touches, in one query."""
    topics = {topic.pk: topic for topic in plan.edition.scope_topics.all()}
    return [Touched(topics[touch.key], touch.found) for touch in _touches(plan, list(topics.values()))]


def unanswered(plan: Plan) -> list[Touched]:
    """What the maker has still to answer: none when the text touches nothing, or was answered as it stands now."""
    found = touched_topics(plan)
    return [] if plan.scope_answer == answer_to(plan, found) else found


def answer_to(plan: Plan, found: list[Touched]) -> str:
    """What is kept when the maker says no to `found`."""
    return fingerprint(scope_text(plan), [Touch(each.topic.pk, each.words) for each in found])


def _touches(plan: Plan, topics: list[ScopeTopic]) -> list[Touch]:
    return touched(scope_text(plan), [Topic(topic.pk, lines(topic.words)) for topic in topics])
