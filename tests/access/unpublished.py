"""Everything of the table that nobody outside it may notice, and everything that somebody outside it can see."""

import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import product
from typing import Any

from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts import access
from accounts.middleware import declared_access
from accounts.models import User
from common import clock
from editions.models import Edition, EditionRole, Role
from feasibility import quick_test
from feasibility.actions import (
    add_condition,
    confirm_verdict,
    costs,
    explain_difference,
    give_advice,
    park_plan,
    propose_publication,
    reopen_verdict,
    save_answer,
    second_verdict,
    set_estimate,
)
from feasibility.models import (
    AgendaItem,
    Assignment,
    Attendee,
    ClockPause,
    Connection,
    CostDossier,
    Dossier,
    MakerAnswer,
    Meeting,
    Mention,
    Reconsideration,
    Remark,
    Seat,
    TableFile,
    TableRules,
    Verdict,
)
from feasibility.models.table import ConditionOwner
from feasibility.queries.flow import as_flow, given, questions_of
from feasibility.quick_test import Discipline, Outcome, Value
from feasibility.seen import mark
from mail.models import Mail, Notice
from plans.finding.filters import ORDERS
from plans.models import CoMaker, ConflictPair, Plan
from plans.status import PUBLIC, Status
from tests import make
from tests.access.world import NOTHING, World, build, our_patterns

# A word that stands in everything that is typed at the table, and nowhere else.
SECRET = "Kwikstaart"
OUTSIDERS = ("bezoeker", "bewoner", "plannenmaker")
LISTS = ("plan_list", "plan_map", "plan_map_data")


