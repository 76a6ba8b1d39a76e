"""Shorthand for tests that browse the pages of plans."""

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from accounts.models import User
from editions.models import Edition
from plans.models import Plan

AsUser = Callable[[User], Client]
ABSURD = "9" * 30
MAKERS_PAGES = ["plan_edit", "plan_place", "cost_lines", "plan_submit", "plan_withdraw"]


def url(name: str, plan: Plan, *more: object) -> str:
    return reverse(name, args=[plan.edition.slug, plan.pk, *more])


IDEA = {"title": "Fruitbomen", "summary": "Bomen voor iedereen.", "body": "Tien bomen."}


def filled(edition: Edition, **changes: Any) -> dict[str, Any]:
    """What both steps of the text ask; each takes its own part."""
    theme, neighbourhood = edition.themes.first(), edition.area.neighbourhoods.first()
    assert theme
    assert neighbourhood
    data = {
        **IDEA,
        "theme": theme.pk,
        "neighbourhood": neighbourhood.pk,
        "place": "Italiëlaan",
    }
    return {**data, **changes}


def titles(client: Client, edition: Edition, **query: str) -> list[str]:
    response = client.get(reverse("plan_list", args=[edition.slug]), query)
    assert response.status_code == 200
    return [plan.title for plan in response.context["plans"]]
