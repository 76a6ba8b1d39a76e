"""The photos themselves: who gets them, and what a browser is told about them."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from editions.models import Edition, Role
from editions.phases import Phase
from plans.models import Plan
from plans.status import PUBLIC, Status
from tests import make
from tests.plans.browsing import AsUser

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_files")]
HIDDEN = sorted(set(Status) - PUBLIC)


def files(plan: Plan) -> list[str]:
    photo = make.photo(plan)
    return [photo.image.url, photo.card.url]


@pytest.mark.parametrize("status", sorted(PUBLIC))
def test_everybody_gets_the_photos_of_a_public_plan(status: Status) -> None:
    for address, kind in zip(files(make.plan(status=status)), ("image/jpeg", "image/webp"), strict=True):
        response = Client().get(address)
        assert (response.status_code, response["Content-Type"]) == (200, kind)


@pytest.mark.parametrize("status", HIDDEN)
def test_only_its_makers_get_the_photos_of_a_plan_that_is_not_public(
    as_user: AsUser, maker: User, edition: Edition, status: Status
) -> None:
    plan = make.plan(edition, status, maker=maker)
    partner = make.user("Joke")
    plan.co_makers.create(user=partner)
    for address in files(plan):
        assert Client().get(address).status_code == 404
        assert as_user(make.user()).get(address).status_code == 404
        for each in (maker, partner):
            response = as_user(each).get(address)
            assert response.status_code == 200
            assert response["Cache-Control"] == "private, no-store"


def test_a_photo_goes_when_its_plan_is_withdrawn(edition: Edition) -> None:
    plan = make.plan(edition)
    address = files(plan)[0]
    assert Client().get(address).status_code == 200
    Plan.objects.filter(pk=plan.pk).update(status=Status.WITHDRAWN)
    assert Client().get(address).status_code == 404


def test_a_photo_of_an_edition_in_preparation_does_not_exist_yet(as_user: AsUser) -> None:
    edition = make.edition(Phase.PREPARATION)
    address = files(make.plan(edition))[0]
    assert Client().get(address).status_code == 404
    assert as_user(make.staff(make.edition(), Role.LEADER)).get(address).status_code in (200, 404)


def test_a_file_without_a_row_is_not_served(edition: Edition) -> None:
    photo = make.photo(make.plan(edition))
    photo.delete()
    assert Client().get(photo.image.url).status_code == 404


def test_a_row_without_its_file_is_not_found(edition: Edition) -> None:
    photo = make.photo(make.plan(edition))
    photo.image.storage.delete(str(photo.card))
    assert Client().get(photo.card.url).status_code == 404


def test_a_browser_takes_a_photo_for_an_image_and_nothing_else(edition: Edition) -> None:
    response = Client().get(files(make.plan(edition))[0])
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("default-src 'none'")
    assert response["Content-Disposition"].startswith("inline")
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["Cache-Control"] == "private, max-age=31536000, immutable"
    assert not response.cookies


def test_a_public_photo_costs_one_query_also_for_who_is_logged_in(
    as_user: AsUser, edition: Edition, maker: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    address, browser = files(make.plan(edition))[1], as_user(maker)
    with django_assert_num_queries(1):
        assert browser.get(address).status_code == 200


@pytest.mark.parametrize(
    "name",
    [
        "",
        "x.jpg",
        "0" * 32,
        "0" * 32 + ".png",
        "0" * 32 + ".svg",
        "0" * 32 + ".jpg",
        "..%2f..%2fsettings.py",
        "A" * 32 + ".jpg",
    ],
)
def test_other_names_are_not_found(name: str) -> None:
    assert Client().get(f"/media/plannen/{name}").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_a_photo_is_only_looked_at(edition: Edition, method: str) -> None:
    assert getattr(Client(), method)(files(make.plan(edition))[0]).status_code == 405
