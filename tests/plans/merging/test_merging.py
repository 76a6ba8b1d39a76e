"""Merging: two plans that are one idea go on as one, and nobody loses anything."""

from datetime import timedelta

import pytest
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from audit.models import Entry
from common import clock
from common.errors import Refused
from editions.models import Edition
from editions.phases import Phase
from plans import actions
from plans.actions.making import edit_plan
from plans.models import (
    CoMaker,
    Comment,
    HelpOffer,
    HelpWanted,
    Like,
    MakerInvitation,
    Plan,
    PlanChange,
    Signature,
    TriageFlag,
)
from plans.queries import history, likes_in, my_plans, plan_for_page
from plans.status import Status
from plans.support.queries import threshold_standings
from tests import make
from tests.plans.browsing import AsUser, titles, url
from tests.plans.merging.world import merge, sign, supporters

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]


# What comes together


def test_the_source_goes_on_in_the_target(source: Plan, target: Plan, leader: User) -> None:
    assert merge(source, target, leader) == target
    assert (source.state, source.merged_into) == (Status.MERGED, target)
    assert (target.state, target.merged_into) == (Status.SUBMITTED, None)
    assert source.body, "its text stays"


def test_likes_become_the_union_of_persons(source: Plan, target: Plan, leader: User) -> None:
    both, here, there = make.user(), make.user(), make.user()
    for plan, people in ((source, [both, there]), (target, [both, here])):
        for person in people:
            Like.objects.create(plan=plan, user=person)
    for plan, hashes in ((source, ["on both", "on the source"]), (target, ["on both", "on the target"])):
        for hashed in hashes:
            sign(plan, hashed)
    assert actions.expected_outcome(source, target) == actions.MergeOutcome(people=6, both=2)
    merge(source, target, leader)
    assert set(target.likes.values_list("user", flat=True)) == {both.pk, here.pk, there.pk}
    assert set(target.signatures.values_list("person_hash", flat=True)) == {
        "on both",
        "on the source",
        "on the target",
    }
    assert (supporters(target), supporters(source)) == (6, 0)
    assert likes_in(target.edition) == 6


@pytest.mark.parametrize("liked", ["source", "target"])
def test_a_like_and_a_signature_of_one_person_count_once_and_the_like_stays(
    source: Plan, target: Plan, leader: User, liked: str
) -> None:
    person = make.user()
    where, other = (source, target) if liked == "source" else (target, source)
    Like.objects.create(plan=where, user=person, person_hash="wil")
    sign(other, "wil")
    merge(source, target, leader)
    assert supporters(target) == 1
    assert target.likes.get().user == person
    assert not Signature.objects.exists()


def test_two_accounts_of_one_person_count_once(source: Plan, target: Plan, leader: User) -> None:
    Like.objects.create(plan=source, user=make.user(), person_hash="wil")
    Like.objects.create(plan=target, user=make.user(), person_hash="wil")
    merge(source, target, leader)
    assert supporters(target) == 1


def test_a_like_that_stays_is_known_by_the_address_of_the_one_that_goes(
    source: Plan, target: Plan, leader: User
) -> None:
    person = make.user()
    Like.objects.create(plan=source, user=person, person_hash="wil")
    kept = Like.objects.create(plan=target, user=person)
    merge(source, target, leader)
    kept.refresh_from_db()
    assert kept.person_hash == "wil"


def test_signatures_move_with_their_names(source: Plan, target: Plan, leader: User) -> None:
    sign(source, "a", "Corrie")
    merge(source, target, leader)
    assert target.signatures.get().name == "Corrie"


def test_all_makers_make_the_target_each_once(source: Plan, target: Plan, leader: User) -> None:
    third, both = make.user("Chris"), make.user("Bo")
    CoMaker.objects.create(plan=source, user=third)
    CoMaker.objects.create(plan=source, user=both)
    CoMaker.objects.create(plan=target, user=both)
    CoMaker.objects.create(plan=source, user=target.maker)
    merge(source, target, leader)
    assert target.maker.name == "Omar"
    assert {each.user for each in target.co_makers.all()} == {source.maker, third, both}
    assert edit_plan(target.pk, source.maker, title="Bomen").title == "Bomen"


