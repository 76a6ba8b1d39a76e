"""Making a plan together: who is invited, who joins, who steps back, and what a co-maker may do."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from audit.models import Entry
from common import clock
from common.errors import Refused
from editions.models import Edition, Role
from editions.phases import Phase
from execution.actions import open_agreements, post_update
from feasibility.models import Question
from feasibility.permissions import Person, may_advise, may_answer, may_judge, may_set_conditions
from feasibility.quick_test import Discipline
from plans import actions
from plans.invitations import MOST_MAKERS, MOST_OPEN
from plans.limits import INVITATIONS_PER_DAY
from plans.models import HelpOffer, MakerInvitation, Plan
from plans.queries import history, my_plans, plan_for_page
from plans.status import Status
from tests import make
from tests.execution.agreed import confirm, propose
from tests.plans.browsing import ABSURD, MAKERS_PAGES, AsUser, url

pytestmark = pytest.mark.django_db
LINK = "Link voor Joke"


@pytest.fixture
def plan(edition: Edition, maker: User) -> Plan:
    return make.plan(edition, maker=maker, title="Bomen")


@pytest.fixture
def partner() -> User:
    return make.user("Joke")


def invite(plan: Plan, name: str = "Joke") -> str:
    return actions.invite_maker(plan.pk, plan.maker, name).token


def join(plan: Plan, user: User) -> None:
    actions.accept_invitation(invite(plan, f"Voor {user.pk}"), user)


def makers(plan: Plan) -> list[User]:
    return Plan.objects.get(pk=plan.pk).makers


def open_link(browser: Client, token: str) -> Any:
    return browser.get(reverse("invitation", args=[token]))


def accept(browser: Client, token: str) -> Any:
    return browser.post(reverse("invitation_accept", args=[token]))


def test_whoever_says_yes_makes_the_plan_and_is_named_everywhere(
    as_user: AsUser, plan: Plan, maker: User, partner: User
) -> None:
    token = invite(plan)
    page = open_link(Client(), token).content.decode()
    assert "Omar vraagt of u meemaakt" in page
    assert "Bomen" in page
    assert accept(as_user(partner), token).status_code == 302
    assert makers(plan) == [maker, partner]
    shown = Client().get(url("plan_page", plan)).content.decode()
    assert "Omar en Joke" in shown
    assert [each.action for each in Entry.objects.all()[:2]] == ["co_maker_joined", "maker_invited"]


def test_looking_at_a_link_changes_nothing(as_user: AsUser, plan: Plan, partner: User) -> None:
    token = invite(plan)
    for browser in (Client(), as_user(partner), as_user(partner)):
        for _ in range(2):
            assert open_link(browser, token).status_code == 200
            browser.head(reverse("invitation", args=[token]))
    assert as_user(partner).get(reverse("invitation_accept", args=[token])).status_code == 302
    assert makers(plan) == [plan.maker]
    accept(as_user(partner), token)
    assert partner in makers(plan)


def test_a_visitor_logs_in_first_and_comes_back(plan: Plan) -> None:
    token = invite(plan)
    answer = accept(Client(), token)
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/account/login/")
    assert f"?next=/meedoen/{token}/" in open_link(Client(), token).content.decode()
    assert makers(plan) == [plan.maker]


def test_a_token_is_kept_nowhere_and_shown_once(as_user: AsUser, plan: Plan, maker: User) -> None:
    browser = as_user(maker)
    page = browser.post(url("maker_invite", plan), {"name": "Joke"})
    token = page.context["share"].address.rstrip("/").rsplit("/", 1)[1]
    row = MakerInvitation.objects.get()
    assert len(token) >= 32
    assert token not in str(MakerInvitation.objects.values().get())
    assert token not in str(list(Entry.objects.values()))
    assert token not in str(browser.session.items())
    assert row.token_hash == actions.makers.token_hash(token)
    assert "no-store" in page["Cache-Control"]
    assert token not in browser.get(url("plan_together", plan)).content.decode()
    for link in (page.context["share"].whatsapp, page.context["share"].mail):
        assert token in link


def test_pressing_the_button_twice_leaves_one_link(as_user: AsUser, plan: Plan, maker: User, partner: User) -> None:
    first, second = invite(plan), invite(plan, " joke ")
    assert MakerInvitation.objects.filter(closed_at__isnull=True).count() == 1
    assert accept(as_user(partner), first).status_code == 422
    assert accept(as_user(partner), second).status_code == 302


def test_saying_yes_twice_is_saying_it_once(as_user: AsUser, plan: Plan, partner: User) -> None:
    token, browser = invite(plan), as_user(partner)
    assert {accept(browser, token).status_code for _ in range(2)} == {302}
    assert plan.co_makers.count() == 1
    assert Entry.objects.filter(action="co_maker_joined").count() == 1
    assert "U maakt dit plan al" in open_link(browser, token).content.decode()


def expired(plan: Plan, token: str) -> None:
    clock.move(timedelta(days=14))
    make.set_schedule(plan.edition, Phase.SUBMISSION)


def revoked(plan: Plan, token: str) -> None:
    actions.revoke_invitation(plan.pk, plan.maker, plan.invitations.get().pk)


def used(plan: Plan, token: str) -> None:
    actions.accept_invitation(token, make.user("Ali"))


@pytest.mark.parametrize(
    ("happens", "sentence"), [(expired, "is verlopen"), (revoked, "ingetrokken"), (used, "al gebruikt")]
)
def test_a_link_that_no_longer_works_says_why(
    as_user: AsUser, plan: Plan, partner: User, happens: Any, sentence: str
) -> None:
    token = invite(plan)
    happens(plan, token)
    page = open_link(as_user(partner), token)
    assert page.status_code == 410
    assert sentence in page.content.decode()
    answer = accept(as_user(partner), token)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert partner not in makers(plan)


def test_a_link_works_until_its_last_second(plan: Plan, partner: User) -> None:
    token = invite(plan)
    expires_at = plan.invitations.get().expires_at
    clock.move(expires_at - clock.now() - timedelta(seconds=20))
    make.set_schedule(plan.edition, Phase.SUBMISSION)
    assert actions.accept_invitation(token, partner) == plan


@pytest.mark.parametrize("token", ["x", "0" * 32, "é", "a" * 5000, "%00", "..", "' or 1=1", ABSURD])
def test_a_forged_link_is_not_known(as_user: AsUser, plan: Plan, partner: User, token: str) -> None:
    invite(plan)
    for answer in (open_link(Client(), token), accept(as_user(partner), token)):
        assert answer.status_code == 404
        assert "kennen wij niet" in answer.content.decode()
    assert makers(plan) == [plan.maker]


def test_a_maker_cannot_use_up_the_link_for_another(as_user: AsUser, plan: Plan, maker: User, partner: User) -> None:
    token = invite(plan)
    answer = accept(as_user(maker), token)
    assert answer.status_code == 422
    assert "U maakt dit plan al" in answer.content.decode()
    assert accept(as_user(partner), token).status_code == 302


@pytest.mark.parametrize("status", [Status.WITHDRAWN, Status.MERGED])
def test_nobody_joins_a_plan_that_is_gone(plan: Plan, partner: User, status: Status) -> None:
    token = invite(plan)
    Plan.objects.filter(pk=plan.pk).update(
        status=status, merged_into=make.plan().pk if status is Status.MERGED else None
    )
    with pytest.raises(Refused, match="ingetrokken of samengevoegd"):
        actions.accept_invitation(token, partner)


def test_nobody_joins_after_the_edition(plan: Plan, partner: User, edition: Edition) -> None:
    token = invite(plan)
    Edition.objects.filter(pk=edition.pk).update(phase=Phase.CLOSED)
    with pytest.raises(Refused, match="niet open"):
        actions.accept_invitation(token, partner)
    with pytest.raises(Refused, match="niet open"):
        invite(plan, "Ali")


@pytest.mark.parametrize("name", ["", "  ", "a" * 81, "a\x00b"])
def test_a_link_is_for_somebody_and_what_was_typed_stays(as_user: AsUser, plan: Plan, maker: User, name: str) -> None:
    answer = as_user(maker).post(url("maker_invite", plan), {"name": name})
    assert answer.status_code == 422
    assert not MakerInvitation.objects.exists()


def test_ten_links_are_open_at_most(plan: Plan) -> None:
    for number in range(MOST_OPEN):
        invite(plan, f"Buur {number}")
    with pytest.raises(Refused, match="al 10 uitnodigingen"):
        invite(plan, "Nog een buur")
    actions.revoke_invitation(plan.pk, plan.maker, plan.invitations.all()[0].pk)
    assert invite(plan, "Nog een buur")


def test_somebody_who_keeps_inviting_has_to_wait(plan: Plan, maker: User) -> None:
    for number in range(INVITATIONS_PER_DAY):
        invite(plan, f"Buur {number % 5}")
    with pytest.raises(Refused, match="morgen"):
        invite(make.plan(plan.edition, maker=maker))


def test_a_plan_has_ten_makers_at_most(plan: Plan, partner: User) -> None:
    token = invite(plan)
    for number in range(MOST_MAKERS - 1):
        plan.co_makers.create(user=make.user(f"Buur {number}"))
    with pytest.raises(Refused, match="hoogstens 10 makers"):
        actions.accept_invitation(token, partner)


def test_for_whom_a_link_was_is_forgotten_once_it_is_answered(plan: Plan, partner: User) -> None:
    actions.accept_invitation(invite(plan), partner)
    assert plan.invitations.get().name == ""


def test_a_co_maker_may_do_what_a_maker_may(as_user: AsUser, plan: Plan, partner: User) -> None:
    join(plan, partner)
    browser = as_user(partner)
    for name in (*MAKERS_PAGES, "plan_photos", "plan_together", "plan_campaign", "signature_sheet"):
        assert browser.get(url(name, plan)).status_code in (200, 302)
    assert my_plans(partner) == [plan]
    actions.edit_plan(plan.pk, partner, title="Meer bomen")
    actions.add_cost_line(plan.pk, partner, "Schep", 1_000)
    assert plan_for_page(plan.edition, plan.pk, partner).rights.is_maker
    actions.withdraw_plan(plan.pk, partner)


def test_a_co_maker_sees_the_draft_and_a_stranger_does_not(as_user: AsUser, edition: Edition, partner: User) -> None:
    draft = make.plan(edition, Status.DRAFT)
    join(draft, partner)
    assert as_user(partner).get(url("plan_page", draft)).status_code == 200
    assert as_user(make.user()).get(url("plan_page", draft)).status_code == 404
    actions.submit_plan(draft.pk, partner)


def test_a_plan_stands_once_in_the_list_of_who_makes_it_twice(plan: Plan, maker: User) -> None:
    plan.co_makers.create(user=maker)
    assert my_plans(maker) == [plan]


def test_reactions_of_a_co_maker_are_marked(plan: Plan, partner: User) -> None:
    join(plan, partner)
    actions.add_comment(plan.pk, partner, "Dank u!")
    assert "plannenmaker" in Client().get(url("plan_page", plan)).content.decode()


def test_nobody_judges_a_plan_that_they_help_make(plan: Plan, partner: User) -> None:
    person = Person(partner.pk, frozenset(Role), frozenset(Discipline))
    question = Question(discipline=Discipline.LEGAL)
    rules = (may_set_conditions, may_judge, may_advise)
    assert all(rule(person, plan) for rule in rules)
    assert may_answer(person, question, plan)
    join(plan, partner)
    assert not any(rule(person, plan) for rule in rules)
    assert not may_answer(person, question, plan)


def test_a_co_maker_agrees_for_the_makers_and_never_for_the_city_as_well(partner: User) -> None:
    edition = make.edition(Phase.EXECUTION)
    plan = make.plan(edition, Status.CHOSEN, cost_cents=250_000)
    make.role(partner, edition, Role.LEADER)
    plan.co_makers.create(user=partner)
    open_agreements(edition, None, {})
    agreement = plan.agreement
    propose(agreement)
    for _ in range(2):
        version = confirm(agreement, partner)
    assert version.confirmed_by_maker == partner
    assert version.confirmed_by_municipality_at is None
    assert post_update(agreement.pk, partner, "Wij beginnen").author == partner


def test_everybody_reads_who_joined_and_when_but_not_who_left(plan: Plan, partner: User) -> None:
    clock.move(timedelta(minutes=5))
    join(plan, partner)
    join(plan, make.user("Ali"))
    assert [moment.title for moment in history(plan)] == [
        "Ingediend",
        "Joke maakt het plan mee",
        "Ali maakt het plan mee",
    ]
    actions.leave_plan(plan.pk, partner)
    assert [moment.title for moment in history(plan)] == ["Ingediend", "Ali maakt het plan mee"]


def test_a_co_maker_steps_back(as_user: AsUser, plan: Plan, maker: User, partner: User) -> None:
    join(plan, partner)
    actions.invite_maker(plan.pk, partner, "Een vriendin")
    answer = as_user(partner).post(url("plan_leave", plan))
    assert (answer.status_code, answer["Location"]) == (302, "/mijn/")
    assert makers(plan) == [maker]
    assert not plan.invitations.filter(closed_at__isnull=True).exists()
    assert as_user(partner).post(url("plan_leave", plan)).status_code == 404


def test_when_the_first_maker_steps_back_who_joined_first_takes_the_place(plan: Plan, maker: User) -> None:
    first, second = make.user("Joke"), make.user("Ali")
    join(plan, first)
    join(plan, second)
    actions.leave_plan(plan.pk, maker)
    assert makers(plan) == [first, second]
    actions.leave_plan(plan.pk, maker)
    assert makers(plan) == [first, second]


def test_the_last_maker_cannot_step_back(as_user: AsUser, plan: Plan, maker: User) -> None:
    with pytest.raises(Refused, match="enige maker"):
        actions.leave_plan(plan.pk, maker)
    page = as_user(maker).post(url("plan_leave", plan), follow=True)
    assert "enige maker" in page.content.decode()
    assert makers(plan) == [maker]


def test_makers_take_a_co_maker_off_but_never_the_first(
    as_user: AsUser, plan: Plan, maker: User, partner: User
) -> None:
    join(plan, partner)
    row = plan.co_makers.get()
    for number in (maker.pk, plan.pk, 0):
        if number != row.pk:
            as_user(partner).post(url("co_maker_remove", plan, number))
    assert makers(plan) == [maker, partner]
    for _ in range(2):
        assert as_user(maker).post(url("co_maker_remove", plan, row.pk)).status_code == 302
    assert makers(plan) == [maker]


def test_a_co_maker_of_another_plan_is_not_taken_off_here(as_user: AsUser, plan: Plan, maker: User) -> None:
    row = make.plan(plan.edition).co_makers.create(user=make.user())
    as_user(maker).post(url("co_maker_remove", plan, row.pk))
    assert row.plan.co_makers.count() == 1


def test_an_invitation_of_another_plan_is_not_revoked_here(as_user: AsUser, plan: Plan, maker: User) -> None:
    other = make.plan(plan.edition)
    invite(other)
    as_user(maker).post(url("invitation_revoke", plan, other.invitations.get().pk))
    assert other.invitations.get().closed_at is None


def test_stepping_back_is_possible_after_the_edition(plan: Plan, partner: User, edition: Edition) -> None:
    join(plan, partner)
    Edition.objects.filter(pk=edition.pk).update(phase=Phase.CLOSED)
    actions.leave_plan(plan.pk, partner)
    assert partner not in makers(plan)


def test_whoever_joins_no_longer_offers_help(plan: Plan, partner: User) -> None:
    actions.offer_help(plan.pk, partner, "Ik kan timmeren")
    join(plan, partner)
    assert not HelpOffer.objects.filter(withdrawn_at__isnull=True).exists()


@pytest.mark.parametrize("act", ["invite_maker", "revoke_invitation", "remove_co_maker"])
def test_actions_refuse_who_is_no_maker(plan: Plan, act: str) -> None:
    invite(plan)
    with pytest.raises(Refused, match="alleen een maker"):
        getattr(actions, act)(plan.pk, make.user(), "Ali" if act == "invite_maker" else plan.invitations.get().pk)


@pytest.mark.parametrize("name", ["plan_together", "maker_invite", "plan_leave", "call_add"])
def test_pages_of_makers_do_not_exist_for_a_neighbour(as_user: AsUser, plan: Plan, name: str) -> None:
    browser = as_user(make.user())
    assert browser.post(url(name, plan), {"name": "Ik", "text": "Ik"}).status_code in (404, 405)
    assert browser.get(url(name, plan)).status_code in (404, 405)
