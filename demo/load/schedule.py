"""The days of the demo editions: five rounds, one in each phase, as seen from today."""

from datetime import date, timedelta

from editions.forms import midnight
from editions.models import Edition, PhaseWindow
from editions.phases import NUMBERED, Phase

Days = tuple[date, date]


def lay(edition: Edition, days: dict[Phase, Days]) -> None:
    """Writes the schedule; days are [first, day after the last) in Amsterdam."""
    PhaseWindow.objects.bulk_create(
        PhaseWindow(edition=edition, phase=phase, starts_at=midnight(first), ends_at=midnight(end))
        for phase, (first, end) in days.items()
    )


def of_2020(today: date) -> dict[Phase, Days]:
    """The real calendar of 2020; its year of execution is stretched to today, so that the demo shows it under way."""
    return {
        Phase.SUBMISSION: (date(2020, 9, 19), date(2020, 10, 19)),
        Phase.LIKES: (date(2020, 9, 19), date(2020, 10, 26)),
        Phase.FEASIBILITY: (date(2020, 10, 26), date(2020, 11, 16)),
        Phase.VOTING: (date(2020, 11, 17), date(2020, 12, 11)),
        Phase.EXECUTION: (date(2020, 12, 18), today + timedelta(days=60)),
    }


# How long the phases last when nobody shortens them, from the source: likes a week beyond, six weeks at the table.
LENGTHS = {
    Phase.SUBMISSION: 30,
    Phase.LIKES: 10,
    Phase.FEASIBILITY: 42,
    Phase.VOTING: 21,
    Phase.EXECUTION: 365,
}


def around(today: date, now_in: Phase, days_in: int, likes_together: bool = False) -> dict[Phase, Days]:
    """Phases end to end, such that `now_in` began `days_in` days ago."""
    before = sum(LENGTHS[phase] for phase in NUMBERED[: NUMBERED.index(now_in)])
    at = today - timedelta(days=before + days_in)
    laid: dict[Phase, Days] = {}
    for phase in NUMBERED:
        end = at + timedelta(days=LENGTHS[phase])
        laid[phase] = (at, end)
        at = end
    if likes_together:
        laid[Phase.LIKES] = (laid[Phase.SUBMISSION][0], laid[Phase.LIKES][1])
    return laid
