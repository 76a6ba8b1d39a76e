"""The retention table is whole: every model that tells of people is in it, and docs/privacy.md says the same."""

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import models

from retention.telling import whole_table
from retention.terms import BY_KEY, KEPT, NOTHING, TERMS, Deed, Start
from retention.terms.shape import Moments, due_at
from retention.walking import personal_fields, telling_models
from tests.make import moment

GOING = {holding.model for term in TERMS for holding in term.holdings}


def test_every_model_that_tells_of_people_is_in_the_table_or_says_why_it_stays() -> None:
    silent = {model._meta.label for model in telling_models()} - GOING - set(KEPT) - NOTHING
    assert not silent, f"Add a line for these to retention/terms (docs/privacy.md says where): {sorted(silent)}"


def test_a_new_model_with_a_link_to_a_person_or_with_words_is_noticed() -> None:
    class Visitor(models.Model):
        who = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)

        class Meta:
            app_label = "retention"

    class Diary(models.Model):
        words = models.TextField()

        class Meta:
            app_label = "retention"

    class Tally(models.Model):
        number = models.PositiveIntegerField()
        at = models.DateTimeField()
        kind = models.CharField(max_length=2, choices=[("A", "a")])

        class Meta:
            app_label = "retention"

    try:
        assert personal_fields(Visitor) == ["who"]
        assert personal_fields(Diary) == ["words"]
        assert personal_fields(Tally) == []
    finally:
        for name in ("visitor", "diary", "tally"):
            apps.all_models["retention"].pop(name)
        apps.clear_cache()


def test_what_stands_in_nothing_tells_nothing_or_is_djangos_own_list_of_rights() -> None:
    ours = [name for name in NOTHING if name.split(".")[0] not in ("auth", "contenttypes", "accounts")]
    told = {name: personal_fields(apps.get_model(name)) for name in ours}
    # Names of files and phases, reasons out of a fixed list: nothing that anybody typed.
    assert {name: fields for name, fields in told.items() if fields} == {
        "voting.LetterBatch": ["file", "sha256"],
        "voting.CountLine": ["reason"],
        "editions.PhaseWindow": ["phase"],
    }


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.key)
def test_every_line_names_models_and_fields_that_exist(term) -> None:  # type: ignore[no-untyped-def]
    for holding in term.holdings:
        model = apps.get_model(holding.model)
        assert holding.fields or holding.deed is not Deed.BLANK
        for name in (*holding.fields, *holding.words, *([holding.moment] if holding.moment else [])):
            model._meta.get_field(name)
        if term.of_edition:
            model._default_manager.filter(**{f"{holding.edition}__slug": "x"}, **holding.where).query.sql_with_params()


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.key)
def test_a_term_lies_within_its_own_bounds(term) -> None:  # type: ignore[no-untyped-def]
    assert term.shortest <= term.days <= term.longest
    assert all((term.label, term.purpose, term.ground))
    assert (term.start is Start.OWN) <= all(holding.moment for holding in term.holdings)


def test_letters_and_codes_go_six_weeks_after_the_result() -> None:
    codes = BY_KEY["codes"]
    assert (codes.start, codes.days, codes.shortest) == (Start.RESULT, 42, 42)
    assert due_at(codes, Moments(result=moment(1)), 42) == moment(1).replace(month=10, day=13)
    assert due_at(codes, Moments(posted=moment(1)), 42) is None


def test_the_roll_goes_thirty_days_after_the_letters_and_never_before_the_result() -> None:
    roll = BY_KEY["roll"]
    assert roll.days == 30
    assert due_at(roll, Moments(posted=moment(1)), 30) is None
    assert due_at(roll, Moments(result=moment(1)), 30) == moment(1).replace(month=10)
    assert due_at(roll, Moments(posted=moment(1), result=moment(5)), 30) == moment(1).replace(month=10)
    late = moment(1).replace(month=11)
    assert due_at(roll, Moments(posted=moment(1), result=late), 30) == late


def test_accounts_go_after_two_years_unused() -> None:
    assert (BY_KEY["accounts"].start, BY_KEY["accounts"].days) == (Start.UNUSED, 730)


def test_the_privacy_document_holds_the_table_of_the_code() -> None:
    text = (settings.BASE_DIR / "docs" / "privacy.md").read_text()
    assert whole_table() in text, "Run manage.py privacy_table."
    for term in TERMS:
        assert f"### {term.label}\n" in text


def test_the_command_that_writes_the_table_changes_nothing_twice(capsys: pytest.CaptureFixture[str]) -> None:
    file = settings.BASE_DIR / "docs" / "privacy.md"
    before = file.read_text()
    call_command("privacy_table")
    assert file.read_text() == before