@dataclass(frozen=True)
class Seen:
    """One answer to somebody outside: everything that arrives, but what is new in every answer."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


@dataclass
class Town:
    """The world of the matrix with more plans on its table, two of them made by "plannenmaker"."""

    world: World
    mine: Plan
    joint: Plan
    checker: User
    browsers: dict[str, Client]

    @property
    def edition(self) -> Edition:
        return Edition.objects.get(pk=self.world.edition.pk)

    @property
    def on_table(self) -> list[Plan]:
        return list(Plan.objects.of(self.edition).filter(status=Status.IN_CHECK).order_by("pk"))

    def person(self, role: str) -> User:
        found = self.world.people[role]
        assert found
        return found


def town() -> Town:
    world = build()
    edition, maker = world.edition, world.people["plannenmaker"]
    assert maker
    mine, joint = (make.plan(edition, Status.IN_CHECK, maker=each) for each in (maker, make.user("Omar")))
    CoMaker.objects.create(plan=joint, user=maker)
    checker = make.staff(edition, Role.CHECKER, name="Sam")
    Seat.objects.create(edition=edition, user=checker, discipline=Discipline.LEGAL)
    browsers = {role: world.browser(role) for role in OUTSIDERS}
    for browser in browsers.values():
        browser.cookies["volgorde"] = "7"  # the order by chance: the same for the whole visit
    return Town(world, mine, joint, checker, browsers)


# What happens at the table


def outcome_of(number: int, turn: int) -> Outcome:
    """Each plan another outcome, and each turn another than before."""
    return list(Outcome)[(number + turn) % 3]


def work_at_the_table(town: Town, turn: int) -> None:
    """Everything that people at the table can do before publication, on every plan; another `turn` ends otherwise."""
    chair, partner = town.person("voorzitter"), town.person("wijkraad")
    for number, plan in enumerate(town.on_table):
        if verdict := Verdict.objects.standing().filter(plan=plan).first():
            reopen_verdict(verdict.plan_id, chair.pk)
        talk(town, plan, turn)
        give_advice(plan.pk, partner.pk, text=f"{SECRET} {turn}")
        line = plan.cost_lines.get()
        cents, by, words = 50_000 * (turn + 1), town.checker.pk, f"{SECRET} {turn}"
        seen = costs.mark_of(plan.estimates.first())
        set_estimate(plan.pk, by, line_id=line.pk, low_cents=cents, high_cents=2 * cents, basis=words, seen=seen)
        dossier = CostDossier.objects.filter(plan=plan).first()
        explain_difference(plan.pk, by, words, seen=mark(dossier.explanation) if dossier else "")
        judge(town, plan, outcome_of(number, turn), turn)
    hold_meeting(town, turn)
    first, second, *_ = town.on_table
    ConflictPair.objects.update_or_create(
        first=first, second=second, defaults={"reason": f"{SECRET} {turn}", "added_by": chair}
    )
    TableRules.objects.update_or_create(
        edition=town.edition, defaults={"term_days": 30 + turn, "answer_days": 3 + turn, "silence": "OFF_BALLOT"}
    )
    if not any(Verdict.objects.filter(reopened_at__isnull=False)):
        propose_publication(town.edition.pk, chair.pk)


def judge(town: Town, plan: Plan, outcome: Outcome, turn: int) -> None:
    chair = town.person("voorzitter")
    questions = {question.key: question.pk for question in questions_of(plan)}
    while to_do := quick_test.open_questions(as_flow(questions_of(plan)), given(plan)):
        for each in to_do:
            save_answer(plan.pk, questions[each.key], chair.pk, value=Value.YES, remark=SECRET)
    plan.conditions.all().delete()
    if outcome is Outcome.YES_PROVIDED:
        add_condition(plan.pk, chair.pk, text=f"{SECRET} {turn}", owner=ConditionOwner.MAKER)
    way_on = {"way_on": SECRET, "way_on_kind": "PARTNER"} if outcome is Outcome.NO else {}
    amount = {} if outcome is Outcome.NO else {"ballot_cents": 80_000 + turn, "ballot_reason": SECRET}
    if plan.pk % 2 and not plan.parkings.exists():
        park_plan(plan.pk, chair.pk, reason=SECRET, until=clock.today() + timedelta(days=2))
    words: dict[str, Any] = {"explanation": f"{SECRET} {turn}", **way_on, **amount}
    confirm_verdict(plan.pk, chair.pk, outcome=outcome, **words)
    if outcome is Outcome.NO:
        second_verdict(plan.pk, town.checker.pk)


def talk(town: Town, plan: Plan, turn: int) -> None:
    """What has rows of its own: remarks that mention somebody, files, assignments, pauses, chances, early answers."""
    by = town.checker
    remark = Remark.objects.create(plan=plan, author=by, text=f"@Vera {SECRET}")
    Mention.objects.create(remark=remark, user=town.person("voorzitter"))
    TableFile.objects.create(plan=plan, path=f"tafel/{plan.pk}-{turn}", name=SECRET, size=turn, added_by=by)
    Connection.objects.create(plan=plan, kind="CONTACT", name=SECRET, reach=SECRET, why=SECRET, added_by=by)
    Assignment.objects.update_or_create(plan=plan, discipline=Discipline.LEGAL, defaults={"checker": by})
    now = clock.now()
    ClockPause.objects.filter(plan=plan, ended_at=None).update(ended_at=now)
    ClockPause.objects.create(plan=plan, reason=SECRET, started_by=by)
    Dossier.objects.get_or_create(plan=plan)
    MakerAnswer.objects.update_or_create(plan=plan, defaults={"kind": "SILENT", "text": f"{SECRET} {turn}"})
    Reconsideration.objects.update_or_create(
        plan=plan, defaults={"text": f"{SECRET} {turn}", "asked_by": plan.maker, "asked_at": now}
    )


def hold_meeting(town: Town, turn: int) -> None:
    now = clock.now()
    held = Meeting.objects.create(
        edition=town.edition, starts_at=now, place=SECRET, opened_at=now, closed_at=now, notes=f"{SECRET} {turn}"
    )
    Attendee.objects.create(meeting=held, user=town.checker, name=SECRET, organisation=SECRET, mandate=SECRET)
    for number, plan in enumerate(town.on_table):
        AgendaItem.objects.create(meeting=held, plan=plan, position=number, minutes=5 + turn, ended_at=now)


# What people outside see


def look(town: Town, names: tuple[str, ...] = ()) -> dict[tuple[str, str, str], Seen]:
    """Every address as every outsider gets it, by (name, address, role); or only pages with these names."""
    cache.clear()  # what is kept for visitors would hide a change
    found = {}
    for role, browser in town.browsers.items():
        for name, address in addresses(town):
            if not names or name in names:
                found[name, address, role] = fetch(browser, address)
    return found


def addresses(town: Town) -> Iterator[tuple[str, str]]:
    """Every page for every plan on the table; the lists with every order and filter, and a search for the secret."""
    plans = [plan.pk for plan in town.on_table]
    for name, pattern in our_patterns().items():
        wanted = pattern.pattern.converters
        about_plans = {"number", "plan"} & set(wanted) and is_for_outsiders(pattern.callback)
        for number in plans if about_plans else [town.world.arguments["plan"]]:
            values = {**town.world.arguments, "number": number, "plan": number}
            yield name, reverse(name, kwargs={key: values.get(key, NOTHING) for key in wanted})
    for name, query in product(LISTS, queries(town.edition)):
        yield name, f"{reverse(name, args=[town.edition.slug])}?{query}"


def is_for_outsiders(view: Callable[..., Any]) -> bool:
    """Whether somebody without a role gets in at all; a page for the team says no to every plan alike."""
    return (declared_access(view) or "").startswith((access.PUBLIC, access.RESIDENT))


def queries(edition: Edition) -> list[str]:
    filters = [f"status={status}" for status in Status if status in PUBLIC]
    filters += [f"thema={theme.pk}" for theme in edition.themes.all()]
    filters += [f"wijk={each.pk}" for each in edition.area.neighbourhoods.all()]
    return [f"volgorde={order}" for order in ["", *ORDERS]] + [f"zoek={SECRET}", "zoek=plan", "page=2", *filters]


def fetch(browser: Client, address: str) -> Seen:
    response = browser.get(address)
    headers = {key: _plain(value) for key, value in response.items()}
    body = _body(response)
    # `never_cache` says that an answer ran out at the moment it was made.
    headers.pop("Expires", None)
    if headers.get("Content-Type") == "application/pdf":
        # A subset of a font is another one at every printing; what can be read is what counts.
        headers.pop("Content-Length", None)
        body = subprocess.run(["pdftotext", "-", "-"], input=body, capture_output=True, check=True).stdout
    cookies = [(key, _plain(morsel.OutputString())) for key, morsel in response.cookies.items()]
    return Seen(response.status_code, (*sorted(headers.items()), *sorted(cookies)), _plain_bytes(body))


def _body(response: object) -> bytes:
    streamed = getattr(response, "streaming_content", None)
    return b"".join(streamed) if streamed is not None else response.content  # type: ignore[attr-defined]


def _plain_bytes(body: bytes) -> bytes:
    return _plain(body.decode("latin-1")).encode("latin-1")


def _plain(text: str) -> str:
    """Without what is new in every answer: the token against forged forms (in forms, headers of htmx and its cookie),
    the key of an empty form, when a cookie runs out, and the signature with the time under a message."""
    text = re.sub(r'(csrfmiddlewaretoken" value=")[A-Za-z0-9]{64}', r"\1", text)
    text = re.sub(r"(csrftoken=)[A-Za-z0-9]{32}", r"\1", text)
    text = re.sub(r"((?:X-CSRFToken|x-csrftoken)[^A-Za-z0-9]+)[A-Za-z0-9]{64}", r"\1", text)
    text = re.sub(r'(name="(?:draft|form)_key" value=")[0-9a-f-]{36}', r"\1", text)
    text = re.sub(r"(messages=[^:;]*):[^;]+", r"\1", text)
    return re.sub(r"expires=[^;]+", "expires=", text)


def told(town: Town) -> list[tuple[object, ...]]:
    """All that people without a role in this edition were or will be told, by notice and by mail."""
    team = EditionRole.objects.filter(edition=town.edition).values("user")
    notices = Notice.objects.exclude(user__in=team).order_by("pk").values_list("user", "kind", "key", "heading", "text")
    mails = Mail.objects.exclude(user__in=team).order_by("pk").values_list("user", "subject", "text", "html")
    return [*notices, *mails]
