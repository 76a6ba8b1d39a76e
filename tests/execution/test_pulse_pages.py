"""The pages of the finger on the pulse: who sees what, few queries, and what bad input gets."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from common import clock
from editions.models import Role
from editions.phases import Phase
from execution.actions import answer_check_in, ask_change, ask_extension, ask_stop
from execution.models import Agreement, CheckIn, Extension, HelpRequest, Pulse, Stop
from execution.pulse import Answer
from execution.states import State
from tests import make
from tests.execution.agreed import agreed as make_agreed
from tests.execution.agreed import propose
from tests.execution.pulse_world import agreed, asked, leader
from tests.execution.test_agreements import running
from website.attention import attention

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]
AsUser = Callable[[User], Client]


def url(name: str, agreement: Agreement, *more: int) -> str:
    return reverse(name, args=[agreement.plan.edition.slug, agreement.plan_id, *more])


def helped(check_in: CheckIn) -> HelpRequest:
    answer_check_in(check_in.pk, Answer.HELP, "Wie heeft een kraan?", check_in.agreement.plan.maker)
    return HelpRequest.objects.get(agreement=check_in.agreement)


class TestTheMaker:
    def test_answers_logged_in_with_the_same_three_buttons(self, as_user: AsUser) -> None:
        check_in = asked()
        browser = as_user(check_in.agreement.plan.maker)
        assert 'value="HELP"' in browser.get(url("agreement", check_in.agreement)).content.decode()
        page = url("plan_pulse", check_in.agreement)
        assert 'value="HELP"' in browser.get(page).content.decode()
        assert browser.post(page, {"answer": "GOOD"}).status_code == 302
        assert CheckIn.objects.get().answer == "GOOD"

    def test_reads_when_the_first_question_comes(self, as_user: AsUser) -> None:
        agreement = agreed()
        browser = as_user(agreement.plan.maker)
        assert "hoe het gaat" in browser.get(url("plan_pulse", agreement)).content.decode()
        refused = browser.post(url("plan_pulse", agreement), {"answer": "GOOD"})
        assert refused.status_code == 422
        assert "De eerste vraag komt na een maand" in refused.content.decode()

    @pytest.mark.parametrize(
        ("name", "facts", "words"),
        [
            ("plan_pulse", {"answer": "GOOD", "note": "b" * 501}, "500"),
            ("plan_pulse", {"answer": "x"}, "Kies: het loopt goed"),
            ("extension_ask", {"until": "2026-02-30", "reason": "Ziek"}, "Ziek"),
            ("extension_ask", {"until": "1999-01-01", "reason": "Ziek"}, "Kies een dag na"),
            ("extension_ask", {"until": "9999-12-31", "reason": "Ziek"}, "Kies een dag na"),
            ("extension_ask", {"until": "", "reason": "\x00"}, ""),
            ("stop_ask", {"why": ""}, "Waarom wilt u stoppen?"),
            ("stop_ask", {"why": "c" * 1001}, "1000"),
        ],
    )
    def test_bad_input_gets_a_sentence(self, name: str, facts: dict[str, str], words: str, as_user: AsUser) -> None:
        check_in = asked()
        response = as_user(check_in.agreement.plan.maker).post(url(name, check_in.agreement), facts)
        assert response.status_code == 422
        assert words in response.content.decode()
        assert not Extension.objects.exists()
        assert not Stop.objects.exists()
        assert not CheckIn.objects.get().answer

    def test_asks_for_time_and_to_stop(self, as_user: AsUser) -> None:
        agreement = agreed()
        browser = as_user(agreement.plan.maker)
        until = (agreement.due_on + timedelta(days=30)).isoformat()
        assert browser.post(url("extension_ask", agreement), {"until": until, "reason": "Ziek"}).status_code == 302
        assert browser.post(url("stop_ask", agreement), {"why": "Verhuisd"}).status_code == 302
        shown = browser.get(url("plan_pulse", agreement)).content.decode()
        assert "De projectleider beslist" in shown
        assert "U vroeg om te stoppen" in shown

    def test_a_leader_is_sent_to_the_page_of_the_team(self, as_user: AsUser) -> None:
        agreement = agreed()
        response = as_user(leader(agreement.plan)).get(url("plan_pulse", agreement))
        assert response.headers["Location"] == url("pulse_staff", agreement)


class TestTheTeam:
    def test_sees_the_most_urgent_first_and_filters(self, as_user: AsUser) -> None:
        edition = make.edition(Phase.EXECUTION)
        calm, silent = agreed(edition, title="Rustig"), agreed(edition, title="Stil")
        Pulse.objects.create(agreement=silent, end=silent.due_on, end_since=clock.today(), silent_since=clock.now())
        check_in = CheckIn.objects.create(
            agreement=agreed(edition, title="Hulp"), due_on=clock.today(), asked_at=clock.now()
        )
        helped(check_in)
        browser, here = as_user(leader(calm.plan)), reverse("execution_overview", args=[edition.slug])
        page = browser.get(here).content.decode()
        assert page.index(">Hulp<") < page.index(">Stil<") < page.index(">Rustig<")
        filtered = browser.get(f"{here}?toon=stil").content.decode()
        assert ">Stil<" in filtered
        assert ">Hulp<" not in filtered
        assert browser.get(f"{here}?toon=%00onzin").content.decode().count("<tr") == page.count("<tr")

    def test_reads_each_row_on_a_phone_with_the_name_of_every_column_and_it_stays_a_table(
        self, as_user: AsUser
    ) -> None:
        """A phone lays cells below each other; some browsers then forget the table, so the roles say it."""
        agreement = agreed(make.edition(Phase.EXECUTION))
        page = as_user(leader(agreement.plan)).get(reverse("execution_overview", args=[agreement.plan.edition.slug]))
        table = re.search(r"<table.*</table>", page.content.decode(), re.S)
        assert table
        assert "table--rows" in table[0].split(">")[0]
        columns = re.findall(r'<th role="columnheader"[^>]*>([^<]+)', table[0])
        assert len(columns) == 7
        assert re.findall(r'<td role="cell"[^>]*data-label="([^"]+)"', table[0]) == columns[1:]
        for tag, role in (("table", "table"), ("thead", "rowgroup"), ("tbody", "rowgroup"), ("tr", "row")):
            assert f"<{tag} " in table[0]
            assert set(re.findall(rf'<{tag}\b(?: role="(\w+)")?', table[0])) == {role}
        assert table[0].count('<th role="rowheader"') == 1

    def test_the_list_takes_as_many_queries_for_one_plan_as_for_ten(
        self, as_user: AsUser, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        edition = make.edition(Phase.EXECUTION)
        for _ in range(10):
            check_in = CheckIn.objects.create(agreement=agreed(edition), due_on=clock.today(), asked_at=clock.now())
            helped(check_in)
        browser = as_user(make.staff(edition, Role.LEADER))
        with django_assert_max_num_queries(15):
            assert browser.get(reverse("execution_overview", args=[edition.slug])).status_code == 200
        with django_assert_max_num_queries(18):
            assert browser.get(url("pulse_staff", check_in.agreement)).status_code == 200

    def test_answers_a_maker(self, as_user: AsUser) -> None:
        request = helped(asked())
        browser = as_user(leader(request.agreement.plan))
        here = url("help_answer", request.agreement, request.pk)
        assert "Wie heeft een kraan?" in browser.get(url("pulse_staff", request.agreement)).content.decode()
        for empty in ("", "   ", "\x00"):
            assert browser.post(here, {"help": empty}).status_code == 422
        assert browser.post(here, {"help": "Rachid belt u."}).status_code == 302
        again = browser.post(here, {"help": "Ik ook."})
        assert again.status_code == 422
        assert "al beantwoord" in again.content.decode()

    def test_offers_the_address_of_a_contact_person_who_gets_no_mail(self, as_user: AsUser) -> None:
        request = helped(asked())
        Agreement.objects.update(contact_email="karin@elders.example")
        page = as_user(leader(request.agreement.plan)).get(url("pulse_staff", request.agreement)).content.decode()
        assert "krijgt hulpvragen niet vanzelf" in page
        assert 'href="mailto:karin@elders.example"' in page

    def test_decides_about_time(self, as_user: AsUser) -> None:
        agreement = agreed()
        until = agreement.due_on + timedelta(days=30)
        extension = ask_extension(agreement.pk, agreement.plan.maker, until, "Ziek")
        browser = as_user(leader(agreement.plan))
        here = url("extension_decide", agreement, extension.pk)
        assert "verzet dan ook het einde van fase 5" in browser.get(url("pulse_staff", agreement)).content.decode()
        for facts in ({}, {"granted": "ja"}, {"granted": "misschien", "answer": "x"}):
            assert browser.post(here, facts).status_code == 422
        assert browser.post(here, {"granted": "ja", "answer": "Goed"}).status_code == 302
        assert Agreement.objects.get().due_on == until

    def test_enters_a_wish_and_stops_a_plan(self, as_user: AsUser) -> None:
        agreement = agreed()
        browser = as_user(leader(agreement.plan))
        until = (agreement.due_on + timedelta(days=30)).isoformat()
        assert browser.post(url("extension_enter", agreement), {"until": until, "reason": "Belde"}).status_code == 302
        stop = ask_stop(agreement.pk, agreement.plan.maker, "Ik verhuis")
        assert browser.post(url("stop_decline", agreement, stop.pk), {"no_stop": ""}).status_code == 422
        assert browser.post(url("stop_decline", agreement, stop.pk), {"no_stop": "Joke helpt"}).status_code == 302
        assert browser.post(url("plan_stop", agreement), {"because": "x", "public_words": ""}).status_code == 422
        facts = {"because": "x", "public_words": "Gestopt."}
        assert browser.post(url("plan_stop", agreement), facts).status_code == 302
        assert Agreement.objects.get().current is State.STOPPED
        assert browser.get(url("pulse_staff", agreement)).status_code == 200
        assert browser.post(url("plan_stop", agreement), facts).status_code == 422

    def test_what_belongs_to_another_plan_is_not_found(self, as_user: AsUser) -> None:
        request = helped(asked())
        other = agreed(request.agreement.plan.edition)
        browser = as_user(leader(other.plan))
        assert browser.post(url("help_answer", other, request.pk), {"help": "x"}).status_code == 404
        assert browser.post(url("extension_decide", other, 1), {}).status_code == 404
        assert browser.post(url("stop_decline", other, 10**12), {}).status_code == 404

    def test_the_cockpit_says_who_waits(self) -> None:
        request = helped(asked())
        items = attention(request.agreement.plan.edition)
        assert "1 plan vraagt hulp." in [item.text for item in items if item.urgent]


def test_the_overview_shows_what_is_asked_of_an_agreement_and_what_waits(as_user: AsUser) -> None:
    asks, waits = make_agreed(running()), make_agreed(running())
    ask_change(asks.pk, asks.plan.maker, "De datum is te vroeg.")
    propose(waits, terms="De school helpt.")
    for agreement, slug, words in ((asks, "vraag", "vraagt een wijziging"), (waits, "wijziging", "wacht op akkoord")):
        overview = reverse("execution_overview", args=[agreement.plan.edition.slug])
        page = as_user(leader(agreement.plan)).get(overview, {"toon": slug}).content.decode()
        assert words in page
        assert agreement.plan.title in page
