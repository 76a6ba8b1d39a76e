"""The phase bar says what can be done now: handing in plans, giving likes, or both at once."""

import re
from datetime import timedelta

import pytest
from django.template import Context, Template
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localtime

from common import clock
from editions.models import Edition
from editions.phases import Phase
from editions.templatetags.editions import today_in
from tests import make
from tests.plans.browsing import url

pytestmark = pytest.mark.django_db
BOTH = "U kunt ook al likes geven"


@pytest.fixture
def together() -> Edition:
    """Likes open with submission and close a week later."""
    edition = make.edition(Phase.SUBMISSION)
    window = edition.windows.get(phase=Phase.LIKES)
    window.starts_at = edition.windows.get(phase=Phase.SUBMISSION).starts_at
    window.save()
    return edition


def bar(edition: Edition, **how: bool) -> str:
    words = " ".join(f"{name}={value}" for name, value in how.items())
    shown = Template("{% load editions %}{% phase_bar edition " + words + " %}").render(Context({"edition": edition}))
    return " ".join(shown.split())


def step(shown: str, number: int) -> str:
    return str(re.findall(r'<li class="stepbar__step.*?</li>', shown)[number - 1])


def test_when_likes_open_with_submission_the_bar_offers_both(together: Edition) -> None:
    shown = bar(together)
    assert BOTH in step(shown, 1)
    assert reverse("plan_new", args=[together.slug]) in step(shown, 1)
    assert f'href="{reverse("plan_list", args=[together.slug])}"' in step(shown, 1)
    assert "nu al open" in step(shown, 2)
    assert "stepbar__step--open" in step(shown, 2)


def test_when_likes_open_after_submission_the_bar_offers_plans_only() -> None:
    edition = make.edition(Phase.SUBMISSION)
    shown = bar(edition)
    assert BOTH not in shown
    assert "nu al open" not in shown
    assert f'href="{reverse("plan_list", args=[edition.slug])}"' not in shown
    assert "komt nog" in step(shown, 2)


def test_in_the_step_of_likes_the_dates_tell_when_likes_opened(together: Edition) -> None:
    Edition.objects.filter(pk=together.pk).update(phase=Phase.LIKES)
    clock.move(timedelta(days=10))
    shown = bar(Edition.objects.get(pk=together.pk))
    day = str(localtime(together.windows.get(phase=Phase.LIKES).starts_at).day)
    assert f">{day} " in step(shown, 2).replace('dates">', ">")
    assert "geef een like" in step(shown, 2)
    assert "klaar" in step(shown, 1)
    assert BOTH not in shown


def test_a_quiet_bar_says_it_without_buttons_and_a_bare_one_says_nothing(together: Edition) -> None:
    assert BOTH in bar(together, quiet=True)
    assert reverse("plan_new", args=[together.slug]) not in bar(together, quiet=True)
    assert BOTH not in bar(together, bare=True)


@pytest.mark.parametrize(
    ("phase", "days", "sentence"),
    [
        (Phase.SUBMISSION, -2, "U kunt plannen indienen vanaf"),
        (Phase.SUBMISSION, 9, "geef een like"),
        (Phase.LIKES, -2, "U kunt likes geven vanaf"),
        (Phase.LIKES, 9, "De likes zijn gesloten."),
    ],
)
def test_the_dates_decide_when_the_step_is_early_or_late(phase: Phase, days: int, sentence: str) -> None:
    edition = make.edition(phase)
    clock.move(timedelta(days=days, minutes=1))
    shown, _likes = today_in(edition)
    assert sentence in shown.text
    assert shown.url == reverse("plan_list", args=[edition.slug])


def test_when_submission_and_likes_are_both_over_no_button_leads_to_a_closed_form(together: Edition) -> None:
    clock.move(timedelta(days=30))
    assert today_in(together)[0].url == reverse("plan_list", args=[together.slug])
    assert "indienen kan nu niet" in today_in(together)[0].text


@pytest.mark.parametrize("name", ["edition_page", "plan_list", "home"])
def test_the_pages_say_that_likes_are_open_already(together: Edition, name: str) -> None:
    make.plan(together)
    where = reverse(name, args=[] if name == "home" else [together.slug])
    shown = Client().get(where).content.decode()
    assert BOTH in shown
    assert "nu al open" in shown


def test_a_plan_page_takes_likes_while_plans_are_still_handed_in(together: Edition) -> None:
    shown = Client().get(url("plan_page", make.plan(together))).content.decode()
    assert BOTH in shown
    assert "Log in en geef een like" in shown
