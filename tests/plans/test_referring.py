"""An idea that is the city's own work: the maker is asked, and hands it over or goes on."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from accounts.models import User
from audit.models import Entry
from common.errors import Refused
from editions.models import Edition
from editions.phases import Phase
from plans import actions
from plans.default_topics import DEFAULT_TOPICS
from plans.making.queries import unanswered
from plans.models import CostLine, Plan, Referral, ScopeTopic
from plans.queries import history
from plans.status import Status
from tests import make
from tests.plans.browsing import ABSURD, AsUser, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def topic(edition: Edition) -> ScopeTopic:
    return ScopeTopic.objects.create(
        edition=edition, name="Veilig verkeer", words="drempel", department="Verkeer", explanation="Doen wij altijd."
    )


@pytest.fixture
def draft(edition: Edition, maker: User, topic: ScopeTopic) -> Plan:
    return make.plan(edition, Status.DRAFT, maker=maker, body="Er moeten drempels komen.")


def state(plan: Plan) -> tuple[str, int]:
    return Plan.objects.get(pk=plan.pk).status, Referral.objects.count()


def test_a_touched_topic_asks_before_submission(draft: Plan, maker: User) -> None:
    with pytest.raises(actions.ScopeUnanswered):
        actions.submit_plan(draft.pk, maker)
    assert state(draft) == ("DRAFT", 0)


def test_an_untouched_topic_asks_nothing(edition: Edition, maker: User, topic: ScopeTopic) -> None:
    draft = make.plan(edition, Status.DRAFT, maker=maker)
    assert actions.submit_plan(draft.pk, maker).state is Status.SUBMITTED


def test_who_says_no_goes_on(draft: Plan, maker: User) -> None:
    actions.keep_own_plan(draft.pk, maker)
    assert actions.submit_plan(draft.pk, maker).state is Status.SUBMITTED
    assert not Referral.objects.exists()


def test_the_question_comes_back_only_when_the_text_changed(draft: Plan, maker: User) -> None:
    seen = draft.changed_at
    actions.keep_own_plan(draft.pk, maker)
    actions.edit_plan(draft.pk, maker, seen=seen, place="Elders")
    draft.refresh_from_db()
    assert not unanswered(draft)
    actions.edit_plan(draft.pk, maker, body="Er moeten veel drempels komen.")
    draft.refresh_from_db()
    assert unanswered(draft)


def test_another_topic_of_the_edition_asks_again(draft: Plan, maker: User) -> None:
    actions.keep_own_plan(draft.pk, maker)
    ScopeTopic.objects.create(edition=draft.edition, name="B", words="komen", department="B", explanation="B")
    draft.refresh_from_db()
    assert [each.topic.name for each in unanswered(draft)] == ["Veilig verkeer", "B"]


def test_who_says_yes_hands_the_idea_over(draft: Plan, maker: User, topic: ScopeTopic) -> None:
    actions.pass_on(draft.pk, maker, topic.pk)
    plan, referral = Plan.objects.get(), Referral.objects.get()
    assert (plan.state, plan.submitted_at) == (Status.REFERRED, referral.created_at)
    assert (referral.department, referral.by_maker, referral.status) == ("Verkeer", True, "OPEN")
    assert [moment.title for moment in history(plan)] == ["Doorgegeven aan de gemeente"]
    assert Entry.objects.get(action="plan_passed_on").data == {"referral": referral.pk}


def test_a_referral_needs_no_costs_and_no_summary(draft: Plan, maker: User, topic: ScopeTopic) -> None:
    draft.cost_lines.all().delete()
    Plan.objects.update(summary="")
    actions.pass_on(draft.pk, maker, topic.pk)
    assert state(draft) == ("REFERRED", 1)


@pytest.mark.parametrize("part", ["theme", "neighbourhood", "place"])
def test_a_referral_needs_what_a_department_asks(draft: Plan, maker: User, topic: ScopeTopic, part: str) -> None:
    Plan.objects.update(**{part: "" if part == "place" else None})
    with pytest.raises(actions.Incomplete) as caught:
        actions.pass_on(draft.pk, maker, topic.pk)
    assert set(caught.value.missing) == {part}
    assert state(draft) == ("DRAFT", 0)


def test_a_topic_that_the_text_does_not_touch_takes_nothing(draft: Plan, maker: User) -> None:
    other = ScopeTopic.objects.create(edition=draft.edition, name="B", words="huur", department="B", explanation="B")
    elsewhere = ScopeTopic.objects.create(
        edition=make.edition(), name="C", words="drempel", department="C", explanation="C"
    )
    for wrong in (other.pk, elsewhere.pk, 0):
        with pytest.raises(Refused, match="Kijk nog eens"):
            actions.pass_on(draft.pk, maker, wrong)
    assert state(draft) == ("DRAFT", 0)


def test_only_the_maker_answers(draft: Plan, topic: ScopeTopic) -> None:
    for answer in (
        lambda who: actions.pass_on(draft.pk, who, topic.pk),
        lambda who: actions.keep_own_plan(draft.pk, who),
    ):
        with pytest.raises(Refused, match="Alleen de maker"):
            answer(make.user())
    assert state(draft) == ("DRAFT", 0)


@pytest.mark.parametrize("phase", [Phase.LIKES, Phase.FEASIBILITY])
def test_after_submission_has_closed_nothing_is_handed_over(maker: User, phase: Phase) -> None:
    edition = make.edition(phase)
    topic = ScopeTopic.objects.create(edition=edition, name="A", words="drempel", department="A", explanation="A")
    draft = make.plan(edition, Status.DRAFT, maker=maker, body="Een drempel.")
    with pytest.raises(Refused):
        actions.pass_on(draft.pk, maker, topic.pk)
    assert state(draft) == ("DRAFT", 0)


def test_a_submitted_plan_is_not_handed_over_by_its_maker(edition: Edition, maker: User, topic: ScopeTopic) -> None:
    plan = make.plan(edition, maker=maker, body="Een drempel.")
    with pytest.raises(Refused, match="al ingediend"):
        actions.pass_on(plan.pk, maker, topic.pk)
    assert state(plan) == ("SUBMITTED", 0)


# The pages


def test_the_maker_reads_which_topic_and_why_and_chooses(
    as_user: AsUser, draft: Plan, maker: User, topic: ScopeTopic
) -> None:
    browser = as_user(maker)
    page = browser.get(url("plan_submit", draft)).content.decode()
    for words in ("Veilig verkeer", "Doen wij altijd.", "‘drempels’", "Ja, geef mijn idee door aan Verkeer"):
        assert words in page
    assert "Dien uw plan in</button>" not in page
    assert browser.post(url("plan_submit", draft)).status_code == 422
    assert browser.post(url("plan_scope", draft), {"onderwerp": "nee"}).status_code == 302
    assert "Is dit een taak van de gemeente?" not in browser.get(url("plan_submit", draft)).content.decode()
    assert browser.post(url("plan_submit", draft)).status_code == 302
    assert state(draft) == ("SUBMITTED", 0)


def test_an_idea_is_handed_over_twice_without_harm(
    as_user: AsUser, draft: Plan, maker: User, topic: ScopeTopic
) -> None:
    browser = as_user(maker)
    for _click in range(2):
        answer = browser.post(url("plan_scope", draft), {"onderwerp": topic.pk})
        assert answer.headers["Location"] == url("plan_page", draft)
    assert state(draft) == ("REFERRED", 1)


@pytest.mark.parametrize("junk", ["", "x", "²", "-1", "1.5", ABSURD, "9" * 5000, "\x00", "NEE"])
def test_an_answer_that_was_not_offered_changes_nothing(as_user: AsUser, draft: Plan, maker: User, junk: str) -> None:
    assert as_user(maker).post(url("plan_scope", draft), {"onderwerp": junk}).status_code == 422
    assert state(draft) == ("DRAFT", 0)


def test_what_lacks_for_the_department_is_named_with_its_page(
    as_user: AsUser, draft: Plan, maker: User, topic: ScopeTopic
) -> None:
    Plan.objects.update(place="")
    response = as_user(maker).post(url("plan_scope", draft), {"onderwerp": topic.pk})
    assert response.status_code == 422
    assert [item.part for item in response.context["referral_lacks"]] == ["place"]
    assert f"{url('plan_place', draft)}#id_place" in response.content.decode()


def test_everybody_reads_what_became_of_it_and_nobody_likes_it(
    client: Client, draft: Plan, maker: User, topic: ScopeTopic
) -> None:
    draft.cost_lines.all().delete()
    actions.pass_on(draft.pk, maker, topic.pk)
    page = client.get(url("plan_page", draft)).content.decode()
    for words in ("Doorgegeven aan de gemeente", "doet niet mee in het wijkbudget", "Doorverwezen naar Verkeer"):
        assert words in page
    assert 'id="likes"' not in page
    assert "Wat kost het?" not in page
    with pytest.raises(Refused):
        actions.like_plan(draft.pk, maker)


def test_costs_that_were_known_stay_with_the_idea(client: Client, draft: Plan, maker: User, topic: ScopeTopic) -> None:
    CostLine.objects.create(plan=draft, label="Bord", cents=None)
    actions.pass_on(draft.pk, maker, topic.pk)
    page = client.get(url("plan_page", draft)).content.decode()
    assert "nog niet bekend" in page


def test_what_an_administrator_wrote_is_shown_as_text(as_user: AsUser, draft: Plan, maker: User) -> None:
    ScopeTopic.objects.update(name="<script>1</script>", explanation="<script>2</script>", department="<script>3")
    assert (
        "<script>"
        not in as_user(maker).get(url("plan_submit", draft)).content.decode().split("<main")[1].split("</main")[0]
    )


# The list of duties


def test_the_usual_topics_are_laid_once(edition: Edition) -> None:
    assert actions.lay_topics(edition, None) == len(DEFAULT_TOPICS)
    edition.scope_topics.filter(name=DEFAULT_TOPICS[0].name).update(department="Eigen naam")
    assert actions.lay_topics(edition, None) == 0
    assert edition.scope_topics.get(name=DEFAULT_TOPICS[0].name).department == "Eigen naam"
    assert Entry.objects.get(action="topics_laid").data == {"number": len(DEFAULT_TOPICS)}


def test_the_command_lays_them_for_a_known_edition_only(edition: Edition) -> None:
    out = StringIO()
    call_command("lay_topics", edition.slug, stdout=out)
    assert f"{len(DEFAULT_TOPICS)} taken" in out.getvalue()
    with pytest.raises(CommandError):
        call_command("lay_topics", "bestaat-niet")


def test_default_topics_fit_in_their_columns() -> None:
    for topic in DEFAULT_TOPICS:
        ScopeTopic(
            edition=make.edition(),
            name=topic.name,
            words=topic.words,
            department=topic.department,
            explanation=topic.explanation,
        ).full_clean()


def test_the_administrator_lays_and_edits_topics(as_user: AsUser, edition: Edition, no_second_factor: None) -> None:
    browser = as_user(make.user("Beheerder", is_staff=True, is_superuser=True))
    chosen = {"action": "lay_topics", "_selected_action": [edition.pk]}
    browser.post(reverse("admin:editions_edition_changelist"), chosen)
    assert edition.scope_topics.count() == len(DEFAULT_TOPICS)
    page = browser.get(reverse("admin:editions_edition_change", args=[edition.pk])).content.decode()
    assert "verkeersdrempels" in page
    assert "grofvuil ophalen" in page


def test_a_resident_does_not_come_near_them(as_user: AsUser, edition: Edition, maker: User) -> None:
    chosen = {"action": "lay_topics", "_selected_action": [edition.pk]}
    as_user(maker).post(reverse("admin:editions_edition_changelist"), chosen)
    assert not ScopeTopic.objects.exists()
