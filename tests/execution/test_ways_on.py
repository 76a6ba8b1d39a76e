"""Nobody is left behind: every plan that fell has a way on, somebody who carries it, and in the end an outcome."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from audit.models import Entry
from common import clock
from common.errors import Refused
from editions.models import Edition, Role
from editions.phases import Phase
from execution.actions import end_follow_up, open_follow_ups, set_follow_up
from execution.actions.adoption import answer_adoption, offer_adoption, withdraw_adoption
from execution.models import AdoptionOffer, FollowUp, FollowUpKind, OfferState
from execution.queries.follow_up import Stand, follow_up_rows, late_ways_on, open_offers, ways_on
from execution.ways_on import CARRIED, Kind, problems
from mail.models import Notice
from plans.models import Plan
from plans.status import Status
from tests import make

DAY = date(2027, 5, 1)


@pytest.mark.parametrize("kind", sorted(CARRIED))
def test_what_others_carry_needs_a_name_and_a_day(kind: Kind) -> None:
    assert set(problems(kind, "", None, "", DAY)) == {"owner", "next_on"}
    assert set(problems(kind, "De wijkraad", None, "", DAY)) == {"next_on"}
    assert problems(kind, "De wijkraad", DAY, "", DAY) == {}


@pytest.mark.parametrize("kind", [Kind.OPEN, Kind.OWN])
def test_makers_who_go_on_themselves_need_neither(kind: Kind) -> None:
    assert problems(kind, "", None, "", DAY) == {}
    assert set(problems(kind, "", DAY - timedelta(days=1), "", DAY)) == {"next_on"}


def test_a_plan_that_stops_says_why() -> None:
    assert set(problems(Kind.STOPPED, "", None, "", DAY)) == {"note"}
    assert problems(Kind.STOPPED, "", None, "De maker verhuist.", DAY) == {}


def test_the_kinds_with_and_without_words_are_the_same() -> None:
    assert [kind.value for kind in FollowUpKind] == [kind.value for kind in Kind]


def fallen(edition: Edition | None = None, status: Status = Status.NOT_CHOSEN) -> FollowUp:
    edition = edition or make.edition(Phase.EXECUTION)
    plan = make.plan(edition, status)
    open_follow_ups(edition, None)
    return FollowUp.objects.get(plan=plan)


def leader(of: FollowUp) -> User:
    return make.staff(of.plan.edition, Role.LEADER)


def later(days: int = 30) -> date:
    return clock.today() + timedelta(days=days)


@pytest.mark.django_db
class TestWaysOn:
    def test_makers_hear_how_their_plan_goes_on_and_what_it_became(self) -> None:
        found = fallen()
        by = leader(found)
        set_follow_up(found.pk, by, FollowUpKind.FUND, "Bij de bank.", "Buurtfonds", later())
        end_follow_up(found.pk, by, "Het bankje staat er.")
        told = Notice.objects.filter(user=found.plan.maker).order_by("pk")
        assert [notice.text.splitlines()[-1] for notice in told] == ["Bij de bank.", "Het bankje staat er."]
        assert "Buurtfonds" in told[0].text

    def test_a_way_on_that_nobody_carries_is_refused(self) -> None:
        found = fallen()
        with pytest.raises(Refused, match="wie dit oppakt"):
            set_follow_up(found.pk, leader(found), FollowUpKind.PARTNER, "Mooi.")
        found.refresh_from_db()
        assert found.kind == FollowUpKind.OPEN

    def test_an_open_way_on_cannot_have_become_something(self) -> None:
        found = fallen()
        with pytest.raises(Refused, match="Kies eerst"):
            end_follow_up(found.pk, leader(found), "Klaar.")
        with pytest.raises(IntegrityError), transaction.atomic():
            FollowUp.objects.update(outcome="Klaar", ended_at=clock.now())

    def test_an_outcome_without_words_is_refused(self) -> None:
        found = fallen()
        by = leader(found)
        set_follow_up(found.pk, by, FollowUpKind.OWN, "")
        with pytest.raises(Refused, match="wat het werd"):
            end_follow_up(found.pk, by, "")

    def test_a_plan_that_is_on_its_way_again_needs_no_way_on(self) -> None:
        found = fallen(status=Status.NOT_FEASIBLE)
        Plan.objects.update(status=Status.ON_BALLOT, ballot_cents=100)
        with pytest.raises(Refused, match="weer onderweg"):
            set_follow_up(found.pk, leader(found), FollowUpKind.OWN, "")

    def test_changing_it_takes_back_what_became_of_it(self) -> None:
        found = fallen()
        by = leader(found)
        set_follow_up(found.pk, by, FollowUpKind.OWN, "")
        end_follow_up(found.pk, by, "Gelukt.")
        assert set_follow_up(found.pk, by, FollowUpKind.TOP3, "", "Wijkraad", later()).ended_at is None

    def test_the_log_knows_kinds_and_no_words(self) -> None:
        found = fallen()
        set_follow_up(found.pk, leader(found), FollowUpKind.OWN, "Geheime woorden")
        entry = Entry.objects.filter(action="follow_up_set").get()
        assert entry.data == {"kind": "OWN"}

    def test_who_asks_for_attention_comes_first(self) -> None:
        edition = make.edition(Phase.EXECUTION)
        late, going, still_open, ended, offered = (fallen(edition) for _ in range(5))
        by = make.staff(edition, Role.LEADER)
        for each in (late, going, ended):
            set_follow_up(each.pk, by, FollowUpKind.FUND, "", "Fonds", later())
        end_follow_up(ended.pk, by, "Klaar.")
        FollowUp.objects.filter(pk=late.pk).update(next_on=clock.today())
        offer_adoption(offered.pk, make.user("Vereniging"), "Club", "Wij doen het.", "06")
        rows = follow_up_rows(edition)
        assert [row.follow_up.pk for row in rows] == [each.pk for each in (offered, still_open, late, going, ended)]
        assert [row.stand for row in rows] == [Stand.OPEN, Stand.OPEN, Stand.LATE, Stand.GOING, Stand.ENDED]
        assert (late_ways_on(edition), open_offers(edition)) == (1, 1)

    def test_a_plan_that_stopped_with_a_reason_needs_nothing_more(self) -> None:
        found = fallen()
        set_follow_up(found.pk, leader(found), FollowUpKind.STOPPED, "De makers gaan verhuizen.", "", later())
        FollowUp.objects.update(next_on=clock.today())
        edition = found.plan.edition
        assert [row.stand for row in follow_up_rows(edition)] == [Stand.ENDED]
        assert late_ways_on(edition) == 0

    def test_everybody_reads_what_became_of_each_plan_but_not_of_held_ones(self) -> None:
        edition = make.edition(Phase.EXECUTION)
        one, held = fallen(edition), fallen(edition, Status.HELD)
        set_follow_up(one.pk, make.staff(edition, Role.LEADER), FollowUpKind.FUND, "", "Buurtfonds", later())
        page = Client().get(reverse("what_became", args=[edition.slug])).content.decode()
        assert one.plan.title in page
        assert "Buurtfonds" in page
        assert [each.plan_id for group in ways_on(edition) for each in group.follow_ups] == [one.plan_id]
        assert held.plan_id != one.plan_id

    def test_pages_ask_as_much_for_many_plans_as_for_one(
        self, django_assert_max_num_queries: DjangoAssertNumQueries, as_user: Callable[[User], Client]
    ) -> None:
        edition = make.edition(Phase.EXECUTION)
        for _ in range(12):
            fallen(edition)
        with django_assert_max_num_queries(8):
            Client().get(reverse("what_became", args=[edition.slug]))
        browser = as_user(make.staff(edition, Role.LEADER))
        with django_assert_max_num_queries(15):
            browser.get(reverse("follow_ups", args=[edition.slug]))


@pytest.mark.django_db
class TestAdoption:
    def offered(self) -> AdoptionOffer:
        found = fallen()
        return offer_adoption(found.pk, make.user("Vereniging"), "De Club", "Wij bouwen het.", "023 511 00 00")

    def test_a_yes_makes_the_organisation_the_owner(self) -> None:
        offer = self.offered()
        answer_adoption(offer.pk, offer.follow_up.plan.maker, True, "")
        found = FollowUp.objects.get(pk=offer.follow_up_id)
        assert (found.kind, found.owner) == (FollowUpKind.PARTNER, "De Club")
        assert found.next_on is not None
        assert found.next_on > clock.today()
        assert Notice.objects.filter(user=offer.by, key__endswith=":answer").count() == 1

    def test_a_no_needs_words_and_changes_nothing(self) -> None:
        offer = self.offered()
        maker = offer.follow_up.plan.maker
        with pytest.raises(Refused, match="waarom"):
            answer_adoption(offer.pk, maker, False, "")
        answer_adoption(offer.pk, maker, False, "Wij gaan zelf verder.")
        assert FollowUp.objects.get().kind == FollowUpKind.OPEN

    def test_the_second_answer_is_refused(self) -> None:
        offer = self.offered()
        answer_adoption(offer.pk, offer.follow_up.plan.maker, False, "Nee.")
        with pytest.raises(Refused, match="al geantwoord"):
            answer_adoption(offer.pk, leader(offer.follow_up), True, "")
        with pytest.raises(Refused, match="al geantwoord"):
            withdraw_adoption(offer.pk, offer.by)

    def test_strangers_and_whoever_offered_answer_nothing(self) -> None:
        offer = self.offered()
        make.role(offer.by, offer.follow_up.plan.edition, Role.LEADER)
        for person in (make.user("Vreemde"), offer.by):
            with pytest.raises(Refused, match="Alleen de makers"):
                answer_adoption(offer.pk, person, True, "")
        assert AdoptionOffer.objects.get().state == OfferState.OPEN

    def test_nobody_offers_twice_or_for_an_own_plan_or_for_one_that_is_settled(self) -> None:
        offer = self.offered()
        found = offer.follow_up
        with pytest.raises(Refused, match="al een aanbod"):
            offer_adoption(found.pk, offer.by, "De Club", "Nog eens.", "06")
        with pytest.raises(Refused, match="eigen plan"):
            offer_adoption(found.pk, found.plan.maker, "Ik", "Zelf.", "06")
        by = leader(found)
        set_follow_up(found.pk, by, FollowUpKind.OWN, "")
        end_follow_up(found.pk, by, "Gelukt.")
        with pytest.raises(Refused, match="al gevonden"):
            offer_adoption(found.pk, make.user("Ander"), "Ander", "Wij ook.", "06")

    @pytest.mark.usefixtures("no_second_factor")
    def test_only_makers_and_team_see_what_an_organisation_wrote(self, as_user: Callable[[User], Client]) -> None:
        offer = self.offered()
        plan = offer.follow_up.plan
        url = reverse("plan_adoption", args=[plan.edition.slug, plan.pk])
        for person, sees in (
            (plan.maker, True),
            (leader(offer.follow_up), True),
            (offer.by, True),
            (make.user("Vreemde"), False),
        ):
            page = as_user(person).get(url).content.decode()
            assert ("Wij bouwen het." in page) is sees
        assert "023 511" not in as_user(make.user("Nog een")).get(url).content.decode()

    def test_a_leader_without_a_second_factor_sees_and_answers_nothing(self, as_user: Callable[[User], Client]) -> None:
        offer = self.offered()
        plan = offer.follow_up.plan
        browser = as_user(leader(offer.follow_up))
        url = reverse("plan_adoption", args=[plan.edition.slug, plan.pk])
        assert "Wij bouwen het." not in browser.get(url).content.decode()
        browser.post(reverse("adoption_answer", args=[plan.edition.slug, plan.pk, offer.pk]), {"keuze": "ja"})
        assert AdoptionOffer.objects.get().is_open

    def test_after_the_round_no_offer_comes_in(self) -> None:
        offer = self.offered()
        Edition.objects.update(phase=Phase.CLOSED)
        with pytest.raises(Refused, match="afgerond"):
            offer_adoption(offer.follow_up_id, make.user(), "De Brug", "Wij ook.", "06")

    def test_an_offer_comes_in_and_a_poor_one_stays_in_the_form(self, as_user: Callable[[User], Client]) -> None:
        plan = fallen().plan
        url = reverse("plan_adoption", args=[plan.edition.slug, plan.pk])
        browser = as_user(make.user("Vereniging"))
        poor = browser.post(url, {"organisation": "De Club", "text": "", "contact": ""})
        assert poor.status_code == 422
        assert "De Club" in poor.content.decode()
        assert browser.post(url, {"organisation": "De Club", "text": "Ja!", "contact": "06"}).status_code == 302
        assert AdoptionOffer.objects.get().organisation == "De Club"

    def test_the_log_knows_no_words_of_an_offer(self) -> None:
        offer = self.offered()
        assert Entry.objects.get(action="adoption_offered").data == {"offer": offer.pk}
