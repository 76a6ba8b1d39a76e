"""Among their plans a maker sees how a chosen plan goes, and finds what can be done with it now."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from common import clock
from editions.models import Edition, Role
from editions.phases import Phase
from execution.actions import open_agreements
from execution.models import Agreement
from execution.states import GOING_ON, LABELS, State
from plans.models import CoMaker, Plan
from plans.status import Status
from report.actions import answer_survey
from report.models import SurveyRole
from report.questions import QUESTIONS
from tests import make
from tests.execution.agreed import agreed, confirm, leader_of, propose
from tests.execution.test_agreements import running
from tests.plans.browsing import AsUser, url

pytestmark = pytest.mark.django_db
YES, NEWS, COSTS, HELP = "Lees en bevestig de afspraak", "Vertel hoe het gaat", "Houd de kosten bij", "Vraag hulp of"
SURVEY = "Vul de vragenlijst in"


def page_of(as_user: AsUser, person: User) -> str:
    response = as_user(person).get(reverse("my_plans"))
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    return str(response.content.decode())


def in_state(state: State) -> Agreement:
    agreement = running() if state is State.NEW else agreed(running())
    ended_at = None if state in GOING_ON else clock.now()
    Agreement.objects.filter(pk=agreement.pk).update(state=state, ended_at=ended_at)
    if ended_at:
        Plan.objects.filter(pk=agreement.plan_id).update(status=state.value)
    return agreement


@pytest.mark.parametrize("state", State)
def test_every_state_stands_on_the_card_in_words(as_user: AsUser, state: State) -> None:
    shown = page_of(as_user, in_state(state).plan.maker)
    assert LABELS[state] in shown
    assert not any(LABELS[other] in shown for other in State if other is not state)


def test_the_agreement_is_put_before_its_maker_until_they_said_yes(as_user: AsUser) -> None:
    agreement = running()
    maker = agreement.plan.maker
    assert YES not in page_of(as_user, maker)
    propose(agreement)
    shown = page_of(as_user, maker)
    assert YES in shown
    assert f'{url("agreement", agreement.plan)}#afspraak"' in shown
    assert COSTS not in shown
    confirm(agreement, maker)
    after = page_of(as_user, maker)
    assert YES not in after
    assert "Nu de gemeente nog" in after


def test_a_new_version_of_what_was_agreed_is_put_before_the_maker_too(as_user: AsUser) -> None:
    agreement = agreed(running())
    assert YES not in page_of(as_user, agreement.plan.maker)
    propose(agreement, leader_of(agreement, "Kees"), terms="Anders dan eerst.")
    shown = page_of(as_user, agreement.plan.maker)
    assert YES in shown
    assert "nieuwe versie" in shown
    assert COSTS in shown


def test_a_plan_under_way_leads_to_news_costs_and_help(as_user: AsUser) -> None:
    plan = agreed(running()).plan
    shown = page_of(as_user, plan.maker)
    assert f'{url("agreement", plan)}#bericht"' in shown
    assert f'{url("spending", plan)}"' in shown
    assert f'{url("plan_pulse", plan)}"' in shown


@pytest.mark.parametrize("state", [State.REALISED, State.STOPPED])
def test_a_plan_that_ended_asks_for_no_help_and_still_takes_its_last_bill(as_user: AsUser, state: State) -> None:
    shown = page_of(as_user, in_state(state).plan.maker)
    assert COSTS in shown
    assert HELP not in shown


def test_once_the_edition_closed_there_is_only_something_to_read(as_user: AsUser) -> None:
    agreement = in_state(State.REALISED)
    Edition.objects.update(phase=Phase.CLOSED)
    shown = page_of(as_user, agreement.plan.maker)
    assert "Bekijk uw afspraak" in shown
    assert not any(each in shown for each in (YES, NEWS, COSTS, HELP, SURVEY))


def test_who_makes_it_along_sees_the_same_and_a_neighbour_nothing(as_user: AsUser) -> None:
    plan, partner = agreed(running()).plan, make.user("Piet")
    CoMaker.objects.create(plan=plan, user=partner)
    assert COSTS in page_of(as_user, partner)
    assert COSTS not in page_of(as_user, make.user("Buur"))


def test_what_waits_for_a_yes_stands_first(as_user: AsUser) -> None:
    older, maker = running(), make.user("Els")
    Plan.objects.filter(pk=older.plan_id).update(maker=maker)
    newer = make.plan(make.edition(), Status.DRAFT, maker=maker)
    propose(Agreement.objects.get(pk=older.pk))
    response = as_user(maker).get(reverse("my_plans"))
    assert [plan.pk for plan in response.context["plans"]] == [older.plan_id, newer.pk]


class TestClosingSurvey:
    def test_makers_of_plans_that_fell_are_asked_and_neighbours_not(self, as_user: AsUser) -> None:
        plan = make.plan(make.edition(Phase.EXECUTION), Status.NOT_CHOSEN)
        assert reverse("survey", args=[plan.edition.slug, "maker"]) in page_of(as_user, plan.maker)
        assert SURVEY not in page_of(as_user, make.user("Buur"))

    @pytest.mark.parametrize(("phase", "status"), [(Phase.VOTING, Status.ON_BALLOT), (Phase.CLOSED, Status.NOT_CHOSEN)])
    def test_nobody_is_asked_before_or_after(self, as_user: AsUser, phase: Phase, status: Status) -> None:
        assert SURVEY not in page_of(as_user, make.plan(make.edition(phase), status).maker)

    def test_a_draft_that_was_never_handed_in_asks_nothing(self, as_user: AsUser) -> None:
        assert SURVEY not in page_of(as_user, make.plan(make.edition(Phase.EXECUTION), Status.DRAFT).maker)

    def test_who_sits_at_the_table_is_asked_as_checker(self, as_user: AsUser, no_second_factor: None) -> None:
        edition = make.edition(Phase.EXECUTION)
        asked = reverse("survey", args=[edition.slug, "checker"])
        assert asked in page_of(as_user, make.staff(edition, Role.CHECKER))
        assert asked not in page_of(as_user, make.staff(edition, Role.LEADER))

    def test_who_answered_can_change_it_and_is_not_asked_again(self, as_user: AsUser) -> None:
        plan = make.plan(make.edition(Phase.EXECUTION), Status.NOT_CHOSEN)
        marks = {each.key: 4 for each in QUESTIONS[SurveyRole.MAKER.value]}
        answer_survey(plan.edition_id, plan.maker, SurveyRole.MAKER, marks, "")
        shown = page_of(as_user, plan.maker)
        assert SURVEY not in shown
        assert "Verander uw antwoorden" in shown


def test_ten_chosen_plans_cost_the_queries_of_one(as_user: AsUser) -> None:
    def queries(number: int) -> int:
        maker, edition = make.user(), make.edition(Phase.EXECUTION)
        leader = make.staff(edition, Role.LEADER, name="Joke")
        for _ in range(number):
            make.plan(edition, Status.CHOSEN, cost_cents=250_000, maker=maker)
        open_agreements(edition, None, {})
        for agreement in Agreement.objects.filter(plan__edition=edition):
            propose(agreement, leader)
        browser = as_user(maker)
        with CaptureQueriesContext(
            connection,
        ) as counted:
            assert browser.get(reverse("my_plans")).content.decode().count(YES) == number
        return len(counted)

    assert queries(10) == queries(1) <= 18
