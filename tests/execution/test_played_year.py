"""A year of an edition, played day by day with a moved clock: all reminders once, none twice."""

from collections import Counter
from datetime import timedelta
from itertools import pairwise

import pytest
from django.core import mail

from accounts.models import User
from common import clock
from editions.models import Role
from editions.phases import Phase
from execution.actions import answer_check_in, ask_extension, decide_extension, sweep_pulse
from execution.models import Agreement, CheckIn, EndReminder, Extension
from execution.pulse import Answer, add_months
from mail.actions import deliver
from mail.models import Notice
from tests import make
from tests.execution.pulse_world import agreed, go_to

pytestmark = pytest.mark.django_db
DAYS = 397
EXTENDED_ON, EXTENDED_BY = 340, 45


def test_a_year_is_played_and_nobody_hears_anything_twice() -> None:
    go_to(add_months(clock.today(), 1).replace(day=20))
    edition = make.edition(Phase.EXECUTION)
    boss = make.staff(edition, Role.LEADER)
    good, silent, extended = (agreed(edition, title=title) for title in ("Goed", "Stil", "Uitstel"))
    for day in range(DAYS):
        if day % 7 != 5:  # on one day a week nothing works
            sweep_pulse()
        if day % 9 == 0:
            sweep_pulse()  # and once more
        if day % 10 == 0:
            deliver()
        _makers_answer(good, extended)
        if day == EXTENDED_ON:
            _more_time(extended, boss)
        clock.move(timedelta(days=1))
    deliver()
    _asked_each_month(good, silent, extended)
    _reminded_once(good)
    _reminded_once(silent)
    _reminded_to_the_new_end(extended)
    _told_once(good, silent, extended, boss.pk)


def _makers_answer(*agreements: Agreement) -> None:
    for check_in in CheckIn.objects.filter(agreement__in=agreements, answer=""):
        answer_check_in(check_in.pk, Answer.GOOD, "", check_in.agreement.plan.maker, by_link=True)


def _more_time(agreement: Agreement, boss: User) -> None:
    agreement.refresh_from_db()
    until = agreement.due_on + timedelta(days=EXTENDED_BY)
    extension = ask_extension(agreement.pk, agreement.plan.maker, until, "De stoeptegels komen later.")
    decide_extension(extension.pk, boss, granted=True, answer="Goed.")


def _asked_each_month(*agreements: Agreement) -> None:
    for agreement in agreements:
        days = [each.due_on for each in CheckIn.objects.filter(agreement=agreement).order_by("due_on")]
        assert len(days) == 13
        assert all(add_months(days[0], number) == day for number, day in enumerate(days))
        assert all(timedelta(days=28) <= later - earlier <= timedelta(days=31) for earlier, later in pairwise(days))


def _reminded_once(agreement: Agreement) -> None:
    rows = EndReminder.objects.filter(agreement=agreement).order_by("at")
    assert [row.months_left for row in rows] == [6, 3, 1, 0]
    assert {row.end for row in rows} == {agreement.due_on}


def _reminded_to_the_new_end(agreement: Agreement) -> None:
    old = Extension.objects.get().end_before
    rows = EndReminder.objects.filter(agreement=agreement).order_by("at")
    assert [(row.end == old, row.months_left) for row in rows] == [(True, 6), (True, 3), (True, 1), (False, 1)]


def _told_once(good: Agreement, silent: Agreement, extended: Agreement, boss: int) -> None:
    counted = Counter(Notice.objects.values_list("user_id", "kind"))
    for agreement, reminders in ((good, 4), (silent, 4), (extended, 4)):
        maker = agreement.plan.maker_id
        assert counted[maker, "PLAN_END"] == reminders
        assert counted[maker, "PULSE"] == 13
    # The silent plan once, the two ends that came, and the wish for more time.
    assert counted[boss, "TEAM_TASK"] == 4
    assert Notice.objects.filter(handled_at=None).count() == 0
    assert len([each for each in mail.outbox if "Wij horen niets" in str(each.body)]) == 1