def test_an_open_invitation_counts_for_the_target(source: Plan, target: Plan, leader: User) -> None:
    def invite(key: str, **extra: object) -> MakerInvitation:
        facts = {"name": "Bo", "invited_by": source.maker, "expires_at": clock.now() + timedelta(days=7), **extra}
        return MakerInvitation.objects.create(plan=source, token_hash=key, **facts)

    still_open, closed = invite("a"), invite("b", closed_at=clock.now())
    merge(source, target, leader)
    still_open.refresh_from_db()
    closed.refresh_from_db()
    assert (still_open.plan, closed.plan) == (target, source)


def test_reactions_and_help_move_along(source: Plan, target: Plan, leader: User) -> None:
    asked = Comment.objects.create(plan=source, author=make.user(), text="Mag ik helpen?")
    Comment.objects.create(plan=source, author=source.maker, text="Graag!", reply_to=asked)
    wanted = HelpWanted.objects.create(plan=source, text="iemand die kan graven")
    HelpOffer.objects.create(plan=source, by=make.user(), wanted=wanted, text="Ik graaf graag")
    merge(source, target, leader)
    assert [each.text for each in target.comments.all()] == ["Mag ik helpen?", "Graag!"]
    assert target.help_wanted.get() == wanted
    assert target.help_offers.get().wanted == wanted


def test_of_two_offers_by_one_person_one_stays_open_with_both_texts(source: Plan, target: Plan, leader: User) -> None:
    helper, other = make.user(), make.user()
    HelpOffer.objects.create(plan=source, by=helper, text="Ik heb een kruiwagen")
    HelpOffer.objects.create(plan=target, by=helper, text="Ik kan graven")
    HelpOffer.objects.create(plan=source, by=other, text="Ik bak taart")
    HelpOffer.objects.create(plan=target, by=other, text="x" * 295)
    merge(source, target, leader)
    still_open: QuerySet[HelpOffer] = target.help_offers.filter(withdrawn_at__isnull=True)
    assert still_open.get(by=helper).text == "Ik kan graven\nIk heb een kruiwagen"
    assert len(still_open.get(by=other).text) == 300
    assert not source.help_offers.exists()


def test_cost_lines_and_notes_of_the_team_stay_where_they_are(source: Plan, target: Plan, leader: User) -> None:
    actions.set_flag(source.pk, TriageFlag.Kind.MERGE, leader)
    actions.add_contact_note(source.pk, leader, "Gebeld met Anna")
    actions.refer_plan(source.pk, leader, "Groen")
    merge(source, target, leader)
    assert (source.cost_lines.count(), target.cost_lines.count()) == (1, 1)
    assert source.flags.get().kind == "MERGE"
    assert source.contact_notes.get().text == "Gebeld met Anna"
    assert source.referrals.get().department == "Groen"


def test_the_trail_tells_numbers_only(source: Plan, target: Plan, leader: User) -> None:
    make.likes(source, 2)
    merge(source, target, leader)
    entry = Entry.objects.get(action="plans_merged")
    assert entry.subject == f"plan:{target.pk}"
    assert entry.data == {"plan": source.pk, "people": 2, "both": 0}


# When it is allowed


def test_merging_twice_changes_nothing(source: Plan, target: Plan, leader: User) -> None:
    make.likes(source, 2)
    merge(source, target, leader)
    assert merge(source, target, leader) == target
    assert supporters(target) == 2
    assert PlanChange.objects.count() == 1
    assert Entry.objects.filter(action="plans_merged").count() == 1


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.SUBMITTED}))
@pytest.mark.parametrize("which", ["source", "target"])
def test_only_submitted_plans_go_together(edition: Edition, leader: User, status: Status, which: str) -> None:
    other, submitted = make.plan(edition, status), make.plan(edition)
    pair = (other, submitted) if which == "source" else (submitted, other)
    with pytest.raises(Refused):
        merge(*pair, leader)
    assert not Plan.objects.filter(pk=submitted.pk, status=Status.MERGED).exists()


