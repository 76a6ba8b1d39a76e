"""The list for other sites and the Atom feeds: for everybody, about nobody who asks, and valid."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from pytest_django import Settings

from common import clock
from editions.phases import Phase
from execution.actions import edit_update, hide_update, post_update, remove_update
from execution.actions.news import Revision
from execution.models import Agreement, Update
from plans.models import Comment, Plan
from plans.status import Status
from tests import make
from tests.common.test_photos import photo
from tests.execution.test_agreements import running

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def said(text: str = "Het staat!", agreement: Agreement | None = None) -> Update:
    agreement = agreement or running()
    return post_update(agreement.pk, agreement.plan.maker, text)


def feed_of(update: Update, name: str = "progress_feed") -> str:
    plan = update.agreement.plan
    return reverse(name, args=[plan.edition.slug] if name == "progress_feed" else [plan.edition.slug, plan.pk])


def read(url: str) -> ElementTree.Element:
    return ElementTree.fromstring(Client().get(url).content)


class TestTheFrame:
    def test_any_site_may_frame_the_list_and_no_other_page(self) -> None:
        agreement = running()
        slug = agreement.plan.edition.slug
        framed = Client().get(reverse("progress_embed", args=[slug]))
        assert "frame-ancestors *" in framed["Content-Security-Policy"]
        assert "default-src 'self'" in framed["Content-Security-Policy"]
        assert "X-Frame-Options" not in framed
        for name in ("progress", "progress_map", "progress_embed_help", "progress_feed"):
            other = Client().get(reverse(name, args=[slug]))
            assert "frame-ancestors 'none'" in other["Content-Security-Policy"]
            assert other["X-Frame-Options"] == "DENY"

    @pytest.mark.parametrize("name", ["progress_embed", "progress_feed"])
    def test_whoever_asks_nothing_is_set_or_looked_at(self, name: str) -> None:
        edition = running().plan.edition
        browser = Client()
        browser.force_login(make.user(), backend="allauth.account.auth_backends.AuthenticationBackend")
        response = browser.get(reverse(name, args=[edition.slug]))
        assert not response.cookies
        assert response["Cache-Control"] == "public, max-age=300"
        assert "Cookie" not in response.get("Vary", "")
        assert "csrf" not in response.content.decode().lower()
        assert not response.wsgi_request.session.accessed

    def test_the_list_has_the_plans_with_absolute_links_and_states_in_words(self, settings: Settings) -> None:
        settings.SITE_URL = "https://wijkbudget.example"
        agreement = running()
        shown = Client().get(reverse("progress_embed", args=[agreement.plan.edition.slug])).content.decode()
        assert f'href="https://wijkbudget.example/edities/{agreement.plan.edition.slug}/plannen/' in shown
        assert "afspraak volgt" in shown

    @pytest.mark.parametrize("name", ["progress_embed", "progress_feed"])
    def test_an_edition_in_preparation_is_not_there(self, name: str) -> None:
        edition = make.edition(Phase.PREPARATION)
        assert Client().get(reverse(name, args=[edition.slug])).status_code == 404
        assert Client().get(reverse(name, args=["bestaat-niet"])).status_code == 404

    def test_the_explanation_has_the_line_to_copy(self, settings: Settings) -> None:
        settings.SITE_URL = "https://wijkbudget.example"
        slug = running().plan.edition.slug
        shown = Client().get(reverse("progress_embed_help", args=[slug])).content.decode()
        assert f'&lt;iframe src="https://wijkbudget.example/edities/{slug}/voortgang/insluiten/"' in shown


class TestAtom:
    def test_a_feed_is_valid_and_says_where_it_is(self, settings: Settings) -> None:
        settings.SITE_URL = "https://wijkbudget.example"
        update = said()
        for name in ("progress_feed", "plan_feed"):
            url = feed_of(update, name)
            feed = read(url)
            assert feed.tag == f"{ATOM}feed"
            links = {each.get("rel"): each.get("href") for each in feed.findall(f"{ATOM}link")}
            assert links["self"] == f"https://wijkbudget.example{url}"
            assert feed.findtext(f"{ATOM}id") == links["self"]
            (entry,) = feed.findall(f"{ATOM}entry")
            assert (
                entry.findtext(f"{ATOM}id") == f"tag:wijkbudget.example,{update.posted_at:%Y-%m-%d}:bericht/{update.pk}"
            )
            assert entry.findtext(f"{ATOM}author/{ATOM}name") == update.author.name
            assert entry.find(f"{ATOM}link").get("href").startswith("https://wijkbudget.example/")  # type: ignore[union-attr]
            assert "Het staat!" in (entry.findtext(f"{ATOM}summary") or "")
            for each in (feed, entry):
                assert parse_datetime(each.findtext(f"{ATOM}updated") or "")

    def test_an_entry_keeps_its_id_and_tells_when_it_changed(self) -> None:
        update = said()
        before = read(feed_of(update)).find(f"{ATOM}entry")
        clock.move(timedelta(days=2))
        edit_update(update.agreement_id, update.author, update.pk, Revision("Toch niet."))
        after = read(feed_of(update)).find(f"{ATOM}entry")
        assert before is not None
        assert after is not None
        assert before.findtext(f"{ATOM}id") == after.findtext(f"{ATOM}id")
        assert before.findtext(f"{ATOM}published") == after.findtext(f"{ATOM}published")
        assert (before.findtext(f"{ATOM}updated") or "") < (after.findtext(f"{ATOM}updated") or "")

    def test_no_mail_address_stands_in_it(self) -> None:
        update = said()
        shown = Client().get(feed_of(update, "plan_feed")).content.decode()
        assert update.author.email
        assert update.author.email not in shown

    @pytest.mark.parametrize("text", ["<script>alert(1)</script> & ]]>", "a\x0bb\x01c", "😀 €"])
    def test_whatever_a_maker_types_the_feed_stays_valid_and_harmless(self, text: str) -> None:
        update = said(text)
        Plan.objects.filter(pk=update.agreement.plan_id).update(title="Tuin & <b>bank</b>\x0b")
        entry = read(feed_of(update)).find(f"{ATOM}entry")
        assert entry is not None
        assert "<script" not in (entry.findtext(f"{ATOM}summary") or "")

    def test_who_has_the_newest_gets_304_and_after_a_change_all_of_it(self) -> None:
        update = said()
        first = Client().get(feed_of(update))
        tag, since = first["ETag"], first["Last-Modified"]
        assert Client().get(feed_of(update), HTTP_IF_NONE_MATCH=tag).status_code == 304
        assert Client().get(feed_of(update), HTTP_IF_MODIFIED_SINCE=since).status_code == 304
        clock.move(timedelta(hours=1))
        said("Nog iets", update.agreement)
        assert Client().get(feed_of(update), HTTP_IF_NONE_MATCH=tag).status_code == 200
        assert Client().get(feed_of(update), HTTP_IF_MODIFIED_SINCE=since).status_code == 200

    @pytest.mark.parametrize("how", ["hide", "remove"])
    def test_what_is_taken_away_leaves_the_feed_and_changes_its_time(self, how: str) -> None:
        update = said()
        since = Client().get(feed_of(update))["Last-Modified"]
        clock.move(timedelta(hours=1))
        if how == "hide":
            hide_update(update.agreement_id, make.user(), update.pk, Comment.HiddenFor.SPAM)
        else:
            remove_update(update.agreement_id, update.author, update.pk)
        response = Client().get(feed_of(update), HTTP_IF_MODIFIED_SINCE=since)
        assert response.status_code == 200
        assert b"Het staat!" not in response.content

    def test_a_feed_without_news_is_the_same_at_every_moment(self) -> None:
        url = reverse("progress_feed", args=[running().plan.edition.slug])
        tag = Client().get(url)["ETag"]
        clock.move(timedelta(days=1))
        assert Client().get(url)["ETag"] == tag

    def test_plans_that_were_not_chosen_have_no_feed(self) -> None:
        plan = make.plan(make.edition(Phase.EXECUTION), Status.NOT_CHOSEN)
        for number in (plan.pk, 999_999, 10**25):
            assert Client().get(reverse("plan_feed", args=[plan.edition.slug, number])).status_code == 404

    def test_pages_say_where_the_feed_is(self) -> None:
        update = said()
        plan = update.agreement.plan
        page = Client().get(reverse("plan_page", args=[plan.edition.slug, plan.pk])).content.decode()
        assert f'type="application/atom+xml" title="Nieuws over dit plan" href="{feed_of(update, "plan_feed")}"' in page
        listed = Client().get(reverse("progress", args=[plan.edition.slug])).content.decode()
        assert f'href="{feed_of(update)}"' in listed

    def test_a_photo_is_mentioned_and_not_carried(self) -> None:
        agreement = running()
        update = post_update(agreement.pk, agreement.plan.maker, "Kijk!", [(photo(), "Een bank")])
        shown = read(feed_of(update)).find(f"{ATOM}entry").findtext(f"{ATOM}summary") or ""  # type: ignore[union-attr]
        assert "staat 1 foto" in shown
        assert "voortgang/" not in shown
