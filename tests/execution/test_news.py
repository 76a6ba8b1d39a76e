"""News from makers: several photos, changed and taken back by them, hidden by the team; and who hears of it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from common import clock
from common.errors import Refused
from editions.models import Edition, Role
from editions.phases import Phase
from execution.actions import (
    edit_update,
    follow_along,
    follow_plan,
    hide_update,
    post_update,
    remove_update,
    restore_update,
)
from execution.actions.news import Revision
from execution.models import Agreement, Update
from execution.models.news import MOST_PHOTOS
from mail.actions import choose, compose_due
from mail.kinds import Kind, Level
from mail.models import Mail, Notice
from plans.models import CoMaker, Comment, Like
from plans.status import Status
from tests import make
from tests.common.test_photos import photo
from tests.execution.test_agreements import running

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor")]
AsUser = Callable[[User], Client]
SPAM = Comment.HiddenFor.SPAM


def posted(agreement: Agreement | None = None, photos: int = 0) -> Update:
    agreement = agreement or running()
    return post_update(
        agreement.pk, agreement.plan.maker, "Het staat!", [(photo(), f"Foto {n}") for n in range(photos)]
    )


def public(update: Update) -> str:
    plan = update.agreement.plan
    return Client().get(reverse("plan_page", args=[plan.edition.slug, plan.pk])).content.decode()


def at(update: Update, name: str) -> str:
    plan = update.agreement.plan
    if name in ("update_hide", "update_restore"):
        return reverse(name, args=[plan.edition.slug, update.pk])
    return reverse(name, args=[plan.edition.slug, plan.pk, update.pk])


class TestPhotos:
    def test_an_update_has_up_to_six_photos(self) -> None:
        update = posted(photos=MOST_PHOTOS)
        assert [each.alt for each in update.photos.all()] == [f"Foto {n}" for n in range(6)]
        with pytest.raises(Refused, match="hoogstens 6"):
            posted(photos=MOST_PHOTOS + 1)

    def test_every_photo_says_what_is_to_be_seen(self, as_user: AsUser) -> None:
        plan = running().plan
        upload = SimpleUploadedFile("b.jpg", photo().read(), "image/jpeg")
        url = reverse("update_add", args=[plan.edition.slug, plan.pk])
        response = as_user(plan.maker).post(url, {"text": "Onze tuin", "photo_2": upload})
        shown = response.content.decode()
        assert response.status_code == 422
        assert "Beschrijf wat er op de foto te zien is." in shown
        assert "Onze tuin" in shown
        assert "Kies uw foto’s opnieuw" in shown
        assert not Update.objects.exists()

    def test_a_bad_file_is_named_where_it_was_chosen(self, as_user: AsUser) -> None:
        plan = running().plan
        files = {"photo": SimpleUploadedFile("a.jpg", photo().read()), "photo_3": SimpleUploadedFile("c.jpg", b"nep")}
        url = reverse("update_add", args=[plan.edition.slug, plan.pk])
        words = {"text": "Hoi", "photo_alt": "een", "photo_alt_3": "drie"}
        response = as_user(plan.maker).post(url, {**words, **files})
        assert response.context["form"].errors.keys() == {"photo_3"}
        assert not Update.objects.exists()


class TestChanging:
    def test_the_maker_changes_words_and_photos(self, as_user: AsUser) -> None:
        update = posted(photos=2)
        first, second = update.photos.all()
        data = {"text": "Toch niet.", f"alt-{first.pk}": "Een bank", f"alt-{second.pk}": "x", f"gone-{second.pk}": "on"}
        assert as_user(update.author).post(at(update, "update_edit"), data).status_code == 302
        update.refresh_from_db()
        assert update.text == "Toch niet."
        assert update.edited_at
        assert [each.alt for each in update.photos.all()] == ["Een bank"]
        assert not Notice.objects.filter(kind=Kind.PROGRESS).count()

    def test_a_file_goes_with_its_photo(self, django_capture_on_commit_callbacks: Callable[..., object]) -> None:
        update = posted(photos=1)
        name = str(update.photos.get().image)
        with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
            remove_update(update.agreement_id, update.author, update.pk)
        assert not default_storage.exists(name)

    def test_strangers_and_leaders_change_nothing(self, as_user: AsUser) -> None:
        update = posted()
        leader = make.staff(update.agreement.plan.edition, Role.LEADER)
        assert as_user(make.user()).post(at(update, "update_edit"), {"text": "x"}).status_code == 403
        assert as_user(leader).post(at(update, "update_edit"), {"text": "x"}).status_code == 404
        for person in (make.user(), leader):
            with pytest.raises(Refused, match="Alleen de maker"):
                edit_update(update.agreement_id, person, update.pk, Revision("x"))
            with pytest.raises(Refused, match="Alleen de maker"):
                remove_update(update.agreement_id, person, update.pk)

    def test_what_was_taken_back_is_nowhere(self, as_user: AsUser) -> None:
        update = posted()
        assert as_user(update.author).post(at(update, "update_remove")).status_code == 302
        assert "Het staat!" not in public(update)
        assert as_user(update.author).get(at(update, "update_edit")).status_code == 404

    @pytest.mark.parametrize("data", [{"text": ""}, {"text": "x" * 2001}])
    def test_bad_words_change_nothing(self, data: dict[str, str], as_user: AsUser) -> None:
        update = posted()
        assert as_user(update.author).post(at(update, "update_edit"), data).status_code == 422
        assert Update.objects.get().text == "Het staat!"


class TestHiding:
    @pytest.mark.parametrize("role", [Role.LEADER, Role.PARTNER])
    def test_the_team_hides_with_a_reason_that_the_maker_reads(self, role: Role, as_user: AsUser) -> None:
        update = posted(photos=1)
        team = as_user(make.staff(update.agreement.plan.edition, role))
        address = update.photos.get().image.url
        assert team.post(at(update, "update_hide"), {"reason": "SPAM", "words": "Dit is reclame."}).status_code == 302
        assert "Het staat!" not in public(update)
        assert Client().get(address).status_code == 404
        maker = as_user(update.author)
        plan = update.agreement.plan
        assert "Dit is reclame." in maker.get(reverse("agreement", args=[plan.edition.slug, plan.pk])).content.decode()
        assert maker.get(address)["Cache-Control"] == "private, no-store"
        assert team.post(at(update, "update_restore")).status_code == 302
        assert "Het staat!" in public(update)

    def test_without_a_reason_nothing_is_hidden(self, as_user: AsUser) -> None:
        update = posted()
        team = as_user(make.staff(update.agreement.plan.edition, Role.LEADER))
        response = team.post(at(update, "update_hide"), {"words": "Omdat ik het zeg."})
        assert response.status_code == 422
        assert "Omdat ik het zeg." in response.content.decode()
        assert Update.objects.standing().count() == 1

    def test_nobody_decides_about_their_own_plan(self) -> None:
        update = posted()
        make.role(update.author, update.agreement.plan.edition, Role.LEADER)
        with pytest.raises(Refused, match="uw eigen plan"):
            hide_update(update.agreement_id, update.author, update.pk, SPAM)

    @pytest.mark.parametrize("role", [Role.CHECKER, Role.CHAIR, Role.CLERK])
    def test_other_staff_hide_nothing(self, role: Role, as_user: AsUser) -> None:
        update = posted()
        other = as_user(make.staff(update.agreement.plan.edition, role))
        assert other.post(at(update, "update_hide"), {"reason": "SPAM"}).status_code == 403

    def test_hidden_twice_or_restored_twice_is_refused(self) -> None:
        update, leader = posted(), make.user()
        hide_update(update.agreement_id, leader, update.pk, SPAM)
        with pytest.raises(Refused, match="niet meer"):
            hide_update(update.agreement_id, leader, update.pk, SPAM)
        restore_update(update.agreement_id, leader, update.pk)
        with pytest.raises(Refused, match="al weer"):
            restore_update(update.agreement_id, leader, update.pk)


class TestFollowers:
    def liker(self, agreement: Agreement) -> User:
        person = make.user("Wil")
        Like.objects.create(plan=agreement.plan, user=person)
        follow_along(agreement.plan.edition)
        return person

    def heard(self) -> set[int]:
        return set(Notice.objects.filter(kind=Kind.PROGRESS).values_list("user", flat=True))

    def test_who_likes_or_follows_hears_of_news_and_makers_do_not(self) -> None:
        agreement = running()
        liker, follower, co_maker = self.liker(agreement), make.user("Vera"), self.liker(agreement)
        CoMaker.objects.create(plan=agreement.plan, user=co_maker)
        Like.objects.create(plan=agreement.plan, user=agreement.plan.maker)
        Like.objects.create(plan=agreement.plan, user=make.user("Weg", is_active=False))
        self.liker(running(agreement.plan.edition))
        follow_plan(agreement.plan_id, follower, wanted=True)
        Like.objects.all().delete()  # as they are some weeks after the result
        posted(agreement)
        assert self.heard() == {liker.pk, follower.pk}

    def test_who_stopped_hears_nothing_not_even_with_a_like(self, as_user: AsUser) -> None:
        agreement = running()
        liker = self.liker(agreement)
        url = reverse("plan_follow", args=[agreement.plan.edition.slug, agreement.plan_id])
        assert as_user(liker).post(url, {"volgen": "nee"}).status_code == 302
        posted(agreement)
        assert self.heard() == set()
        assert as_user(liker).post(url, {"volgen": "ja"}).status_code == 302
        clock.move(timedelta(minutes=3))
        posted(agreement)
        assert self.heard() == {liker.pk}

    def test_two_presses_of_the_button_are_one_message(self) -> None:
        agreement = running()
        assert posted(agreement) == posted(agreement)
        clock.move(timedelta(minutes=3))
        posted(agreement)
        assert Update.objects.count() == 2

    def test_after_the_round_nobody_starts_to_follow(self) -> None:
        agreement = running()
        Edition.objects.update(phase=Phase.CLOSED)
        with pytest.raises(Refused, match="geen nieuws"):
            follow_plan(agreement.plan_id, make.user(), wanted=True)
        follow_plan(agreement.plan_id, make.user(), wanted=False)

    def test_what_the_term_emptied_is_not_put_back(self) -> None:
        update = posted(running())
        leader = make.staff(update.agreement.plan.edition, Role.LEADER)
        hide_update(update.agreement_id, leader, update.pk, SPAM)
        Update.objects.update(text="")
        with pytest.raises(Refused, match="gewist"):
            restore_update(update.agreement_id, leader, update.pk)

    def test_it_comes_with_the_digest_once_and_two_updates_in_one_mail(self) -> None:
        agreement = running()
        self.liker(agreement)
        posted(agreement)
        posted(agreement)
        compose_due()
        assert not Mail.objects.exists()
        clock.move(timedelta(days=1))
        compose_due()
        compose_due()
        mail = Mail.objects.get()
        assert mail.text.count("Nieuws over") == 1
        assert "Het staat!" not in mail.text

    def test_who_chose_no_small_news_gets_no_mail(self) -> None:
        agreement = running()
        choose(self.liker(agreement), Level.IMPORTANT)
        posted(agreement)
        clock.move(timedelta(days=1))
        compose_due()
        assert not Mail.objects.exists()

    def test_what_was_taken_away_before_the_digest_is_not_told(self) -> None:
        agreement = running()
        self.liker(agreement)
        hidden, removed = posted(agreement), posted(agreement)
        hide_update(agreement.pk, make.user(), hidden.pk, SPAM)
        remove_update(agreement.pk, removed.author, removed.pk)
        assert self.heard() == set()

    def test_a_plan_that_was_not_chosen_is_not_followed(self, as_user: AsUser) -> None:
        plan = make.plan(running().plan.edition, Status.NOT_CHOSEN)
        url = reverse("plan_follow", args=[plan.edition.slug, plan.pk])
        assert as_user(make.user()).post(url, {"volgen": "ja"}).status_code == 404
        with pytest.raises(Refused):
            follow_plan(plan.pk, make.user(), wanted=True)
