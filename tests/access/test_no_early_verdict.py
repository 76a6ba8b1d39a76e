"""Nobody outside the table notices anything of it before the verdicts are public: not a byte, not a header, not a mail.

One world is looked at by a visitor, a resident and a maker: before the table did anything, after it did everything, and
after it decided otherwise. Whoever makes a page depend on what is not public yet sees this fail.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from feasibility.models import Parking, Publication, Verdict
from feasibility.quick_test import Outcome
from mail.actions import compose_due, notify
from mail.kinds import Kind
from plans.finding import filters
from plans.models import Plan
from tests.access.unpublished import SECRET, look, told, town, work_at_the_table
from website.views import public

pytestmark = pytest.mark.django_db


def differences(before: dict[Any, Any], after: dict[Any, Any]) -> list[str]:
    """The addresses that answer otherwise, and the part in which they do."""
    assert before.keys() == after.keys()
    return [
        f"{name} {address} for {role}: {part}"
        for (name, address, role), was in before.items()
        for part in ("status", "headers", "body")
        if getattr(was, part) != getattr(after[name, address, role], part)
    ]


def test_no_byte_depends_on_what_is_not_public() -> None:
    place = town()
    compose_due()  # what was told before anything at the table
    first, untouched, silence = look(place), look(place), told(place)
    assert differences(first, untouched) == [], "all that changes by itself is put aside by name"
    assert sum(seen.status == 200 for seen in untouched.values()) > 250
    for turn in (0, 1):
        work_at_the_table(place, turn)
        compose_due()
        now = look(place)
        assert differences(untouched, now) == []
        assert told(place) == silence
    assert not any(SECRET.encode() in seen.body for (_, address, _), seen in now.items() if SECRET not in address)
    assert {verdict.outcome for verdict in Verdict.objects.all()} == {outcome.value for outcome in Outcome}
    assert Parking.objects.exists()
    assert Publication.objects.exists()


# The test itself is tested: a leak of every sort is seen.

Leak = Callable[[pytest.MonkeyPatch], None]


def verdict_on_the_plan_page(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(public, "public_verdict", lambda plan: Verdict.objects.filter(plan=plan).first())


def order_by_verdict(patch: pytest.MonkeyPatch) -> None:
    order = filters.PlanFilter._order
    patch.setattr(filters.PlanFilter, "_order", lambda self: ["verdict__outcome", *order(self)])


def header_with_the_state(patch: pytest.MonkeyPatch) -> None:
    def with_tag(request: HttpRequest, template: str, *rest: Any, **more: Any) -> HttpResponse:
        response = render(request, template, *rest, **more)
        response["ETag"] = f'"{Verdict.objects.count()}"'
        return response

    patch.setattr(public, "render", with_tag)


def search_in_the_explanation(patch: pytest.MonkeyPatch) -> None:
    def search(self: Any, plans: Any, name: str, value: str) -> Any:
        return plans.filter(verdict__explanation__icontains=value)

    patch.setattr(filters.PlanFilter, "search", search)


@pytest.mark.parametrize(
    "leak", [verdict_on_the_plan_page, order_by_verdict, header_with_the_state, search_in_the_explanation]
)
def test_a_leak_is_seen(leak: Leak, monkeypatch: pytest.MonkeyPatch) -> None:
    place = town()
    leak(monkeypatch)
    names = ("plan_page", "plan_list")
    look(place, names)
    before = look(place, names)
    work_at_the_table(place, 0)
    assert differences(before, look(place, names))


def test_an_early_mail_is_seen() -> None:
    place = town()
    silence = told(place)
    plan = Plan.objects.get(pk=place.mine.pk)
    words: dict[str, Any] = {"heading": "Ja", "text": "Ja", "path": "/", "label": "Lees"}
    notify(plan.maker_ids, Kind.VERDICT, f"plan:{plan.pk}:verdict", **words)
    assert told(place) != silence
