"""The figures of a made edition are those of a naive recount, and every figure has its definition."""

from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.models import Entry
from common import clock
from editions.models import Edition
from editions.phases import Phase
from execution.models import Agreement
from lifecycle.actions import advance
from plans.models import Like, Plan
from plans.status import PUBLIC, WON, Status
from report.actions import add_hours, add_other_cost, keep_figures, set_prices
from report.actions.keeping import keep_all
from report.definitions import DEFINITIONS, SAME_AS, definition, keys_of
from report.figures.costs import costs
from report.figures.facts import Costs, Vote
from report.models import Report
from tests import make
from tests.report.reported import answers, leader, plans_of, published, with_result
from tests.voting.ballot_world import ballot_world
from voting.models import Count, TurnoutGroup

pytestmark = pytest.mark.django_db


def full() -> Report:
    """Everything a report can hold: an earlier edition, costs, answers."""
    world = with_result()
    published(world)
    later = with_result()
    Edition.objects.filter(pk=later.edition.pk).update(area=world.edition.area)
    Plan.objects.of(later.edition).update(neighbourhood=world.edition.area.neighbourhoods.first())
    by = leader(later.edition).pk
    set_prices(later.edition.pk, 97, 6_000, by)
    add_hours(later.edition.pk, "projectleider", "LEADING", 7, by)
    add_other_cost(later.edition.pk, "Zaal", 12_345, by)
    answers(later.edition, 5)
    return keep_figures(later.edition.pk, by)


class TestRecount:
    def test_key_figures_equal_a_naive_recount(self) -> None:
        world = with_result()
        report = Report.objects.get(edition=world.edition)
        plans, key = plans_of(world.edition), report.figures["kern"]
        status = Counter(plan.state for plan in plans)
        assert key["plannen"] == len(plans) - status[Status.DRAFT] == 8
        assert key["gekozen"] == sum(plan.state in WON for plan in plans) == 2
        assert key["stembiljet"] == key["haalbaar"] == 3
        assert key["grens"] == 4
        assert key["gerealiseerd"] == 0
        public = [plan for plan in plans if plan.state in PUBLIC]
        assert key["likes"] == Like.objects.filter(plan__in=public).count() == 9
        count = Count.objects.get(edition=world.edition)
        assert (key["mochten"], key["stemden"]) == (count.eligible, count.ballots) == (32, 12)
        assert key["opkomst_procent"] == 37
        assert key["toegekend_centen"] == 5_500_000
        assert key["over_centen"] == 1_500_000

    def test_themes_and_neighbourhoods_add_up_to_all_plans(self) -> None:
        world = with_result()
        figures = Report.objects.get(edition=world.edition).figures
        public = [plan for plan in plans_of(world.edition) if plan.state in PUBLIC]
        for part in ("wensen", "themas", "wijken"):
            assert sum(row["plannen"] for row in figures[part]) == len(public)
            assert sum(row["gekozen"] for row in figures[part]) == 2
            assert sum(row["toegekend_centen"] for row in figures[part]) == 5_500_000
            assert sum(row["stemmen"] for row in figures[part]) == 24
        assert len(figures["wensen"]) == 4

    def test_likes_are_those_of_the_close_when_that_is_known(self) -> None:
        world = with_result()
        plan = Plan.objects.of(world.edition).filter(status=Status.BELOW_THRESHOLD).get()
        Plan.objects.filter(pk=plan.pk).update(likes_at_close=41)
        rows = keep_figures(world.edition.pk, None).plans
        assert next(row["likes"] for row in rows if row["nummer"] == plan.pk) == 41

    def test_turnout_is_what_was_published_with_small_groups_merged(self) -> None:
        world = with_result()
        kept = Report.objects.get(edition=world.edition).figures["opkomst"]
        groups = TurnoutGroup.objects.filter(edition=world.edition)
        assert [(row["mochten"], row["stemden"]) for row in kept] == [(g.eligible, g.voted) for g in groups]
        assert all(min(row["stemden"], row["mochten"] - row["stemden"]) >= 10 for row in kept)

    def test_a_small_edition_tells_no_turnout_by_group(self) -> None:
        world = with_result(ballots=5, more_voters=3)
        assert Report.objects.get(edition=world.edition).figures["opkomst"] == []

    def test_phases_are_told_as_planned_and_as_they_were(self) -> None:
        world = with_result()
        rows = {row["fase"]: row for row in Report.objects.get(edition=world.edition).figures["fasen"]}
        assert list(rows) == ["SUBMISSION", "LIKES", "FEASIBILITY", "VOTING", "COUNTING", "EXECUTION"]
        assert rows["VOTING"]["gepland_dagen"] == 10
        assert rows["VOTING"]["echt_dagen"] is None  # the test began in the middle
        assert rows["EXECUTION"]["echt_tot"] is None


def all_ended(edition: Edition) -> None:
    """As the last step of an edition asks."""
    Agreement.objects.filter(plan__edition=edition).update(state="STOPPED", ended_at=clock.now())


