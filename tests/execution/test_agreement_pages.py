"""The pages of an agreement for maker, co-maker, leader and stranger; bad input; and what is on paper."""

import re
import subprocess
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import User
from common import clock
from execution.actions import ask_extension, decide_extension
from execution.forms.agreement import SETS, AgreementForms
from execution.models import Agreement, AgreementVersion, ChangeRequest
from execution.terms import Terms, all_texts
from plans.models import CoMaker
from tests import make
from tests.execution.agreed import agreed, confirm, leader_of, propose, terms_of
from tests.execution.test_agreements import running
from theme.money import euro

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]
AsUser = Callable[[User], Client]
YES = "Ik ga akkoord met deze afspraak"


def url(agreement: Agreement, name: str = "agreement", *more: int) -> str:
    return reverse(name, args=[agreement.plan.edition.slug, agreement.plan_id, *more])


def shown(browser: Client, agreement: Agreement) -> str:
    return browser.get(url(agreement)).content.decode()


def typed(terms: Terms, base: int = 0) -> dict[str, Any]:
    """What a browser sends of the form that starts with `terms`."""
    page = AgreementForms(terms, base)
    sent: dict[str, Any] = {name: page.form[name].value() for name in page.form.fields}
    for name in SETS:
        rows = page.sets[name]
        sent |= {f"{name}-TOTAL_FORMS": len(rows.forms), f"{name}-INITIAL_FORMS": len(rows.forms)}
        for row in rows.forms:
            sent |= {row.add_prefix(field): row[field].value() for field in row.fields}
    return {key: value for key, value in sent.items() if value is not None and value is not False}


