"""What colleagues at the table say: who reads and writes it, who hears of it, and that it stays there."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from audit.models import Entry
from common import clock
from common.errors import Refused
from editions.models import EditionRole
from editions.phases import Phase
from feasibility.actions import add_remark, remarks, see_mentions
from feasibility.models import Mention, Remark
from mail.kinds import Kind
from mail.models import Notice
from plans.actions import pace
from plans.limits import SAME_WORDS
from plans.models import CoMaker, Plan
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
from tests.feasibility.table import Table, judge, laid, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]
AsUser = Callable[[User], Client]
SECRET = "Kijk eens naar de leiding"


def say(table: Table, by: User | None = None, text: str = SECRET, **about: int | None) -> Remark:
    return add_remark(table.plan.pk, by or table.lawyer, text, **about)


def address(table: Table, name: str = "table_talk", plan: Plan | None = None) -> str:
    return reverse(name, args=[table.edition.slug, (plan or table.plan).pk])


def heard(kind: Kind) -> list[User]:
    return [notice.user for notice in Notice.objects.filter(kind=kind).order_by("user")]


# Who


@pytest.mark.parametrize("who", [lawyer, chair, partner, leader])
def test_everybody_at_the_table_reads_and_writes(as_user: AsUser, who: Who) -> None:
    table = laid()
    say(table)
    browser = as_user(who(table))
    assert SECRET in browser.get(address(table)).content.decode()
    assert browser.post(address(table, "remark_add"), {"text": "Ik keek."}).status_code == 302
    assert Remark.objects.filter(author=who(table), text="Ik keek.").exists()


@pytest.mark.parametrize("who", [resident, chair_elsewhere, maker_with_every_role])
def test_nobody_else_writes_or_reads(as_user: AsUser, who: Who) -> None:
    table = laid()
    say(table)
    person = who(table)
    with pytest.raises(Refused, match="Alleen mensen aan tafel"):
        say(table, person)
    browser = as_user(person)
    for response in (browser.get(address(table)), browser.post(address(table, "remark_add"), {"text": "Hoi"})):
        assert response.status_code in (403, 404)
        assert SECRET not in response.content.decode()
    assert Remark.objects.count() == 1


def test_a_co_maker_with_a_role_reads_nothing_of_it_on_any_page(as_user: AsUser) -> None:
    table = laid()
    say(table, text=f"@wim {SECRET}")
    CoMaker.objects.create(plan=table.plan, user=table.partner)
    browser = as_user(table.partner)
    assert browser.get(address(table)).status_code == 404
    for page in (address(table, "table_plan"), reverse("table", args=[table.edition.slug])):
        html = browser.get(page).content.decode()
        assert SECRET not in html
        assert "genoemd" not in html
        assert "/overleg/" not in html


def test_no_public_page_holds_a_remark_before_or_after_the_verdicts(as_user: AsUser) -> None:
    table = laid()
    say(table)
    judge(table)
    for _ in range(2):
        for browser in (Client(), as_user(table.plan.maker), as_user(table.leader)):
            page = browser.get(reverse("plan_page", args=[table.edition.slug, table.plan.pk]))
            assert SECRET not in page.content.decode()
        if not table.edition.verdicts_published_at:
            table.edition = publish(table)


# What


def test_a_remark_is_about_a_question_of_the_plan_and_can_be_reached_from_it(as_user: AsUser) -> None:
    table = laid()
    question = table.question("regels")
    say(table, question_id=question.pk)
    html = as_user(table.chair).get(address(table, "table_plan")).content.decode()
    assert f"{address(table)}?vraag={question.pk}#gesprek" in html
    assert "1 opmerking van collega’s" in html
    assert question.text in as_user(table.chair).get(address(table)).content.decode()


def test_a_question_of_another_table_is_refused() -> None:
    table, other = laid(), laid()
    with pytest.raises(Refused, match="hoort niet"):
        say(table, question_id=other.question("regels").pk)


def test_a_reply_stands_in_the_thread_and_is_about_its_question() -> None:
    table = laid()
    first = say(table, question_id=table.question("regels").pk)
    reply = say(table, table.chair, "Gedaan.", reply_to_id=first.pk)
    deeper = say(table, table.partner, "Mooi.", reply_to_id=reply.pk)
    assert {reply.reply_to, deeper.reply_to} == {first}
    assert {reply.question, deeper.question} == {first.question}


def test_a_reply_to_a_remark_about_another_plan_is_refused() -> None:
    table = laid()
    other = add_remark(make.plan(table.edition, Status.IN_CHECK).pk, table.chair, "Elders.")
    with pytest.raises(Refused, match="niet meer"):
        say(table, reply_to_id=other.pk)


@pytest.mark.parametrize("text", ["", "  \n ", "\u202e\u200b", "x" * 2001])
def test_nothing_and_too_much_are_refused(text: str) -> None:
    with pytest.raises(Refused):
        say(laid(), text=text)
    assert not Remark.objects.exists()


def test_what_people_type_is_shown_as_text(as_user: AsUser) -> None:
    table = laid()
    say(table, text="<script>alert(1)</script>")
    html = as_user(table.chair).get(address(table)).content.decode()
    assert "&lt;script&gt;" in html
    assert "<script>alert" not in html


def test_the_trail_holds_numbers_only() -> None:
    remark = say(laid())
    entry = Entry.objects.get(action="remark_added")
    assert entry.data == {"remark": remark.pk}
    assert SECRET not in str(entry.__dict__)


# When


def test_the_same_words_sent_twice_are_one_remark_and_later_they_are_two(monkeypatch: pytest.MonkeyPatch) -> None:
    table = laid()
    assert say(table) == say(table)
    assert say(table, table.chair) != say(table)
    Remark.objects.filter(author=table.lawyer).update(at=clock.now() - SAME_WORDS - timedelta(seconds=1))
    say(table)
    assert Remark.objects.filter(author=table.lawyer).count() == 2


def test_there_is_a_limit_in_an_hour_counted_under_a_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    table = laid()
    monkeypatch.setattr(remarks, "REMARKS_PER_HOUR", 2)
    locked: list[User] = []

    def hold(person: User) -> None:
        locked.append(person)
        pace.hold(person)

    monkeypatch.setattr(remarks, "hold", hold)
    say(table, text="Een"), say(table, text="Twee")
    with pytest.raises(Refused, match="erg veel"):
        say(table, text="Drie")
    say(table, table.chair, "Ik nog niet.")
    assert len(locked) == 4


def test_after_publication_reading_stays_and_writing_ends(as_user: AsUser) -> None:
    table = laid()
    say(table)
    judge(table)
    publish(table)
    with pytest.raises(Refused, match="bekendgemaakt"):
        say(table, text="Nog iets.")
    browser = as_user(table.chair)
    html = browser.get(address(table)).content.decode()
    assert SECRET in html
    assert "Plaats uw opmerking" not in html
    refused = browser.post(address(table, "remark_add"), {"text": "Toch iets."})
    assert refused.status_code == 422
    assert "Toch iets." in refused.content.decode()


@pytest.mark.parametrize("phase", [Phase.LIKES, Phase.VOTING])
def test_outside_the_check_nothing_is_written(phase: Phase) -> None:
    table = laid(phase)
    with pytest.raises(Refused, match="haalbaarheidscheck"):
        say(table)


# Calling names


def test_who_is_called_hears_it_once_a_digest_without_the_words() -> None:
    table = laid()
    say(table, text=f"@Vera {SECRET}")
    say(table, text="@véra, en ook @wim?")
    assert [(m.user, m.seen_at) for m in Mention.objects.order_by("pk")] == [
        (table.chair, None),
        (table.chair, None),
        (table.partner, None),
    ]
    assert heard(Kind.MENTION) == [table.chair, table.partner]
    notice = Notice.objects.get(user=table.chair)
    assert table.plan.title in notice.heading
    assert SECRET not in notice.heading + notice.text + notice.path + notice.key
    assert notice.path == address(table)
    assert notice.due_at > clock.now()


def test_a_name_that_nobody_has_is_refused_and_what_was_typed_stays(as_user: AsUser) -> None:
    table = laid()
    response = as_user(table.chair).post(address(table, "remark_add"), {"text": "Vraag het @Kees maar."})
    assert response.status_code == 422
    html = response.content.decode()
    assert "Niemand aan deze tafel heet @Kees" in html
    assert "Vraag het @Kees maar." in html
    assert not Remark.objects.exists()


def test_the_makers_and_people_of_other_tables_cannot_be_called() -> None:
    table = laid()
    CoMaker.objects.create(plan=table.plan, user=table.partner)
    laid(Phase.FEASIBILITY)
    for name in ("@wim", "@omar"):
        with pytest.raises(Refused, match="Niemand"):
            say(table, text=name)


def test_calling_oneself_tells_nobody() -> None:
    table = laid()
    say(table, text="Dit doe ik, @lotte.")
    assert not Mention.objects.exists()
    assert not Notice.objects.exists()


def test_who_wrote_before_in_the_thread_hears_of_a_reply_once_a_digest() -> None:
    table = laid()
    first = say(table)
    say(table, table.chair, "Ik kijk.", reply_to_id=first.pk)
    say(table, table.partner, "Ik ook.", reply_to_id=first.pk)
    say(table, table.partner, "Klaar, @vera.", reply_to_id=first.pk)
    assert heard(Kind.REMARK) == [table.lawyer, table.chair]
    assert heard(Kind.MENTION) == [table.chair]
    assert not any(SECRET in notice.text or "Klaar" in notice.text for notice in Notice.objects.all())


def test_who_left_the_table_or_joined_the_makers_hears_no_reply() -> None:
    table = laid()
    first = say(table)
    say(table, table.partner, "Ik ook.", reply_to_id=first.pk)
    EditionRole.objects.filter(user=table.lawyer).delete()
    CoMaker.objects.create(plan=table.plan, user=table.partner)
    Notice.objects.all().delete()
    say(table, table.chair, "En nu?", reply_to_id=first.pk)
    assert not Notice.objects.exists()


# Seen


def test_the_list_tells_who_was_called_until_they_saw_it(as_user: AsUser) -> None:
    table = laid()
    say(table, text="@vera kijk eens")
    browser, listing = as_user(table.chair), reverse("table", args=[table.edition.slug])
    assert "U bent genoemd" in browser.get(listing).content.decode()
    assert "U bent genoemd" not in as_user(table.lawyer).get(listing).content.decode()
    browser.get(address(table))
    assert Mention.objects.filter(seen_at=None).exists(), "looking changes nothing"
    assert browser.post(address(table, "mentions_seen"), {"lijst": "1"}).headers["Location"] == listing
    assert "U bent genoemd" not in browser.get(listing).content.decode()


def test_seeing_marks_ones_own_of_this_plan_only_and_twice_is_once() -> None:
    table = laid()
    other = make.plan(table.edition, Status.IN_CHECK)
    say(table, text="@vera en @wim")
    add_remark(other.pk, table.lawyer, "@vera")
    assert see_mentions(table.plan.pk, table.chair.pk) == 1
    assert see_mentions(table.plan.pk, table.chair.pk) == 0
    assert Mention.objects.filter(seen_at=None).count() == 2


def test_who_writes_back_has_seen_it() -> None:
    table = laid()
    first = say(table, text="@vera?")
    say(table, table.chair, "Ja.", reply_to_id=first.pk)
    assert not Mention.objects.filter(seen_at=None).exists()


# Queries


def test_the_talk_asks_the_same_number_of_queries_however_much_is_said(as_user: AsUser) -> None:
    table = laid()
    browser = as_user(table.chair)
    counts = []
    for size in (1, 6):
        for number in range(size):
            first = say(table, text=f"@vera {size}.{number}", question_id=table.question("regels").pk)
            say(table, table.partner, f"Ja {size}.{number}", reply_to_id=first.pk)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            browser.get(address(table))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 18
