"""How all chosen plans are doing: list and map for everybody, in words, with few queries."""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

import execution
from editions.models import Edition
from editions.phases import Phase
from execution.actions import add_spending, post_update
from execution.looks import LOOKS, kind
from execution.models import Agreement
from execution.queries.public import chosen_plans, rows
from execution.states import State
from tests import make
from tests.common.test_photos import photo
from tests.execution.test_agreements import running
from tests.execution.test_spending import agreed, bill

pytestmark = pytest.mark.django_db
PAGES = ["progress", "progress_map", "progress_map_data", "progress_embed"]


def get(name: str, edition: Edition, **choice: str | int) -> str:
    response = Client().get(reverse(name, args=[edition.slug]), choice)
    return response.content.decode()


def test_every_state_is_shown_with_a_word_and_an_icon() -> None:
    assert set(LOOKS) == set(State)
    assert all(look.word and look.icon for look in LOOKS.values())
    assert len({str(look.word) for look in LOOKS.values()}) == len(State)


@pytest.mark.parametrize("name", ["progress", "progress_map"])
class TestFilters:
    def test_by_state(self, name: str) -> None:
        stuck = agreed()
        edition = stuck.plan.edition
        other = running(edition)
        Agreement.objects.filter(pk=stuck.pk).update(state=State.STUCK)
        shown = get(name, edition, stand="STUCK")
        assert stuck.plan.title in shown
        assert other.plan.title not in shown
        assert "loopt vast" in shown

    def test_by_neighbourhood_and_theme(self, name: str) -> None:
        first = running()
        edition, plan = first.plan.edition, first.plan
        other = running(edition)
        meerwijk, green = edition.area.neighbourhoods.last(), edition.themes.last()
        assert meerwijk is not None
        assert green is not None
        plan.neighbourhood = meerwijk
        plan.save()
        plan.more_themes.add(green)
        for choice in ({"wijk": meerwijk.pk}, {"thema": green.pk}):
            shown = get(name, edition, **choice)
            assert plan.title in shown
            assert other.plan.title not in shown

    @pytest.mark.parametrize("choice", [{"stand": "WEG"}, {"wijk": "x"}, {"thema": str(10**30)}, {"wijk": "\0"}])
    def test_a_choice_that_is_none_gives_422_and_never_more(self, name: str, choice: dict[str, str]) -> None:
        edition = running().plan.edition
        response = Client().get(reverse(name, args=[edition.slug]), choice)
        assert response.status_code == 422

    def test_nothing_of_another_edition(self, name: str) -> None:
        edition, other = running().plan.edition, running()
        assert other.plan.title not in get(name, edition)

    def test_without_plans_it_says_when_there_will_be(self, name: str) -> None:
        assert "Na de stemming" in get(name, make.edition(Phase.VOTING))


def legend(page: str) -> list[str]:
    found = re.search(r'<ul class="pinkey".*?</ul>', page, re.S)
    assert found
    return [" ".join(re.sub(r"<[^>]+>", " ", line).split()) for line in re.findall(r"<li>(.*?)</li>", found[0], re.S)]


def test_the_legend_of_the_map_has_words_for_the_pins_that_lie_on_it_and_for_no_others() -> None:
    stuck = agreed()
    edition, other = stuck.plan.edition, running(stuck.plan.edition)
    Agreement.objects.filter(pk=stuck.pk).update(state=State.STUCK)
    Agreement.objects.filter(pk=other.pk).update(state=State.BUSY)
    assert legend(get("progress_map", edition)) == [
        "bezig",
        "loopt vast",
        "2 zoveel plannen dicht bij elkaar",
    ]
    assert legend(get("progress_map", edition, stand="STUCK")) == ["loopt vast"]


def test_no_pin_is_told_by_its_colour_alone() -> None:
    """Each state has a sign of its own in the pin; that of a plan that is busy is the round hole of every pin."""
    style = (Path(execution.__file__).parent / "static/execution/progress.css").read_text()
    rules = {state: re.findall(rf"\.pin--{kind(state)} > span::after {{(.*?)}}", style) for state in State}
    assert rules.pop(State.BUSY) == []
    found = [tuple(each) for each in rules.values()]
    assert all(found)
    assert len(set(found)) == len(State) - 1


def test_the_map_tells_state_grant_spent_last_update_due_date_and_photo() -> None:
    agreement = agreed()
    edition = agreement.plan.edition
    add_spending(agreement.pk, agreement.plan.maker, bill(40_000))
    update = post_update(agreement.pk, agreement.plan.maker, "Kijk!", [(photo(), "Een bank")])
    ((number, title, *_place, cents, about),) = (
        Client().get(reverse("progress_map_data", args=[edition.slug])).json()["plans"]
    )
    assert (number, title, cents) == (agreement.plan_id, agreement.plan.title, 250_000)
    assert about["state"] == "bezig"
    assert (about["photo"], about["alt"]) == (update.photos.get().image.url, "Een bank")
    assert "400 uitgegeven" in " ".join(about["lines"])
    assert "laatste bericht" in " ".join(about["lines"])
    assert "klaar uiterlijk" in " ".join(about["lines"])


def test_the_row_counts_what_counts() -> None:
    agreement = agreed()
    add_spending(agreement.pk, agreement.plan.maker, bill(40_000))
    add_spending(agreement.pk, agreement.plan.maker, bill(2_000))
    (row,) = rows(agreement.plan.edition, chosen_plans(agreement.plan.edition))
    assert (row.purse.spent, row.purse.left) == (42_000, 208_000)


def test_a_plan_has_a_line_of_time() -> None:
    agreement = agreed()
    post_update(agreement.pk, agreement.plan.maker, "Kijk!", [(photo(), "Een bank")])
    page = get_page(agreement)
    assert "Kijk!" in page
    assert 'alt="Een bank"' in page
    assert "bezig" in page


def get_page(agreement: Agreement) -> str:
    return Client().get(reverse("plan_page", args=[agreement.plan.edition.slug, agreement.plan_id])).content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_as_many_queries_for_one_plan_as_for_nine(
    name: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    agreement = agreed()
    edition = agreement.plan.edition
    for _ in range(8):
        post_update(running(edition).pk, Agreement.objects.latest("pk").plan.maker, "Hoi", [(photo(), "Een bank")])
    with django_assert_max_num_queries(15) as counted:
        get(name, edition)
    before = len(counted)
    running(edition)
    with django_assert_max_num_queries(before):
        get(name, edition)


def test_who_presses_follow_without_an_account_comes_back_to_the_plan_after_log_in() -> None:
    agreement = running()
    address = reverse("plan_follow", args=[agreement.plan.edition.slug, agreement.plan_id])
    page = reverse("plan_page", args=[agreement.plan.edition.slug, agreement.plan_id])
    for referer, there in ((f"http://testserver{page}", page), ("https://elders.example/x", address), ("", address)):
        answer = Client().post(address, {"volgen": "ja"}, headers={"Referer": referer} if referer else {})
        assert answer["Location"] == f"/account/login/?next={there}"
