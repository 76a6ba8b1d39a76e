"""Settings of an edition: who changes them, when, and what is fixed once people play by it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from audit.models import Entry
from common import clock
from common.errors import Refused
from editions.actions import set_rules
from editions.models import Edition, Role
from editions.phases import Phase
from editions.rules import AMOUNTS, REVIEW, THRESHOLD, fixed_rules
from tests import make
from tests.access.nasty import VALUES

AsUser = Callable[[User], Client]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]
NEW: dict[str, Any] = {
    "plan_min_cents": 50_000,
    "plan_max_cents": 1_000_000,
    "threshold": 40,
    "threshold_inclusive": False,
    "review_first": True,
    "help_phone": "023 511 51 15",
    "hand_in_at": "De Ringvaart",
}
FIXED_IN = {
    Phase.PREPARATION: set(),
    Phase.SUBMISSION: {*AMOUNTS},
    Phase.LIKES: {*AMOUNTS, *THRESHOLD, *REVIEW},
    Phase.VOTING: {*AMOUNTS, *THRESHOLD, *REVIEW},
    Phase.CLOSED: {*AMOUNTS, *THRESHOLD, *REVIEW},
}


def open_likes_with_submission(edition: Edition) -> None:
    window = edition.windows.get(phase=Phase.LIKES)
    window.starts_at = edition.windows.get(phase=Phase.SUBMISSION).starts_at
    window.save()


@pytest.mark.parametrize(("phase", "name"), [(phase, name) for phase in FIXED_IN for name in NEW])
def test_a_rule_is_fixed_once_people_play_by_it(phase: Phase, name: str) -> None:
    edition = make.edition(phase)
    if name in FIXED_IN[phase]:
        with pytest.raises(Refused, match="Dit staat vast"):
            set_rules(edition.pk, make.user().pk, "Reden", **{name: NEW[name]})
        return
    changed = set_rules(edition.pk, make.user().pk, "Reden", **{name: NEW[name]})
    changed.refresh_from_db()
    assert getattr(changed, name) == NEW[name]


def test_the_threshold_is_fixed_when_likes_open_together_with_submission() -> None:
    edition = make.edition(Phase.SUBMISSION)
    open_likes_with_submission(edition)
    with pytest.raises(Refused, match="grens"):
        set_rules(edition.pk, make.user().pk, "Reden", threshold=40)


def test_the_threshold_is_fixed_when_its_date_has_come_though_the_worker_is_late() -> None:
    edition = make.edition(Phase.SUBMISSION)
    clock.move(timedelta(days=9, minutes=-1))
    set_rules(edition.pk, make.user().pk, "Reden", threshold=40)
    clock.move(timedelta(minutes=2))
    with pytest.raises(Refused, match="grens"):
        set_rules(edition.pk, make.user().pk, "Reden", threshold=30)


def test_without_dates_for_likes_the_threshold_waits() -> None:
    assert set(fixed_rules(Phase.SUBMISSION, {}, clock.now())) == set(AMOUNTS)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"plan_min_cents": 200, "plan_max_cents": 100}, "hoger dan het hoogste"),
        ({"plan_max_cents": 7_000_001}, "hele budget"),
        ({"plan_min_cents": 7_000_001}, "hoger dan het hoogste"),
        ({"threshold": 0}, "één like"),
        ({"help_phone": "  "}, "telefoonnummer"),
    ],
)
def test_rules_that_cannot_be_are_refused(wrong: dict[str, Any], sentence: str) -> None:
    edition = make.edition(Phase.PREPARATION)
    with pytest.raises(Refused, match=sentence):
        set_rules(edition.pk, make.user().pk, "Reden", **wrong)
    assert not Entry.objects.filter(action="rules_set").exists()


def test_the_database_keeps_amounts_within_the_budget() -> None:
    edition = make.edition()
    for wrong in ({"plan_max_cents": 7_000_001}, {"plan_min_cents": 2, "plan_max_cents": 1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Edition.objects.filter(pk=edition.pk).update(**wrong)


def test_the_trail_tells_what_changed_and_why_in_numbers() -> None:
    edition, leader = make.edition(Phase.PREPARATION), make.user()
    set_rules(edition.pk, leader.pk, "Besluit van de raad", threshold=40, help_phone="023 1", review_first=False)
    entry = Entry.objects.get(action="rules_set")
    assert entry.data == {"reason": "Besluit van de raad", "fields": ["help_phone", "threshold"], "threshold": 40}
    set_rules(edition.pk, leader.pk, "Nog eens", threshold=40)
    assert Entry.objects.filter(action="rules_set").count() == 1


# The page


def page(edition: Edition) -> str:
    return reverse("edition_settings", args=[edition.slug])


def typed(**changes: Any) -> dict[str, Any]:
    good = {
        "plan_min_cents": "500",
        "plan_max_cents": "€ 10.000",
        "threshold": "40",
        "threshold_inclusive": "nee",
        "review_first": "on",
        "help_phone": "023 511 51 15",
        "hand_in_at": "De Ringvaart",
        "reason": "Besluit van de raad",
    }
    return {**good, **changes}


def test_the_leader_sets_the_rules_in_euros(as_user: AsUser) -> None:
    edition = make.edition(Phase.PREPARATION)
    browser = as_user(make.staff(edition, Role.LEADER))
    assert browser.post(page(edition), typed()).status_code == 302
    edition.refresh_from_db()
    assert {name: getattr(edition, name) for name in NEW} == NEW
    shown = browser.get(page(edition)).content.decode()
    assert 'value="500"' in shown
    assert 'value="10.000"' in shown
    assert browser.post(page(edition), typed(plan_min_cents="", plan_max_cents="")).status_code == 302
    edition.refresh_from_db()
    assert (edition.plan_min_cents, edition.plan_max_cents) == (0, None)


def test_what_is_fixed_is_shown_with_its_reason_and_what_is_posted_for_it_is_nothing(as_user: AsUser) -> None:
    edition = make.edition(Phase.LIKES, plan_min_cents=12_345)
    browser = as_user(make.staff(edition, Role.LEADER))
    shown = browser.get(page(edition)).content.decode()
    for sentence in ("bewoners maken plannen", "makers verzamelen likes", "geen nieuwe plannen meer"):
        assert sentence in shown
    assert browser.post(page(edition), typed()).status_code == 302
    edition.refresh_from_db()
    assert (edition.plan_min_cents, edition.threshold, edition.help_phone) == (12_345, 50, "023 511 51 15")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"reason": ""}, "Schrijf op waarom"),
        ({"plan_min_cents": "500.5"}, "Schrijf centen na een komma"),
        ({"plan_min_cents": "20.000"}, "hoger dan het hoogste"),
        ({"plan_max_cents": "70.001"}, "hele budget"),
        ({"threshold": "0"}, "ten minste één like"),
        ({"threshold": "veel"}, "Vul een aantal in"),
        ({"threshold_inclusive": "x"}, "Kies een van de twee."),
        ({"help_phone": ""}, "Vul een telefoonnummer in"),
    ],
)
def test_what_is_wrong_is_said_and_stays_on_the_page(as_user: AsUser, changes: dict[str, str], sentence: str) -> None:
    edition = make.edition(Phase.PREPARATION)
    answer = as_user(make.staff(edition, Role.LEADER)).post(page(edition), typed(**changes))
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in shown
    assert "De Ringvaart" in shown
    edition.refresh_from_db()
    assert edition.threshold == 50


@pytest.mark.parametrize("role", [Role.PARTNER, Role.CHECKER, Role.CHAIR])
def test_only_the_leader_sets_the_rules(as_user: AsUser, role: Role) -> None:
    edition = make.edition(Phase.PREPARATION)
    assert as_user(make.staff(edition, role)).post(page(edition), typed()).status_code == 403
    edition.refresh_from_db()
    assert edition.threshold == 50


@pytest.mark.parametrize("value", VALUES, ids=range(len(VALUES)))
def test_no_value_breaks_the_page(as_user: AsUser, value: Any) -> None:
    edition = make.edition(Phase.PREPARATION)
    browser = as_user(make.staff(edition, Role.LEADER))
    for name in typed():
        assert browser.post(page(edition), typed(**{name: value})).status_code in (302, 422)


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(typed())), st.text(max_size=200)))
def test_nothing_that_is_typed_breaks_the_page(as_user: AsUser, changes: dict[str, str]) -> None:
    edition = make.edition(Phase.PREPARATION)
    sent = {key: value.encode("utf-8", "surrogatepass") for key, value in changes.items()}
    answer = as_user(make.staff(edition, Role.LEADER)).post(page(edition), typed(**sent))
    assert answer.status_code in (302, 422)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"plan_min_cents": 50_000, "plan_max_cents": 1_000_000}, "ten minste €\xa0500 en ten hoogste €\xa010.000"),
        ({}, "ten hoogste €\xa070.000. Een laagste bedrag is er niet."),
        ({"threshold": 40}, "Een plan met 40 likes of meer"),
        ({"threshold": 40, "threshold_inclusive": False}, "Een plan met meer dan 40 likes"),
    ],
)
def test_the_rules_of_the_game_tell_amounts_and_threshold(facts: dict[str, Any], sentence: str) -> None:
    make.edition(**facts)
    assert sentence in Client().get("/spelregels/").content.decode()
