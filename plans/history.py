"""The story of a plan after it was submitted, in the words of its page. Tells public facts only."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from editions.phases import Phase
from plans.changes import Piece, compare, shorten
from plans.labels import FIELD_LABELS
from plans.models import Plan, PlanChange
from plans.status import BALLOTED, WON, Status
from theme.money import euro

# Fields that are chosen from a list or name a thing: compared as a whole, not by their words.
WHOLE = frozenset({"theme", "more_themes", "neighbourhood", "point"})
JUDGED = BALLOTED | {Status.NOT_FEASIBLE}
COUNTED = WON | {Status.NOT_CHOSEN}


@dataclass(frozen=True)
class TextEdit:
    """A text that changed; `pieces` when it is compared by its words, else only `before` and `after`.

    `said` tells it in words where before and after say nothing to people, such as degrees.
    """

    label: str
    before: str
    after: str
    pieces: tuple[Piece, ...] = ()
    said: str = ""


@dataclass(frozen=True)
class CostStep:
    """One post that came (`added`) or went, in euro cents. One that changed says what it was before."""

    added: bool
    label: str
    cents: int
    label_before: str = ""
    cents_before: int = 0


@dataclass(frozen=True)
class CostEdit:
    """Posts that changed in a row, and what the plan cost in all before and after, in euro cents."""

    steps: tuple[CostStep, ...]
    before_cents: int
    after_cents: int


Edit = TextEdit | CostEdit


@dataclass(frozen=True)
class Moment:
    """One point on the time line. `at` is None when only the fact is known."""

    title: str
    at: datetime | None
    text: str = ""
    edits: tuple[Edit, ...] = ()

    @property
    def has_texts(self) -> bool:
        """Whether a text is compared by its words here."""
        return any(isinstance(edit, TextEdit) and not edit.said for edit in self.edits)


def moments(plan: Plan, changes: Iterable[PlanChange], entered: Mapping[str, datetime]) -> list[Moment]:
    """All that happened, oldest first. `entered` says when the edition entered its phases, as far as known."""
    began = _("Doorgegeven aan de gemeente") if plan.state is Status.REFERRED else _("Ingediend")
    found = [Moment(began, plan.submitted_at)] if plan.submitted_at else []
    found += _changed(list(changes))
    found += _likes_closed(plan, entered)
    found += _judged(plan)
    return found + _counted(plan, entered)


def with_co_makers(story: list[Moment], plan: Plan) -> list[Moment]:
    """The story with whoever joined and still makes the plan; of somebody who left nothing is told."""
    since = plan.submitted_at
    joined = [each for each in plan.co_makers.all() if since and each.since > since]
    for each in sorted(joined, key=lambda each: each.since):
        title = _("%(name)s maakt het plan mee") % {"name": each.user}
        later = (n for n, moment in enumerate(story) if moment.at and moment.at > each.since)
        story.insert(next(later, len(story)), Moment(title, each.since))
    return story


def text_edits(changes: Mapping[str, Any]) -> list[TextEdit]:
    """The changed texts by the labels that people know, in the order of the plan's page."""
    names = [name for name in FIELD_LABELS if name in changes]
    return [_text_edit(name, changes[name]["before"], changes[name]["after"]) for name in names]


def _text_edit(name: str, before: str, after: str) -> TextEdit:
    pieces = () if name in WHOLE else shorten(compare(before, after))
    return TextEdit(str(FIELD_LABELS[name]), before, after, pieces, _moved(before, after) if name == "point" else "")


def _moved(before: str, after: str) -> str:
    if not before:
        return _("aangewezen")
    return _("verplaatst") if after else _("weggehaald")


def _changed(changes: Sequence[PlanChange]) -> list[Moment]:
    """What its makers adapted and what was merged into it, by date."""
    joined = [each for each in changes if "merged" in each.changes]
    adapted = [each for each in changes if "merged" not in each.changes]
    return sorted([*_adapted(adapted), *_joined(joined)], key=_when)


def _when(moment: Moment) -> datetime:
    return moment.at or datetime.min.replace(tzinfo=UTC)


def _joined(changes: Iterable[PlanChange]) -> Iterator[Moment]:
    """A plan that went on in this one."""
    for change in changes:
        title = _("Samengevoegd met ‘%(title)s’") % {"title": change.changes["merged"]["after"]["title"]}
        yield Moment(
            title, change.changed_at, _("De makers gaan samen verder. Wie beide plannen steunde, telt één keer.")
        )


def _adapted(changes: Iterable[PlanChange]) -> Iterator[Moment]:
    """One point a day, which shows each change of that day."""
    for _day, group in groupby(changes, key=lambda change: localdate(change.changed_at)):
        of_day = list(group)
        yield Moment(_("Aangepast"), of_day[0].changed_at, edits=tuple(_edits(of_day)))


def _edits(changes: Sequence[PlanChange]) -> Iterator[Edit]:
    """Texts one by one; posts that changed in a row together, since people add them one after the other."""
    for about_costs, group in groupby((change.changes for change in changes), key=lambda each: "cost" in each):
        run = list(group)
        if about_costs:
            yield CostEdit(tuple(_steps(run)), run[0]["cost"]["before"], run[-1]["cost"]["after"])
        else:
            yield from (edit for each in run for edit in text_edits(each))


def _steps(changes: Iterable[Mapping[str, Any]]) -> Iterator[CostStep]:
    for line in (each["cost_line"] for each in changes):
        post, was = line["after"] or line["before"], line["before"] or {}
        then = (was["label"], was["cents"]) if was and line["after"] else ("", 0)
        yield CostStep(line["after"] is not None, post["label"], post["cents"], *then)


def _likes_closed(plan: Plan, entered: Mapping[str, datetime]) -> Iterator[Moment]:
    if plan.likes_at_close is None:
        return
    enough = plan.likes_at_close >= plan.likes_needed and plan.state is not Status.BELOW_THRESHOLD
    text = (
        _("Genoeg voor de haalbaarheidscheck.") if enough else _("Dat waren er te weinig voor de haalbaarheidscheck.")
    )
    title = _("Likes gesloten met %(number)d likes") % {"number": plan.likes_at_close}
    yield Moment(title, entered.get(Phase.FEASIBILITY), text)


def _judged(plan: Plan) -> Iterator[Moment]:
    if plan.state not in JUDGED or plan.edition.verdicts_published_at is None:
        return
    text = _("Dit plan kan nu niet.")
    if plan.ballot_cents is not None and plan.state is Status.NOT_FEASIBLE:
        text = _("Dit plan staat niet op het stembiljet.")
    elif plan.state is not Status.NOT_FEASIBLE:
        text = _("Dit plan kan. Op het stembiljet staat het voor %(price)s.") % {"price": euro(plan.ballot_cents)}
    yield Moment(_("Oordeel bekendgemaakt"), plan.edition.verdicts_published_at, text)


def _counted(plan: Plan, entered: Mapping[str, datetime]) -> list[Moment]:
    if plan.state not in COUNTED:
        return []
    title = _("Niet gekozen") if plan.state is Status.NOT_CHOSEN else _("Gekozen door de wijk")
    return [Moment(title, entered.get(Phase.EXECUTION))]
