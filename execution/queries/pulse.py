"""How all chosen plans are doing, for the team; and one of them with its history."""

from dataclasses import dataclass
from datetime import date

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Prefetch, Q, QuerySet, Subquery

from common import clock
from editions.models import Edition
from execution.attention import LOOKS, Look, Signal, in_order, urgency
from execution.models import Agreement, AgreementVersion, ChangeRequest, CheckIn, Extension, HelpRequest, Pulse, Stop
from execution.pulse import Answer, next_question
from execution.queries.progress import Progress, progress_of
from execution.states import State


def with_pulse(edition: Edition) -> QuerySet[Agreement]:
    """All agreements of an edition with what makers said and asked, in eight queries."""
    last = AgreementVersion.objects.filter(agreement=OuterRef("pk")).order_by("-number")
    signed = Q(confirmed_by_maker_at__isnull=False, confirmed_by_municipality_at__isnull=False)
    return (
        Agreement.objects.filter(plan__edition=edition)
        .select_related("plan__maker", "plan__neighbourhood", "plan__edition", "pulse")
        .prefetch_related("milestones", "plan__co_makers__user", "extensions__asked_by", "stops__asked_by")
        .prefetch_related(Prefetch("check_ins", queryset=CheckIn.objects.select_related("answered_by")))
        .prefetch_related(Prefetch("help_requests", queryset=HelpRequest.objects.select_related("asked_by")))
        .annotate(
            is_asked=Exists(ChangeRequest.objects.filter(agreement=OuterRef("pk"), settled_at=None)),
            last_is_signed=Subquery(
                last.annotate(is_signed=ExpressionWrapper(signed, BooleanField())).values("is_signed")[:1]
            ),
        )
        .order_by("plan__title", "pk")
    )


@dataclass(frozen=True)
class PulseRow:
    """One chosen plan as the team sees it on `today`. Reads only what `with_pulse` loaded."""

    agreement: Agreement
    today: date

    @property
    def pulse(self) -> Pulse | None:
        return getattr(self.agreement, "pulse", None)

    @property
    def progress(self) -> Progress:
        return progress_of(self.agreement, self.today)

    @property
    def question(self) -> CheckIn | None:
        """The newest question, answered or not."""
        return next(iter(self.agreement.check_ins.all()), None)

    @property
    def last_answer(self) -> CheckIn | None:
        return next((each for each in self.agreement.check_ins.all() if each.is_answered), None)

    @property
    def next_question_on(self) -> date | None:
        known = self.pulse and self.pulse.agreed_on
        return next_question(known, self.today) if known and self.agreement.is_going_on else None

    @property
    def help(self) -> HelpRequest | None:
        return next((each for each in self.agreement.help_requests.all() if each.answered_at is None), None)

    @property
    def extension(self) -> Extension | None:
        return next((each for each in self.agreement.extensions.all() if each.granted is None), None)

    @property
    def stop(self) -> Stop | None:
        return next((each for each in self.agreement.stops.all() if each.granted is None), None)

    @property
    def asks_change(self) -> bool:
        """Whether a maker asked for another agreement and nobody answered."""
        return bool(self.agreement.is_asked)  # type: ignore[attr-defined]  # annotated by with_pulse

    @property
    def change_waits(self) -> bool:
        """Whether not both confirmed a new version of what they agreed to."""
        return self.agreement.is_agreed and self.agreement.last_is_signed is False  # type: ignore[attr-defined]

    @property
    def signals(self) -> list[Signal]:
        """What waits for the team; of a plan that ended only help that nobody answered."""
        found = {Signal.HELP: self.help is not None}
        if self.agreement.is_going_on:
            answer = self.last_answer
            found |= {
                Signal.SILENT: bool(self.pulse and self.pulse.silent_since),
                Signal.STOP: self.stop is not None,
                Signal.EXTENSION: self.extension is not None,
                Signal.ASKED: self.asks_change,
                Signal.CHANGE: self.change_waits,
                Signal.DONE: answer is not None and answer.answer == Answer.DONE,
                Signal.OVERDUE: self.agreement.due_on < self.today,
                Signal.STUCK: self.agreement.current is State.STUCK,
                Signal.LATE: bool(self.progress.late),
            }
        return in_order(signal for signal, holds in found.items() if holds)

    @property
    def looks(self) -> list[Look]:
        """How the signals are shown beside the state, which says itself that a plan is stuck."""
        return [LOOKS[signal] for signal in self.signals if signal is not Signal.STUCK]

    @property
    def is_extended(self) -> bool:
        return any(each.granted for each in self.agreement.extensions.all())


def pulse_rows(edition: Edition) -> list[PulseRow]:
    """Every chosen plan, the most urgent first; what ended comes last."""
    today = clock.today()
    rows = [PulseRow(each, today) for each in with_pulse(edition)]
    return sorted(rows, key=lambda row: (urgency(row.signals), not row.agreement.is_going_on, row.agreement.due_on))


@dataclass(frozen=True)
class Filter:
    """One choice above the list: its word in the address, what it is called, and how many plans it shows."""

    slug: str
    label: str
    number: int


def filters_of(rows: list[PulseRow]) -> list[Filter]:
    """The filters that show something, and the one that shows all."""
    counted = {signal: sum(signal in row.signals for row in rows) for signal in Signal}
    found = [Filter(signal.value, LOOKS[signal].label, number) for signal, number in counted.items() if number]
    return [Filter("", "alle plannen", len(rows)), *found]


def open_signals(edition: Edition) -> dict[Signal, int]:
    """How many plans have which signal, for the cockpit."""
    rows = pulse_rows(edition)
    return {signal: number for signal in Signal if (number := sum(signal in row.signals for row in rows))}