class TestWhoSeesWhat:
    def test_maker_and_co_maker_are_asked_to_read_and_confirm(self, as_user: AsUser) -> None:
        agreement, other = running(), make.user("Chris")
        CoMaker.objects.create(plan=agreement.plan, user=other)
        assert "U hoeft nu niets te doen" in shown(as_user(other), agreement)
        propose(agreement)
        for person in (agreement.plan.maker, other):
            page = shown(as_user(person), agreement)
            assert "Wij wachten op uw akkoord" in page
            assert YES in page
        answer = as_user(other).post(url(agreement, "agreement_confirm"), {"version": "1"})
        assert answer.status_code == 302
        assert YES not in shown(as_user(agreement.plan.maker), agreement)
        assert "Nu de gemeente nog" in shown(as_user(agreement.plan.maker), agreement)

    def test_a_stranger_and_a_visitor_get_nothing(self, as_user: AsUser) -> None:
        agreement = agreed(running())
        names = ["agreement", "agreement_ask", "agreement_edit"]
        for address in [*(url(agreement, name) for name in names), url(agreement, "agreement_pdf", 1)]:
            assert as_user(make.user()).get(address).status_code == 403
            assert Client().get(address).status_code == 302
        assert as_user(make.user()).post(url(agreement, "agreement_confirm"), {"version": "1"}).status_code == 403
        assert as_user(agreement.plan.maker).get(url(agreement, "agreement_pdf", 9)).status_code == 404

    def test_a_leader_without_a_second_factor_opens_and_confirms_nothing(
        self, as_user: AsUser, settings: Settings
    ) -> None:
        agreement = running()
        propose(agreement)
        settings.STAFF_SECOND_FACTOR = True
        browser = as_user(leader_of(agreement))
        assert browser.get(url(agreement)).status_code == 403
        assert browser.post(url(agreement, "agreement_confirm"), {"version": "1"}).status_code == 403
        assert AgreementVersion.objects.get().confirmed_by_municipality is None

    def test_a_maker_reaches_no_page_of_the_city(self, as_user: AsUser) -> None:
        agreement = agreed(running())
        maker = as_user(agreement.plan.maker)
        paid = url(agreement, "instalment_paid", agreement.instalments.all()[0].pk)
        gate = url(agreement, "gate_decide", agreement.milestones.get(gate=True).pk)
        for address in (url(agreement, "agreement_edit"), paid, gate, url(agreement, "change_answer")):
            assert maker.get(address).status_code == 403

    @pytest.mark.parametrize("number", ["2", "0", "", "x", "9" * 40])
    def test_a_yes_names_the_version_that_was_read(self, number: str, as_user: AsUser) -> None:
        agreement = running()
        propose(agreement)
        answer = as_user(agreement.plan.maker).post(
            url(agreement, "agreement_confirm"), {"version": number}, follow=True
        )
        assert "Er is intussen een nieuwere versie" in answer.content.decode()
        assert AgreementVersion.objects.get().confirmed_by_maker is None

    def test_both_read_what_a_new_version_changes(self, as_user: AsUser) -> None:
        agreement = agreed(running())
        leader = leader_of(agreement)
        propose(agreement, leader, "De school doet mee.", terms="De school helpt.")
        for person in (agreement.plan.maker, leader):
            page = shown(as_user(person), agreement)
            assert "De school doet mee." in page
            assert "De school helpt." in page
            assert "blijft versie 1 gelden" in page

    def test_both_read_that_more_time_overtook_a_version(self, as_user: AsUser) -> None:
        agreement = agreed(running())
        leader, maker = leader_of(agreement), agreement.plan.maker
        propose(agreement, leader, terms="De school helpt.")
        until = agreement.due_on + timedelta(days=60)
        asked = ask_extension(agreement.pk, maker, until, "De leverancier is te laat.")
        decide_extension(asked.pk, leader, granted=True, answer="Dat is goed.")
        for person in (maker, leader):
            page = shown(as_user(person), agreement)
            assert "Dit plan kreeg meer tijd" in page
            assert YES not in page
        edit = as_user(leader).get(url(agreement, "agreement_edit")).content.decode()
        assert f'value="{until.isoformat()}"' in edit
        pdf = as_user(maker).get(url(agreement, "agreement_pdf", 1)).content
        assert pdf.startswith(b"%PDF")

    def test_queries_stay_few_however_many_versions(
        self, as_user: AsUser, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        agreement = agreed(running())
        leader = leader_of(agreement)
        for number in range(6):
            propose(agreement, leader, terms=f"Anders {number}.")
            confirm(agreement, agreement.plan.maker)
            confirm(agreement, leader)
        maker, staff = as_user(agreement.plan.maker), as_user(leader)
        with django_assert_max_num_queries(18):
            assert maker.get(url(agreement)).status_code == 200
        with django_assert_max_num_queries(16):
            assert staff.get(url(agreement, "agreement_edit")).status_code == 200


class TestTheForm:
    def test_the_texts_of_the_table_stand_ready_and_become_the_first_version(self, as_user: AsUser) -> None:
        agreement = running()
        browser = as_user(leader_of(agreement))
        page = browser.get(url(agreement, "agreement_edit")).content.decode()
        assert "Het kan, als de buren meedoen." in page
        assert "Startgesprek met het aanspreekpunt" in page
        wanted = terms_of(agreement)
        assert browser.post(url(agreement, "agreement_edit"), typed(wanted)).status_code == 302
        kept = AgreementVersion.objects.get().terms
        assert [str(each) for each in kept.instalments] == [str(each) for each in wanted.instalments]
        assert [str(each) for each in kept.milestones] == [str(each) for each in wanted.milestones]
        assert kept.conditions == wanted.conditions

    def test_a_next_version_keeps_the_keys_of_what_stays(self, as_user: AsUser) -> None:
        agreement = agreed(running())
        before = agreement.versions.get().terms
        sent = typed(before, 1) | {"why": "Meer geld eerst.", "instalments-0-cents": "1.900"}
        sent |= {"instalments-2-cents": "100", "instalments-2-when": "Bij de start", "partners-0-name": ""}
        sent |= {"partners-0-does": ""}
        assert as_user(leader_of(agreement)).post(url(agreement, "agreement_edit"), sent).status_code == 302
        after = agreement.versions.get(number=2).terms
        assert [each.key for each in after.instalments[:2]] == [each.key for each in before.instalments]
        assert [each.cents for each in after.instalments] == [190_000, 50_000, 10_000]
        assert after.partners == ()
        assert after.milestones == before.milestones

    @pytest.mark.parametrize(
        ("change", "sentence"),
        [
            ({"contact_person": ""}, "het aanspreekpunt is"),
            ({"contact_phone": "bel mij"}, "met alleen cijfers"),
            ({"instalments-0-cents": "-5"}, "instalments-0-cents_error"),
            ({"instalments-0-cents": "0"}, "instalments-0-cents_error"),
            ({"instalments-0-cents": "9.000"}, "meer dan het toegekende bedrag"),
            ({"instalments-0-cents": ""}, "Vul het bedrag in."),
            ({"instalments-0-when": "", "instalments-0-cents": "5"}, "Schrijf op wanneer"),
            ({"due_on": "1999-01-01"}, "Kies een dag die nog komt."),
            ({"due_on": "9999-12-31"}, "te ver weg"),
            ({"due_on": "gisteren"}, "Vul een datum in"),
            ({"milestones-0-due_on": "1999-01-01"}, "Kies een dag die nog komt."),
            ({"milestones-0-due_on": ""}, "Kies een datum."),
            ({"milestones-0-decider": ""}, "Vul in wie het besluit neemt."),
            ({"conditions-0-owner": "de koning"}, "Kies wie dit regelt."),
            ({"terms": "a" * 4001}, "4000"),
            ({"terms": "\x00"}, ""),
            ({"base": "7"}, "Iemand anders maakte intussen"),
            ({"base": "x"}, ""),
            ({"instalments-TOTAL_FORMS": "x"}, ""),
            ({"instalments-TOTAL_FORMS": "9000"}, ""),
        ],
    )
    def test_bad_input_gets_a_sentence_and_what_was_typed_stays(
        self, change: dict[str, str], sentence: str, as_user: AsUser
    ) -> None:
        agreement = running()
        sent = typed(terms_of(agreement)) | {"otherwise": "Dan bellen wij elkaar op."} | change
        answer = as_user(leader_of(agreement)).post(url(agreement, "agreement_edit"), sent)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert sentence in page
        assert "Dan bellen wij elkaar op." in page
        assert not AgreementVersion.objects.exists()

    def test_a_request_that_is_empty_or_too_long_gets_a_sentence(self, as_user: AsUser) -> None:
        agreement = agreed(running())
        maker = as_user(agreement.plan.maker)
        for text in ("", "a" * 1001):
            assert maker.post(url(agreement, "agreement_ask"), {"text": text}).status_code == 422
        assert maker.post(url(agreement, "agreement_ask"), {"text": "Mag het in mei?"}).status_code == 302
        assert maker.post(url(agreement, "agreement_ask"), {"text": "En nu?"}).status_code == 422
        assert ChangeRequest.objects.get().text == "Mag het in mei?"
        assert "Mag het in mei?" in shown(as_user(leader_of(agreement)), agreement)

    def test_the_short_forms_of_the_city_keep_what_was_typed(self, as_user: AsUser) -> None:
        agreement = agreed(running())
        browser = as_user(leader_of(agreement))
        paid = url(agreement, "instalment_paid", agreement.instalments.all()[0].pk)
        gate = url(agreement, "gate_decide", agreement.milestones.get(gate=True).pk)
        tomorrow = (clock.today() + timedelta(days=1)).isoformat()
        assert tomorrow in browser.post(paid, {"paid_on": tomorrow}).content.decode()
        for address, bad in ((paid, {"paid_on": tomorrow}), (gate, {"decision": "NO_GO"}), (gate, {"decision": "?"})):
            assert browser.post(address, bad).status_code == 422
        assert browser.post(paid, {"paid_on": clock.today().isoformat()}).status_code == 302
        assert browser.post(gate, {"decision": "GO"}).status_code == 302
        page = shown(as_user(agreement.plan.maker), agreement)
        assert "Betaald op" in page
        assert "Besluit: go" in page


def words(text: str) -> str:
    """Without what a paper does to text: line ends, spaces that hold, hyphens at line ends."""
    return re.sub(r"[\s\u00a0\u00ad]+", "", text)


def on_paper(pdf: bytes, folder: Path) -> str:
    path = folder / "afspraak.pdf"
    path.write_bytes(pdf)
    made = subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True)
    plain = subprocess.run(["pdftotext", "-raw", str(path), "-"], check=True, capture_output=True)
    return words(made.stdout.decode() + plain.stdout.decode())


