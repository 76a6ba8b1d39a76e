"""What makers spend of their grant: never more than there is, never silently taken back, and private."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import User
from audit.models import Entry
from common import clock
from common.errors import Refused
from editions.models import Edition, Role
from editions.phases import Phase
from execution.actions import add_spending, sweep_receipts, withdraw_spending
from execution.actions.spending import Bill
from execution.models import Agreement, Spending
from execution.money import Purse
from execution.queries.spending import purse_of
from execution.receipts import MAX_BYTES, drawer
from execution.states import State
from tests import make
from tests.common.test_photos import photo
from tests.execution.test_agreements import running

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]
AsUser = Callable[[User], Client]
PDF = b"%PDF-1.7\n%bon\n%%EOF"


@pytest.fixture(autouse=True)
def own_private_files(settings: Settings, tmp_path: Path) -> None:
    settings.PRIVATE_ROOT = tmp_path / "besloten"


def agreed() -> Agreement:
    """An agreement of € 2.500 that both confirmed."""
    agreement = running()
    Agreement.objects.filter(pk=agreement.pk).update(state=State.BUSY)
    agreement.refresh_from_db()
    return agreement


def bill(cents: int = 10_000, day: date | None = None, key: UUID | None = None, **words: str) -> Bill:
    return Bill(cents, day or clock.today(), words.get("what", "Aarde"), words.get("payee", ""), key or uuid4())


def page(agreement: Agreement, name: str = "spending", *more: int) -> str:
    return reverse(name, args=[agreement.plan.edition.slug, agreement.plan_id, *more])


def typed(**changed: object) -> dict[str, object]:
    day = clock.today().isoformat()
    return {"cents": "12,50", "spent_on": day, "what": "Aarde", "payee": "De Tuin", "key": str(uuid4()), **changed}


@pytest.mark.parametrize(("cents", "fits"), [(0, False), (-1, False), (1, True), (40, True), (41, False)])
def test_only_what_is_left_can_be_spent(cents: int, fits: bool) -> None:
    assert Purse(grant=100, spent=60).takes(cents) is fits


class TestTheGrant:
    def test_the_maker_and_the_leader_write_down_what_was_spent(self) -> None:
        agreement = agreed()
        add_spending(agreement.pk, agreement.plan.maker, bill(10_000))
        add_spending(agreement.pk, make.staff(agreement.plan.edition, Role.LEADER), bill(5_000))
        assert purse_of(agreement) == Purse(250_000, 15_000)
        assert Entry.objects.filter(action="spending_added").count() == 2

    def test_strangers_and_other_staff_are_refused(self) -> None:
        agreement = agreed()
        for person in (
            make.user(),
            make.staff(agreement.plan.edition, Role.CHECKER),
            make.staff(make.edition(), Role.LEADER),
        ):
            with pytest.raises(Refused, match="Alleen de maker"):
                add_spending(agreement.pk, person, bill())
        assert not Spending.objects.exists()

    def test_the_last_cent_can_be_spent_and_one_more_says_what_is_left(self) -> None:
        agreement = agreed()
        add_spending(agreement.pk, agreement.plan.maker, bill(249_000))
        with pytest.raises(Refused, match=r"nog €.10 over"):
            add_spending(agreement.pk, agreement.plan.maker, bill(1_001))
        add_spending(agreement.pk, agreement.plan.maker, bill(1_000))
        with pytest.raises(Refused, match="hele bedrag is al uitgegeven"):
            add_spending(agreement.pk, agreement.plan.maker, bill(1))

    def test_a_leader_raises_nothing(self) -> None:
        agreement = agreed()
        with pytest.raises(Refused, match="meer dan er over is"):
            add_spending(agreement.pk, make.staff(agreement.plan.edition, Role.LEADER), bill(250_001))

    @pytest.mark.parametrize("cents", [0, -5])
    def test_nothing_or_less_is_refused(self, cents: int) -> None:
        agreement = agreed()
        with pytest.raises(Refused, match="meer dan € 0"):
            add_spending(agreement.pk, agreement.plan.maker, bill(cents))

    @pytest.mark.parametrize("days", [1, 365, -4 * 365])
    def test_a_day_to_come_or_long_ago_is_refused(self, days: int) -> None:
        agreement = agreed()
        with pytest.raises(Refused, match=r"moet nog komen|te lang geleden"):
            add_spending(agreement.pk, agreement.plan.maker, bill(day=clock.today() + timedelta(days=days)))

    def test_before_the_agreement_nothing_is_spent(self) -> None:
        agreement = running()
        with pytest.raises(Refused, match="bevestigen eerst de afspraak"):
            add_spending(agreement.pk, agreement.plan.maker, bill())

    def test_after_the_edition_nothing_is_spent(self) -> None:
        agreement = agreed()
        Edition.objects.update(phase=Phase.CLOSED)
        with pytest.raises(Refused, match="uitvoeringsfase"):
            add_spending(agreement.pk, agreement.plan.maker, bill())

    def test_the_same_form_twice_enters_one_line(self) -> None:
        agreement, key = agreed(), uuid4()
        first = add_spending(agreement.pk, agreement.plan.maker, bill(key=key), BytesIO(PDF))
        again = add_spending(agreement.pk, agreement.plan.maker, bill(key=key), BytesIO(PDF))
        assert first == again
        assert len(list(drawer.path_of("").iterdir())) == 1


class TestCorrecting:
    def test_a_line_is_withdrawn_with_a_reason_and_stays_to_be_read(self, as_user: AsUser) -> None:
        agreement = agreed()
        line = add_spending(agreement.pk, agreement.plan.maker, bill(what="Dubbel"))
        withdraw_spending(agreement.pk, agreement.plan.maker, line.pk, "Stond er twee keer.")
        assert purse_of(agreement).spent == 0
        shown = as_user(agreement.plan.maker).get(page(agreement)).content.decode()
        assert "Dubbel" in shown
        assert "Stond er twee keer." in shown
        assert Entry.objects.filter(action="spending_withdrawn").count() == 1

    @pytest.mark.parametrize("reason", ["", "   ", "x" * 301])
    def test_without_a_reason_it_stays(self, reason: str, as_user: AsUser) -> None:
        agreement = agreed()
        line = add_spending(agreement.pk, agreement.plan.maker, bill())
        with pytest.raises(Refused, match="waarom"):
            withdraw_spending(agreement.pk, agreement.plan.maker, line.pk, reason)
        url = page(agreement, "spending_withdraw", line.pk)
        assert as_user(agreement.plan.maker).post(url, {"reason": reason}).status_code == 422
        assert purse_of(agreement).spent == line.cents

    def test_a_stranger_withdraws_nothing(self, as_user: AsUser) -> None:
        agreement = agreed()
        line = add_spending(agreement.pk, agreement.plan.maker, bill())
        url = page(agreement, "spending_withdraw", line.pk)
        assert as_user(make.user()).post(url, {"reason": "Zomaar"}).status_code == 403
        with pytest.raises(Refused):
            withdraw_spending(agreement.pk, make.user(), line.pk, "Zomaar")

    def test_a_line_of_another_plan_is_not_found(self, as_user: AsUser) -> None:
        mine, other = agreed(), agreed()
        line = add_spending(other.pk, other.plan.maker, bill())
        for name in ("spending_withdraw", "spending_receipt"):
            browser = as_user(mine.plan.maker)
            ask = browser.post if name == "spending_withdraw" else browser.get
            assert ask(page(mine, name, line.pk), {"reason": "x"}).status_code == 404


class TestReceipts:
    def test_a_pdf_is_kept_as_it_is_and_only_ever_saved(self, as_user: AsUser) -> None:
        agreement = agreed()
        line = add_spending(agreement.pk, agreement.plan.maker, bill(), BytesIO(PDF))
        response = as_user(agreement.plan.maker).get(page(agreement, "spending_receipt", line.pk))
        assert b"".join(response) == PDF
        assert response["Content-Disposition"].startswith("attachment")
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in response["Content-Security-Policy"]
        assert "no-store" in response["Cache-Control"]

    def test_a_photo_loses_where_it_was_taken(self) -> None:
        agreement = agreed()
        line = add_spending(agreement.pk, agreement.plan.maker, bill(), photo(gps=True))
        with Image.open(drawer.path_of(line.receipt)) as kept:
            assert not kept.getexif()

    @pytest.mark.parametrize("data", [b"MZ nep", b"<html>%PDF-", b"PK\x03\x04", b"\xff\xd8\xff nep"])
    def test_what_is_no_photo_and_no_pdf_by_its_content_is_refused(self, data: bytes, as_user: AsUser) -> None:
        agreement = agreed()
        upload = SimpleUploadedFile("bon.pdf", data, "application/pdf")
        response = as_user(agreement.plan.maker).post(page(agreement), typed(receipt=upload))
        assert response.status_code == 422
        assert "Kies een foto of een PDF" in response.content.decode()
        assert not Spending.objects.exists()
        assert not drawer.path_of("").exists()

    def test_a_receipt_of_50_mb_gets_a_sentence_and_what_was_typed_stays(self, as_user: AsUser) -> None:
        agreement = agreed()
        upload = SimpleUploadedFile("bon.pdf", PDF + b"0" * 50_000_000, "application/pdf")
        response = as_user(agreement.plan.maker).post(page(agreement), typed(receipt=upload, what="Zes zakken"))
        shown = response.content.decode()
        assert response.status_code == 422
        assert "hoogstens 15 MB" in shown
        for word in ("12,50", "Zes zakken", "De Tuin"):
            assert f'value="{word}"' in shown
        assert not Spending.objects.exists()

    def test_the_action_itself_takes_no_larger_file(self) -> None:
        agreement = agreed()
        with pytest.raises(Refused, match="hoogstens 15 MB"):
            add_spending(agreement.pk, agreement.plan.maker, bill(), BytesIO(PDF + b"0" * MAX_BYTES))

    def test_nobody_but_makers_and_leaders_gets_a_receipt(self, as_user: AsUser) -> None:
        agreement = agreed()
        edition = agreement.plan.edition
        line = add_spending(agreement.pk, agreement.plan.maker, bill(), BytesIO(PDF))
        url = page(agreement, "spending_receipt", line.pk)
        assert Client().get(url).status_code == 302
        for person in (make.user(), make.staff(edition, Role.PARTNER), make.staff(edition, Role.CHECKER)):
            assert as_user(person).get(url).status_code == 403
        assert as_user(make.staff(edition, Role.LEADER)).get(url).status_code == 200
        assert Client().get(f"/media/bonnen/{line.receipt}").status_code == 404

    def test_a_leader_without_a_second_factor_gets_none(self, as_user: AsUser, settings: Settings) -> None:
        agreement = agreed()
        line = add_spending(agreement.pk, agreement.plan.maker, bill(), BytesIO(PDF))
        settings.STAFF_SECOND_FACTOR = True
        leader = make.staff(agreement.plan.edition, Role.LEADER)
        assert as_user(leader).get(page(agreement, "spending_receipt", line.pk)).status_code == 403

    def test_files_that_belong_to_no_line_are_swept_and_others_stay(self) -> None:
        agreement = agreed()
        line = add_spending(agreement.pk, agreement.plan.maker, bill(), BytesIO(PDF))
        drawer.put(BytesIO(PDF), "pdf")
        assert sweep_receipts() == 0
        clock.move(timedelta(days=2))
        assert sweep_receipts() == 1
        assert [each.name for each in drawer.path_of("").iterdir()] == [line.receipt]


class TestThePage:
    def test_a_line_with_a_receipt_comes_in(self, as_user: AsUser) -> None:
        agreement = agreed()
        upload = SimpleUploadedFile("bon.jpg", photo().read(), "image/jpeg")
        response = as_user(agreement.plan.maker).post(page(agreement), typed(cents="€ 1.250,50", receipt=upload))
        assert response.status_code == 302
        line = Spending.objects.get()
        assert (line.cents, line.payee, line.receipt[-3:]) == (125_050, "De Tuin", "jpg")

    @pytest.mark.parametrize(
        ("changed", "sentence"),
        [
            ({"cents": "-5"}, "lager zijn dan nul"),
            ({"cents": "0"}, "meer dan € 0"),
            ({"cents": ""}, "Vul een bedrag in"),
            ({"cents": "1250.5"}, "komma"),
            ({"cents": "veel"}, "in cijfers"),
            ({"cents": "2.500,01"}, "over"),
            ({"cents": "9" * 25}, "te hoog"),
            ({"what": ""}, "waarvoor"),
            ({"what": "x" * 121}, "120"),
            ({"spent_on": "morgen"}, "dag waarop"),
            ({"spent_on": "9999-12-31"}, "moet nog komen"),
            ({"spent_on": ""}, "dag waarop"),
        ],
    )
    def test_bad_input_gets_a_sentence_and_keeps_what_was_typed(
        self, changed: dict[str, str], sentence: str, as_user: AsUser
    ) -> None:
        agreement = agreed()
        response = as_user(agreement.plan.maker).post(page(agreement), typed(**changed))
        shown = response.content.decode()
        assert response.status_code == 422
        assert sentence in shown
        assert "De Tuin" in shown
        assert not Spending.objects.exists()

    def test_everybody_reads_the_totals_and_never_a_payee_or_receipt(self) -> None:
        agreement = agreed()
        add_spending(
            agreement.pk, agreement.plan.maker, bill(40_000, payee="Winkel Geheim", what="Geheim werk"), BytesIO(PDF)
        )
        slug, number = agreement.plan.edition.slug, agreement.plan_id
        for url in (
            reverse("plan_page", args=[slug, number]),
            *(
                reverse(name, args=[slug])
                for name in ("progress", "progress_map", "progress_embed", "progress_map_data")
            ),
        ):
            shown = Client().get(url).content.decode()
            assert "400" in shown, url
            assert "Geheim" not in shown
            assert "/bon/" not in shown

    def test_the_page_takes_few_queries(
        self, as_user: AsUser, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        agreement = agreed()
        for _ in range(12):
            add_spending(agreement.pk, agreement.plan.maker, bill(100))
        browser = as_user(agreement.plan.maker)
        with django_assert_max_num_queries(15):
            assert browser.get(page(agreement)).status_code == 200
