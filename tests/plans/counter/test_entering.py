"""The team enters a plan for somebody: everything or nothing, by the rules for everybody, once."""

import re
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.test import Client

from accounts.models import User
from audit.models import Entry
from common.errors import Refused
from editions.models import Edition, Role
from editions.phases import Phase
from plans import actions
from plans.actions import Helped, PaperPlan
from plans.models import ContactNote, CostLine, Like, Plan
from plans.permissions import helps_maker
from plans.status import Status
from tests import make
from tests.plans.browsing import AsUser, url
from tests.plans.test_concurrent_likes import all_at_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]
WIL = Helped("Wil Jansen")


@pytest.fixture
def joke(edition: Edition) -> User:
    return make.staff(edition, Role.PARTNER)


def paper(edition: Edition, lines: tuple[tuple[str, int], ...] = (("Bomen", 100_000),), **changes: Any) -> PaperPlan:
    themes = list(edition.themes.all())
    fields = {
        "title": "Fruitbomen",
        "summary": "Bomen voor iedereen.",
        "body": "Tien bomen.",
        "theme": themes[0],
        "neighbourhood": edition.area.neighbourhoods.first(),
        "place": "Italiëlaan",
    }
    return PaperPlan({**fields, **changes}, themes[1:], lines)  # type: ignore[typeddict-item]


def enter(edition: Edition, by: User, who: Helped = WIL, *, submit: bool = True, **changes: Any) -> Plan:
    return actions.enter_plan(edition.pk, by, who, paper(edition, **changes), submit=submit)


def nothing_is_kept() -> bool:
    kept = Plan.objects.exists() or CostLine.objects.exists() or ContactNote.objects.exists()
    return not kept and not User.objects.filter(name="Wil Jansen").exists()


def test_a_plan_of_somebody_without_email_is_submitted_at_once(edition: Edition, joke: User) -> None:
    plan = enter(edition, joke, Helped("Wil Jansen", phone="06-12345678"), lines=(("Bomen", 100_000), ("Aarde", 2_550)))
    assert (plan.state, plan.entered_by, plan.maker.name, plan.maker.email) == (
        Status.SUBMITTED,
        joke,
        "Wil Jansen",
        None,
    )
    assert list(plan.cost_lines.values_list("label", "cents")) == [("Bomen", 100_000), ("Aarde", 2_550)]
    assert [theme.name for theme in plan.more_themes.all()] == ["Groen & duurzaam"]
    assert ContactNote.objects.get(plan=plan).text == "Telefoon van de maker: 06-12345678"
    assert not plan.maker.has_usable_password()


def test_the_trail_says_who_typed_it_and_nothing_of_the_maker(edition: Edition, joke: User) -> None:
    plan = enter(edition, joke, Helped("Wil Jansen", "wil@example.org", "06-12345678"))
    entered = Entry.objects.get(action="plan_entered")
    assert (entered.actor, entered.subject, entered.data) == (f"gebruiker:{joke.pk}", f"plan:{plan.pk}", {})
    told = str(list(Entry.objects.values_list("actor", "subject", "data")))
    assert "Wil" not in told
    assert "06" not in re.sub(r"\d+:\d+", "", told).replace(str(plan.pk), "")


def test_a_draft_needs_a_name_and_a_title_only(edition: Edition, joke: User) -> None:
    empty: dict[str, Any] = {"summary": "", "body": "", "theme": None, "neighbourhood": None, "place": ""}
    plan = enter(edition, joke, submit=False, lines=(), **empty)
    assert (plan.state, plan.title) == (Status.DRAFT, "Fruitbomen")
    with pytest.raises(actions.Incomplete):
        enter(edition, joke, submit=False, title=" ")


@pytest.mark.parametrize(
    ("lines", "changes"),
    [
        ((("Bomen", 100_000),), {"summary": ""}),
        ((("Bomen", 100_000),), {"theme": None}),
        ((), {}),
        ((("Bomen", 7_000_001),), {}),
        ((("Bomen", 100_000), ("", 100)), {}),
        ((("Bomen", 100_000), ("Aarde", 0)), {}),
    ],
)
def test_what_a_resident_may_not_submit_is_refused_and_nothing_is_half_saved(
    edition: Edition, joke: User, lines: tuple[tuple[str, int], ...], changes: dict[str, Any]
) -> None:
    with pytest.raises(Refused):
        enter(edition, joke, Helped("Wil Jansen", "wil@example.org", "06"), lines=lines, **changes)
    assert nothing_is_kept()
    assert not EmailAddress.objects.filter(email="wil@example.org").exists()


