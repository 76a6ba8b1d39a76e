"""Accounts nobody uses go after a warning; who takes part stays; and everybody may take data and account away."""

import json
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import User
from audit.models import Entry
from common import clock
from common.errors import Refused
from editions.models import Edition, EditionRole, Role
from editions.phases import Phase
from execution.actions import open_agreements
from mail.models import Notice
from plans.models import Comment, Like, Plan
from plans.status import Status
from retention.actions import forget_unused, leave, set_hold, warn_unused
from retention.models import Destruction, LegalHold, UnusedWarning
from tests import make

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], Client]
TWO_YEARS, MONTH = timedelta(days=731), timedelta(days=31)


def nights() -> None:
    """Two years and a month go by, with the nightly round at both moments."""
    clock.move(TWO_YEARS)
    warn_unused()
    forget_unused()
    clock.move(MONTH)
    warn_unused()
    forget_unused()


class TestUnused:
    def test_a_month_before_they_are_told_once_and_then_the_account_goes(self) -> None:
        person = make.user("Fatima")
        clock.move(timedelta(days=730 - 31))
        assert warn_unused() == 0
        clock.move(timedelta(days=2))
        assert warn_unused() == 1
        assert warn_unused() == 0
        notice = Notice.objects.get(user=person)
        assert "Log dan voor die dag een keer in" in notice.text
        clock.move(timedelta(days=28))
        forget_unused()
        assert User.objects.filter(pk=person.pk).exists()
        clock.move(timedelta(days=3))
        made = forget_unused()
        assert not User.objects.filter(pk=person.pk).exists()
        assert made
        assert (made.rows, made.edition) == (1, None)
        assert forget_unused() is None

    def test_who_logs_in_after_the_warning_stays(self) -> None:
        person = make.user()
        clock.move(TWO_YEARS)
        warn_unused()
        clock.move(timedelta(days=5))
        User.objects.filter(pk=person.pk).update(last_login=clock.now())
        clock.move(MONTH)
        warn_unused()
        assert forget_unused() is None
        assert not UnusedWarning.objects.exists()

    def test_without_a_warning_nobody_goes_however_long_they_were_away(self) -> None:
        person = make.user()
        clock.move(timedelta(days=4000))
        assert forget_unused() is None
        assert User.objects.filter(pk=person.pk).exists()

    def test_who_has_a_task_or_a_plan_in_an_edition_that_goes_on_stays(self) -> None:
        edition = make.edition()
        people = [make.staff(edition, Role.CHECKER), make.plan(edition).maker]
        nights()
        assert User.objects.filter(pk__in=[each.pk for each in people]).exclude(email=None).count() == 2

    def test_who_has_a_running_agreement_stays(self) -> None:
        plan = make.plan(make.edition(Phase.EXECUTION), Status.CHOSEN)
        open_agreements(plan.edition, None, {})
        Edition.objects.update(phase=Phase.CLOSED)
        nights()
        plan.maker.refresh_from_db()
        assert plan.maker.email

    def test_a_case_about_their_edition_keeps_them(self) -> None:
        plan = make.plan(make.edition(Phase.CLOSED))
        clock.move(TWO_YEARS)
        warn_unused()
        clock.move(MONTH)
        by = make.user()
        set_hold(plan.edition.pk, "APPEAL", "1", clock.today(), by.pk)
        forget_unused()
        plan.maker.refresh_from_db()
        assert plan.maker.email

    def test_a_public_plan_stays_readable_without_a_name(self, client: Client) -> None:
        plan = make.plan(make.edition(Phase.CLOSED), Status.REALISED, title="Fruitbomen")
        plan.maker.name = "Zeldzame Naam"
        plan.maker.save()
        url = reverse("plan_page", args=[plan.edition.slug, plan.pk])
        assert "Zeldzame Naam" in client.get(url).content.decode()
        nights()
        shown = client.get(url).content.decode()
        assert "Fruitbomen" in shown
        assert "Zeldzame Naam" not in shown
        assert "Bewoner" in shown


