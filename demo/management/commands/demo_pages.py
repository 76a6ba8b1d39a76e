"""Lists the main pages of every role, as lines of JSON, for the demo check."""

import json
from typing import Any

from django.core.management.base import BaseCommand
from django.urls import reverse

from editions.models import Edition
from editions.phases import Phase
from execution.models import Agreement
from plans.models import Plan
from plans.status import Status


def pages() -> list[tuple[str, str, str, str]]:
    """(role, e-mail address or "", path, what the page must contain)."""
    by_phase = {edition.current_phase: edition for edition in Edition.objects.all()}
    run, vote = by_phase[Phase.EXECUTION].slug, by_phase[Phase.VOTING].slug
    table, likes, submit = (by_phase[p].slug for p in (Phase.FEASIBILITY, Phase.LIKES, Phase.SUBMISSION))
    chosen = Agreement.objects.filter(plan__maker__email="maker@demo.example").values_list("plan_id", flat=True)[0]
    at_table = Plan.objects.filter(status=Status.IN_CHECK).values_list("pk", flat=True)[0]
    liked = Plan.objects.filter(edition__slug=likes).values_list("pk", flat=True)[0]
    leader, checker = "projectleider@demo.example", "checker@demo.example"
    return [
        ("bezoeker", "", reverse("home"), "Zo werkt het"),
        ("bezoeker", "", reverse("rules"), "Spelregels"),
        ("bezoeker", "", reverse("edition_list"), "Alle rondes"),
        ("bezoeker", "", reverse("edition_page", args=[likes]), "plannen"),
        ("bezoeker", "", reverse("plan_list", args=[run]), "Alle plannen"),
        ("bezoeker", "", reverse("plan_page", args=[run, chosen]), "Molenplas"),
        ("bezoeker", "", reverse("results", args=[run]), "Molenplas"),
        ("bezoeker", "", reverse("progress", args=[run]), "Molenplas"),
        ("stemmer", "", reverse("vote_start"), "code"),
        ("bewoner", "bewoner@demo.example", reverse("my_plans"), "lange tafel"),
        ("bewoner", "bewoner@demo.example", reverse("plan_new", args=[submit]), "plan"),
        ("bewoner", "bewoner@demo.example", reverse("plan_page", args=[likes, liked]), "like"),
        ("plannenmaker", "maker@demo.example", reverse("agreement", args=[run, chosen]), "afspraak"),
        ("checker", checker, reverse("table", args=[table]), "tafel"),
        ("checker", checker, reverse("table_plan", args=[table, at_table]), "ja, mits"),
        ("voorzitter", "voorzitter@demo.example", reverse("table_plan", args=[table, at_table]), "oordeel"),
        ("voorzitter", "voorzitter@demo.example", reverse("clock_overview", args=[table]), "te laat"),
        ("voorzitter", "voorzitter@demo.example", reverse("assignments", args=[table]), "vervanger"),
        ("wijkraad", "wijkraad@demo.example", reverse("table_plan", args=[table, at_table]), "advies"),
        ("wijkraad", "wijkraad@demo.example", reverse("triage", args=[submit]), "Ik heb alles gezien"),
        ("projectleider", leader, reverse("cockpit", args=[table]), "Dit vraagt nu aandacht"),
        ("projectleider", leader, reverse("triage", args=[submit]), "bijna hetzelfde"),
        ("projectleider", leader, reverse("schedule_edit", args=[table]), "Planning"),
        ("projectleider", leader, reverse("roll", args=[table]), "300"),
        ("projectleider", leader, reverse("letters", args=[table]), "brieven"),
        ("projectleider", leader, reverse("count", args=[vote]), "elling"),
        ("projectleider", leader, reverse("execution_overview", args=[run]), "loopt achter"),
        ("projectleider", leader, reverse("follow_ups", args=[run]), "Nazorg"),
        ("projectleider", leader, reverse("audit_log", args=[run]), "phase_changed"),
        ("beheerder", "beheerder@demo.example", "/beheer/", "Edities"),
    ]


class Command(BaseCommand):
    help = "List the main pages of every role as JSON lines: role, email, path, must_contain."

    def handle(self, *args: Any, **options: Any) -> None:
        for role, email, path, must_contain in pages():
            line = {"role": role, "email": email, "path": path, "must_contain": must_contain}
            self.stdout.write(json.dumps(line, ensure_ascii=False))
