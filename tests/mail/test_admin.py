"""The administrator sees how it goes and decides what to send again; nobody reads a mail there."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from common import clock
from mail.models import Mail
from mail.states import State
from tests import make
from tests.mail.notices import mail_to

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]
LIST = "admin:mail_mail_changelist"


@pytest.fixture
def boss(as_user: Callable[[User], Client]) -> Client:
    return as_user(make.user("Bas", is_staff=True, is_superuser=True))


def test_the_list_counts_by_state_and_shows_no_words(boss: Client) -> None:
    person = make.user(email="geheim@example.org")
    mail = mail_to(person, heading="Geheimtitel", text="Geheimtekst")
    for url in (reverse(LIST), reverse("admin:mail_mail_change", args=[mail.pk])):
        page = boss.get(url).content.decode()
        assert "wacht" in page
        assert "eheim" not in page


def test_an_unsure_mail_goes_again_and_a_sent_one_does_not(boss: Client) -> None:
    unsure, sent = mail_to(make.user()), mail_to(make.user())
    Mail.objects.filter(pk=unsure.pk).update(state=State.UNSURE, claimed_at=clock.now())
    Mail.objects.filter(pk=sent.pk).update(state=State.SENT, claimed_at=clock.now(), sent_at=clock.now())
    chosen = {"action": "send_again", "_selected_action": [unsure.pk, sent.pk]}
    page = boss.post(reverse(LIST), chosen, follow=True).content.decode()
    assert "1 mail gaat opnieuw" in page
    assert "Alleen een mislukte of onzekere mail" in page
    assert Mail.objects.get(pk=unsure.pk).state == State.QUEUED
    assert Mail.objects.get(pk=sent.pk).state == State.SENT


def test_nobody_adds_changes_or_removes_a_mail(boss: Client) -> None:
    mail = mail_to(make.user())
    assert boss.get(reverse("admin:mail_mail_add")).status_code == 403
    assert boss.post(reverse("admin:mail_mail_change", args=[mail.pk]), {"state": "SENT"}).status_code == 403
    assert boss.post(reverse("admin:mail_mail_delete", args=[mail.pk]), {"post": "yes"}).status_code == 403


def test_others_do_not_come_in(as_user: Callable[[User], Client]) -> None:
    assert as_user(make.user()).get(reverse(LIST)).status_code == 302


@pytest.mark.parametrize("state", list(State))
def test_an_administrator_is_told_of_mails_that_want_a_decision(boss: Client, state: State) -> None:
    mail = mail_to(make.user())
    sent_at = clock.now() if state is State.SENT else None
    Mail.objects.filter(pk=mail.pk).update(state=state, claimed_at=clock.now(), sent_at=sent_at)
    page = boss.get(reverse("my_work")).content.decode()
    assert ("1 mail is niet of misschien niet aangekomen" in page) is (state in (State.FAILED, State.UNSURE))
    listed = boss.get(reverse(LIST), {"state__in": "FAILED,UNSURE"})
    assert listed.status_code == 200
