"""Versions of an agreement: what both confirmed last is in force, and nobody fills both places."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from audit.models import Entry
from common import clock
from common.errors import Refused
from editions.models import Edition, Role
from editions.phases import Phase
from execution.actions import (
    answer_request,
    ask_change,
    confirm_agreement,
    pay_instalment,
    propose_version,
)
from execution.actions.states import move
from execution.actions.versions import TermsRefused
from execution.models import Agreement, AgreementVersion
from execution.queries.versions import present, sheet_of
from execution.states import State
from execution.terms import Instalment, Side, Step, from_json, to_json
from mail.models import Notice
from plans.models import CoMaker
from tests import make
from tests.execution.agreed import agreed, confirm, leader_of, propose, terms_of
from tests.execution.test_agreements import running

pytestmark = pytest.mark.django_db


def fresh(agreement: Agreement) -> Agreement:
    return Agreement.objects.select_related("plan__edition").get(pk=agreement.pk)


class TestBothConfirm:
    def test_what_both_confirmed_is_in_force_and_the_plan_is_agreed(self) -> None:
        agreement = running()
        made = propose(agreement)
        assert confirm(agreement, agreement.plan.maker).waits_for == [Side.MUNICIPALITY]
        assert not fresh(agreement).is_agreed
        assert fresh(agreement).current is State.NEW
        confirm(agreement, leader_of(agreement))
        now = fresh(agreement)
        assert (now.is_agreed, now.current, now.contact_person) == (True, State.AGREED, "Karin Smit")
        kept = made.terms
        assert present(now).milestones == kept.milestones
        assert present(now).instalments == kept.instalments
        assert present(now).conditions == kept.conditions
        assert Entry.objects.filter(action="agreement_in_force").count() == 1

    def test_in_either_order(self) -> None:
        agreement = running()
        propose(agreement)
        confirm(agreement, leader_of(agreement))
        confirm(agreement, agreement.plan.maker)
        assert fresh(agreement).is_agreed

    def test_twice_the_same_side_counts_once(self) -> None:
        agreement = running()
        propose(agreement)
        confirm(agreement, leader_of(agreement))
        confirm(agreement, leader_of(agreement, "Hassan"))
        assert not fresh(agreement).is_agreed
        assert Entry.objects.filter(action="agreement_confirmed").count() == 1

    def test_a_maker_who_is_also_leader_fills_one_place_only_and_another_leader_the_other(self) -> None:
        agreement = running()
        make.role(agreement.plan.maker, agreement.plan.edition, Role.LEADER)
        propose(agreement)
        for _ in range(2):
            assert confirm(agreement, agreement.plan.maker).confirmed_by_municipality_at is None
        confirm(agreement, leader_of(agreement))
        assert fresh(agreement).is_agreed

    def test_who_confirmed_for_the_city_and_joined_the_makers_does_not_confirm_again(self) -> None:
        agreement = running()
        leader = leader_of(agreement)
        propose(agreement)
        confirm(agreement, leader)
        CoMaker.objects.create(plan=agreement.plan, user=leader)
        with pytest.raises(Refused, match="andere kant"):
            confirm(agreement, leader)

    def test_the_database_knows_nobody_who_agrees_with_themselves(self) -> None:
        agreement = running()
        made = propose(agreement)
        now, maker = clock.now(), agreement.plan.maker
        with pytest.raises(IntegrityError, match="nobody_agrees_with_themselves"), transaction.atomic():
            AgreementVersion.objects.filter(pk=made.pk).update(
                confirmed_by_maker=maker,
                confirmed_by_maker_at=now,
                confirmed_by_municipality=maker,
                confirmed_by_municipality_at=now,
            )

    def test_a_co_maker_confirms_for_the_makers(self) -> None:
        agreement, other = running(), make.user("Chris")
        CoMaker.objects.create(plan=agreement.plan, user=other)
        propose(agreement)
        assert confirm(agreement, other).confirmed_by_maker == other

    def test_a_stranger_is_refused(self) -> None:
        agreement = running()
        propose(agreement)
        with pytest.raises(Refused, match="Alleen de maker"):
            confirm(agreement, make.user())
        with pytest.raises(Refused, match="Alleen de maker"):
            confirm(agreement, make.staff(agreement.plan.edition, Role.CHECKER))

    def test_without_a_version_nobody_confirms(self) -> None:
        agreement = running()
        with pytest.raises(Refused, match="nog geen afspraak"):
            confirm_agreement(agreement.pk, 1, agreement.plan.maker)

    def test_after_the_edition_nobody_confirms(self) -> None:
        agreement = running()
        propose(agreement)
        Edition.objects.update(phase=Phase.CLOSED)
        with pytest.raises(Refused, match="uitvoeringsfase"):
            confirm(agreement, agreement.plan.maker)

    def test_the_agreement_of_a_plan_that_stopped_changes_no_more(self) -> None:
        agreement = running()
        propose(agreement)
        move(fresh(agreement), State.STOPPED, None)
        acts: list[Callable[[], object]] = [
            lambda: propose(agreement),
            lambda: confirm(agreement, agreement.plan.maker),
        ]
        for act in acts:
            with pytest.raises(Refused, match="klaar of gestopt"):
                act()


class TestNextVersions:
    def test_the_former_stays_in_force_until_both_confirmed_the_next(self) -> None:
        agreement = agreed(running())
        later = agreement.due_on - timedelta(days=10)
        leader = leader_of(agreement)
        propose(agreement, leader, due_on=later, milestones=())
        confirm(agreement, leader)
        assert (fresh(agreement).due_on, fresh(agreement).is_agreed) == (agreement.due_on, True)
        assert fresh(agreement).milestones.count() == 2
        confirm(agreement, agreement.plan.maker)
        assert fresh(agreement).due_on == later
        assert fresh(agreement).milestones.count() == 0
        assert fresh(agreement).current is State.AGREED

    def test_a_version_that_is_no_longer_the_latest_is_not_confirmed(self) -> None:
        agreement = running()
        leader = leader_of(agreement)
        propose(agreement, leader)
        propose(agreement, leader, terms="Anders.")
        for person in (agreement.plan.maker, leader):
            with pytest.raises(Refused, match="nieuwere versie"):
                confirm(agreement, person, 1)
        assert AgreementVersion.objects.get(number=1).waits_for == list(Side)

    def test_a_proposed_version_keeps_its_content_whatever_follows(self) -> None:
        agreement = running()
        first = to_json(propose(agreement).terms)
        propose(agreement, terms="Anders.", instalments=())
        confirm(agreement, agreement.plan.maker)
        assert AgreementVersion.objects.get(number=1).content == first
        assert AgreementVersion.objects.get(number=2).terms.terms == "Anders."

    def test_the_history_tells_what_every_version_changed(self) -> None:
        agreement = agreed(running())
        kept = agreement.versions.get().terms
        dearer = (replace(kept.instalments[0], cents=100_000), Instalment("", 5_000, "Bij de start"))
        propose(agreement, terms="Anders.", instalments=dearer)
        first, second = sheet_of(fresh(agreement), Side.MAKER).chapters
        assert (first.in_force, second.in_force, first.changes) == (True, False, [])
        told = {(each.subject, bool(each.before), bool(each.after)) for each in second.changes}
        assert told == {
            ("Wat we afspreken", True, True),
            ("Termijn", True, True),
            ("Termijn", True, False),
            ("Termijn", False, True),
        }

    def test_two_leaders_who_write_at_once_hear_of_each_other(self) -> None:
        agreement = running()
        leader = leader_of(agreement)
        propose(agreement, leader)
        with pytest.raises(Refused, match="Iemand anders"):
            propose_version(agreement.pk, leader, terms_of(agreement), 0)

    @pytest.mark.parametrize("who", ["maker", "stranger", "leading maker"])
    def test_only_a_leader_who_is_no_maker_proposes(self, who: str) -> None:
        agreement = running()
        person = make.user() if who == "stranger" else agreement.plan.maker
        if who == "leading maker":
            make.role(person, agreement.plan.edition, Role.LEADER)
        with pytest.raises(Refused, match="Alleen een projectleider"):
            propose(agreement, person)

    def test_a_change_says_why_and_changes_something(self) -> None:
        agreement = agreed(running())
        with pytest.raises(TermsRefused, match="waarom"):
            propose(agreement, why="", terms="Anders.")
        with pytest.raises(TermsRefused, match="niets veranderd"):
            propose(agreement)

    def test_what_was_paid_stays_in_every_version(self) -> None:
        agreement = agreed(running())
        row = agreement.instalments.all()[0]
        pay_instalment(agreement.pk, row.pk, leader_of(agreement), clock.today())
        with pytest.raises(TermsRefused, match="al betaald"):
            propose(agreement, instalments=())

    def test_what_was_paid_meanwhile_is_not_undone_by_a_late_yes(self) -> None:
        agreement = agreed(running())
        leader = leader_of(agreement)
        propose(agreement, leader, instalments=())
        confirm(agreement, leader)
        pay_instalment(agreement.pk, agreement.instalments.all()[0].pk, leader, clock.today())
        with pytest.raises(Refused, match="Intussen"):
            confirm(agreement, agreement.plan.maker)
        assert fresh(agreement).instalments.count() == 2


class TestAmountsAndDays:
    @pytest.mark.parametrize("cents", [0, -1])
    def test_an_instalment_is_more_than_nothing(self, cents: int) -> None:
        with pytest.raises(TermsRefused, match="meer dan nul"):
            propose(running(), instalments=(Instalment("", cents, "Nu"),))

    def test_the_instalments_are_never_more_than_the_grant(self) -> None:
        whole = (Instalment("", 250_000, "Nu"),)
        propose(running(), instalments=whole)
        with pytest.raises(TermsRefused, match="meer dan het toegekende bedrag"):
            propose(running(), instalments=(*whole, Instalment("", 1, "Later")))

    def test_the_grant_is_what_the_voters_gave_whatever_is_proposed(self) -> None:
        assert propose(running(), grant_cents=999_999_999).terms.grant_cents == 250_000

    @pytest.mark.parametrize(("days", "sentence"), [(-1, "die nog komt"), (4 * 365, "te ver weg")])
    def test_no_day_is_past_or_beyond_reason(self, days: int, sentence: str) -> None:
        agreement = running()
        day = clock.today() + timedelta(days=days)
        changes: list[dict[str, Any]] = [
            {"due_on": day, "milestones": ()},
            {"instalments": (Instalment("", 100, "Nu", day),)},
            {"milestones": (Step("", "Klaar", day),)},
        ]
        for change in changes:
            with pytest.raises(TermsRefused, match=sentence):
                propose(agreement, **change)

    def test_a_step_comes_before_the_last_day(self) -> None:
        agreement = running()
        with pytest.raises(TermsRefused, match="na de laatste dag"):
            propose(agreement, milestones=(Step("", "Klaar", agreement.due_on + timedelta(days=1)),))

    def test_a_day_that_stood_there_may_be_past(self) -> None:
        agreement = agreed(running())
        clock.move(timedelta(days=60))
        assert propose(agreement, terms="Anders.").number == 2

    def test_a_gate_says_who_decides(self) -> None:
        with pytest.raises(TermsRefused, match="wie het besluit neemt"):
            propose(running(), milestones=(Step("", "Door?", clock.today(), gate=True),))


class TestAskingForAChange:
    def test_a_maker_asks_and_the_next_version_settles_it(self) -> None:
        agreement = agreed(running())
        ask_change(agreement.pk, agreement.plan.maker, "Mag het in mei?")
        with pytest.raises(Refused, match="U vroeg al"):
            ask_change(agreement.pk, agreement.plan.maker, "En nog iets")
        propose(agreement, terms="In mei.")
        assert ask_change(agreement.pk, agreement.plan.maker, "En nog iets").settled_at is None

    def test_a_leader_explains_why_it_stays_as_it_is(self) -> None:
        agreement = agreed(running())
        leader = leader_of(agreement)
        ask_change(agreement.pk, agreement.plan.maker, "Mag het meer kosten?")
        answer_request(agreement.pk, leader, "Nee, de wijk koos dit bedrag.")
        assert sheet_of(fresh(agreement), Side.MAKER).answered.answer.startswith("Nee")  # type: ignore[union-attr]
        with pytest.raises(Refused, match="al beantwoord"):
            answer_request(agreement.pk, leader, "Nog eens nee.")

    def test_nobody_else_asks_or_answers(self) -> None:
        agreement = agreed(running())
        for person in (make.user(), leader_of(agreement)):
            with pytest.raises(Refused, match="Alleen de maker"):
                ask_change(agreement.pk, person, "Mag het meer?")
        ask_change(agreement.pk, agreement.plan.maker, "Mag het meer?")
        with pytest.raises(Refused, match="Alleen een projectleider"):
            answer_request(agreement.pk, agreement.plan.maker, "Ja hoor.")


def test_makers_hear_of_every_version_once_and_when_it_is_complete() -> None:
    agreement = running()
    CoMaker.objects.create(plan=agreement.plan, user=make.user("Chris"))
    agreed(agreement)
    keys = [key.split(":", 2)[2] for key in Notice.objects.values_list("key", flat=True)]
    assert sorted(keys) == ["agreed:1", "agreed:1", "version:1", "version:1"]


def test_what_is_kept_reads_back_the_same() -> None:
    terms = terms_of(running())
    assert from_json(to_json(terms)) == terms
