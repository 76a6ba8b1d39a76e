"""What a plan's page shows of its discussion, and to whom."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from common import clock
from editions.models import Role
from editions.phases import Phase
from plans.discussion.queries import SHOWN, Talk, address_of, discussion, letters_for_team
from plans.models import Comment, Plan
from plans.permissions import Person
from plans.queries import plan_for_page
from plans.status import Status
from tests import make
from tests.plans.browsing import url
from tests.plans.discussion.talking import Stance, answered, hidden, said, withdrawn

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], Client]
VISITOR = AnonymousUser()
GONE, TAKEN = "Deze reactie is ingetrokken.", "Een reactie is weggehaald door het team: kwetsend of beledigend."


def talk(plan: Plan, user: Person = VISITOR, *, whole: bool = False) -> Talk:
    return discussion(plan_for_page(plan.edition, plan.pk, user), user, whole=whole)


def page(plan: Plan, browser: Client | None = None, **query: str) -> str:
    return (browser or Client()).get(url("plan_page", plan), query).content.decode()


def shown(plan: Plan, user: Person = VISITOR) -> list[list[str]]:
    """The texts per column, as somebody may read them."""
    found = talk(plan, user)
    return [[each.comment.text if each.is_readable else "-" for each in column.letters] for column in found.columns]


def test_every_side_has_its_column_newest_first(plan: Plan) -> None:
    for stance in (Stance.AGAINST, Stance.FOR, Stance.NEUTRAL, Stance.FOR):
        said(plan, f"{stance} {Comment.objects.count()}", stance=stance)
    assert shown(plan) == [["FOR 3", "FOR 1"], ["AGAINST 0"], ["NEUTRAL 2"]]
    assert [column.count for column in talk(plan).columns] == [2, 1, 1]
    assert talk(plan).count == 4


def test_answers_stand_under_their_reaction_oldest_first_and_are_not_counted(plan: Plan) -> None:
    comment = said(plan, stance=Stance.AGAINST)
    answered(comment, "Een")
    answered(comment, "Twee")
    found = talk(plan)
    assert [each.comment.text for each in found.sides[1].letters[0].answers] == ["Een", "Twee"]
    assert found.count == 1


def test_reactions_of_another_plan_are_not_shown(plan: Plan) -> None:
    said(make.plan(plan.edition))
    assert talk(plan).is_empty


@pytest.mark.parametrize("gone", [hidden, withdrawn])
def test_what_is_gone_without_answers_leaves_no_trace_for_others(
    plan: Plan, someone: User, gone: Callable[[Comment], Comment]
) -> None:
    gone(said(plan, "Rot op"))
    assert shown(plan) == shown(plan, someone) == [[], [], []]
    assert "Nog niemand heeft gereageerd" in page(plan)


@pytest.mark.parametrize(("gone", "words"), [(hidden, TAKEN), (withdrawn, GONE)])
def test_the_answers_to_what_is_gone_stay(plan: Plan, gone: Callable[[Comment], Comment], words: str) -> None:
    comment = said(plan, "Rot op", author=make.user("Kwaaie Kees"))
    answered(comment, "Dat spijt ons")
    gone(comment)
    seen = page(plan)
    assert words in seen
    assert "Dat spijt ons" in seen
    assert "Rot op" not in seen
    assert "Kwaaie Kees" not in seen
    assert "Dit is te hard" not in seen
    assert f'id="reactie-{comment.pk}"' in seen
    assert talk(plan).count == 0


def test_when_the_answers_are_gone_too_nothing_is_left(plan: Plan) -> None:
    comment = said(plan)
    hidden(answered(comment, "Een"))
    withdrawn(answered(comment, "Twee"))
    withdrawn(comment)
    assert talk(plan).is_empty


@pytest.mark.parametrize("gone", [hidden, withdrawn])
def test_an_answer_that_is_gone_is_not_shown(plan: Plan, gone: Callable[[Comment], Comment]) -> None:
    gone(answered(said(plan), "Een hard woord"))
    assert "Een hard woord" not in page(plan)


def test_the_author_of_what_was_taken_away_reads_why(plan: Plan, someone: User, as_user: AsUser) -> None:
    hidden(said(plan, "Rot op", author=someone))
    own = answered(said(plan, "Iets anders", author=someone), "Rot jij op", author=someone, voice="RESIDENT")
    hidden(own)
    seen = page(plan, as_user(someone))
    assert seen.count("Het team heeft uw reactie weggehaald: kwetsend of beledigend.") == 2
    assert seen.count("Dit is te hard.") == 2
    assert "Rot op" in seen
    assert "Rot jij op" in seen
    assert talk(plan, someone).count == 1
    assert "Rot op" not in page(plan, as_user(plan.maker))


def test_what_the_author_withdrew_is_gone_for_the_author_too(plan: Plan, someone: User) -> None:
    hidden(withdrawn(said(plan, "Rot op", author=someone)))
    assert talk(plan, someone).is_empty


def test_makers_and_the_team_are_marked_and_others_are_not(plan: Plan) -> None:
    said(plan)
    assert "team van de wijk</span>" not in page(plan)
    assert page(plan).count("plannenmaker</span>") == 0
    answered(said(plan))
    said(plan, voice=Comment.Voice.TEAM)
    assert page(plan).count("plannenmaker</span>") == 1
    assert page(plan).count("team van de wijk</span>") == 1


def test_only_who_may_answer_finds_the_way(plan: Plan, someone: User, leader: User, as_user: AsUser) -> None:
    comment = said(plan, author=someone)
    way = url("comment_answer", plan, comment.pk)
    for person in (plan.maker, leader):
        assert way in page(plan, as_user(person))
    for other in (someone, make.user(), make.staff(plan.edition, Role.CHECKER)):
        assert way not in page(plan, as_user(other))
    assert way not in page(plan)
    answered(comment)
    assert way in page(plan, as_user(someone))
    assert way not in page(plan, as_user(make.user()))


def test_when_no_reactions_are_placed_nobody_finds_a_form_or_a_way(as_user: AsUser) -> None:
    plan = make.plan(make.edition(Phase.CLOSED))
    said(plan)
    seen = page(plan, as_user(plan.maker))
    assert "Schrijf een reactie" not in seen
    assert "antwoorden/" not in seen
    assert "Niemand heeft op dit plan gereageerd." not in seen


def test_only_the_own_reaction_has_a_button_to_withdraw_and_only_others_one_to_report(
    plan: Plan, someone: User, as_user: AsUser
) -> None:
    comment = said(plan, author=someone)
    report = url("comment_report", plan, comment.pk)
    own, other, visitor = page(plan, as_user(someone)), page(plan, as_user(make.user())), page(plan)
    assert "Trek uw reactie in" in own
    assert report not in own
    for seen in (other, visitor):
        assert "Trek uw reactie in" not in seen
        assert report in seen


def test_text_is_text_with_its_lines_and_its_direction(plan: Plan) -> None:
    said(plan, "<script>alert(1)</script>\nzie https://kwaad.example\n\nمرحبا", author=make.user("<b>Ali</b>"))
    seen = page(plan)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;<br>zie https://kwaad.example</p>" in seen
    assert 'href="https://kwaad.example' not in seen
    assert "<bdi>&lt;b&gt;Ali&lt;/b&gt;</bdi>" in seen
    assert '<div class="letter__text" dir="auto">' in seen


def test_each_column_shows_its_newest_and_a_way_to_all(plan: Plan) -> None:
    for number in range(SHOWN + 2):
        said(plan, f"nummer {number}.", stance=Stance.FOR)
    for number in range(SHOWN):
        said(plan, f"tegen {number}.", stance=Stance.AGAINST)
    found = talk(plan)
    assert [column.is_cut for column in found.columns] == [True, False, False]
    assert found.sides[0].letters[0].comment.text == f"nummer {SHOWN + 1}."
    assert len(found.sides[0].letters) == SHOWN
    assert found.sides[0].count == SHOWN + 2
    assert f"Toon alle {SHOWN + 2}" in page(plan)
    everything = page(plan, reacties="alle")
    assert "nummer 0." in everything
    assert "Toon alle" not in everything


@pytest.mark.parametrize("value", ["", "alles", "1", "\x00", "alle " * 500])
def test_any_other_word_shows_the_newest(plan: Plan, value: str) -> None:
    for _ in range(SHOWN + 1):
        said(plan)
    assert len(Client().get(url("plan_page", plan), {"reacties": value}).context["talk"].questions.letters) == SHOWN


def test_an_older_reaction_is_found_on_the_page_with_all(plan: Plan) -> None:
    old = said(plan)
    answer = answered(old)
    assert address_of(old) == url("plan_page", plan) + f"#reactie-{old.pk}"
    for _ in range(SHOWN):
        said(plan)
    assert address_of(answer) == url("plan_page", plan) + f"?reacties=alle#reactie-{answer.pk}"


@pytest.mark.parametrize("number", [3, 300])
@pytest.mark.parametrize("whole", [True, False])
def test_the_discussion_costs_the_same_queries_however_much_is_said(
    plan: Plan, someone: User, number: int, whole: bool, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    people = [make.user(), someone, plan.maker]
    stances = list(Stance)
    tops = [Comment(plan=plan, author=people[n % 3], text="Mooi", stance=stances[n % 3]) for n in range(number)]
    made = Comment.objects.bulk_create(tops)
    Comment.objects.bulk_create(Comment(plan=plan, author=plan.maker, text="Dank", reply_to=each) for each in made)
    found = plan_for_page(plan.edition, plan.pk, someone)
    with django_assert_num_queries(3):  # roles, counts, reactions, answers
        letters = [each for column in discussion(found, someone, whole=whole).columns for each in column.letters]
        assert {str(letter.answers[0].comment.author) for letter in letters} == {"Omar"}
    assert len(letters) == (number if whole or number == 3 else 3 * SHOWN)


def queries_of_a_page(plan: Plan, browser: Client, number: int, assert_max: DjangoAssertNumQueries) -> int:
    for _ in range(number):
        answered(said(plan, stance=Stance.FOR))
    with assert_max(60) as seen:
        page(plan, browser)
    return len(seen.captured_queries)


def test_the_whole_page_costs_the_same_queries_however_much_is_said(
    plan: Plan, someone: User, as_user: AsUser, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    browser = as_user(someone)
    few = queries_of_a_page(plan, browser, 2, django_assert_max_num_queries)
    assert queries_of_a_page(plan, browser, 50, django_assert_max_num_queries) == few


def test_the_team_reads_what_stands_each_answer_after_its_reaction(plan: Plan) -> None:
    first, second = said(plan, "een"), said(plan, "twee")
    answered(first, "antwoord op een")
    hidden(said(plan, "weg"))
    withdrawn(answered(second, "ook weg"))
    lonely = said(plan, "ingetrokken")
    answered(lonely, "antwoord op niets")
    withdrawn(lonely)
    assert [each.text for each in letters_for_team(plan)] == ["een", "antwoord op een", "twee", "antwoord op niets"]


def test_the_triage_shows_voices_and_nothing_that_is_gone(
    plan: Plan, leader: User, as_user: AsUser, no_second_factor: None
) -> None:
    said(plan, "van het team", voice=Comment.Voice.TEAM)
    said(plan, "de maker schreef dit als bewoner", author=plan.maker)
    hidden(said(plan, "een hard woord"))
    seen = as_user(leader).get(url("triage_plan", plan)).content.decode()
    assert "2 reacties" in seen
    assert seen.count("team van de wijk</span>") == 1
    assert "plannenmaker</span>" not in seen
    assert "een hard woord" not in seen


def test_a_late_answer_does_not_move_its_reaction(plan: Plan) -> None:
    old = said(plan, "oud")
    clock.move(timedelta(hours=1))
    said(plan, "nieuw")
    answered(old)
    assert shown(plan)[2] == ["nieuw", "oud"]


def test_a_draft_has_no_discussion(as_user: AsUser) -> None:
    draft = make.plan(status=Status.DRAFT)
    assert 'id="reacties"' not in page(draft, as_user(draft.maker))
