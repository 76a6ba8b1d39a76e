"""What the team lets be read: publishing what waits, taking off the site with a reason, and asking again."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from audit.models import Entry
from common import clock
from common.errors import Refused
from editions.models import Edition, Role
from editions.phases import Phase
from plans import actions
from plans.models import Plan
from plans.publishing import REASONS, lands_at, reason_text
from plans.queries import likes_in
from plans.similar import similar_plans
from plans.status import Status
from tests import make
from tests.plans.browsing import AsUser, titles, url
from website.attention import attention

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]

REASON = "De tekst lijkt op reclame.\nHaal de naam van uw winkel eruit."


@pytest.fixture
def edition() -> Edition:
    return make.edition(Phase.LIKES, threshold=2)


@pytest.fixture
def leader(edition: Edition) -> User:
    return make.staff(edition, Role.LEADER)


@pytest.fixture
def partner(edition: Edition) -> User:
    return make.staff(edition, Role.PARTNER)


@pytest.fixture
def held(edition: Edition, leader: User) -> Plan:
    """A plan with one like and one reaction that the leader took off the site."""
    plan = make.plan(edition, title="Fruitbomen")
    make.likes(plan, 1)
    actions.add_comment(plan.pk, make.user(), "Mooi plan")
    return actions.hold_plan(plan.pk, leader, REASON)


@pytest.fixture
def new(edition: Edition) -> Plan:
    """A plan that came in where the team reads first."""
    return make.plan(edition, Status.HELD, title="Net binnen")


def state(plan: Plan) -> Status:
    return Plan.objects.get(pk=plan.pk).state


# Coming in


@pytest.mark.parametrize(("review_first", "status"), [(True, Status.HELD), (False, Status.SUBMITTED)])
def test_a_plan_comes_in_held_where_the_team_reads_first(review_first: bool, status: Status, as_user: AsUser) -> None:
    edition = make.edition(review_first=review_first)
    draft = make.plan(edition, Status.DRAFT)
    response = as_user(draft.maker).post(url("plan_submit", draft), follow=True)
    plan = Plan.objects.get(pk=draft.pk)
    assert (plan.state, plan.held_reason) == (status, "")
    assert plan.submitted_at
    assert ("Het team leest het eerst." in response.content.decode()) is review_first


def test_the_team_publishes_what_came_in(new: Plan, edition: Edition, partner: User, leader: User) -> None:
    assert actions.publish_plan(new.pk, partner, leads=False).state is Status.SUBMITTED
    other = make.plan(edition, Status.HELD)
    assert actions.publish_plan(other.pk, leader, leads=True).state is Status.SUBMITTED
    told = Entry.objects.filter(action="plan_published")
    assert {entry.subject for entry in told} == {f"plan:{new.pk}", f"plan:{other.pk}"}


def test_publishing_twice_changes_nothing(new: Plan, partner: User) -> None:
    actions.publish_plan(new.pk, partner, leads=False)
    assert actions.publish_plan(new.pk, partner, leads=False).state is Status.SUBMITTED
    assert Entry.objects.filter(action="plan_published").count() == 1


@pytest.mark.parametrize("status", [Status.DRAFT, Status.WITHDRAWN, Status.MERGED])
def test_what_was_not_submitted_is_not_published_nor_held(edition: Edition, leader: User, status: Status) -> None:
    plan = make.plan(edition, status)
    with pytest.raises(Refused):
        actions.publish_plan(plan.pk, leader, leads=True)
    with pytest.raises(Refused):
        actions.hold_plan(plan.pk, leader, REASON)
    assert state(plan) is status


# Off the site and back


def test_a_plan_goes_off_the_site_and_back_with_all_it_had(held: Plan, leader: User, client: Client) -> None:
    assert (held.state, held.held_reason) == (Status.HELD, REASON)
    back = actions.publish_plan(held.pk, leader, leads=True)
    assert (back.state, back.held_reason, back.review_asked_at) == (Status.SUBMITTED, "", None)
    assert (back.likes.count(), back.comments.count()) == (1, 1)
    assert "Mooi plan" in client.get(url("plan_page", held)).content.decode()


def test_only_the_leader_puts_back_what_was_taken_off(held: Plan, partner: User, as_user: AsUser) -> None:
    with pytest.raises(Refused):
        actions.publish_plan(held.pk, partner, leads=False)
    page = as_user(partner).post(url("plan_publish", held), follow=True).content.decode()
    assert "Alleen de projectleider kan het terugzetten." in page
    assert state(held) is Status.HELD


@pytest.mark.parametrize("reason", ["", " \n", "x" * 1001])
def test_a_plan_goes_off_with_a_reason(edition: Edition, leader: User, reason: str) -> None:
    plan = make.plan(edition)
    with pytest.raises(Refused):
        actions.hold_plan(plan.pk, leader, reason)
    assert state(plan) is Status.SUBMITTED


@pytest.mark.parametrize("status", [Status.IN_CHECK, Status.BELOW_THRESHOLD, Status.ON_BALLOT, Status.CHOSEN])
def test_past_the_likes_no_plan_goes_off(leader: User, status: Status) -> None:
    plan = make.plan(make.edition(Phase.FEASIBILITY), status)
    with pytest.raises(Refused):
        actions.hold_plan(plan.pk, leader, REASON)


def test_the_reason_is_not_in_the_trail(held: Plan) -> None:
    told = [str(entry.data) for entry in Entry.objects.all()]
    assert not any("reclame" in data for data in told)
    assert Entry.objects.filter(action="plan_held", subject=f"plan:{held.pk}").exists()


def test_the_maker_reads_why_and_others_find_nothing(held: Plan, as_user: AsUser, leader: User) -> None:
    maker = as_user(held.maker)
    for address in (url("plan_page", held), reverse("my_plans")):
        assert "De tekst lijkt op reclame." in maker.get(address).content.decode()
    assert "Vraag het team om opnieuw te kijken" in maker.get(url("plan_page", held)).content.decode()
    for browser in (Client(), as_user(make.user()), as_user(leader)):
        assert browser.get(url("plan_page", held)).status_code == 404
    stranger = as_user(make.user())
    assert stranger.post(url("plan_like", held), {"like": "1"}).status_code == 404
    assert stranger.post(url("comment_add", held), {"text": "Hoi"}).status_code == 404
    assert stranger.post(url("review_ask", held)).status_code == 404


def test_a_held_plan_is_in_no_list_and_no_figure(held: Plan, edition: Edition, client: Client, leader: User) -> None:
    other = make.plan(edition, title="Fruitbomen")
    assert titles(client, edition) == ["Fruitbomen"]
    assert likes_in(edition) == 0
    assert not similar_plans(edition, [other.pk]), "a maker who looks for others does not find it"
    assert "#reacties" not in client.get(reverse("edition_page", args=[edition.slug])).content.decode()


def test_the_maker_can_still_edit_and_withdraw(held: Plan) -> None:
    assert actions.edit_plan(held.pk, held.maker, title="Bomen").title == "Bomen"
    assert actions.withdraw_plan(held.pk, held.maker).state is Status.WITHDRAWN


def test_the_maker_asks_again_once(held: Plan, as_user: AsUser) -> None:
    version = Plan.objects.get(pk=held.pk).changed_at
    page = as_user(held.maker).post(url("review_ask", held), follow=True).content.decode()
    assert "Het team bekijkt uw plan opnieuw." in page
    first = Plan.objects.get(pk=held.pk)
    assert first.review_asked_at
    assert first.changed_at == version, "an open form of the maker stays up to date"
    actions.ask_review(held.pk, held.maker)
    assert Plan.objects.get(pk=held.pk).review_asked_at == first.review_asked_at
    assert Entry.objects.filter(action="review_asked").count() == 1


def test_nobody_else_asks_and_nothing_is_asked_about_a_public_plan(held: Plan, edition: Edition, leader: User) -> None:
    with pytest.raises(Refused):
        actions.ask_review(held.pk, make.user())
    plan = make.plan(edition)
    with pytest.raises(Refused):
        actions.ask_review(plan.pk, plan.maker)


def test_a_new_reason_waits_for_the_maker_again(held: Plan, leader: User) -> None:
    actions.ask_review(held.pk, held.maker)
    again = actions.hold_plan(held.pk, leader, "Nog een naam in de tekst.")
    assert (again.held_reason, again.review_asked_at) == ("Nog een naam in de tekst.", None)


# The pages of the team


def test_what_waits_for_the_team_stands_on_top(
    edition: Edition, held: Plan, new: Plan, partner: User, as_user: AsUser
) -> None:
    clock.move(timedelta(minutes=5))
    make.plan(edition, title="Later en openbaar")

    def order() -> list[str]:
        rows = as_user(partner).get(reverse("triage", args=[edition.slug])).context["rows"]
        return [row.plan.title for row in rows]

    assert order() == ["Net binnen", "Fruitbomen", "Later en openbaar"]
    actions.publish_plan(new.pk, partner, leads=False)
    actions.ask_review(held.pk, held.maker)
    assert order() == ["Fruitbomen", "Later en openbaar", "Net binnen"]


def test_the_team_works_on_a_held_plan(held: Plan, partner: User, as_user: AsUser) -> None:
    page = as_user(partner).get(url("triage_plan", held))
    assert "Dit plan staat niet op de site" in page.content.decode()
    assert actions.add_contact_note(held.pk, partner, "Gebeld")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "Kies waarom."),
        ({"reason": "OTHER"}, "Schrijf waarom, en wat de maker kan doen."),
        ({"reason": "ZOMAAR", "words": "x"}, "Selecteer een geldige keuze"),
        ({"reason": "ADVERT", "words": "x" * 901}, "900"),
    ],
)
def test_a_reason_that_is_not_complete_takes_nothing_off(
    edition: Edition, leader: User, as_user: AsUser, data: dict[str, str], words: str
) -> None:
    plan = make.plan(edition)
    response = as_user(leader).post(url("plan_hold", plan), data)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert state(plan) is Status.SUBMITTED


def test_the_maker_reads_the_sentence_of_the_list_and_own_words(
    edition: Edition, leader: User, as_user: AsUser
) -> None:
    plan = make.plan(edition)
    as_user(leader).post(url("plan_hold", plan), {"reason": "ADVERT", "words": "Haal de naam van uw winkel eruit."})
    assert Plan.objects.get(pk=plan.pk).held_reason == REASON


def test_the_longest_reason_of_the_form_is_taken(edition: Edition, leader: User, as_user: AsUser) -> None:
    for reason in REASONS:
        plan = make.plan(edition)
        response = as_user(leader).post(url("plan_hold", plan), {"reason": reason, "words": "x" * 900})
        assert response.status_code == 302
        assert state(plan) is Status.HELD


def test_only_the_leader_takes_off(edition: Edition, partner: User, as_user: AsUser) -> None:
    plan = make.plan(edition)
    page = as_user(partner).get(url("triage_plan", plan)).content.decode()
    assert "Van de site halen" not in page
    assert as_user(partner).post(url("plan_hold", plan), {"reason": "ADVERT"}).status_code == 403


# When the likes close


@pytest.mark.parametrize("phase", Phase)
@pytest.mark.parametrize("published", [True, False])
@pytest.mark.parametrize("enough", [True, False])
def test_where_a_held_plan_goes(phase: Phase, published: bool, enough: bool) -> None:
    to = lands_at(phase, published, enough)
    if phase in (Phase.SUBMISSION, Phase.LIKES):
        assert to is Status.SUBMITTED
    elif phase is Phase.FEASIBILITY and not published:
        assert to is (Status.IN_CHECK if enough else Status.BELOW_THRESHOLD)
    else:
        assert to is None


def test_a_reason_of_own_words_has_no_other_sentence() -> None:
    assert reason_text("OTHER", " Bel mij even. ") == "Bel mij even."
    assert reason_text("HURTS", "") == REASONS["HURTS"]


@pytest.mark.parametrize(("likes", "after"), [(2, Status.IN_CHECK), (1, Status.BELOW_THRESHOLD)])
def test_a_held_plan_keeps_its_likes_at_the_close_and_goes_where_they_say(
    edition: Edition, leader: User, likes: int, after: Status
) -> None:
    plan = make.plan(edition, Status.HELD, held_reason="Even kijken")
    make.likes(plan, likes)
    actions.apply_threshold(edition, None)
    Edition.objects.filter(pk=edition.pk).update(phase=Phase.FEASIBILITY)
    plan.refresh_from_db()
    assert (plan.state, plan.likes_at_close, plan.needed_at_close) == (Status.HELD, likes, 2)
    make.likes(plan, 5)
    assert actions.publish_plan(plan.pk, leader, leads=True).state is after
    actions.apply_threshold(edition, None)
    plan.refresh_from_db()
    assert plan.likes_at_close == likes


def test_once_the_verdicts_are_known_a_held_plan_stays_off(held: Plan, edition: Edition, leader: User) -> None:
    Edition.objects.filter(pk=edition.pk).update(phase=Phase.FEASIBILITY, verdicts_published_at=clock.now())
    with pytest.raises(Refused):
        actions.publish_plan(held.pk, leader, leads=True)
    assert state(held) is Status.HELD


def test_the_cockpit_tells_of_plans_that_nobody_can_read(edition: Edition, held: Plan, new: Plan) -> None:
    [item] = [item for item in attention(edition) if "niet openbaar" in item.text]
    assert item.text == "2 plannen staan nog niet openbaar. De likes sluiten zonder deze plannen."
    assert item.urgent
    Plan.objects.filter(pk__in=[held.pk, new.pk]).update(status=Status.WITHDRAWN)
    assert not any("niet openbaar" in item.text for item in attention(edition))


@pytest.mark.parametrize(
    ("phase", "told"), [(Phase.SUBMISSION, True), (Phase.FEASIBILITY, True), (Phase.VOTING, False)]
)
def test_the_cockpit_tells_it_as_long_as_it_matters(phase: Phase, told: bool) -> None:
    edition = make.edition(phase)
    make.plan(edition, Status.HELD)
    assert any("1 plan staat nog niet openbaar." in item.text for item in attention(edition)) is told
