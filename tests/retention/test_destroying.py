"""What is over goes: the day after and not the day before, once, in chunks, on record, and never while a case runs."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from pytest_django import Settings

from audit.models import Entry
from common import clock
from common.errors import Refused
from feasibility.models import TableFile
from plans.models import Comment, CommentReport, Like, Plan, PlanPhoto
from plans.status import Status
from retention.actions import (
    destroy,
    destroy_due,
    destroy_early,
    destroying,
    lift_hold,
    set_hold,
    set_term,
    sweep_strays,
)
from retention.models import Destruction, LegalHold, TermChoice
from retention.moments import moments_of
from retention.rows import files_of, rows_of
from retention.terms import BY_KEY, TERMS, Deed, Term
from retention.terms.shape import due_at
from tests import make
from tests.retention.world import Over, over
from voting.models import SetApart, Voter, VotingCode
from voting.queries.count import turnout

OURS = [term for term in TERMS if term.of_edition]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, settings: Settings) -> Path:
    settings.MEDIA_ROOT, settings.PRIVATE_ROOT = tmp_path / "media", tmp_path / "besloten"
    return tmp_path


def left(world: Over, key: str) -> int:
    """How many rows a term still finds something in."""
    holdings = [each for each in BY_KEY[key].holdings if each.deed is not Deed.FILES]
    return sum(rows_of(each, world.edition).count() for each in holdings)


def go_to(world: Over, key: str, days: int) -> None:
    """So many days after the end of the term; a minute more, because the clock goes on."""
    due = due_at(BY_KEY[key], moments_of(world.edition), BY_KEY[key].days)
    assert due
    clock.move(due - clock.now() + timedelta(days=days, minutes=1 if days > 0 else 0))


@pytest.mark.parametrize("term", OURS, ids=lambda term: term.key)
def test_one_day_before_nothing_goes_and_one_day_after_everything_and_then_nothing_more(
    term: Term, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    world = over()
    before = left(world, term.key)
    assert before
    go_to(world, term.key, -1)
    assert destroy(term.key, world.edition) is None
    assert left(world, term.key) == before
    go_to(world, term.key, 1)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        made = destroy(term.key, world.edition)
    assert made
    assert made.finished_at
    assert left(world, term.key) == 0
    assert destroy(term.key, world.edition) is None
    assert Destruction.objects.filter(key=term.key).count() == 1


def test_an_edition_that_is_not_over_keeps_what_waits_for_its_end() -> None:
    world = over()
    world.edition.changes.filter(to_phase="CLOSED").delete()
    clock.move(timedelta(days=9 * 365))
    assert destroy("table", world.edition) is None
    assert destroy("codes", world.edition)


def test_without_a_result_the_roll_stays_however_old_the_letters_are() -> None:
    world = over()
    type(world.edition.count).objects.update(published_at=None)
    clock.move(timedelta(days=400))
    assert destroy("roll", world.edition) is None
    assert Voter.objects.exclude(name_line="").exists()


def test_the_roll_leaves_an_empty_row_to_which_the_code_still_points() -> None:
    world = over()
    go_to(world, "roll", 1)
    destroy("roll", world.edition)
    voter = Voter.objects.get()
    facts = (voter.name_line, voter.salutation, voter.address_line, voter.postcode, voter.birth_date, voter.by_post)
    assert facts == ("", "", "", "", None, False)
    assert bytes(voter.person_key) == voter.pk.to_bytes(8, "big")
    assert not SetApart.objects.exists()
    assert VotingCode.objects.get().voter == voter


def test_a_longer_term_for_the_roll_holds_also_when_the_codes_go() -> None:
    world = over()
    number = Voter.objects.count()
    set_term("roll", 180, world.leader.pk, "Bezwaar", world.edition)
    go_to(world, "codes", 1)
    destroy_due()
    assert not VotingCode.objects.exists()
    assert Voter.objects.exclude(name_line="").count() == number
    clock.move(timedelta(days=180))
    destroy_due()
    assert not Voter.objects.exists()
    assert not SetApart.objects.exists()


def test_a_report_that_waits_for_the_team_waits_on() -> None:
    world = over()
    assert CommentReport.objects.filter(handled_at=None).exists()
    go_to(world, "care", 1)
    destroy_due()
    waiting = CommentReport.objects.get()
    CommentReport.objects.update(handled_at=clock.now(), handled_by=world.leader)
    destroy_due()
    assert not CommentReport.objects.filter(pk=waiting.pk).exists()


def test_the_turnout_is_the_same_when_the_roll_is_gone() -> None:
    world = over()
    before = turnout(world.edition)
    go_to(world, "codes", 1)
    destroy_due()
    assert not Voter.objects.exists()
    assert turnout(world.edition) == before
    assert before.eligible == 1


def test_only_the_number_of_likes_stays() -> None:
    world = over()
    plan = Like.objects.get(plan__edition=world.edition).plan
    Plan.objects.filter(pk=plan.pk).update(likes_at_close=2, paper_at_close=1)
    go_to(world, "likes", 1)
    destroy("likes", world.edition)
    assert not Like.objects.exists()
    assert Plan.objects.with_figures().get(pk=plan.pk).like_count == 2


def test_the_record_says_what_how_much_by_which_term_and_by_whom_and_no_name() -> None:
    world = over()
    go_to(world, "codes", 1)
    made = destroy("codes", world.edition)
    assert made
    assert (made.days, made.by, made.counts["voting.VotingCode"]) == (42, None, 1)
    assert made.rows == sum(made.counts.values())
    entry = Entry.objects.get(action="data_destroyed")
    assert entry.actor == "systeem"
    assert entry.data == {"term": "codes", "days": 42, "rows": made.rows, "files": made.files}


def test_files_go_from_the_disk(django_capture_on_commit_callbacks: Callable[..., object]) -> None:
    world = over()
    photos = [Path(each.image.path) for each in PlanPhoto.objects.filter(plan__status=Status.DRAFT)]
    assert all(path.exists() for path in (*photos, *world.files))
    go_to(world, "agreements", 1)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        destroy_due()
    assert not any(path.exists() for path in (*photos, *world.files))


def test_many_rows_go_in_chunks_and_all_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(destroying, "CHUNK", 3)
    world = over()
    plan = make.plan(world.edition)
    make.likes(plan, 10)
    number = left(world, "likes")
    go_to(world, "likes", 1)
    made = destroy("likes", world.edition)
    assert made
    assert made.rows == number > 10
    assert not left(world, "likes")


def test_a_worker_that_was_killed_is_gone_on_with_under_the_same_record(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(destroying, "CHUNK", 3)
    world = over()
    make.likes(make.plan(world.edition), 10)
    number = left(world, "likes")
    go_to(world, "likes", 1)
    real, calls = destroying._do, []

    def killed(*args: object) -> int:
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(destroying, "_do", killed)
    with pytest.raises(KeyboardInterrupt):
        destroy("likes", world.edition)
    half = Destruction.objects.get()
    assert (half.finished_at, half.rows) == (None, 6)
    monkeypatch.setattr(destroying, "_do", real)
    destroy_due()
    done = Destruction.objects.get(key="likes")
    assert (done.pk, done.rows) == (half.pk, number)
    assert done.finished_at


def test_what_goes_wrong_in_one_term_holds_up_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    over()
    real = destroying.destroy

    def broken(key: str, *args: object, **extra: object) -> object:
        if key == "roll":
            raise RuntimeError("kapot")
        return real(key, *args, **extra)  # type: ignore[arg-type]

    monkeypatch.setattr(destroying, "destroy", broken)
    clock.move(timedelta(days=60))
    destroy_due()
    assert Destruction.objects.filter(key="codes", finished_at__isnull=False).exists()


class TestHolds:
    def test_nothing_of_an_edition_goes_while_a_case_runs(self) -> None:
        world = over()
        go_to(world, "codes", 1)
        set_hold(world.edition.pk, "OBJECTION", "2026/12", clock.today() + timedelta(days=30), world.leader.pk)
        destroy_due()
        assert not Destruction.objects.filter(edition=world.edition).exists()
        with pytest.raises(Refused, match="staat stil"):
            destroy_early("likes", world.edition, world.leader.pk)

    def test_it_ends_by_itself_after_its_last_day(self) -> None:
        world = over()
        go_to(world, "codes", 1)
        set_hold(world.edition.pk, "APPEAL", "2026/12", clock.today(), world.leader.pk)
        assert destroy("codes", world.edition) is None
        clock.move(timedelta(days=1))
        assert destroy("codes", world.edition)

    def test_a_lifted_hold_stops_nothing_and_is_lifted_once(self) -> None:
        world = over()
        go_to(world, "codes", 1)
        made = set_hold(world.edition.pk, "APPEAL", "2026/12", clock.today(), world.leader.pk)
        assert lift_hold(made.pk, world.edition, world.leader.pk)
        assert not lift_hold(made.pk, world.edition, world.leader.pk)
        assert destroy("codes", world.edition)
        assert Entry.objects.filter(action__in=["hold_set", "hold_lifted"]).count() == 2

    def test_a_hold_of_another_edition_stops_nothing_here(self) -> None:
        world = over()
        go_to(world, "codes", 1)
        set_hold(make.edition().pk, "APPEAL", "2026/12", clock.today(), world.leader.pk)
        assert destroy("codes", world.edition)

    @pytest.mark.parametrize(("days", "case"), [(-1, "1"), (367, "1"), (5, "  ")])
    def test_a_hold_has_a_case_and_an_end_within_a_year(self, days: int, case: str) -> None:
        edition, by = make.edition(), make.user()
        with pytest.raises(Refused):
            set_hold(edition.pk, "APPEAL", case, clock.today() + timedelta(days=days), by.pk)
        assert not LegalHold.objects.exists()


class TestTerms:
    def test_a_longer_term_keeps_longer_and_every_change_is_on_record(self) -> None:
        world = over()
        assert set_term("codes", 60, world.leader.pk, "Bezwaar verwacht", world.edition)
        go_to(world, "codes", 1)
        assert destroy("codes", world.edition) is None
        clock.move(timedelta(days=18))
        made = destroy("codes", world.edition)
        assert made
        assert made.days == 60
        assert Entry.objects.get(action="term_changed").data == {"term": "codes", "days": 60, "before": 42}

    @pytest.mark.parametrize(
        ("key", "days", "reason"),
        [
            ("codes", 41, "x"),
            ("codes", 366, "x"),
            ("codes", 50, " "),
            ("accounts", 800, "x"),
            ("words", 1, "x"),
            ("?", 1, "x"),
        ],
    )
    def test_outside_its_bounds_or_without_a_reason_it_stays(self, key: str, days: int, reason: str) -> None:
        edition, by = make.edition(), make.user()
        with pytest.raises(Refused):
            set_term(key, days, by.pk, reason, edition)
        assert not TermChoice.objects.exists()

    def test_the_same_term_again_is_no_change(self) -> None:
        edition, by = make.edition(), make.user()
        assert set_term("codes", 42, by.pk, "x", edition) is None
        assert set_term("codes", 43, by.pk, "x", edition)
        assert set_term("codes", 43, by.pk, "x", edition) is None

    def test_a_term_of_one_edition_is_not_another_ones(self) -> None:
        world = over()
        set_term("codes", 60, world.leader.pk, "x", make.edition())
        go_to(world, "codes", 1)
        assert destroy("codes", world.edition)


class TestByHand:
    def test_a_leader_may_begin_early_where_the_table_allows_it(self) -> None:
        world = over()
        made = destroy_early("likes", world.edition, world.leader.pk)
        assert made
        assert made.by == world.leader
        assert not Like.objects.filter(plan__edition=world.edition).exists()

    @pytest.mark.parametrize("key", ["codes", "table", "agreements", "accounts", "?"])
    def test_elsewhere_nobody_may(self, key: str) -> None:
        world = over()
        with pytest.raises(Refused):
            destroy_early(key, world.edition, world.leader.pk)
        assert not Destruction.objects.exists()

    def test_not_before_the_term_has_begun(self) -> None:
        edition, by = make.edition(), make.user()
        make.likes(make.plan(edition), 1)
        with pytest.raises(Refused, match="nog nodig"):
            destroy_early("likes", edition, by.pk)

    def test_when_the_term_is_over_a_leader_may_always(self) -> None:
        world = over()
        go_to(world, "codes", 1)
        assert destroy_early("codes", world.edition, world.leader.pk)


def test_one_thing_is_destroyed_once_at_a_time() -> None:
    edition = make.edition()
    Destruction.objects.create(edition=edition, key="likes", days=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Destruction.objects.create(edition=edition, key="likes", days=1)


def test_a_public_reaction_and_a_plan_of_the_ballot_stay() -> None:
    world = over()
    public = Comment.objects.filter(plan__edition=world.edition, hidden_at=None, withdrawn_at=None).exclude(
        plan__status=Status.WITHDRAWN
    )
    kept, plans = set(public.values_list("text", flat=True)), Plan.objects.exclude(status="DRAFT").count()
    balloted = make.plan(world.edition, Status.WITHDRAWN, ballot_cents=100, body="Stond op het biljet")
    clock.move(timedelta(days=9 * 365))
    destroy_due()
    assert set(public.values_list("text", flat=True)) == kept
    assert Plan.objects.count() == plans + 1
    balloted.refresh_from_db()
    assert balloted.body == "Stond op het biljet"


def test_files_without_a_row_are_swept_and_others_are_not(own_folders: Path) -> None:
    plan = make.plan()
    mine = Path(make.photo(plan).image.path)
    stray, elsewhere = mine.with_name("zwerver.jpg"), own_folders / "media" / "logo.png"
    for path in (stray, elsewhere):
        path.write_bytes(b"x")
    assert sweep_strays() == 0
    clock.move(timedelta(days=2))
    assert sweep_strays() == 1
    assert not stray.exists()
    assert mine.exists()
    assert elsewhere.exists()


def test_a_row_that_names_no_file_takes_no_folder_along() -> None:
    assert files_of([TableFile(path=""), PlanPhoto()]) == []
    assert [path.name for path in files_of([TableFile(path="kabels.pdf")])] == ["kabels.pdf"]


def test_emptying_a_field_takes_only_the_files_that_it_names() -> None:
    photo = make.photo(make.plan())
    assert [path.suffix for path in files_of([photo], ("card", "alt"))] == [".webp"]
    assert files_of([photo], ("alt",)) == []