class TestLeaving:
    def test_what_tells_who_it_is_goes_and_what_is_public_stays(self) -> None:
        edition = make.edition(Phase.CLOSED)
        plan = make.plan(edition, Status.NOT_CHOSEN)
        person = plan.maker
        Comment.objects.create(plan=plan, author=person, text="Mooi plan")
        Like.objects.create(plan=plan, user=person)
        draft = make.plan(edition, Status.DRAFT, maker=person)
        leave(person.pk)
        person.refresh_from_db()
        assert (person.email, person.name, person.postcode, person.is_active) == (None, "", "", False)
        assert not Plan.objects.filter(pk=draft.pk).exists()
        assert Plan.objects.filter(pk=plan.pk).exists()
        assert Comment.objects.get().text == "Mooi plan"
        assert not Like.objects.exists()
        assert Entry.objects.get(action="account_emptied").subject == f"user:{person.pk}"
        assert Destruction.objects.get().key == "accounts"

    def test_of_somebody_who_did_nothing_public_no_row_is_left(self) -> None:
        person = make.user()
        leave(person.pk)
        assert not User.objects.filter(pk=person.pk).exists()

    def test_nobody_leaves_while_a_case_about_their_round_runs(self) -> None:
        plan = make.plan(make.edition(Phase.CLOSED), Status.NOT_CHOSEN)
        leader = make.staff(plan.edition, Role.LEADER)
        hold = {"ground": "APPEAL", "case": "2026/7", "until": clock.today(), "set_by": leader}
        LegalHold.objects.create(edition=plan.edition, **hold)
        with pytest.raises(Refused, match="loopt nog een zaak"):
            leave(plan.maker_id)
        LegalHold.objects.update(lifted_at=clock.now(), lifted_by=leader)
        leave(plan.maker_id)

    @pytest.mark.parametrize("status", [Status.SUBMITTED, Status.IN_CHECK, Status.ON_BALLOT, Status.CHOSEN])
    def test_a_plan_that_takes_part_is_settled_first(self, status: Status) -> None:
        plan = make.plan(status=status)
        with pytest.raises(Refused, match=r"doet nog mee|wordt uitgevoerd"):
            leave(plan.maker.pk)
        plan.maker.refresh_from_db()
        assert plan.maker.email

    def test_a_task_in_the_team_is_handed_over_first(self) -> None:
        person = make.staff(make.edition(), Role.LEADER)
        with pytest.raises(Refused, match="taak in het team"):
            leave(person.pk)
        assert EditionRole.objects.filter(user=person).exists()

    def test_the_code_comes_by_mail_and_takes_the_account_away(self, as_user: AsUser) -> None:
        person = make.user("Fatima")
        browser = as_user(person)
        assert "Stuur mij een code" in browser.get(reverse("account_leave")).content.decode()
        browser.post(reverse("account_leave_code"))
        assert mail.outbox[0].to == [person.email]
        code = re.search(r"^\d{6}$", str(mail.outbox[0].body), re.MULTILINE)
        assert code
        answer = browser.post(reverse("account_leave_confirm"), {"code": f" {code[0][:3]} {code[0][3:]}"})
        assert answer.status_code == 302
        assert not User.objects.filter(pk=person.pk).exists()
        assert "Uw account is weg" in browser.get(answer["Location"]).content.decode()
        assert browser.get(reverse("my_plans")).status_code == 302

    @pytest.mark.parametrize("code", ["", "123456", "abc", "1" * 30])
    def test_a_wrong_code_or_none_leaves_all_as_it_was(self, code: str, as_user: AsUser) -> None:
        person = make.user()
        answer = as_user(person).post(reverse("account_leave_confirm"), {"code": code})
        assert answer.status_code == 422
        assert User.objects.get(pk=person.pk).email

    def test_after_five_wrong_tries_the_right_code_is_too_late_and_so_it_is_after_a_quarter(
        self, as_user: AsUser
    ) -> None:
        for wrong, later in ((5, timedelta()), (0, timedelta(minutes=16))):
            person = make.user()
            browser = as_user(person)
            browser.post(reverse("account_leave_code"))
            code = re.search(r"^\d{6}$", str(mail.outbox[-1].body), re.MULTILINE)
            assert code
            for _ in range(wrong):
                browser.post(reverse("account_leave_confirm"), {"code": "000000" if code[0] != "000000" else "1"})
            clock.move(later)
            assert browser.post(reverse("account_leave_confirm"), {"code": code[0]}).status_code == 422
            assert User.objects.filter(pk=person.pk).exists()

    def test_one_mail_a_minute(self, as_user: AsUser) -> None:
        browser = as_user(make.user())
        browser.post(reverse("account_leave_code"))
        browser.post(reverse("account_leave_code"))
        assert len(mail.outbox) == 1


class TestTakingAlong:
    def test_everything_of_oneself_and_nothing_of_others(self, as_user: AsUser) -> None:
        plan = make.plan(title="Mijn bank")
        other = make.plan(title="Andermans boom", maker=make.user("Ander"))
        Comment.objects.create(plan=other, author=plan.maker, text="Leuk idee")
        Comment.objects.create(plan=plan, author=other.maker, text="Geheim van een ander")
        answer = as_user(plan.maker).get(reverse("my_data_file"))
        data = json.loads(answer.content)
        assert data["account"]["e-mailadres"] == plan.maker.email
        assert [each["titel"] for each in data["plannen"]] == ["Mijn bank"]
        assert [each["tekst"] for each in data["reacties"]] == ["Leuk idee"]
        assert "Geheim van een ander" not in answer.content.decode()
        assert "attachment" in answer["Content-Disposition"]
        assert "no-store" in answer["Cache-Control"]

    def test_a_visitor_gets_nothing(self, client: Client) -> None:
        assert client.get(reverse("my_data_file")).status_code == 302
