"""The report of the 2020 edition, as the demo imagines it: hours, costs and answers are invented."""

from accounts.models import User
from editions.models import Edition, EditionRole, PhaseChange, Role
from editions.phases import Phase
from plans.models import Plan
from report.actions import (
    add_hours,
    add_other_cost,
    answer_survey,
    keep_figures,
    publish_report,
    set_foreword,
    set_prices,
)
from report.models import SurveyRole, Work
from report.questions import CHECKER, QUESTIONS

LETTER_CENTS, HOURLY_CENTS = 97, 6_850
HOURS = (
    ("projectleider", Work.LEADING, 416),
    ("communicatieadviseur", Work.COMMUNICATION, 150),
    ("gebiedsverbinder", Work.SUPPORT, 224.5),
    ("specialisten van de gemeente", Work.CHECK, 187.25),
    ("medewerkers stembureau", Work.VOTING, 96),
)
OTHER = (("Zalen en koffie", 184_000), ("Posters en huis-aan-huisblad", 426_500), ("Vertalen en tolken", 131_250))
FOREWORD = (
    "In Schalkwijk deden meer mensen mee dan wij durfden te hopen. Vierennegentig keer schreef iemand op wat de wijk "
    "nodig heeft, en overal werd gepraat over elkaars idee.\n\n"
    "De haalbaarheidscheck van drie weken was te kort. De volgende keer nemen wij er zes. En wie niet gekozen is, "
    "laten wij niet los: bij elk plan staat wat er van werd."
)
# What makers thought, one row for each: rules, help, verdict, again.
MAKERS = (
    *((4, 4, 3, 5), (5, 4, 4, 5), (3, 2, 2, 4), (4, 5, 4, 5), (4, 3, 3, 4), (5, 5, 5, 5), (2, 3, 1, 3), (4, 4, 3, 5)),
    *((4, 4, 4, 4), (5, 4, 3, 5), (3, 3, 2, 4), (4, 5, 4, 5), (4, 2, 3, 5), (5, 4, 4, 4)),
)
TEXTS = (
    "Ik had graag eerder gehoord dat de check zo snel ging.",
    "Het spreekuur in de bibliotheek hielp mij met de begroting.",
    "Volgende keer ook de formulieren in het Turks.",
)
# Three people of the table answer: too few to show, and the page says so.
CHECKERS = ((4, 2, 5, 5), (3, 2, 4, 4), (4, 3, 5, 5))


def load_report(edition: Edition, cast: dict[str, User]) -> None:
    """After the year of execution: costs and answers by the real actions, and a report that everybody reads."""
    leader = cast["projectleider"].pk
    _date_the_first_phases(edition)
    set_prices(edition.pk, LETTER_CENTS, HOURLY_CENTS, leader)
    for function, work, hours in HOURS:
        add_hours(edition.pk, function, work, round(hours * 4), leader)
    for label, cents in OTHER:
        add_other_cost(edition.pk, label, cents, leader)
    _answers(edition)
    keep_figures(edition.pk, leader)
    set_foreword(edition.pk, FOREWORD, leader)
    publish_report(edition.pk, leader)


def _date_the_first_phases(edition: Edition) -> None:
    """The edition was loaded at its check; the steps before that went as planned."""
    days = edition.schedule()
    marks = (
        (Phase.PREPARATION, Phase.SUBMISSION, days[Phase.SUBMISSION].starts_at),
        (Phase.SUBMISSION, Phase.LIKES, days[Phase.SUBMISSION].ends_at),
        (Phase.LIKES, Phase.FEASIBILITY, days[Phase.LIKES].ends_at),
    )
    for source, target, at in marks:
        PhaseChange.objects.create(edition=edition, from_phase=source, to_phase=target, at=at, reason="Demo")


def _answers(edition: Edition) -> None:
    plans = Plan.objects.of(edition).select_related("maker").order_by("pk")
    makers = list(dict.fromkeys(plan.maker for plan in plans))
    for number, marks in enumerate(MAKERS):
        answers = dict(zip((q.key for q in QUESTIONS[SurveyRole.MAKER]), marks, strict=True))
        text = TEXTS[number // 5] if number % 5 == 0 else ""
        answer_survey(edition.pk, makers[number], SurveyRole.MAKER, answers, text)
    seats = EditionRole.objects.filter(edition=edition, role__in=[Role.CHECKER, Role.CHAIR]).select_related("user")
    for seat, marks in zip(seats.order_by("pk"), CHECKERS, strict=False):
        answers = dict(zip((q.key for q in QUESTIONS[CHECKER]), marks, strict=True))
        answer_survey(edition.pk, seat.user, SurveyRole.CHECKER, answers, "")