@pytest.mark.parametrize("phase", sorted(set(Phase) - {Phase.SUBMISSION, Phase.LIKES}))
def test_plans_go_together_until_the_likes_are_closed(phase: Phase) -> None:
    edition = make.edition(phase)
    source, target = make.plan(edition), make.plan(edition)
    with pytest.raises(Refused):
        merge(source, target, make.user())
    assert source.state is Status.SUBMITTED


def test_the_clock_closes_the_likes_for_merging_too(source: Plan, target: Plan, leader: User) -> None:
    clock.move(timedelta(days=10))
    with pytest.raises(Refused):
        merge(source, target, leader)


def test_plans_of_two_editions_and_a_plan_with_itself_do_not_go_together(source: Plan, leader: User) -> None:
    elsewhere = make.plan(make.edition(Phase.LIKES))
    for pair in ((source, elsewhere), (elsewhere, source), (source, source)):
        with pytest.raises(Refused):
            merge(*pair, leader)
    assert not Plan.objects.filter(status=Status.MERGED).exists()


# What people see


def test_the_old_address_leads_on_for_everybody(source: Plan, target: Plan, leader: User, as_user: AsUser) -> None:
    merge(source, target, leader)
    for browser in (Client(), as_user(source.maker), as_user(make.user())):
        response = browser.get(url("plan_page", source))
        assert response.status_code == 302
        assert response["Location"] == f"{url('plan_page', target)}?samen={source.pk}"
    page = Client().get(url("plan_page", source), follow=True).content.decode()
    assert "‘Appelbomen’ en dit plan gaan samen verder." in page
    assert "Dit plan hoorde erbij" in page
    assert "Samengevoegd met ‘Appelbomen’" in page


def test_a_made_up_source_says_nothing(source: Plan, target: Plan, leader: User) -> None:
    merge(source, target, leader)
    for made_up in ("0", "x", "9" * 40, str(target.pk)):
        page = Client().get(url("plan_page", target), {"samen": made_up})
        assert page.status_code == 200
        assert "U bent hier dus goed." not in page.content.decode()


def test_a_chain_of_merges_leads_to_the_end(edition: Edition, source: Plan, target: Plan, leader: User) -> None:
    last = make.plan(edition, title="Een groene wijk")
    merge(source, target, leader)
    merge(target, last, leader)
    for number in (source.pk, target.pk):
        assert plan_for_page(edition, number, leader) == last
    page = Client().get(url("plan_page", source), follow=True).content.decode()
    assert "‘Appelbomen’ en dit plan gaan samen verder." in page
    assert "Deze plannen hoorden erbij" in page


def test_a_merged_plan_leads_nowhere_when_the_other_is_hidden(source: Plan, target: Plan, leader: User) -> None:
    merge(source, target, leader)
    actions.hold_plan(target.pk, leader, "Even kijken")
    assert Client().get(url("plan_page", source)).status_code == 404


def test_only_makers_read_the_whole_old_text(source: Plan, target: Plan, leader: User, as_user: AsUser) -> None:
    Plan.objects.filter(pk=source.pk).update(body="Alleen voor makers", summary="Voor iedereen")
    merge(source, target, leader)
    mine = as_user(source.maker).get(url("plan_page", target)).content.decode()
    theirs = as_user(make.user()).get(url("plan_page", target)).content.decode()
    assert "Alleen voor makers" in mine
    assert "Alleen voor makers" not in theirs
    assert "Voor iedereen" in theirs


def test_the_history_tells_of_it_by_date(source: Plan, target: Plan, leader: User) -> None:
    edit_plan(target.pk, target.maker, title="Veel fruitbomen")
    clock.move(timedelta(days=1))
    merge(source, target, leader)
    clock.move(timedelta(days=1))
    edit_plan(target.pk, source.maker, title="Heel veel fruitbomen")
    told = [moment.title for moment in history(target)]
    assert told[:2] == ["Ingediend", "Aangepast"]
    assert sorted(told[2:4]) == ["Anna maakt het plan mee", "Samengevoegd met ‘Appelbomen’"]
    assert told[4:] == ["Aangepast"]


