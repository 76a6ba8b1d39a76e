"""The mail and the letter with the verdict: kind, complete, on one page, and only for whom they are."""

import io
import re
import subprocess
from collections.abc import Callable

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from common.errors import Refused
from editions.models import Edition
from feasibility.actions import (
    NewVerdict,
    ask_reconsideration,
    change_verdict,
    publish_verdicts,
    settle_answers,
)
from feasibility.letter import paragraphs, render_letter
from feasibility.models import Condition, Verdict
from feasibility.queries.after import maker_sheet
from feasibility.quick_test import Outcome
from mail.actions import compose_due
from mail.models import Mail, Notice
from plans.models import CoMaker, Plan
from tests import make
from tests.feasibility.judged import OFF, judged, pass_the_term, told
from tests.feasibility.people import Who, chair, chair_elsewhere, lawyer, leader, partner, resident
from tests.feasibility.table import Table, condition, judge, laid, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]
AsUser = Callable[[User], Client]
HOSTILE = "Ïjsje 🌳🏳️‍🌈 \u202eomgekeerd\u202c مرحبا بالعالم שלום 漢字 <b>vet</b> & “quote” " * 40


def pdf_of(table: Table) -> bytes:
    return render_letter(maker_sheet(Edition.objects.get(pk=table.edition.pk), table.plan.pk))


def pages(made: bytes) -> int:
    with pikepdf.open(io.BytesIO(made)) as pdf:
        return len(pdf.pages)


def words(made: bytes) -> str:
    read = subprocess.run(["pdftotext", "-layout", "-", "-"], input=made, capture_output=True, check=True)
    return re.sub(r"\s+", " ", read.stdout.decode())


def where(table: Table) -> str:
    return reverse("verdict_letter", args=[table.edition.slug, table.plan.pk])


# Mail


@pytest.mark.parametrize(
    ("outcome", "heading", "says"),
    [
        (Outcome.YES, "kan", ["Gefeliciteerd!", "Wat een fijn plan.", "€\xa01.000", "De wijk stemt"]),
        (
            Outcome.YES_PROVIDED,
            "kan, met voorwaarden",
            [
                "Gefeliciteerd!",
                "- De buren doen mee.",
                "€\xa01.000",
                "Antwoorden kan tot en met",
                "geldt dat als akkoord",
            ],
        ),
        (Outcome.NO, "Zo kunt u verder", ["Vraag het aan het fonds.", "niet het einde van uw idee"]),
    ],
)
def test_every_maker_hears_the_verdict_at_publication(outcome: Outcome, heading: str, says: list[str]) -> None:
    table = judged(outcome=outcome)
    notice = told(table, "verdict")[0]
    assert heading in notice.heading
    for sentence in [*says, "brief.pdf", "iemand anders nog eens"]:
        assert sentence in notice.text
    assert "afgewezen" not in (notice.heading + notice.text).lower()
    assert "afwijzing" not in (notice.heading + notice.text).lower()


def test_where_silence_costs_the_ballot_the_mail_says_so() -> None:
    assert "Dan komt uw plan niet op het stembiljet." in told(judged(OFF), "verdict")[0].text


def test_another_amount_than_was_asked_comes_with_its_reason() -> None:
    table = laid()
    judge(table)
    Verdict.objects.update(ballot_cents=80_000, ballot_reason="Het hek betaalt de gemeente.")
    publish(table)
    assert "Op het stembiljet staat €\xa0800" in told(table, "verdict")[0].text
    assert "Het hek betaalt de gemeente." in told(table, "verdict")[0].text


def test_all_makers_hear_it_in_one_mail_each() -> None:
    table = laid()
    second = make.plan(table.edition, table.plan.state, maker=table.plan.maker)
    other = CoMaker.objects.create(plan=table.plan, user=make.user("Joke")).user
    judge(table)
    judge(table, second)
    publish(table)
    assert Notice.objects.filter(user=table.plan.maker, kind="VERDICT").count() == 2
    assert Notice.objects.filter(user=other, kind="VERDICT").count() == 1
    compose_due()
    assert sorted(Mail.objects.values_list("user", flat=True)) == sorted([table.plan.maker_id, other.pk])


def test_nobody_hears_anything_when_publication_fails() -> None:
    table = laid()
    judge(table)
    with pytest.raises(Refused, match="Twee mensen"):
        publish_verdicts(table.edition.pk, table.leader.pk)
    assert not Notice.objects.exists()


