"""Photos of a plan: which files are taken, what is kept of them, and who changes what."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from PIL import Image
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from accounts.models import User
from audit.models import Entry
from common import clock
from common.errors import Refused
from editions.models import Edition
from editions.phases import Phase
from plans import actions
from plans.limits import PHOTOS_PER_HOUR
from plans.models import Plan, PlanPhoto
from plans.models.photo import MOST_PHOTOS
from plans.queries import plan_cards
from plans.status import Status
from tests import make
from tests.plans.browsing import ABSURD, AsUser, titles, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_files")]
WORDS = "Kinderen planten een boom"


@pytest.fixture
def plan(edition: Edition, maker: User) -> Plan:
    return make.plan(edition, maker=maker, title="Bomen")


def sent(content: bytes | None = None, name: str = "foto.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, make.picture().read() if content is None else content, "image/jpeg")


def post(browser: Client, plan: Plan, upload: Any, alt: str = WORDS) -> Any:
    return browser.post(url("plan_photos", plan), {"photo": upload, "alt": alt})


def stored() -> set[str]:
    folder = Path(site.MEDIA_ROOT) / "plannen"
    return {path.name for path in folder.glob("*")} if folder.exists() else set()


def rows(plan: Plan) -> list[str]:
    return list(plan.photos.values_list("alt", flat=True))


def test_a_maker_places_a_photo_and_everybody_sees_it(as_user: AsUser, plan: Plan, maker: User) -> None:
    assert post(as_user(maker), plan, sent()).status_code == 302
    photo = plan.photos.get()
    assert (photo.alt, photo.position, photo.added_by, photo.width, photo.height) == (WORDS, 0, maker, 1, 1)
    page = Client().get(url("plan_page", plan)).content.decode()
    assert photo.image.url in page
    assert f'alt="{WORDS}"' in page
    assert photo.card.url in Client().get("/").content.decode() or titles(Client(), plan.edition) == ["Bomen"]
    assert Entry.objects.filter(action="photo_added", data={"photo": photo.pk}).count() == 1


def test_the_card_shows_the_first_photo_instead_of_the_pattern(client: Client, plan: Plan) -> None:
    before = client.get(url("plan_page", plan).rsplit("/", 2)[0] + "/").content.decode()
    first, second = make.photo(plan, "Vooraan"), make.photo(plan, "Erachter")
    after = client.get(url("plan_page", plan).rsplit("/", 2)[0] + "/").content.decode()
    assert 'class="pattern' in before
    assert 'class="pattern' not in after
    assert first.card.url in after
    assert second.card.url not in after
    assert 'width="640" height="400" loading="lazy" decoding="async"' in after


def test_what_is_kept_says_nothing_about_where_it_was_taken(plan: Plan, maker: User) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    photo = actions.add_photo(plan.pk, maker, make.picture(size=(60, 40), exif=exif), WORDS)
    for name in (photo.image.name, photo.card.name):
        with Image.open(default_storage.open(str(name))) as kept:
            assert not kept.getexif()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"hoi", "geen foto"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "geen foto"),
        (b"GIF89a<script>alert(1)</script>", "geen foto"),
        (b"\xff\xd8\xff\xe0" + b"x" * 300, "geen foto"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 300, "geen foto"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "geen foto"),
        (b"", "leeg"),
        (b"x" * (15 * 1024 * 1024 + 1), "te groot"),
    ],
    ids=["text", "svg", "gif", "jpeg", "png", "webp", "empty", "large"],
)
def test_a_file_that_is_no_photo_is_refused_and_the_words_stay(
    as_user: AsUser, plan: Plan, maker: User, content: bytes, sentence: str
) -> None:
    before = stored()
    response = post(as_user(maker), plan, sent(content))
    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    assert f'value="{WORDS}"' in page
    assert not plan.photos.exists()
    assert stored() == before


def test_fifty_megabytes_are_refused_and_the_words_stay(as_user: AsUser, plan: Plan, maker: User) -> None:
    response = post(as_user(maker), plan, sent(b"\xff\xd8\xff" + b"\x00" * 50 * 1024 * 1024))
    assert response.status_code == 422
    assert "ten hoogste 15 MB" in response.content.decode()
    assert WORDS in response.content.decode()


@pytest.mark.parametrize(
    "name", ["../../../tmp/kwaad.jpg", "/etc/passwd", "..\\..\\kwaad.php", "a\x00b.jpg", "x" * 255]
)
def test_a_file_gets_a_name_of_ours_whatever_it_was_called(as_user: AsUser, plan: Plan, maker: User, name: str) -> None:
    before = stored()
    post(as_user(maker), plan, sent(name=name))
    photo = plan.photos.get()
    made = stored() - before
    assert made == {Path(photo.image.name or "").name, Path(photo.card.name or "").name}
    assert {Path(each).suffix for each in made} == {".jpg", ".webp"}
    assert all(len(Path(each).stem) == 32 for each in made)


@pytest.mark.parametrize("name", ["..", "."])
def test_a_file_without_a_name_is_no_file(as_user: AsUser, plan: Plan, maker: User, name: str) -> None:
    head = f'--x\r\nContent-Disposition: form-data; name="photo"; filename="../{name}"\r\n\r\n'.encode()
    body = head + make.picture().read() + b"\r\n--x--\r\n"
    response = as_user(maker).generic("POST", url("plan_photos", plan), body, "multipart/form-data; boundary=x")
    assert response.status_code == 422
    assert "Kies eerst een foto." in response.content.decode()


@pytest.mark.parametrize("alt", ["", "   ", "a" * 161, "a\x00b"])
def test_a_photo_without_words_is_not_placed(as_user: AsUser, plan: Plan, maker: User, alt: str) -> None:
    assert post(as_user(maker), plan, sent(), alt).status_code == 422
    assert not plan.photos.exists()


@pytest.mark.parametrize("alt", ["", " \n ", "a" * 161])
def test_the_action_asks_for_words_too(plan: Plan, maker: User, alt: str) -> None:
    with pytest.raises(Refused, match="Beschrijf"):
        actions.add_photo(plan.pk, maker, make.picture(), alt)
    assert not plan.photos.exists()


def test_the_same_photo_sent_twice_stands_there_once(as_user: AsUser, plan: Plan, maker: User) -> None:
    before = stored()
    for _ in range(2):
        assert post(as_user(maker), plan, sent()).status_code == 302
    assert rows(plan) == [WORDS]
    assert len(stored() - before) == 2
    post(as_user(maker), plan, sent(), "Beter beschreven")
    assert rows(plan) == ["Beter beschreven"]


def test_a_plan_has_five_photos_at_most(as_user: AsUser, plan: Plan, maker: User) -> None:
    for number in range(MOST_PHOTOS):
        actions.add_photo(plan.pk, maker, make.picture(size=(10 + number, 10)), f"Foto {number}")
    with pytest.raises(Refused, match="hoogstens 5"):
        actions.add_photo(plan.pk, maker, make.picture(size=(99, 10)), "Te veel")
    assert post(as_user(maker), plan, sent()).status_code == 422
    assert plan.photos.count() == MOST_PHOTOS
    with pytest.raises(IntegrityError, match="a_plan_has_five_photos_at_most"), transaction.atomic():
        make.photo(plan)


def test_somebody_who_keeps_sending_photos_has_to_wait(plan: Plan, maker: User) -> None:
    facts = {"at": clock.now(), "actor": f"gebruiker:{maker.pk}", "action": "photo_added"}
    Entry.objects.bulk_create(Entry(**facts) for _ in range(PHOTOS_PER_HOUR - 1))
    actions.add_photo(plan.pk, maker, make.picture(), WORDS)
    with pytest.raises(Refused, match="later weer"):
        actions.add_photo(plan.pk, maker, make.picture(size=(9, 9)), WORDS)


def test_photos_change_places_and_pressing_twice_is_pressing_once(as_user: AsUser, plan: Plan, maker: User) -> None:
    photos = [make.photo(plan, name) for name in "ABC"]
    for _ in range(2):
        as_user(maker).post(url("photo_move", plan, photos[2].pk), {"plek": "0"})
    assert rows(plan) == ["C", "A", "B"]
    as_user(maker).post(url("photo_move", plan, photos[2].pk), {"plek": "4"})
    assert rows(plan) == ["A", "B", "C"]
    assert Entry.objects.filter(action="photo_moved").count() == 2


@pytest.mark.parametrize("place", ["", "-1", "5", "1e0", ABSURD, "²", "a\x00"])
def test_a_place_that_does_not_exist_changes_nothing(as_user: AsUser, plan: Plan, maker: User, place: str) -> None:
    photos = [make.photo(plan, name) for name in "ABC"]
    assert as_user(maker).post(url("photo_move", plan, photos[2].pk), {"plek": place}).status_code == 302
    assert rows(plan) == ["A", "B", "C"]


def test_a_removed_photo_is_gone_with_its_files_and_the_others_move_up(
    as_user: AsUser, plan: Plan, maker: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    photos = [make.photo(plan, name) for name in "ABC"]
    with django_capture_on_commit_callbacks(execute=True):
        as_user(maker).post(url("photo_remove", plan, photos[0].pk))
    assert list(plan.photos.values_list("alt", "position")) == [("B", 0), ("C", 1)]
    assert not stored() & {Path(str(each)).name for each in (photos[0].image, photos[0].card)}
    assert stored() >= {Path(str(each)).name for each in (photos[1].image, photos[1].card)}
    assert as_user(maker).post(url("photo_remove", plan, photos[0].pk)).status_code == 302


def test_the_words_of_a_photo_change_and_wrong_ones_stay_on_the_page(as_user: AsUser, plan: Plan, maker: User) -> None:
    photo = make.photo(plan, "Oud")
    browser, place = as_user(maker), url("photo_describe", plan, photo.pk)
    assert browser.post(place, {f"foto-{photo.pk}-alt": "Nieuw"}).status_code == 302
    assert rows(plan) == ["Nieuw"]
    response = browser.post(place, {f"foto-{photo.pk}-alt": "a" * 170})
    assert response.status_code == 422
    assert "a" * 170 in response.content.decode()
    assert browser.post(place, {"alt": "Zonder voorvoegsel"}).status_code == 422
    assert rows(plan) == ["Nieuw"]


def test_fields_that_no_form_has_change_nothing(as_user: AsUser, plan: Plan, maker: User) -> None:
    other = make.plan(plan.edition)
    extra = {"plan": other.pk, "plan_id": other.pk, "position": 3, "added_by": 1, "image": "plannen/x.jpg", "width": 9}
    as_user(maker).post(url("plan_photos", plan), {"photo": sent(), "alt": WORDS, **extra})
    photo = PlanPhoto.objects.get()
    assert (photo.plan, photo.position, photo.added_by, photo.width) == (plan, 0, maker, 1)


@pytest.mark.parametrize("name", ["photo_describe", "photo_move", "photo_remove"])
def test_a_photo_of_another_plan_does_not_exist_here(as_user: AsUser, plan: Plan, maker: User, name: str) -> None:
    foreign = make.photo(make.plan(plan.edition), "Vreemd")
    data = {"plek": "1", f"foto-{foreign.pk}-alt": "Van mij"}
    assert as_user(maker).post(url(name, plan, foreign.pk), data).status_code == 404
    foreign.refresh_from_db()
    assert foreign.alt == "Vreemd"


@pytest.mark.parametrize("name", ["photo_describe", "photo_move", "photo_remove"])
def test_a_neighbour_changes_nothing_of_somebody_elses_photos(as_user: AsUser, plan: Plan, name: str) -> None:
    photo = make.photo(plan, "Van Omar")
    browser = as_user(make.user())
    assert browser.post(url(name, plan, photo.pk), {"plek": "0", "alt": "x"}).status_code == 404
    assert post(browser, plan, sent()).status_code == 404
    assert rows(plan) == ["Van Omar"]


def test_actions_refuse_who_is_no_maker(plan: Plan) -> None:
    photo, neighbour = make.photo(plan), make.user()
    for act in (
        lambda: actions.add_photo(plan.pk, neighbour, make.picture(), WORDS),
        lambda: actions.describe_photo(plan.pk, neighbour, photo.pk, WORDS),
        lambda: actions.move_photo(plan.pk, neighbour, photo.pk, 0),
        lambda: actions.remove_photo(plan.pk, neighbour, photo.pk),
    ):
        with pytest.raises(Refused, match="Alleen de maker"):
            act()


@pytest.mark.parametrize(
    ("phase", "status"),
    [(Phase.FEASIBILITY, Status.IN_CHECK), (Phase.EXECUTION, Status.CHOSEN), (Phase.SUBMISSION, Status.WITHDRAWN)],
)
def test_photos_stand_still_once_the_plan_does(as_user: AsUser, maker: User, phase: Phase, status: Status) -> None:
    plan = make.plan(make.edition(phase), status, maker=maker)
    photo, browser = make.photo(plan, "Zo blijft het"), as_user(maker)
    assert browser.get(url("plan_photos", plan)).status_code == 302
    assert post(browser, plan, sent()).status_code == 422
    browser.post(url("photo_remove", plan, photo.pk))
    browser.post(url("photo_describe", plan, photo.pk), {f"foto-{photo.pk}-alt": "Anders"})
    assert rows(plan) == ["Zo blijft het"]


@pytest.mark.parametrize("number", [1, 12])
def test_cards_with_photos_and_calls_cost_one_query(
    edition: Edition, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(number):
        plan = make.plan(edition)
        make.photo(plan, "Eén")
        make.photo(plan, "Twee")
        plan.help_wanted.create(text="iemand die kan timmeren")
    with django_assert_num_queries(1):
        plans = list(plan_cards(edition))
        assert {(each.first_photo or {})["alt"] for each in plans} == {"Eén"}
        assert all(each.seeks_help for each in plans)


def test_the_photo_page_costs_the_same_queries_for_five_photos(
    as_user: AsUser, plan: Plan, maker: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    browser = as_user(maker)
    for _ in range(MOST_PHOTOS):
        make.photo(plan)
    # session, user, edition, windows, plan, co-makers, photos, clock, and the menu
    with django_assert_max_num_queries(10):
        assert browser.get(url("plan_photos", plan)).status_code == 200