@pytest.mark.parametrize("phase", sorted(set(Phase) - {Phase.SUBMISSION}))
@pytest.mark.parametrize("submit", [True, False])
def test_outside_the_phase_nothing_is_entered(phase: Phase, submit: bool) -> None:
    edition = make.edition(phase)
    with pytest.raises(Refused):
        enter(edition, make.staff(edition, Role.LEADER), submit=submit)
    assert nothing_is_kept()


def test_a_theme_of_another_edition_is_refused(edition: Edition, joke: User) -> None:
    other = make.edition().themes.get(name="Elkaar ontmoeten")
    with pytest.raises(Refused, match="thema"):
        enter(edition, joke, theme=other)
    wrong = PaperPlan(paper(edition).fields, [other], [("Bomen", 100)])
    with pytest.raises(Refused, match="thema"):
        actions.enter_plan(edition.pk, joke, WIL, wrong, submit=False)
    assert nothing_is_kept()


# The account


def test_an_existing_account_becomes_the_maker_and_keeps_its_name(edition: Edition, joke: User) -> None:
    known = make.user("Fatima Yilmaz", email="fatima@example.org")
    plan = enter(edition, joke, Helped("F. Y.", "fatima@example.org"))
    known.refresh_from_db()
    assert (plan.maker, known.name, User.objects.filter(name="F. Y.").exists()) == (known, "Fatima Yilmaz", False)


def test_a_second_confirmed_address_finds_the_account_and_an_unconfirmed_one_does_not(
    edition: Edition, joke: User
) -> None:
    known = make.user("Fatima")
    EmailAddress.objects.create(user=known, email="tweede@example.org", verified=True)
    EmailAddress.objects.create(user=known, email="derde@example.org", verified=False)
    assert enter(edition, joke, Helped("F.", "tweede@example.org")).maker == known
    assert enter(edition, joke, Helped("F.", "derde@example.org")).maker != known


def test_a_closed_account_is_refused(edition: Edition, joke: User) -> None:
    make.user("Fatima", email="fatima@example.org", is_active=False)
    with pytest.raises(Refused, match="inloggen"):
        enter(edition, joke, Helped("F.", "fatima@example.org"))
    assert not Plan.objects.exists()


def code_in_mail() -> str:
    found = re.search(r"\b\d{6}\b", str(mail.outbox[-1].body))
    assert found
    return found.group()


def test_the_maker_logs_in_later_with_a_code_and_finds_the_draft(edition: Edition, joke: User) -> None:
    cache.clear()
    plan = enter(edition, joke, Helped("Wil Jansen", "wil@example.org"), submit=False)
    browser = Client()
    browser.post("/account/login/", {"login": "Wil@Example.org"})
    assert mail.outbox[-1].to == ["wil@example.org"]
    browser.post("/account/login/code/confirm/", {"code": code_in_mail()})
    assert browser.session["_auth_user_id"] == str(plan.maker.pk)
    assert EmailAddress.objects.get(email="wil@example.org").verified
    shown = browser.get("/mijn/").content.decode()
    assert "Fruitbomen" in shown
    assert browser.get(url("plan_edit", plan)).status_code == 200


def test_who_signs_up_with_an_address_that_the_team_entered_gets_no_error(edition: Edition, joke: User) -> None:
    cache.clear()
    enter(edition, joke, Helped("Wil Jansen", "wil@example.org"))
    answer = Client().post("/account/signup/", {"name": "Wil", "email": "wil@example.org", "website": ""})
    assert answer.status_code in (200, 302)
    assert User.objects.filter(email="wil@example.org").count() == 1


# Twice


def test_pressing_twice_enters_once(edition: Edition, joke: User) -> None:
    first = enter(edition, joke, Helped("Wil Jansen", phone="06-1"))
    again = enter(edition, joke, Helped("Wil Jansen", phone="06-1"))
    assert first == again
    assert (Plan.objects.count(), CostLine.objects.count(), ContactNote.objects.count()) == (1, 1, 1)


def test_the_same_as_a_draft_and_then_submitted_is_one_plan(edition: Edition, joke: User) -> None:
    draft = enter(edition, joke, submit=False)
    assert enter(edition, joke).pk == draft.pk
    draft.refresh_from_db()
    assert draft.state is Status.SUBMITTED


@pytest.mark.parametrize(
    "other",
    [{"title": "Bomen"}, {"body": "Elf bomen."}, {"lines": (("Bomen", 100_001),)}, {"lines": (("Boom", 100_000),)}],
)
def test_another_word_or_amount_is_another_plan(edition: Edition, joke: User, other: dict[str, Any]) -> None:
    enter(edition, joke)
    enter(edition, joke, **other)
    assert Plan.objects.count() == 2


