"""The leader's page about terms, and the step that closes an edition."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from common import clock
from common.errors import Refused
from editions.models import Edition, Role
from editions.phases import Phase
from execution.actions import answer_help, open_agreements, open_follow_ups
from execution.models import Agreement, HelpRequest
from lifecycle.actions import advance, march
from lifecycle.steps import next_step
from plans.actions import invite_maker
from plans.models import Like
from plans.status import Status
from retention.models import Destruction, LegalHold, TermChoice
from tests import make
from tests.retention.world import Over, over

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]
AsUser = Callable[[User], Client]


def page(world: Over, browser: Client) -> str:
    return browser.get(reverse("retention", args=[world.edition.slug])).content.decode()


def post(world: Over, browser: Client, name: str, *more: int, **data: object) -> int:
    return browser.post(reverse(name, args=[world.edition.slug, *more]), data).status_code


class TestTheLeadersPage:
    def test_it_says_what_goes_when_in_few_queries(
        self, as_user: AsUser, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        world = over()
        browser = as_user(world.leader)
        with django_assert_max_num_queries(15):
            shown = page(world, browser)
        assert "Stembrieven en stemcodes" in shown
        assert "6 weken na het bekendmaken van de uitslag" in shown
        assert "7 jaar na het afronden" in shown
        assert "2557 dagen na" not in shown

    def test_a_leader_destroys_early_and_it_says_so(self, as_user: AsUser) -> None:
        world = over()
        browser = as_user(world.leader)
        assert post(world, browser, "retention_destroy", key="likes") == 302
        assert not Like.objects.filter(plan__edition=world.edition).exists()
        assert str(world.leader) in page(world, browser)
        assert Destruction.objects.get().by == world.leader

    @pytest.mark.parametrize("key", ["codes", "accounts", "", "x" * 300])
    def test_what_may_not_go_yet_is_refused_in_words(self, key: str, as_user: AsUser) -> None:
        world = over()
        browser = as_user(world.leader)
        answer = browser.post(reverse("retention_destroy", args=[world.edition.slug]), {"key": key}, follow=True)
        assert "Dit mag niet eerder dan de termijn zegt" in answer.content.decode()
        assert not Destruction.objects.exists()

    def test_a_term_is_changed_within_its_bounds(self, as_user: AsUser) -> None:
        world = over()
        browser = as_user(world.leader)
        assert post(world, browser, "retention_term", key="codes", days=60, reason="Bezwaar") == 302
        assert "60 dagen na het bekendmaken" in page(world, browser)

    @pytest.mark.parametrize(
        ("key", "days"), [("codes", "41"), ("codes", "-1"), ("codes", "veel"), ("accounts", "800")]
    )
    def test_a_term_out_of_bounds_stays_with_what_was_typed(self, key: str, days: str, as_user: AsUser) -> None:
        world = over()
        url = reverse("retention_term", args=[world.edition.slug])
        answer = as_user(world.leader).post(url, {"key": key, "days": days, "reason": "Getypt"})
        assert answer.status_code == 422
        assert "Getypt" in answer.content.decode()
        assert not TermChoice.objects.exists()

    def test_a_hold_is_set_shown_and_lifted(self, as_user: AsUser) -> None:
        world = over()
        browser = as_user(world.leader)
        until = (clock.today() + timedelta(days=9)).isoformat()
        assert post(world, browser, "retention_hold", ground="OBJECTION", case="2026/9", until=until) == 302
        assert "zaak 2026/9" in page(world, browser)
        hold = LegalHold.objects.get(case="2026/9")
        assert post(world, browser, "retention_hold_lift", hold.pk) == 302
        assert "Het vernietigen staat stil" not in page(world, browser)

    @pytest.mark.parametrize("until", ["", "morgen", "2020-01-01", "2099-01-01"])
    def test_a_hold_without_a_good_end_is_refused(self, until: str, as_user: AsUser) -> None:
        world = over()
        before = LegalHold.objects.count()
        assert post(world, as_user(world.leader), "retention_hold", ground="APPEAL", case="1", until=until) == 422
        assert LegalHold.objects.count() == before

    def test_a_hold_of_another_edition_is_not_lifted_here(self, as_user: AsUser) -> None:
        world = over()
        other = LegalHold.objects.create(
            edition=make.edition(), ground="APPEAL", case="1", until=clock.today(), set_by=world.leader
        )
        assert post(world, as_user(world.leader), "retention_hold_lift", other.pk) == 404


class TestClosing:
    def running(self) -> Edition:
        edition = make.edition(Phase.EXECUTION)
        make.plan(edition, Status.CHOSEN, title="Fruitbomen")
        make.plan(edition, Status.NOT_CHOSEN)
        open_agreements(edition, None, {})
        open_follow_ups(edition, None)
        return edition

    def test_an_edition_does_not_close_while_a_chosen_plan_goes_on_neither_by_hand_nor_by_the_clock(self) -> None:
        edition = self.running()
        with pytest.raises(Refused, match="Fruitbomen"):
            advance(edition.pk, Phase.EXECUTION, make.user().pk, "Klaar")
        clock.move(timedelta(days=400))
        assert march(edition.pk) == 0
        assert Edition.objects.get(pk=edition.pk).current_phase is Phase.EXECUTION

    @pytest.mark.parametrize("state", ["REALISED", "STOPPED"])
    def test_when_all_have_ended_the_clock_closes_it(self, state: str) -> None:
        edition = self.running()
        Agreement.objects.update(state=state, ended_at=clock.now())
        clock.move(timedelta(days=400))
        assert march(edition.pk) == 1
        assert Edition.objects.get(pk=edition.pk).current_phase is Phase.CLOSED

    def test_a_plan_without_a_way_on_is_a_warning_and_stops_nobody(self, as_user: AsUser) -> None:
        edition = self.running()
        Agreement.objects.update(state="STOPPED", ended_at=clock.now())
        step = next_step(Phase.EXECUTION)
        assert step
        assert step.reasons(edition) == []
        assert step.warnings(edition) == [
            "Van 1 plan staat nog niet in de nazorg hoe het verdergaat.",
            "Het verslag is nog niet openbaar.",
        ]
        leader = make.staff(edition, Role.LEADER)
        assert (
            step.warnings(edition)[0] in as_user(leader).get(reverse("cockpit", args=[edition.slug])).content.decode()
        )

    def test_a_maker_who_asked_for_help_hears_something_first(self) -> None:
        edition = self.running()
        Agreement.objects.update(state="REALISED", ended_at=clock.now())
        agreement = Agreement.objects.get()
        asked = HelpRequest.objects.create(agreement=agreement, asked_by=agreement.plan.maker, asked_at=clock.now())
        step = next_step(Phase.EXECUTION)
        assert step
        assert step.reasons(edition) == ["1 hulpvraag wacht nog op antwoord."]
        leader = make.staff(edition, Role.LEADER)
        answer_help(asked.pk, "Bel Wim.", leader)
        assert step.reasons(edition) == []

    def test_open_invitations_close_with_it(self) -> None:
        edition = make.edition(Phase.EXECUTION)
        plan = make.plan(edition)
        made = invite_maker(plan.pk, plan.maker, "Omar").invitation
        assert advance(edition.pk, Phase.EXECUTION)
        made.refresh_from_db()
        assert made.closed_at