class TestOnPaper:
    def test_what_was_confirmed_is_what_is_kept_and_what_is_printed(self, as_user: AsUser, tmp_path: Path) -> None:
        agreement = running()
        leader = leader_of(agreement)
        proposed = propose(agreement, leader).content
        seen = shown(as_user(agreement.plan.maker), agreement)
        assert 'href="tel:0235114200"' in seen
        page = words(re.sub("<[^>]+>", " ", seen))
        confirm(agreement, agreement.plan.maker)
        version = confirm(agreement, leader)
        assert AgreementVersion.objects.get().content == proposed
        pdf = as_user(agreement.plan.maker).get(url(agreement, "agreement_pdf", 1)).content
        paper = on_paper(pdf, tmp_path)
        for text in [*all_texts(version.terms), *(euro(each.cents) for each in version.terms.instalments)]:
            for line in text.splitlines():
                assert words(line) in paper
                assert words(line) in page
        assert words(f"Voor de maker {agreement.plan.maker}") in paper
        assert words(f"Voor de gemeente {leader}") in paper
        assert "Concept" not in paper

    def test_a_version_that_not_both_confirmed_is_marked_as_a_draft(self, as_user: AsUser, tmp_path: Path) -> None:
        agreement = running()
        propose(agreement)
        confirm(agreement, agreement.plan.maker)
        pdf = as_user(agreement.plan.maker).get(url(agreement, "agreement_pdf", 1))
        assert pdf["Cache-Control"] == "private, no-store"
        assert "Concept" in on_paper(pdf.content, tmp_path)

    def test_the_paper_is_tagged_and_says_its_language(self, as_user: AsUser) -> None:
        agreement = agreed(running())
        made = as_user(agreement.plan.maker).get(url(agreement, "agreement_pdf", 1)).content
        with pikepdf.open(BytesIO(made)) as pdf:
            assert pdf.Root.MarkInfo.Marked
            assert pdf.Root.StructTreeRoot is not None
            assert str(pdf.Root.Lang).startswith("nl")