def test_another_maker_or_team_member_or_edition_is_another_plan(edition: Edition, joke: User) -> None:
    enter(edition, joke)
    enter(edition, joke, Helped("Wim"))
    enter(edition, joke, Helped("Wil Jansen", "wil@example.org"))
    enter(edition, make.staff(edition, Role.LEADER))
    enter(make.edition(), joke)
    assert Plan.objects.count() == 5


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("email", ["", "wil@example.org"])
def test_pressing_many_times_at_once_enters_once(email: str) -> None:
    edition = make.edition()
    joke = make.staff(edition, Role.PARTNER)
    press = partial(enter, edition, joke, Helped("Wil Jansen", email))
    results = all_at_once([press] * 20)
    assert {plan.pk for plan in results if isinstance(plan, Plan)} == {Plan.objects.get().pk}
    assert len(results) == 20
    assert User.objects.filter(name="Wil Jansen").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_of_the_team_who_make_the_same_account_at_once_make_one() -> None:
    edition = make.edition()
    acts: list[Callable[[], object]] = [
        partial(enter, edition, make.staff(edition, Role.PARTNER), Helped("Wil Jansen", "wil@example.org"))
        for _ in range(12)
    ]
    plans = [plan for plan in all_at_once(acts) if isinstance(plan, Plan)]
    assert len({plan.pk for plan in plans}) == 12
    assert {plan.maker_id for plan in plans} == {User.objects.get(email="wil@example.org").pk}


# In the place of the maker


def test_the_team_changes_the_plan_of_somebody_without_email_in_its_own_name(edition: Edition, joke: User) -> None:
    plan, leader = enter(edition, joke), make.staff(edition, Role.LEADER)
    actions.edit_plan(plan.pk, leader, title="Twaalf fruitbomen")
    actions.add_cost_line(plan.pk, leader, "Aarde", 5_000)
    assert set(plan.changes.values_list("by", flat=True)) == {leader.pk}
    assert Entry.objects.get(action="plan_edited").actor == f"gebruiker:{leader.pk}"


def test_who_may_work_in_the_place_of_the_maker(edition: Edition, joke: User) -> None:
    plan = enter(edition, joke)
    assert helps_maker(joke, plan)
    assert helps_maker(make.staff(edition, Role.LEADER), plan)
    for other in (make.user(), make.staff(edition, Role.CHECKER, Role.CHAIR), make.staff(make.edition(), Role.LEADER)):
        assert not helps_maker(other, plan)
        with pytest.raises(Refused):
            actions.edit_plan(plan.pk, other, title="Anders")


def test_staff_without_a_second_factor_does_not_work_in_the_place_of_the_maker(
    edition: Edition, joke: User, settings: Any
) -> None:
    plan = enter(edition, joke)
    settings.STAFF_SECOND_FACTOR = True
    assert not helps_maker(joke, plan)


@pytest.mark.parametrize("status", [Status.DRAFT, Status.SUBMITTED])
def test_a_plan_of_somebody_with_email_is_theirs_alone(
    edition: Edition, joke: User, as_user: AsUser, status: Status
) -> None:
    plan = enter(edition, joke, Helped("Wil", "wil@example.org"), submit=status is Status.SUBMITTED)
    with pytest.raises(Refused, match="Alleen de maker"):
        actions.edit_plan(plan.pk, joke, title="Anders")
    assert as_user(joke).get(url("plan_edit", plan)).status_code == 404
    assert as_user(joke).get(url("plan_page", plan)).status_code == (404 if status is Status.DRAFT else 200)


def test_a_plan_that_the_team_did_not_enter_is_not_the_teams(edition: Edition, joke: User) -> None:
    plan = make.plan(edition, maker=make.user("Wil", email="x@example.org"))
    User.objects.filter(pk=plan.maker.pk).update(email=None)
    plan = Plan.objects.get(pk=plan.pk)
    assert not helps_maker(joke, plan)
    with pytest.raises(Refused):
        actions.withdraw_plan(plan.pk, joke)


def test_after_the_likes_the_team_changes_nothing_either(edition: Edition, joke: User) -> None:
    plan = enter(edition, joke)
    Edition.objects.filter(pk=edition.pk).update(phase=Phase.FEASIBILITY)
    with pytest.raises(Refused):
        actions.edit_plan(plan.pk, joke, title="Anders")


def test_the_team_gives_no_like_for_the_maker(edition: Edition, joke: User, as_user: AsUser) -> None:
    edition = make.edition(Phase.LIKES)
    plan = make.plan(edition, maker=User.objects.create_user(None, "Wil"), entered_by=joke)
    partner = make.staff(edition, Role.PARTNER)
    as_user(partner).post(url("plan_like", plan), {"like": "1", "user": plan.maker.pk, "maker": plan.maker.pk})
    assert list(Like.objects.values_list("user", flat=True)) == [partner.pk]
