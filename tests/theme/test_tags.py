"""The tags of the look: bars, chips, pages, the phase bar."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory

from theme.templatetags.theme import percentage


def rendered(text: str, path: str = "/", **context: Any) -> str:
    request = RequestFactory().get(path)
    return Template("{% load theme %}" + text).render(Context({"request": request, **context}))


@pytest.mark.parametrize(
    ("value", "maximum", "share"),
    [
        (0, 50, 0),
        (25, 50, 50),
        (50, 50, 100),
        (80, 50, 100),
        (-5, 50, 0),
        (1, 0, 0),
        (None, 50, 0),
        ("x", "y", 0),
    ],
)
def test_a_bar_is_between_empty_and_full(value: object, maximum: object, share: float) -> None:
    assert percentage(value, maximum) == share


def test_a_bar_says_its_label_once() -> None:
    drawn = rendered('{% meter 38 60 mark=50 label="38 van de 50 likes" %}')
    assert 'role="img" aria-label="38 van de 50 likes"' in drawn
    assert 'x="83.33%"' in drawn
    assert 'aria-hidden="true"' in rendered("{% meter 38 60 %}")


def test_a_chip_escapes_its_words() -> None:
    assert "&lt;b&gt;" in rendered('{% chip words "jade" icon="check" %}', words="<b>")
    assert "chip--grey" in rendered('{% chip "concept" "paars" %}')


def test_query_with_keeps_the_other_filters() -> None:
    shown = rendered("{% query_with wijk=None page=2 %}", "/plannen/?wijk=meerwijk&thema=groen&thema=straat&page=5")
    assert shown == "?thema=groen&amp;thema=straat&amp;page=2"


def test_pages_keep_the_filters_and_mark_the_present_one() -> None:
    page = Paginator(range(100), 10).page(4)
    shown = rendered("{% pagination page %}", "/plannen/?wijk=meerwijk&page=4", page=page)
    assert 'href="?wijk=meerwijk&amp;page=5"' in shown
    assert 'href="?wijk=meerwijk&amp;page=3"' in shown
    assert shown.count('aria-current="page"') == 1
    assert "page=4&amp;page" not in shown


def test_one_page_needs_no_pagination() -> None:
    assert "<nav" not in rendered("{% pagination page %}", page=Paginator(range(3), 10).page(1))


STEPS = [
    {"number": 1, "name": "Plan indienen", "dates": "september", "state": "done"},
    {
        "number": 2,
        "name": "Likes verzamelen",
        "dates": "oktober",
        "state": "now",
        "text": "Geef een like.",
        "action_label": "Bekijk de plannen",
        "action_url": "/plannen/",
    },
    {"number": 3, "name": "De wijk stemt", "dates": "januari", "state": "later"},
]


def test_the_phase_bar_opens_the_present_step_only() -> None:
    shown = rendered("{% stepbar steps %}", steps=STEPS)
    assert shown.count('aria-current="step"') == 1
    assert shown.count("button--primary") == 1
    assert "fase 2 van 3" in shown


def test_the_phase_bar_says_done_and_to_come_in_words() -> None:
    shown = rendered("{% stepbar steps %}", steps=[step for step in STEPS if step["state"] != "now"])
    assert ", klaar" in shown
    assert ", komt nog" in shown
    assert "button" not in shown


def test_what_is_left_of_the_budget_is_shown_as_number_words_and_bar() -> None:
    shown = rendered('{% include "theme/budget_bar.html" with spent=1870000 total=7000000 %}')
    assert "€\u00a051.300" in shown
    assert "van €\u00a070.000" in shown
    assert "€\u00a00<" in rendered('{% include "theme/budget_bar.html" with spent=8000000 total=7000000 %}')


def test_large_numbers_have_a_point_between_the_thousands() -> None:
    assert rendered("{{ likes|number }}", likes=8162) == "8.162"
    assert rendered("{{ likes|number }}", likes="€ 12.500") == "€ 12.500"


def test_a_half_open_end_is_said_as_its_last_moment() -> None:
    end = datetime(2026, 12, 8, 23, 0, tzinfo=UTC)  # midnight in Amsterdam
    assert rendered("{{ end|last_moment|date:'j-n-Y H:i' }}", end=end) == "8-12-2026 23:59"
    assert rendered("{{ end|last_moment|default:'nog niet' }}", end=None) == "nog niet"
