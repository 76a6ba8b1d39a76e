"""Puts the page of the talk about one plan together, with whatever somebody has just typed."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import cached_property

from common import clock
from editions.models import Edition, Role
from editions.phases import Activity, why_not
from feasibility.actions.pairs import MAY_CONFLICT
from feasibility.actions.table import NOT_HERE
from feasibility.permissions import Person, may_confer, may_judge, may_remove
from feasibility.queries import TABLED, person_at
from feasibility.queries.connections import connections_of
from feasibility.queries.flow import questions_of
from feasibility.queries.remarks import Thread, colleagues, threads_of
from feasibility.queries.sheet import PUBLISHED
from feasibility.talk.forms import ConnectionForm, FileForm, PairForm, RemarkForm, ReplyForm
from plans.models import Plan
from plans.pairs import pairs_of, rival_of
from plans.status import Status


@dataclass(frozen=True)
class Typed:
    """What was just posted and not saved: at most one of these. `reply` goes with the thread that it answers."""

    remark: RemarkForm | None = None
    reply: tuple[int, ReplyForm] | None = None
    file: FileForm | None = None
    connection: ConnectionForm | None = None
    pair: PairForm | None = None
    refused: str = ""

    @property
    def form(self) -> forms.Form | None:
        return self.remark or (self.reply[1] if self.reply else None) or self.file or self.connection or self.pair


class Conference:
    """Somebody at the table and the plan that they talk about."""

    def __init__(self, edition: Edition, plan: Plan, person: Person) -> None:
        self.edition, self.plan, self.person = edition, plan, person

    @cached_property
    def closed(self) -> str:
        """The Dutch reason why nothing can be added or taken away now, or empty."""
        if self.edition.verdicts_published_at:
            return PUBLISHED
        return self._late or ("" if self.plan.state is Status.IN_CHECK else NOT_HERE)

    @property
    def may_pair(self) -> bool:
        return not self._late and self.plan.state in MAY_CONFLICT and may_judge(self.person, self.plan)

    @cached_property
    def others(self) -> list[Plan]:
        """The plans that this one could be connected to."""
        plans = Plan.objects.of(self.edition).public().exclude(pk=self.plan.pk)
        return list(plans.only("title", "status").order_by("title", "pk"))

    @property
    def rivals(self) -> list[Plan]:
        """The plans that this one could exclude."""
        return [plan for plan in self.others if plan.state in MAY_CONFLICT]

    @cached_property
    def _late(self) -> str:
        return why_not(Activity.JUDGE, self.edition.current_phase, {}, clock.now()) or ""


def confer(request: HttpRequest, edition: Edition, plan_id: int) -> Conference:
    """404 for a plan that is not on this table, and for who makes it: to them this talk does not exist."""
    plans = Plan.objects.of(edition).filter(status__in=TABLED).prefetch_related("co_makers")
    plan = plans.filter(pk=plan_id).first() if plan_id < 2**63 else None
    person = person_at(request.user.pk or 0, edition.pk)
    if plan is None or not may_confer(person, plan):
        raise Http404("Dit plan ligt niet op tafel.")
    return Conference(edition, plan, person)


def show(request: HttpRequest, here: Conference, typed: Typed) -> HttpResponse:
    failed = typed.form is not None or typed.refused
    return render(request, "feasibility/talk/page.html", _context(request, here, typed), status=422 if failed else 200)


def _context(request: HttpRequest, here: Conference, typed: Typed) -> dict[str, Any]:
    plan, person, closed, asked = here.plan, here.person, here.closed, request.GET.get("vraag", "")
    questions, threads = questions_of(plan), threads_of(plan, person.user_id)
    return {
        "edition": here.edition,
        "is_leader": Role.LEADER in person.roles,
        "plan": plan,
        "typed": typed,
        "closed": closed,
        "threads": [(each, _reply_form(each, typed, closed)) for each in _first_about(asked, threads)],
        "calls": {call for thread in threads for call in thread.calls},
        "colleagues": colleagues(plan, person.user_id),
        "remark_form": typed.remark or RemarkForm(initial={"question": asked}, questions=questions),
        "files": _removable(plan.table_files.select_related("added_by"), here),
        "file_form": typed.file or FileForm(),
        "connections": _removable(connections_of(plan), here),
        "connection_form": typed.connection or ConnectionForm(plans=here.others),
        "pairs": [(pair, rival_of(plan, pair)) for pair in pairs_of(plan)],
        "pair_form": typed.pair or PairForm(plans=here.rivals),
        "may_pair": here.may_pair,
    }


def _first_about(asked: str, threads: list[Thread]) -> list[Thread]:
    """What was said about the question that somebody came from stands on top."""
    return sorted(threads, key=lambda thread: not asked or str(thread.first.question_id) != asked)


def _reply_form(thread: Thread, typed: Typed, closed: str) -> ReplyForm | None:
    if typed.reply and typed.reply[0] == thread.first.pk:
        return typed.reply[1]
    return None if closed else ReplyForm(thread.first.pk)


def _removable(things: Any, here: Conference) -> list[tuple[Any, bool]]:
    """Each with whether this person may take it away now."""
    return [(each, not here.closed and may_remove(here.person, here.plan, each.added_by_id)) for each in things]
