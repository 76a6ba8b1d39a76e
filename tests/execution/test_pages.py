"""The pages of the execution phase: for whom, with how many queries, and what bad input gets."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from editions.models import Role
from editions.phases import Phase
from execution.actions import open_follow_ups
from execution.models import FollowUp, Update
from plans.status import Status
from tests import make
from tests.common.test_photos import photo
from tests.execution.test_agreements import running

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]
AsUser = Callable[[User], Client]


def test_the_maker_posts_an_update_with_a_photo(as_user: AsUser) -> None:
    plan = running().plan
    browser, url = as_user(plan.maker), reverse("update_add", args=[plan.edition.slug, plan.pk])
    upload = SimpleUploadedFile("foto.jpg", photo(gps=True).read(), "image/jpeg")
    response = browser.post(url, {"text": "Klaar!", "photo": upload, "photo_alt": "Een groene stoep"})
    assert response.status_code == 302
    kept = Update.objects.get().photos.get()
    assert str(kept.image).startswith("voortgang/")
    shown = Client().get(kept.image.url)
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/jpeg")
    page = browser.get(reverse("plan_page", args=[plan.edition.slug, plan.pk])).content.decode()
    assert "Klaar!" in page
    assert "Een groene stoep" in page


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"text": ""}, "Schrijf eerst wat er gebeurd is."),
        ({"text": "a" * 2001}, "2000"),
        ({"text": "\x00"}, ""),
        ({"text": "Hoi", "photo": SimpleUploadedFile("x.jpg", b"nep"), "photo_alt": "x"}, "geen foto"),
        ({"text": "Hoi", "photo": SimpleUploadedFile("x.exe", b"nep"), "photo_alt": "x"}, "Kies een JPEG"),
    ],
)
def test_bad_input_gets_a_sentence_and_nothing_is_kept(data: dict[str, object], message: str, as_user: AsUser) -> None:
    plan = running().plan
    response = as_user(plan.maker).post(reverse("update_add", args=[plan.edition.slug, plan.pk]), data)
    assert response.status_code == 422
    assert message in response.content.decode()
    assert not Update.objects.exists()


def test_a_stranger_may_not_see_the_agreement(as_user: AsUser) -> None:
    plan = running().plan
    assert as_user(make.user()).get(reverse("agreement", args=[plan.edition.slug, plan.pk])).status_code == 403


def test_a_plan_of_another_edition_is_not_found(as_user: AsUser) -> None:
    plan, other = running().plan, make.edition(Phase.EXECUTION)
    assert as_user(plan.maker).get(reverse("agreement", args=[other.slug, plan.pk])).status_code == 404


def test_the_leader_sees_who_is_late_in_few_queries(
    as_user: AsUser, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    first = running()
    edition = first.plan.edition
    for _ in range(8):
        running(edition)
    browser = as_user(make.staff(edition, Role.LEADER))
    with django_assert_max_num_queries(12):
        assert browser.get(reverse("execution_overview", args=[edition.slug])).status_code == 200
    with django_assert_max_num_queries(12):
        assert Client().get(reverse("progress", args=[edition.slug])).status_code == 200


def test_the_leader_writes_down_how_a_plan_goes_on(as_user: AsUser) -> None:
    edition = make.edition(Phase.EXECUTION)
    make.plan(edition, Status.NOT_CHOSEN)
    open_follow_ups(edition, None)
    row = FollowUp.objects.get()
    browser = as_user(make.staff(edition, Role.LEADER))
    url = reverse("follow_up_edit", args=[edition.slug, row.plan_id])
    assert browser.post(url, {"kind": "WINNAAR", "note": "Bij de bank"}).status_code == 422
    refused = browser.post(url, {"kind": "FUND", "note": "Bij de bank"})
    assert refused.status_code == 422
    assert "Bij de bank" in refused.content.decode()
    facts = {"kind": "FUND", "note": "Bij de bank", "owner": "Buurtfonds", "next_on": "2099-01-01"}
    assert browser.post(url, facts).status_code == 302
    ending = reverse("follow_up_end", args=[edition.slug, row.plan_id])
    assert browser.post(ending, {"outcome": ""}).status_code == 422
    assert browser.post(ending, {"outcome": "Het staat er."}).status_code == 302
    assert FollowUp.objects.get().outcome == "Het staat er."


@pytest.mark.parametrize("name", ["0" * 32, "a-b", "x" * 300])
def test_a_photo_that_is_not_there_is_not_found(name: str) -> None:
    assert Client().get(f"/media/voortgang/{name}.jpg").status_code == 404


def test_no_other_file_is_served() -> None:
    assert Client().get("/media/voortgang/../../settings.py").status_code == 404
    assert Client().get("/media/besloten/brieven.pdf").status_code == 404