class TestKeeping:
    def test_figures_are_kept_at_the_result_and_again_when_the_edition_closes(self) -> None:
        world = with_result()
        first = Report.objects.get(edition=world.edition)
        assert first.has_result
        assert first.published_at is None
        plan = Plan.objects.of(world.edition).filter(status=Status.CHOSEN)[0]
        Plan.objects.filter(pk=plan.pk).update(status=Status.REALISED)
        all_ended(world.edition)
        advance(world.edition.pk, Phase.EXECUTION, None, "Test")
        assert Report.objects.get(edition=world.edition).figures["kern"]["gerealiseerd"] == 1

    def test_the_night_after_the_close_knows_the_last_day_and_then_it_is_done(self) -> None:
        world = with_result()
        all_ended(world.edition)
        advance(world.edition.pk, Phase.EXECUTION, None, "Test")
        keep_all()
        last = Report.objects.get(edition=world.edition)
        assert last.figures["fasen"][-1]["echt_tot"]
        Plan.objects.of(world.edition).filter(status=Status.CHOSEN).update(title="Anders")
        keep_all()
        assert Report.objects.get(edition=world.edition).computed_at == last.computed_at

    def test_the_night_counts_editions_in_execution_and_no_others(self) -> None:
        world, other = with_result(), make.edition(Phase.SUBMISSION)
        Agreement.objects.filter(plan__edition=world.edition).delete()
        before = Report.objects.get(edition=world.edition).inputs_sha256
        keep_all()
        assert Report.objects.get(edition=world.edition).inputs_sha256 != before
        assert not Report.objects.filter(edition=other).exists()

    def test_counting_the_same_facts_again_changes_and_logs_nothing(self) -> None:
        world = with_result()
        before, entries = keep_figures(world.edition.pk, None), Entry.objects.count()
        clock.move(timedelta(days=3))
        after = keep_figures(world.edition.pk, None)
        assert after.computed_at == before.computed_at
        assert Entry.objects.count() == entries

    def test_one_edition_that_fails_holds_up_no_other(self, monkeypatch: pytest.MonkeyPatch) -> None:
        first, second = with_result(), with_result()
        Report.objects.all().delete()
        real = keep_figures

        def breaks(edition_id: int, by: int | None) -> Report:
            if edition_id == first.edition.pk:
                raise RuntimeError("stuk")
            return real(edition_id, by)

        monkeypatch.setattr("report.actions.keeping.keep_figures", breaks)
        keep_all()
        assert list(Report.objects.values_list("edition", flat=True)) == [second.edition.pk]

    def test_before_the_result_no_figure_tells_of_a_vote(self) -> None:
        world = ballot_world(codes=30)
        TurnoutGroup.objects.create(
            edition=world.edition, by="WIJK", position=0, names=["Meerwijk"], eligible=30, voted=12
        )
        figures = keep_figures(world.edition.pk, None).figures
        assert figures["kern"]["stemden"] is figures["kern"]["mochten"] is None
        assert figures["opkomst"] == []
        assert all(row["stemmen"] == 0 for row in figures["wensen"])

    def test_letters_that_were_destroyed_stay_counted(self) -> None:
        world = with_result()
        report = Report.objects.get(edition=world.edition)
        report.figures["kosten"]["brieven"] = 31_000
        report.inputs_sha256 = "oud"
        report.save()
        assert keep_figures(world.edition.pk, None).figures["kosten"]["brieven"] == 31_000

    def test_an_edition_is_told_beside_the_public_reports_of_its_area(self) -> None:
        rows = full().figures["eerder"]
        assert len(rows) == 2
        assert rows[0]["plannen"] == 8
        assert rows[1]["plannen"] == 13

    def test_an_earlier_edition_without_a_public_report_is_not_told(self) -> None:
        first, second = with_result(), with_result()
        Edition.objects.filter(pk=second.edition.pk).update(area=first.edition.area)
        assert keep_figures(second.edition.pk, None).figures["eerder"] == []


class TestCosts:
    def test_letters_hours_and_the_rest_add_up(self) -> None:
        found = costs(
            Costs(1_000, 97, 6_000, [("communicatie", 6), ("check", 1), ("check", 2)], [("Zaal", 12_345)]),
            Vote(2_000, 100, 0, 0, 0),
        )
        assert found["brieven_centen"] == 97_000
        assert [(row["werk"], row["centen"]) for row in found["uren"]] == [("communicatie", 9_000), ("check", 4_500)]
        assert found["totaal_centen"] == 97_000 + 13_500 + 12_345
        assert found["per_stemmer_centen"] == 1_228

    @pytest.mark.parametrize("unknown", [Costs(5, None, 1, [("a", 1)]), Costs(5, 1, None, [("a", 1)])])
    def test_without_a_price_there_is_no_total(self, unknown: Costs) -> None:
        assert costs(unknown, None)["totaal_centen"] is None

    @given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 400))), st.integers(0, 20_000))
    def test_the_hours_of_all_work_are_all_hours(self, hours: list[tuple[str, int]], rate: int) -> None:
        found = costs(Costs(hourly_cents=rate, hours=hours), None)
        assert found["uren_kwartieren"] == sum(quarters for _, quarters in hours)
        assert found["uren_centen"] == sum(row["centen"] for row in found["uren"]) == found["totaal_centen"]


class TestDefinitions:
    def test_each_figure_has_one_definition(self) -> None:
        figures = full().figures
        keys = set(keys_of(figures))
        assert len(keys) > 60
        for key in keys:
            assert definition(key).text, key

    def test_no_definition_is_of_a_figure_that_does_not_exist(self) -> None:
        report = full()
        told = set(keys_of(report.figures)) | {f"plannen.{name}" for name in report.plans[0]}
        assert set(DEFINITIONS) <= told

    def test_definitions_are_sentences_with_a_unit_and_a_source(self) -> None:
        for each in DEFINITIONS.values():
            assert each.text.endswith(".")
            assert each.unit
            assert each.source
        assert set(SAME_AS) == {"themas", "wijken", "eerder"}

    def test_a_figure_without_a_definition_is_noticed(self) -> None:
        with pytest.raises(KeyError):
            definition("kern.verzonnen")
