"""Plans that look alike: by words and letters, within one edition, and never a draft."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from editions.models import Edition
from plans.models import Plan
from plans.similar import SHOWN, similar_plans
from plans.status import Status
from tests import make

pytestmark = pytest.mark.django_db


def found(plan: Plan) -> list[str]:
    return [each.plan.title for each in similar_plans(plan.edition, [plan.pk]).get(plan.pk, [])]


def plan(edition: Edition, title: str, summary: str, status: Status = Status.SUBMITTED) -> Plan:
    return make.plan(edition, status, title=title, summary=summary)


@pytest.fixture
def crossing(edition: Edition) -> Plan:
    return plan(edition, "Veilig oversteken bij de school", "Strepen op straat en een klaar-over.")


def test_the_same_idea_in_other_words_is_found_from_both_sides(edition: Edition, crossing: Plan) -> None:
    other = plan(edition, "Een veilige oversteek voor de schoolkinderen", "Strepen op de straat bij de school.")
    assert found(crossing) == [other.title]
    assert found(other) == [crossing.title]


def test_a_typing_error_or_an_accent_does_not_hide_it(edition: Edition) -> None:
    cafe = plan(edition, "Repaircafé in de hal", "Samen repareren wat kapot is.")
    other = plan(edition, "Repaircafe in de haal", "Samen repareren we wat kapot is.")
    assert found(cafe) == [other.title]


def test_an_other_idea_is_not_found_and_small_words_are_no_likeness(edition: Edition, crossing: Plan) -> None:
    plan(edition, "Muziek bij de flats", "Vier avonden muziek voor de buren.")
    plan(edition, "Bij de vijver", "Het is voor een van de dieren in het water.")
    assert found(crossing) == []


def test_the_name_of_the_neighbourhood_is_no_likeness(edition: Edition) -> None:
    first = plan(edition, "Europawijk zingt", "Een koor.")
    plan(edition, "Europawijk zwemt", "Naar het bad.")
    assert "Europawijk" in {each.name for each in edition.area.neighbourhoods.all()}
    assert found(first) == []


@pytest.mark.parametrize("status", [Status.DRAFT, Status.WITHDRAWN])
def test_a_draft_or_withdrawn_plan_is_never_suggested(edition: Edition, crossing: Plan, status: Status) -> None:
    hidden = plan(edition, crossing.title, crossing.summary, status)
    assert found(crossing) == []
    assert found(hidden) == []


def test_a_plan_of_another_edition_is_never_suggested(edition: Edition, crossing: Plan) -> None:
    elsewhere = plan(make.edition(), crossing.title, crossing.summary)
    assert found(crossing) == []
    assert similar_plans(edition, [elsewhere.pk]) == {}


def test_at_most_three_are_suggested_the_most_alike_first(edition: Edition, crossing: Plan) -> None:
    for number in range(SHOWN + 1):
        plan(edition, f"Veilig oversteken bij de school {'nu ' * number}", "Iets heel anders staat hier.")
    twin = plan(edition, crossing.title, crossing.summary)
    assert len(found(crossing)) == SHOWN
    assert found(crossing)[0] == twin.title


def test_the_likeness_is_said_in_words_and_percent(edition: Edition, crossing: Plan) -> None:
    plan(edition, crossing.title, crossing.summary)
    [twin] = similar_plans(edition, [crossing.pk])[crossing.pk]
    assert (twin.words, twin.percent) == ("bijna hetzelfde", 100)


@pytest.mark.parametrize("text", ["", "'; DROP TABLE plans_plan; --", "%s %% %(a)s", "العربية 🌳", "& | ! <-> :*"])
def test_no_text_breaks_it(edition: Edition, text: str) -> None:
    first = plan(edition, "Boom", text)
    plan(edition, "Boom", text)
    assert found(first) == ["Boom"]


def test_the_number_of_queries_does_not_grow_with_the_plans(edition: Edition) -> None:
    def queries() -> int:
        ids = list(Plan.objects.of(edition).values_list("pk", flat=True))
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert len(similar_plans(edition, ids)) == len(ids)
        return len(captured)

    def add(number: int) -> None:
        for _ in range(number):
            plan(edition, "Bomen langs de straat", "Tien bomen.")

    add(3)
    few = queries()
    add(27)
    assert queries() == few
