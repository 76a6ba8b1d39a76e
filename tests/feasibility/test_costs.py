"""What a plan costs: estimates, words at a difference, the maker's answer, a second look, and who reads it when."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from audit.models import Entry
from common.errors import Refused
from feasibility.actions import (
    VerdictRefused,
    answer_costs,
    ask_second_look,
    confirm_verdict,
    explain_difference,
    give_second_look,
    remove_estimate,
    set_estimate,
    share_costs,
)
from feasibility.actions.costs import mark_of
from feasibility.models import CostDossier, CostEstimate
from feasibility.quick_test import DIFFERENCE_UNEXPLAINED, PRICE_REASON_NEEDED, Outcome
from mail.kinds import Kind
from mail.models import Notice
from plans.models import CoMaker
from plans.status import Status
from tests import make
from tests.feasibility.people import (
    Who,
    chair,
    chair_elsewhere,
    lawyer,
    leader,
    maker_with_every_role,
    partner,
    resident,
)
from tests.feasibility.table import Table, answer_all, judge, laid, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]
AsUser = Callable[[User], Client]


def estimate(table: Table, low: int = 300_000, high: int = 350_000, by: User | None = None) -> CostEstimate:
    """The city's range for the maker's one line of € 1.000."""
    line = table.plan.cost_lines.get()
    by = by or table.lawyer
    seen = mark_of(line.estimates.first())
    return set_estimate(
        table.plan.pk, by.pk, line_id=line.pk, low_cents=low, high_cents=high, basis="Offerte", seen=seen
    )


def shared(table: Table) -> None:
    estimate(table)
    explain_difference(table.plan.pk, table.lawyer.pk, "Het hek ontbreekt.")
    share_costs(table.plan.pk, table.lawyer.pk)


# Estimates


@pytest.mark.parametrize("who", [lawyer, chair])
def test_checkers_and_the_chair_estimate(who: Who) -> None:
    table = laid()
    made = estimate(table, by=who(table))
    assert (made.label, made.low_cents, made.high_cents, made.by) == ("Materiaal", 300_000, 350_000, who(table))


@pytest.mark.parametrize("who", [partner, leader, resident, chair_elsewhere, maker_with_every_role])
def test_nobody_else_estimates_explains_or_shares(who: Who) -> None:
    table = laid()
    by = who(table)
    for act in (
        lambda: estimate(table, by=by),
        lambda: explain_difference(table.plan.pk, by.pk, "Omdat."),
        lambda: share_costs(table.plan.pk, by.pk),
        lambda: give_second_look(table.plan.pk, by.pk, "Ik keek."),
    ):
        with pytest.raises(Refused, match="Alleen checkers"):
            act()


def test_a_line_has_the_latest_estimate_only() -> None:
    table = laid()
    estimate(table)
    estimate(table, 90_000, 110_000, by=table.chair)
    assert CostEstimate.objects.get().by == table.chair


def test_the_city_adds_what_the_maker_left_out_and_takes_it_away() -> None:
    table = laid()
    facts = {"low_cents": 0, "high_cents": 40_000, "basis": "Leges"}
    made = set_estimate(table.plan.pk, table.lawyer.pk, line_id=None, label="Vergunning", **facts)  # type: ignore[arg-type]
    assert made.line is None
    remove_estimate(table.plan.pk, table.lawyer.pk, made.pk)
    remove_estimate(table.plan.pk, table.lawyer.pk, made.pk)
    assert Entry.objects.filter(action="cost_estimate_removed").count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"low_cents": 2, "high_cents": 1},
        {"low_cents": -1, "high_cents": 1},
        {"low_cents": 0, "high_cents": 0},
        {"high_cents": 10**12},
        {"basis": " "},
        {"line_id": None},
        {"line_id": 10**9},
    ],
)
def test_an_estimate_without_a_range_a_basis_or_a_post_is_refused(wrong: dict[str, object]) -> None:
    table = laid()
    good = {"line_id": table.plan.cost_lines.get().pk, "low_cents": 1, "high_cents": 2, "basis": "Offerte"}
    with pytest.raises(Refused):
        set_estimate(table.plan.pk, table.lawyer.pk, **{**good, **wrong})  # type: ignore[arg-type]
    assert not CostEstimate.objects.exists()


def test_the_line_of_another_plan_is_not_estimated() -> None:
    table, other = laid(), laid()
    line = other.plan.cost_lines.get()
    with pytest.raises(Refused, match="niet \\(meer\\)"):
        set_estimate(table.plan.pk, table.lawyer.pk, line_id=line.pk, low_cents=1, high_cents=2, basis="Offerte")


# The verdict


def test_a_large_difference_without_words_stops_a_verdict() -> None:
    table = laid()
    estimate(table)
    with pytest.raises(VerdictRefused) as caught:
        judge(table)
    assert caught.value.reasons == (DIFFERENCE_UNEXPLAINED,)
    explain_difference(table.plan.pk, table.lawyer.pk, "Het hek ontbreekt.")
    assert (
        confirm_verdict(table.plan.pk, table.chair.pk, outcome=Outcome.YES, explanation="Ja.").ballot_cents == 100_000
    )


def test_a_small_difference_needs_no_words() -> None:
    table = laid()
    estimate(table, 110_000, 125_000)
    assert judge(table)


def test_another_amount_than_the_makers_needs_a_reason() -> None:
    table = laid()
    answer_all(table)
    give = {"outcome": Outcome.YES, "explanation": "Ja.", "ballot_cents": 120_000}
    with pytest.raises(VerdictRefused) as caught:
        confirm_verdict(table.plan.pk, table.chair.pk, **give)  # type: ignore[arg-type]
    assert caught.value.reasons == (PRICE_REASON_NEEDED,)
    made = confirm_verdict(table.plan.pk, table.chair.pk, ballot_reason="De offerte.", **give)  # type: ignore[arg-type]
    assert (made.ballot_cents, made.ballot_reason) == (120_000, "De offerte.")


def test_after_the_verdict_the_estimates_stand() -> None:
    table = laid()
    made = estimate(table, 100_000, 100_000)
    judge(table)
    with pytest.raises(Refused, match="al een oordeel"):
        estimate(table)
    with pytest.raises(Refused, match="al een oordeel"):
        remove_estimate(table.plan.pk, table.lawyer.pk, made.pk)


# The maker's answer and the second look


def test_costs_are_shared_once_and_never_unexplained() -> None:
    table = laid()
    with pytest.raises(Refused, match="nog geen raming"):
        share_costs(table.plan.pk, table.lawyer.pk)
    estimate(table)
    with pytest.raises(Refused, match="meer dan 25 %"):
        share_costs(table.plan.pk, table.lawyer.pk)
    explain_difference(table.plan.pk, table.lawyer.pk, "Het hek ontbreekt.")
    first = share_costs(table.plan.pk, table.lawyer.pk).shared_at
    assert share_costs(table.plan.pk, table.chair.pk).shared_at == first
    assert Entry.objects.filter(action="cost_shared").count() == 1


def test_a_maker_answers_what_was_shared_and_asks_for_one_second_look() -> None:
    table = laid()
    maker = table.plan.maker
    with pytest.raises(Refused, match="nog niet met u gedeeld"):
        answer_costs(table.plan.pk, maker, "Te duur.")
    with pytest.raises(Refused, match="nog niet met u gedeeld"):
        ask_second_look(table.plan.pk, maker)
    shared(table)
    answer_costs(table.plan.pk, maker, "Te duur.")
    ask_second_look(table.plan.pk, maker)
    with pytest.raises(Refused, match="één keer"):
        ask_second_look(table.plan.pk, maker)
    assert CostDossier.objects.get().reply == "Te duur."


def test_a_co_maker_answers_as_well_and_a_stranger_does_not() -> None:
    table = laid()
    shared(table)
    helper = make.user()
    with pytest.raises(Refused, match="Alleen de maker"):
        answer_costs(table.plan.pk, helper, "Hallo.")
    CoMaker.objects.create(plan=table.plan, user=helper)
    assert answer_costs(table.plan.pk, helper, "Hallo.").replied_by == helper


def test_a_second_look_comes_from_somebody_who_wrote_no_estimate() -> None:
    table = laid()
    shared(table)
    with pytest.raises(Refused, match="Niemand heeft"):
        give_second_look(table.plan.pk, table.chair.pk, "Het klopt.")
    ask_second_look(table.plan.pk, table.plan.maker)
    with pytest.raises(Refused, match="niet zelf"):
        give_second_look(table.plan.pk, table.lawyer.pk, "Het klopt.")
    assert give_second_look(table.plan.pk, table.chair.pk, "Het klopt.").second_look_by == table.chair
    with pytest.raises(Refused, match="al een tweede blik"):
        give_second_look(table.plan.pk, table.chair.pk, "Nog eens.")


def test_the_trail_of_the_costs_has_no_free_text() -> None:
    table = laid()
    shared(table)
    answer_costs(table.plan.pk, table.plan.maker, "Geheim woord")
    kept = str(list(Entry.objects.values_list("data", flat=True)))
    assert not any(word in kept for word in ("hek", "Offerte", "Geheim"))


# Pages


def address(name: str, table: Table, *more: object) -> str:
    return reverse(name, args=[table.edition.slug, table.plan.pk, *more])


def test_the_maker_reads_the_costs_only_when_they_are_shared(as_user: AsUser) -> None:
    table = laid()
    estimate(table)
    maker = as_user(table.plan.maker)
    assert maker.get(address("plan_estimate", table)).status_code == 404
    explain_difference(table.plan.pk, table.lawyer.pk, "Het hek ontbreekt.")
    share_costs(table.plan.pk, table.lawyer.pk)
    page = maker.get(address("plan_estimate", table)).content.decode()
    assert "Het hek ontbreekt." in page
    assert "€ 3.000" in page.replace("\xa0", " ")
    assert as_user(make.user()).get(address("plan_estimate", table)).status_code == 404


def test_the_maker_answers_on_the_page_and_empty_words_come_back(as_user: AsUser) -> None:
    table = laid()
    shared(table)
    maker = as_user(table.plan.maker)
    assert maker.post(address("plan_estimate", table), {"text": " "}).status_code == 422
    assert maker.post(address("plan_estimate", table), {"text": "Mijn zwager last."}).status_code == 302
    assert "Mijn zwager last." in as_user(table.lawyer).get(address("table_costs", table)).content.decode()


def test_everybody_reads_the_costs_after_publication_and_nobody_before(as_user: AsUser, client: Client) -> None:
    table = laid()
    shared(table)
    judge(table)
    page = reverse("plan_page", args=[table.edition.slug, table.plan.pk])
    assert "Het hek ontbreekt." not in client.get(page).content.decode()
    publish(table)
    assert "Het hek ontbreekt." in client.get(page).content.decode()


def test_an_estimate_is_typed_the_dutch_way_and_mistakes_come_back(as_user: AsUser) -> None:
    table = laid()
    browser, line = as_user(table.lawyer), table.plan.cost_lines.get().pk
    typed = {"line": line, "low_cents": "3.000", "high_cents": "2.500", "basis": "Offerte van mei"}
    wrong = browser.post(address("estimate_set", table), typed)
    assert wrong.status_code == 422
    assert "niet lager" in wrong.content.decode()
    assert "Offerte van mei" in wrong.content.decode()
    assert browser.post(address("estimate_set", table), {**typed, "high_cents": "3500"}).status_code == 302
    assert CostEstimate.objects.get().high_cents == 350_000
    extra = {"label": "Hek", "low_cents": "100", "high_cents": "200", "basis": "Prijslijst"}
    assert browser.post(address("estimate_set", table), extra).status_code == 302
    assert CostEstimate.objects.count() == 2
    assert browser.get(address("table_costs", table)).status_code == 200


@pytest.mark.parametrize("line", ["", "0", "x", "-1", "٣", "9" * 40, "\0"])
def test_a_line_that_is_none_is_taken_for_a_new_post(as_user: AsUser, line: str) -> None:
    table = laid()
    typed = {"line": line, "low_cents": "1", "high_cents": "2", "basis": "Offerte"}
    assert as_user(table.lawyer).post(address("estimate_set", table), typed).status_code == 422
    assert not CostEstimate.objects.exists()


def test_a_plan_that_lies_on_no_table_has_no_costs_page(as_user: AsUser) -> None:
    table = laid()
    table.plan = make.plan(table.edition, Status.SUBMITTED)
    assert as_user(table.lawyer).get(address("table_costs", table)).status_code == 404


# How makers hear of it


def test_makers_hear_of_the_estimate_and_of_the_second_look_without_a_figure(as_user: AsUser) -> None:
    table = laid()
    maker, page = table.plan.maker, reverse("plan_page", args=[table.edition.slug, table.plan.pk])
    way = reverse("plan_estimate", args=[table.edition.slug, table.plan.pk])
    estimate(table)
    assert way not in as_user(maker).get(page).content.decode()
    shared(table)
    share_costs(table.plan.pk, table.chair.pk)
    ask_second_look(table.plan.pk, maker)
    give_second_look(table.plan.pk, table.chair.pk, "Het hek kost minder.")
    told = list(Notice.objects.order_by("pk"))
    assert [(each.user, each.kind, each.path) for each in told] == [(maker, Kind.COSTS, way)] * 2
    assert not any("€" in each.heading + each.text or "hek" in each.text for each in told)
    assert way in as_user(maker).get(page).content.decode()
    assert way not in as_user(make.user()).get(page).content.decode()
