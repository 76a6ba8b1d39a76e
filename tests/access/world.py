"""A small world in which every page of the site exists, and the people who come knocking."""

from dataclasses import dataclass

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.models import User
from editions.models import Edition, Role
from editions.phases import Phase
from tests import make

ROLES = ["bezoeker", "bewoner", "plannenmaker", "checker", "voorzitter", "wijkraad", "projectleider", "andere editie"]
LIBRARIES = ("allauth.", "django.contrib.")


@dataclass
class World:
    edition: Edition
    people: dict[str, User | None]
    arguments: dict[str, object]

    def browser(self, role: str) -> Client:
        client = Client(raise_request_exception=True)
        person = self.people[role]
        if person:
            client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client


def our_patterns() -> dict[str, URLPattern]:
    """Every named page that is ours, by name."""
    found: dict[str, URLPattern] = {}

    def walk(patterns: list[URLPattern | URLResolver]) -> None:
        for entry in patterns:
            if isinstance(entry, URLResolver):
                walk(entry.url_patterns)
            elif not entry.callback.__module__.startswith(LIBRARIES):
                assert entry.name, f"{entry.pattern} has no name"
                found[entry.name] = entry

    walk(get_resolver().url_patterns)
    return found


def build() -> World:
    edition = make.edition(Phase.FEASIBILITY)
    other = make.edition(Phase.FEASIBILITY)
    maker = make.user("Maker")
    plan = make.plan(edition, maker=maker)
    people: dict[str, User | None] = {
        "bezoeker": None,
        "bewoner": make.user("Bewoner"),
        "plannenmaker": maker,
        "checker": make.staff(edition, Role.CHECKER),
        "voorzitter": make.staff(edition, Role.CHAIR),
        "wijkraad": make.staff(edition, Role.PARTNER),
        "projectleider": make.staff(edition, Role.LEADER),
        "andere editie": make.staff(other, Role.LEADER, Role.CHAIR, Role.CHECKER, Role.PARTNER),
    }
    arguments: dict[str, object] = {"edition": edition.slug, "number": plan.pk, "plan": plan.pk}
    return World(edition, people, arguments)
