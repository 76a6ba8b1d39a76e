"""Two weeks after the result: whose turn it is hears once, and the cockpit says so."""

from datetime import timedelta

import pytest

from common import clock
from editions.models import Edition
from editions.phases import Phase
from execution.models import Agreement
from execution.queries import agreement_work
from execution.tasks import remind_of_agreements
from mail.models import Notice
from tests.execution.agreed import agreed, confirm, leader_of, propose
from tests.execution.test_agreements import running
from website.attention import attention

pytestmark = pytest.mark.django_db


def reminded() -> set[int]:
    return set(Notice.objects.filter(key__endswith=":waiting").values_list("user_id", flat=True))


def test_within_two_weeks_nobody_is_reminded() -> None:
    propose(running())
    clock.move(timedelta(days=13))
    remind_of_agreements()
    assert reminded() == set()


def test_without_a_version_the_leaders_hear_it_and_the_maker_does_not() -> None:
    agreement = running()
    leader = leader_of(agreement)
    clock.move(timedelta(days=15))
    remind_of_agreements()
    assert reminded() == {leader.pk}


def test_who_has_not_confirmed_hears_it_once_however_often_the_task_runs() -> None:
    agreement = running()
    leader = leader_of(agreement)
    propose(agreement, leader)
    confirm(agreement, leader)
    clock.move(timedelta(days=15))
    for _ in range(3):
        remind_of_agreements()
        clock.move(timedelta(days=1))
    assert reminded() == {agreement.plan.maker_id}
    assert Notice.objects.filter(key__endswith=":waiting").count() == 1


def test_what_both_confirmed_or_an_edition_that_closed_reminds_nobody() -> None:
    agreed(running())
    running()
    Edition.objects.filter(pk=Agreement.objects.latest("pk").plan.edition_id).update(phase=Phase.CLOSED)
    clock.move(timedelta(days=15))
    remind_of_agreements()
    assert reminded() == set()


def test_the_cockpit_tells_new_overdue_changed_and_asked_apart() -> None:
    first = running()
    edition = first.plan.edition
    changed = agreed(running(edition))
    propose(changed, terms="Anders.")
    changed.requests.create(text="Mag het?", asked_by=changed.plan.maker, asked_at=clock.now())
    Agreement.objects.filter(pk=first.pk).update(opened_at=clock.now() - timedelta(days=15))
    running(edition)
    work = agreement_work(edition)
    assert (work.unconfirmed, work.overdue, work.changed, work.asked) == (2, 1, 1, 1)
    texts = [(item.text, item.urgent) for item in attention(edition)]
    assert texts == [
        ("1 afspraak is na twee weken nog niet door maker en gemeente bevestigd.", True),
        ("1 maker vraagt om een andere afspraak.", True),
        ("1 afspraak is nog niet door maker en gemeente bevestigd.", False),
        ("1 gewijzigde afspraak wacht op akkoord van maker of gemeente.", False),
    ]
