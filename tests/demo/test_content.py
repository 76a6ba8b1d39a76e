"""The rules that the demo's content keeps: what the loader and the screens count on. Reads the files, no database."""

import json
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "demo" / "content"
EDITIONS = (
    "schalkwijk-2020",
    "schalkwijk-2026-stemmen",
    "schalkwijk-2026-tafel",
    "schalkwijk-2027-likes",
    "schalkwijk-2027-plannen",
)
NEIGHBOURHOODS = {"Europawijk", "Boerhaavewijk", "Meerwijk", "Molenwijk"}
THEMES_2020 = ["Elkaar ontmoeten", "Op straat & groen", "Duurzaamheid"]
THEMES_LATER = ["Elkaar ontmoeten", "Op straat", "Groen & duurzaam"]
OWNERS = {"MAKER", "MUNICIPALITY", "PARTNER"}
OUTCOMES = {
    "schalkwijk-2020": {"CHOSEN": 13, "NOT_CHOSEN": 40, "NOT_FEASIBLE": 20, "BELOW_THRESHOLD": 21},
    "schalkwijk-2026-stemmen": {"ON_BALLOT": 24, "NOT_FEASIBLE": 4, "BELOW_THRESHOLD": 4},
    "schalkwijk-2026-tafel": {"IN_CHECK": 18, "BELOW_THRESHOLD": 5},
    "schalkwijk-2027-likes": {"SUBMITTED": 22},
    "schalkwijk-2027-plannen": {"SUBMITTED": 12},
}
# From the source (Bijlage 1), in its order.
CHOSEN_2020 = [
    "Molenplas lekker opgeruimd",
    "Relaxen aan het Spaarne",
    "Fruitbomen in de Europawijk",
    "Schalkse honing",
    "Best Friends Schalkwijk",
    "Foodcoop Haarlem Schalkwijk",
    "Verkeersveiligere Bernadottelaan",
    "Dubbelbelicht megafoto’s",
    "Da Vinciplein gezelliger",
    "Onderwijsloket Schalkwijk",
    "Verkeersveiligere Boerhaavelaan",
    "Kunstclub Boerhaavewijk",
    "Mooizooi Talentplek",
]
OTHER_REAL_2020 = {"Kwiekbeweegroute", "Schalkwijks Meidenfeest", "Een omheind hondenveld"}

Entry = dict[str, Any]


def read(name: str) -> Any:
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def plans_of(name: str) -> list[Entry]:
    found: list[Entry] = read(name)["plans"]
    return found


def cost(plan: Entry) -> int:
    return sum(line["cents"] for line in plan["cost_lines"])


def count_greedily(plans: list[Entry], budget: int) -> tuple[list[str], int]:
    """The titles chosen in order of votes, skipping what no longer fits; and the cents left."""
    chosen = []
    for plan in sorted(plans, key=lambda plan: -plan["votes"]):
        if plan["votes"] > 0 and cost(plan) <= budget:
            budget -= cost(plan)
            chosen.append(plan["title"])
    return chosen, budget


each_edition = pytest.mark.parametrize("name", EDITIONS)


@each_edition
def test_an_edition_has_the_facts_of_the_budget(name: str) -> None:
    edition = read(name)
    assert edition["slug"] == name
    assert edition["name"]
    assert edition["intro"]
    assert (edition["budget_cents"], edition["threshold"]) == (7_000_000, 50)
    assert edition["voting_age"] == (18 if name == "schalkwijk-2020" else 16)
    assert edition["themes"] == (THEMES_2020 if name == "schalkwijk-2020" else THEMES_LATER)


@each_edition
def test_the_note_says_what_is_invented(name: str) -> None:
    assert "verzonnen" in read(name)["note"].lower()


@each_edition
def test_every_outcome_has_its_number_of_plans(name: str) -> None:
    assert Counter(plan["outcome"] for plan in plans_of(name)) == OUTCOMES[name]


@each_edition
def test_titles_summaries_and_bodies_are_unique(name: str) -> None:
    plans = plans_of(name)
    for field in ("title", "summary", "body"):
        assert len({plan[field] for plan in plans}) == len(plans)


@each_edition
def test_texts_are_there_and_fit_their_fields(name: str) -> None:
    for plan in plans_of(name):
        assert 0 < len(plan["title"]) <= 100
        assert 0 < len(plan["summary"]) <= 160, plan["title"]
        assert 80 < len(plan["body"]) <= 6000, plan["title"]
        assert 0 < len(plan["place"]) <= 160


@each_edition
def test_neighbourhood_and_theme_belong_to_the_edition(name: str) -> None:
    themes = read(name)["themes"]
    for plan in plans_of(name):
        assert plan["neighbourhood"] in NEIGHBOURHOODS
        assert plan["theme"] in themes