def test_a_like_for_the_old_plan_goes_to_the_target(source: Plan, target: Plan, leader: User, as_user: AsUser) -> None:
    merge(source, target, leader)
    person = make.user()
    assert actions.like_plan(source.pk, person)
    assert not actions.like_plan(source.pk, person)
    assert list(target.likes.values_list("user", flat=True)) == [person.pk]
    response = as_user(make.user()).post(url("plan_like", source), {"like": "1"}, follow=True)
    assert "Uw like staat bij dit plan." in response.content.decode()
    assert supporters(target) == 2


def test_taking_a_like_back_on_the_old_page_asks_to_do_so_on_the_new_one(
    source: Plan, target: Plan, leader: User, as_user: AsUser
) -> None:
    person = make.user()
    actions.like_plan(source.pk, person)
    merge(source, target, leader)
    response = as_user(person).post(url("plan_like", source), {"like": "0"}, follow=True)
    assert "U kunt hem hier ook terugnemen." in response.content.decode()
    assert supporters(target) == 1


def test_a_reaction_to_the_old_plan_lands_on_the_target(
    source: Plan, target: Plan, leader: User, as_user: AsUser
) -> None:
    merge(source, target, leader)
    as_user(make.user()).post(url("comment_add", source), {"text": "Mooi plan!"})
    assert target.comments.get().text == "Mooi plan!"


@pytest.mark.parametrize("name", ["plan_edit", "cost_lines", "plan_submit", "plan_withdraw", "plan_campaign"])
def test_what_a_maker_does_to_the_old_plan_never_touches_the_target(
    source: Plan, target: Plan, leader: User, as_user: AsUser, name: str
) -> None:
    merge(source, target, leader)
    maker = as_user(source.maker)
    data = {"title": "Overschreven", "label": "Schep", "cents": "10"}
    for response in (maker.get(url(name, source)), maker.post(url(name, source), data)):
        assert response.status_code in (405, 422)
    target.refresh_from_db()
    assert (target.title, target.state, target.cost_lines.count()) == ("Fruitbomen", Status.SUBMITTED, 1)
    assert as_user(make.user()).get(url(name, source)).status_code == 404


def test_a_list_on_paper_for_the_old_plan_counts_for_the_target(
    source: Plan, target: Plan, leader: User, as_user: AsUser
) -> None:
    merge(source, target, leader)
    browser = as_user(leader)
    assert browser.get(url("signatures_plan", source))["Location"] == url("signatures_plan", target)
    page = browser.post(url("signatures_plan", source), {"lines": "Wil Jansen; 2034 AB; 12"})
    assert "De lijst telt hier mee." in page.content.decode()
    assert target.signatures.get().name == "Wil Jansen"
    assert actions.enter_signatures(source.pk, leader, "Wil Jansen; 2034 AB; 12").known


def test_lists_figures_and_counts_leave_the_merged_plan_out(
    edition: Edition, source: Plan, target: Plan, leader: User, client: Client
) -> None:
    make.likes(source, 3)
    merge(source, target, leader)
    assert titles(client, edition) == ["Fruitbomen"]
    assert [row.plan for row in threshold_standings(edition).everyone] == [target]
    assert actions.apply_threshold(edition, None).fell == 1
    source.refresh_from_db()
    assert (source.state, source.likes_at_close) == (Status.MERGED, None)


@pytest.mark.parametrize("number", [1, 6])
def test_pages_cost_the_same_queries_however_many_plans_came_together(
    edition: Edition, leader: User, as_user: AsUser, number: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    target = make.plan(edition)
    for _ in range(number):
        each = make.plan(edition)
        actions.set_flag(each.pk, TriageFlag.Kind.MERGE, leader)
        actions.add_contact_note(each.pk, leader, "Gebeld")
        merge(each, target, leader)
    browser, client = as_user(leader), Client()
    with django_assert_max_num_queries(16):
        assert client.get(url("plan_page", target)).status_code == 200
    with django_assert_max_num_queries(34):
        assert browser.get(url("triage_plan", target)).status_code == 200


def test_both_makers_find_the_plan_among_theirs(source: Plan, target: Plan, leader: User, as_user: AsUser) -> None:
    merge(source, target, leader)
    assert my_plans(source.maker) == [target, source]
    assert my_plans(target.maker) == [target]
    page = as_user(source.maker).get(reverse("my_plans")).content.decode()
    assert "Gaat samen verder met ‘Fruitbomen’." in page
