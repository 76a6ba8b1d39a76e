"""The closing survey: once per person and role, for makers and checkers only, shown from five answers on."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from audit.models import Entry
from common import clock
from common.errors import Refused
from editions.models import Edition, PhaseChange, Role
from editions.phases import Phase
from mail.kinds import Kind
from mail.models import Notice
from plans.models import CoMaker
from plans.status import Status
from report.actions import answer_survey, invite_all
from report.figures.survey import LEAST, survey
from report.models import SurveyAnswer, SurveyRole
from report.permissions import survey_roles
from report.queries.reports import survey_texts
from report.questions import CHECKER, MAKER, QUESTIONS
from tests import make
from tests.report.reported import leader, marks

AsUser = Callable[[User], Client]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]


def maker_in(edition: Edition) -> User:
    maker = make.user("Fatima")
    make.plan(edition, Status.NOT_CHOSEN, maker=maker)
    return maker


def given(number: int, mark: int = 4) -> dict[str, list[dict[str, int]]]:
    return {MAKER: [marks(mark=mark)] * number}


class TestWho:
    def test_makers_and_co_makers_answer_as_makers_and_the_table_as_checkers(self) -> None:
        edition = make.edition(Phase.EXECUTION)
        maker, friend = maker_in(edition), make.user("Omar")
        CoMaker.objects.create(plan=edition.plans.get(), user=friend)
        assert survey_roles(maker, edition) == survey_roles(friend, edition) == [SurveyRole.MAKER]
        assert survey_roles(make.staff(edition, Role.CHECKER), edition) == [SurveyRole.CHECKER]
        assert survey_roles(make.staff(edition, Role.CHAIR), edition) == [SurveyRole.CHECKER]
        make.role(maker, edition, Role.CHECKER)
        assert survey_roles(maker, edition) == [SurveyRole.MAKER, SurveyRole.CHECKER]

    @pytest.mark.parametrize("role", [Role.LEADER, Role.PARTNER, Role.CLERK])
    def test_other_staff_and_residents_answer_nothing(self, role: Role) -> None:
        edition, other = make.edition(Phase.EXECUTION), make.edition(Phase.EXECUTION)
        assert survey_roles(make.staff(edition, role), edition) == []
        assert survey_roles(maker_in(other), edition) == []
        draft = make.user("Concept")
        make.plan(edition, Status.DRAFT, maker=draft)
        assert survey_roles(draft, edition) == []

    def test_strangers_are_refused_by_the_action_too(self) -> None:
        edition = make.edition(Phase.EXECUTION)
        maker = maker_in(edition)
        with pytest.raises(Refused):
            answer_survey(edition.pk, make.user(), SurveyRole.MAKER, marks(), "")
        with pytest.raises(Refused):
            answer_survey(edition.pk, maker, SurveyRole.CHECKER, marks(SurveyRole.CHECKER), "")
        assert not SurveyAnswer.objects.exists()

    @pytest.mark.parametrize("phase", [phase for phase in Phase if phase is not Phase.EXECUTION])
    def test_only_while_plans_are_carried_out(self, phase: Phase) -> None:
        edition = make.edition(phase)
        with pytest.raises(Refused):
            answer_survey(edition.pk, maker_in(edition), SurveyRole.MAKER, marks(), "")


class TestOnce:
    def test_once_per_person_and_role_and_changeable(self) -> None:
        edition = make.edition(Phase.EXECUTION)
        maker = maker_in(edition)
        make.role(maker, edition, Role.CHECKER)
        answer_survey(edition.pk, maker, SurveyRole.MAKER, marks(mark=2), "Eerst")
        answer_survey(edition.pk, maker, SurveyRole.MAKER, marks(mark=5), "Toen")
        answer_survey(edition.pk, maker, SurveyRole.CHECKER, marks(SurveyRole.CHECKER), "")
        assert SurveyAnswer.objects.count() == 2
        kept = SurveyAnswer.objects.get(role=SurveyRole.MAKER)
        assert (kept.text, set(kept.marks.values())) == ("Toen", {5})

    def test_the_database_takes_no_second_answer(self) -> None:
        edition = make.edition(Phase.EXECUTION)
        maker = maker_in(edition)
        answer_survey(edition.pk, maker, SurveyRole.MAKER, marks(), "")
        with pytest.raises(IntegrityError, match="a_person_answers_once_in_a_role"), transaction.atomic():
            SurveyAnswer.objects.create(
                edition=edition, user=maker, role=SurveyRole.MAKER, marks={}, answered_at=clock.now()
            )

    @pytest.mark.parametrize("odd", [{}, {"regels": 4}, {**marks(), "meer": 1}, marks(mark=0), marks(mark=6)])
    def test_odd_answers_are_refused(self, odd: dict[str, int]) -> None:
        edition = make.edition(Phase.EXECUTION)
        with pytest.raises(Refused):
            answer_survey(edition.pk, maker_in(edition), SurveyRole.MAKER, odd, "")

    def test_the_log_knows_that_somebody_answered_and_not_what(self) -> None:
        edition = make.edition(Phase.EXECUTION)
        answer_survey(edition.pk, maker_in(edition), SurveyRole.MAKER, marks(), "Het was te kort.")
        entry = Entry.objects.get(action="survey_answered")
        assert entry.data == {"role": "MAKER"}


class TestShown:
    @pytest.mark.parametrize("number", [0, 1, LEAST - 1])
    def test_fewer_than_five_are_not_shown(self, number: int) -> None:
        assert survey(given(number))[MAKER] == {"antwoorden": 0, "vragen": []}

    def test_from_five_on_they_are_counted(self) -> None:
        found = survey({MAKER: [marks(mark=5)] * 3 + [marks(mark=1)] * 2})[MAKER]
        assert found["antwoorden"] == 5
        assert [row["cijfers"] for row in found["vragen"]] == [[2, 0, 0, 0, 3]] * len(QUESTIONS[MAKER])
        assert survey(given(9))[CHECKER]["antwoorden"] == 0

    def test_the_next_answers_show_in_steps_of_five_so_that_nobody_is_found_by_subtraction(self) -> None:
        five = survey(given(5))
        assert survey(given(6, mark=1), five) == five
        assert survey(given(9, mark=1), five) == five
        assert survey(given(10, mark=1), five)[MAKER]["antwoorden"] == 10

    def test_answers_that_were_destroyed_stay_counted(self) -> None:
        seven = survey(given(7))
        assert survey({}, seven) == seven

    def test_staff_reads_texts_from_five_answers_on_without_names(self, as_user: AsUser) -> None:
        edition = make.edition(Phase.EXECUTION)
        for number in range(LEAST):
            assert survey_texts(edition) == {}
            answer_survey(edition.pk, maker_in(edition), SurveyRole.MAKER, marks(), f"Zin {number}")
        assert survey_texts(edition)[SurveyRole.MAKER] == [f"Zin {n}" for n in range(LEAST)]
        page = as_user(leader(edition)).get(reverse("survey_results", args=[edition.slug])).content.decode()
        assert "Zin 0" in page
        assert "Fatima" not in page


class TestPage:
    def test_a_maker_answers_and_finds_the_answers_again(self, as_user: AsUser) -> None:
        edition = make.edition(Phase.EXECUTION)
        browser = as_user(maker_in(edition))
        here = reverse("survey", args=[edition.slug, "maker"])
        assert browser.get(here).status_code == 200
        answer = browser.post(here, {**marks(mark=3), "text": "  Goed gedaan  "})
        assert answer.status_code == 302
        assert SurveyAnswer.objects.get().text == "Goed gedaan"
        again = browser.get(here).content.decode()
        assert "U vulde dit in op" in again
        assert "Goed gedaan" in again
        assert again.count("checked") == len(QUESTIONS[MAKER])

    def test_bad_input_gets_a_sentence_and_keeps_what_was_typed(self, as_user: AsUser) -> None:
        edition = make.edition(Phase.EXECUTION)
        browser = as_user(maker_in(edition))
        here = reverse("survey", args=[edition.slug, "maker"])
        for odd in ({}, {"regels": "9"}, {**marks(), "text": "x" * 1001}, {"regels": "\x00", "text": "hoi"}):
            answer = browser.post(here, odd)
            assert answer.status_code == 422
        kept = browser.post(here, {"regels": "2", "text": "Mijn woorden"}).content.decode()
        assert "Mijn woorden" in kept
        assert not SurveyAnswer.objects.exists()

    def test_the_page_of_the_edition_leads_makers_and_checkers_there(self, as_user: AsUser) -> None:
        edition = make.edition(Phase.EXECUTION)
        here, link = (
            reverse(name, args=args)
            for name, args in (("edition_page", [edition.slug]), ("survey", [edition.slug, "maker"]))
        )
        maker = as_user(maker_in(edition))
        assert link in maker.get(here).content.decode()
        assert link not in as_user(make.user()).get(here).content.decode()
        assert link not in Client().get(here).content.decode()
        Edition.objects.filter(pk=edition.pk).update(phase=Phase.CLOSED)
        assert link not in maker.get(here).content.decode()

    def test_strangers_other_roles_and_other_words_get_nothing(self, as_user: AsUser) -> None:
        edition = make.edition(Phase.EXECUTION)
        here = reverse("survey", args=[edition.slug, "maker"])
        assert Client().get(here).status_code == 302
        assert as_user(make.user()).get(here).status_code == 403
        assert as_user(make.user()).post(here, marks()).status_code == 403
        maker = as_user(maker_in(edition))
        assert maker.get(reverse("survey", args=[edition.slug, "checker"])).status_code == 403
        assert maker.get(reverse("survey", args=[edition.slug, "wethouder"])).status_code == 404


class TestInviting:
    def heard(self) -> list[tuple[int, str]]:
        return sorted(Notice.objects.filter(kind=Kind.SURVEY).values_list("user", "path"))

    def after_the_result(self, days: int) -> Edition:
        edition = make.edition(Phase.EXECUTION)
        PhaseChange.objects.create(
            edition=edition,
            from_phase=Phase.COUNTING,
            to_phase=Phase.EXECUTION,
            at=clock.now() - timedelta(days=days),
        )
        return edition

    def test_makers_and_checkers_hear_once_two_weeks_after_the_result(self) -> None:
        edition = self.after_the_result(13)
        maker, checker = maker_in(edition), make.staff(edition, Role.CHECKER)
        make.plan(edition, Status.DRAFT, maker=make.user("Concept"))
        friend = make.user("Omar")
        CoMaker.objects.create(plan=edition.plans.get(maker=maker), user=friend)
        invite_all()
        assert self.heard() == []
        clock.move(timedelta(days=1))
        invite_all()
        invite_all()
        ways = {role: reverse("survey", args=[edition.slug, role]) for role in ("maker", "checker")}
        wanted = [(maker.pk, ways["maker"]), (friend.pk, ways["maker"]), (checker.pk, ways["checker"])]
        assert self.heard() == sorted(wanted)

    def test_who_answered_and_who_comes_after_the_close_hears_nothing(self) -> None:
        edition = self.after_the_result(20)
        maker = maker_in(edition)
        answer_survey(edition.pk, maker, SurveyRole.MAKER, marks(), "")
        invite_all()
        make.staff(edition, Role.CHECKER)
        Edition.objects.update(phase=Phase.CLOSED)
        invite_all()
        assert self.heard() == []

    def test_the_link_opens_the_survey(self, as_user: AsUser) -> None:
        edition = self.after_the_result(20)
        maker = maker_in(edition)
        invite_all()
        assert as_user(maker).get(self.heard()[0][1]).status_code == 200