@each_edition
def test_every_plan_has_two_to_six_costs_above_zero_within_the_budget(name: str) -> None:
    for plan in plans_of(name):
        assert 2 <= len(plan["cost_lines"]) <= 6, plan["title"]
        for line in plan["cost_lines"]:
            assert 0 < len(line["label"]) <= 100
            assert isinstance(line["cents"], int)
            assert line["cents"] > 0
        assert cost(plan) <= 7_000_000


@each_edition
def test_the_threshold_divides_the_outcomes(name: str) -> None:
    for plan in plans_of(name):
        if plan["outcome"] == "BELOW_THRESHOLD":
            assert 0 <= plan["likes"] < 50, plan["title"]
        elif plan["outcome"] != "SUBMITTED":
            assert plan["likes"] >= 50, plan["title"]


@each_edition
def test_a_plan_that_falls_gets_a_way_on(name: str) -> None:
    for plan in plans_of(name):
        if plan["outcome"] in ("NOT_FEASIBLE", "BELOW_THRESHOLD", "NOT_CHOSEN"):
            assert 40 < len(plan.get("way_on", "")) <= 500, plan["title"]
        if plan["outcome"] == "NOT_FEASIBLE":
            assert 80 < len(plan.get("explanation", "")) <= 2000, plan["title"]


@each_edition
def test_conditions_belong_to_feasible_plans_and_have_an_owner(name: str) -> None:
    for plan in plans_of(name):
        conditions = plan.get("conditions", [])
        assert len(conditions) <= 3
        assert not (conditions and plan["outcome"] in ("NOT_FEASIBLE", "BELOW_THRESHOLD", "SUBMITTED")), plan["title"]
        for condition in conditions:
            assert 0 < len(condition["text"]) <= 300
            assert condition["owner"] in OWNERS


@each_edition
def test_only_titles_of_the_source_count_as_real(name: str) -> None:
    real = {plan["title"] for plan in plans_of(name) if not plan["invented"]}
    assert real == ({*CHOSEN_2020, *OTHER_REAL_2020} if name == "schalkwijk-2020" else set())


def test_2020_has_the_funnel_of_the_source() -> None:
    plans = plans_of("schalkwijk-2020")
    past = [plan for plan in plans if plan["likes"] >= 50]
    feasible = [plan for plan in past if plan["outcome"] != "NOT_FEASIBLE"]
    chosen = [plan for plan in feasible if plan["outcome"] == "CHOSEN"]
    assert [len(plans), len(past), len(feasible), len(chosen)] == [94, 73, 53, 13]
    assert sum(plan["likes"] for plan in plans) == 8162


def test_2020_counted_greedily_chooses_the_thirteen_of_the_source() -> None:
    edition = read("schalkwijk-2020")
    ballot = [plan for plan in edition["plans"] if plan["outcome"] in ("CHOSEN", "NOT_CHOSEN")]
    chosen, left = count_greedily(ballot, edition["budget_cents"])
    assert chosen == CHOSEN_2020
    assert all(cost(plan) > left for plan in ballot if plan["title"] not in chosen)


def test_2020_has_votes_for_exactly_the_ballot_and_no_ties() -> None:
    votes = [plan["votes"] for plan in plans_of("schalkwijk-2020") if "votes" in plan]
    on_ballot = [plan for plan in plans_of("schalkwijk-2020") if plan["outcome"] in ("CHOSEN", "NOT_CHOSEN")]
    assert all("votes" in plan for plan in on_ballot)
    assert len(votes) == len(set(votes)) == 53
    assert min(votes) > 0


def test_2020_shows_a_plan_skipped_because_it_no_longer_fits() -> None:
    ballot = [plan for plan in plans_of("schalkwijk-2020") if "votes" in plan]
    fewest_chosen = min(plan["votes"] for plan in ballot if plan["outcome"] == "CHOSEN")
    assert any(plan["votes"] > fewest_chosen for plan in ballot if plan["outcome"] == "NOT_CHOSEN")


def test_the_dog_field_costs_what_the_city_estimated() -> None:
    field = next(plan for plan in plans_of("schalkwijk-2020") if plan["title"] == "Een omheind hondenveld")
    assert cost(field) == 3_500_000
    assert "€\u00a010.000" in field["body"]


def test_about_half_of_the_feasible_plans_can_on_conditions() -> None:
    for name, feasible in (("schalkwijk-2020", 53), ("schalkwijk-2026-stemmen", 24)):
        provided = sum(1 for plan in plans_of(name) if plan.get("conditions"))
        assert 0.4 * feasible <= provided <= 0.7 * feasible


def test_plans_on_the_ballot_of_2026_cost_between_750_and_25_000_euros() -> None:
    costs = [cost(plan) for plan in plans_of("schalkwijk-2026-stemmen") if plan["outcome"] == "ON_BALLOT"]
    assert (min(costs), max(costs)) == (75_000, 2_500_000)


