"""The rows of the form of an agreement: what is open, what is folded, and that nothing typed is lost."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from execution.forms.agreement import SPARE_ROWS
from execution.models import Agreement, AgreementVersion
from execution.queries.versions import draft
from execution.terms import PARTS
from tests.execution.agreed import leader_of
from tests.execution.test_agreement_pages import typed, url
from tests.execution.test_agreements import running

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]
AsUser = Callable[[User], Client]


def rows_of(page: str, name: str) -> tuple[list[str], list[str]]:
    """The rows that are open, and those in a fold, by what comes before them on the page."""
    open_: list[str] = []
    folded: list[str] = []
    for row in re.finditer(rf'<fieldset class="terms__row" id="({name}-\d+)"', page):
        before = page[: row.start()]
        in_a_fold = before.count("<details") > before.count("</details>")
        (folded if in_a_fold else open_).append(row[1])
    return open_, folded


def sent_with(as_user: AsUser, agreement: Agreement, sent: dict[str, Any]) -> tuple[int, str]:
    answer = as_user(leader_of(agreement)).post(url(agreement, "agreement_edit"), sent)
    return answer.status_code, answer.content.decode()


def whole(agreement: Agreement) -> dict[str, Any]:
    """What a browser sends when nothing is missing."""
    return typed(draft(agreement)) | {"contact_person": "Karin Smit"}


def last_row(agreement: Agreement, name: str) -> int:
    return len(getattr(draft(agreement), name)) + SPARE_ROWS - 1


def test_what_is_filled_and_one_empty_row_are_open_and_the_rest_is_folded(as_user: AsUser) -> None:
    agreement = running()
    page = as_user(leader_of(agreement)).get(url(agreement, "agreement_edit")).content.decode()
    for name in PARTS:
        filled = len(getattr(draft(agreement), name))
        open_, folded = rows_of(page, name)
        assert open_ == [f"{name}-{place}" for place in range(filled + 1)]
        assert folded == [f"{name}-{place}" for place in range(filled + 1, filled + SPARE_ROWS)]
    for word in ("termijn", "voorwaarde", "stap", "partner"):
        assert page.count(f"Nog een {word}</summary>") == SPARE_ROWS - 1
    assert page.count("<details") == page.count("</details>")
    assert "<details open" not in page


def test_a_folded_row_is_kept_and_makes_a_row(as_user: AsUser) -> None:
    """Also the last of them, with the rows before it left empty."""
    agreement = running()
    last = last_row(agreement, "partners")
    more = {f"partners-{last}-name": "Spaarnelanden", f"partners-{last}-does": "grond"}
    assert sent_with(as_user, agreement, whole(agreement) | more)[0] == 302
    assert "Spaarnelanden" in str(AgreementVersion.objects.get().content)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("cents", "veel", "instalments-{}-cents_error"),
        ("cents", "5", "Schrijf op wanneer of waarna dit betaald wordt."),
        ("due_on", "2030-01-01", "Vul het bedrag in."),
    ],
)
def test_a_row_with_an_error_is_open_with_what_was_typed(
    field: str, value: str, sentence: str, as_user: AsUser
) -> None:
    agreement = running()
    last = last_row(agreement, "instalments")
    status, page = sent_with(as_user, agreement, whole(agreement) | {f"instalments-{last}-{field}": value})
    assert status == 422
    assert sentence.format(last) in page
    assert f'value="{value}"' in page
    assert f"instalments-{last}" in rows_of(page, "instalments")[0]
    assert not AgreementVersion.objects.exists()


def test_a_row_without_an_error_is_open_too_when_another_field_has_one(as_user: AsUser) -> None:
    agreement = running()
    last = last_row(agreement, "milestones") - 1
    more = {f"milestones-{last}-title": "Feest", f"milestones-{last}-due_on": "2030-01-01", "contact_person": ""}
    status, page = sent_with(as_user, agreement, whole(agreement) | more)
    assert status == 422
    open_, folded = rows_of(page, "milestones")
    assert open_[-2:] == [f"milestones-{last}", f"milestones-{last + 1}"]
    assert not folded


@pytest.mark.parametrize(
    ("name", "field", "value", "sentence"),
    [
        ("milestones", "decider", "de wijkraad", "Schrijf de stap op."),
        ("milestones", "gate", "on", "Schrijf de stap op."),
        ("conditions", "owner", "de gemeente", "Schrijf de voorwaarde op."),
    ],
)
def test_half_a_new_row_is_never_dropped_in_silence(
    name: str, field: str, value: str, sentence: str, as_user: AsUser
) -> None:
    agreement = running()
    new = last_row(agreement, name)
    status, page = sent_with(as_user, agreement, whole(agreement) | {f"{name}-{new}-{field}": value})
    assert status == 422
    assert sentence in page


def test_a_row_whose_words_are_emptied_goes_whatever_day_is_left(as_user: AsUser) -> None:
    agreement = running()
    sent = whole(agreement)
    title = sent["milestones-0-title"]
    assert sent["milestones-0-due_on"]
    assert sent_with(as_user, agreement, sent | {"milestones-0-title": ""})[0] == 302
    assert title not in str(AgreementVersion.objects.get().content)