# The letter


@pytest.mark.parametrize("outcome", list(Outcome))
def test_the_letter_is_one_tagged_page_with_the_verdict(outcome: Outcome) -> None:
    table = judged(outcome=outcome)
    made = pdf_of(table)
    assert pages(made) == 1
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "nl"
        assert table.plan.title in str(pdf.docinfo["/Title"])
        assert b"pdfuaid" in pdf.Root.Metadata.read_bytes()
    read = words(made)
    expected = {
        Outcome.YES: ["Ja, uw plan kan", "€ 1.000 op het stembiljet", "De wijk stemt van"],
        Outcome.YES_PROVIDED: [
            "met voorwaarden",
            "De buren doen mee. Dit regelt u, vóór de uitvoering.",
            "Geef antwoord tot en met",
        ],
        Outcome.NO: ["wel een weg verder", "een ander fonds", "Vraag het aan het fonds."],
    }[outcome]
    for sentence in ["Wat een fijn plan.", *expected]:
        assert sentence in read
    assert ("Vertel het in de wijk" in read) is (outcome is not Outcome.NO)


def test_long_and_hostile_texts_still_fit_on_one_page() -> None:
    table = judged()
    text = HOSTILE[:2000]
    Verdict.objects.update(explanation=text, ballot_reason=HOSTILE[:500], ballot_cents=90_000)
    Plan.objects.update(title="W" * 100)
    Condition.objects.all().delete()
    for number in range(5):
        Condition.objects.create(
            plan=table.plan, text=f"{number} " + HOSTILE[:298], owner="MAKER", added_by=table.chair, before="VOTE"
        )
    made = pdf_of(table)
    assert pages(made) == 1
    assert "Geef antwoord" in words(made)


def test_a_no_with_two_texts_of_two_thousand_signs_fits_on_one_page() -> None:
    table = judged(outcome=Outcome.NO)
    text = ("Wij keken samen naar uw plan en zagen veel moois. " * 60)[:2000]
    Verdict.objects.update(explanation=text, way_on=text)
    assert pages(pdf_of(table)) == 1


def test_what_fits_on_no_page_goes_on_and_loses_nothing() -> None:
    table = judged()
    Verdict.objects.update(explanation="regel\n" * 330)
    made = pdf_of(table)
    assert pages(made) > 1
    assert "Vertel het in de wijk" in words(made)


def test_after_silence_the_letter_says_how_to_go_on() -> None:
    table = judged(OFF)
    pass_the_term(table)
    settle_answers(table.edition.pk)
    read = words(pdf_of(table))
    assert "geen antwoord op de voorwaarden" in read
    assert "samen zoekt u een partner" in read
    assert "op het stembiljet Wat" not in read


def test_only_words_that_can_be_printed_are_printed() -> None:
    assert paragraphs("Een 🌳\n\n \u202e\nboom") == ["Een", "boom"]


@pytest.mark.parametrize(
    ("who", "status"),
    [(lawyer, 200), (chair, 200), (partner, 200), (leader, 200), (resident, 404), (chair_elsewhere, 404)],
)
def test_the_letter_is_for_makers_and_the_table(as_user: AsUser, who: Who, status: int) -> None:
    table = judged()
    assert as_user(who(table)).get(where(table)).status_code == status
    response = as_user(table.plan.maker).get(where(table))
    assert response["Content-Type"] == "application/pdf"
    assert "no-store" in response["Cache-Control"]
    assert Client().get(where(table)).status_code == 302


@pytest.mark.parametrize("who", [lambda table: table.plan.maker, chair, leader])
def test_there_is_no_letter_before_publication(as_user: AsUser, who: Who) -> None:
    table = laid()
    condition(table)
    judge(table, outcome=Outcome.YES_PROVIDED)
    assert as_user(who(table)).get(where(table)).status_code == 404


def test_the_letter_tells_the_verdict_of_now() -> None:
    table = judged(outcome=Outcome.NO)
    ask_reconsideration(table.plan.pk, table.plan.maker, "Er staat al een hek.")
    change_verdict(table.plan.pk, table.leader.pk, "Klopt.", NewVerdict(Outcome.YES, "Dan kan het."))
    assert "Ja, uw plan kan" in words(pdf_of(table))