def test_likes_stand_on_both_sides_of_the_threshold() -> None:
    likes = {plan["likes"] for plan in plans_of("schalkwijk-2027-likes")}
    assert {0, 47, 48, 49, 50, 51, 96} <= likes
    assert max(likes) == 96


def test_an_edition_open_for_plans_has_no_likes_yet() -> None:
    assert {plan["likes"] for plan in plans_of("schalkwijk-2027-plannen")} == {0}


def test_people_have_a_name_a_gender_and_a_separate_particle() -> None:
    people = read("people")
    first = people["first_names"]
    assert len(first) >= 150
    assert len({each["name"] for each in first}) == len(first)
    assert {each["gender"] for each in first} == {"F", "M", "X"}
    assert len({(each["particle"], each["name"]) for each in people["surnames"]}) >= 200
    assert any(each["particle"] == "van der" for each in people["surnames"])


def test_streets_lie_in_the_four_neighbourhoods_with_postcodes_of_schalkwijk() -> None:
    streets = read("streets")["neighbourhoods"]
    assert set(streets) == NEIGHBOURHOODS
    for street in (street for found in streets.values() for street in found):
        assert street["name"]
        assert street["postcode"][:4] in {"2033", "2034", "2035", "2036", "2037"}
        assert 0 < street["first_number"] < street["last_number"]


def test_reactions_are_many_and_different() -> None:
    words = read("comments")
    for key, number in (("replies", 30), ("offers", 20)):
        assert len(set(words[key])) == len(words[key]) >= number
    assert len({each["text"] for each in words["comments"]}) == len(words["comments"]) >= 60
    assert {each["stance"] for each in words["comments"]} == {"FOR", "AGAINST", "NEUTRAL"}


def test_threads_belong_to_a_plan_that_is_there() -> None:
    for thread in read("comments")["threads"]:
        assert thread["plan"] in {plan["title"] for plan in plans_of(thread["edition"])}
        lines = thread["comments"]
        assert {"MAKER", "RESIDENT"} <= {line["from"] for line in lines} <= {"MAKER", "RESIDENT", "TEAM", "AUTHOR"}


def test_every_line_of_a_thread_takes_a_side_or_answers_one_that_does() -> None:
    for thread in read("comments")["threads"]:
        lines = thread["comments"]
        for number, line in enumerate(lines):
            assert ("stance" in line) == ("answers" not in line) == (line["from"] == "RESIDENT")
            assert "answers" not in line or "stance" in lines[:number][line["answers"] - 1]


def test_what_was_reported_stands_under_a_plan_that_is_there() -> None:
    reported = read("comments")["reported"]
    assert len(reported) == 2
    for each in reported:
        assert each["plan"] in {plan["title"] for plan in plans_of(each["edition"])}


def test_every_chosen_plan_has_a_story_of_its_execution() -> None:
    stories = read("updates")["plans"]
    assert [story["plan"] for story in stories] == CHOSEN_2020
    assert {story["state"] for story in stories} == {"REALISED", "ON_TRACK", "LATE"}
    for story in stories:
        days = [update["day"] for update in story["updates"]]
        assert 2 <= len(days) <= 4
        assert days == sorted(days)
        assert days[0] > 0
        assert days[-1] < 300
        assert all(0 < len(update["text"]) <= 2000 for update in story["updates"])


def test_what_a_maker_changed_leads_to_the_plan_as_it_is() -> None:
    for story in read("changes")["plans"]:
        plan = next(plan for plan in plans_of(story["edition"]) if plan["title"] == story["plan"])
        now = {**plan, "cost": cost(plan)}
        steps = [step["changes"] for step in story["changes"]]
        for name in {name for step in steps for name in step} - {"cost_line"}:
            pairs = [step[name] for step in steps if name in step]
            assert all(one["after"] == following["before"] for one, following in pairwise(pairs))
            assert pairs[-1]["after"] == now[name]
        for step in (step for step in steps if "cost_line" in step):
            posts = [post["cents"] if post else 0 for post in (step["cost_line"]["before"], step["cost_line"]["after"])]
            assert step["cost"]["after"] - step["cost"]["before"] == posts[1] - posts[0]


def test_who_makes_and_helps_belongs_to_plans_of_the_demo() -> None:
    people = {"", "bewoner", "maker"}
    for story in read("together")["plans"]:
        assert story["plan"] in {plan["title"] for plan in plans_of(story["edition"])}
        assert set(story["co_makers"]) <= people
        calls = {call["text"] for call in story["calls"]}
        assert all(0 < len(call) <= 120 for call in calls)
        assert all(0 < len(offer["text"]) <= 300 and offer["for"] in calls | {""} for offer in story["offers"])
