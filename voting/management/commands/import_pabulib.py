"""Reads a real election from a Pabulib file into the archive, and counts it."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from common.errors import Refused
from voting.actions.archive import archive_election
from voting.counting.pabulib import RULES, NotPabulib, read
from voting.models import ArchivedPlan, Tie


class Command(BaseCommand):
    help = (
        "Leest een Pabulib-bestand (.pb) in als editie van het archief en telt de stemmen. Een rangorde (ordinal) telt "
        "als punten naar plaats (Borda). Niet te lezen: projecten die niets kosten, bedragen kleiner dan een cent en "
        "delen van punten."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--rule", choices=sorted(RULES), default="", help="anders de regel van het bestand")
        parser.add_argument(
            "--tie", choices=[tie.lower() for tie in Tie.values], default="cheapest", help="bij een gelijke stand"
        )
        parser.add_argument("--slug", default="", help="naam in het adres; anders de naam van het bestand")

    def handle(self, **options: Any) -> None:
        path: Path = options["file"]
        try:
            election = read(path.read_bytes())
            done = archive_election(
                election, options["slug"] or path.stem, options["rule"], Tie(options["tie"].upper())
            )
        except (OSError, NotPabulib, Refused) as problem:
            raise CommandError(str(problem)) from None
        self.stdout.write(done.edition.slug)
        if done.strangers:
            self.stderr.write(f"{done.strangers} keer noemt een stem een project dat niet in het bestand staat.")
        if done.count.needs_lot:
            self.stderr.write("Plannen staan gelijk: er is een loting nodig. De editie wacht op de telling.")
        real = election.selected()
        if real is not None and not done.count.needs_lot:
            won = done.count.lines.order_by("position")
            numbers = dict(ArchivedPlan.objects.filter(plan__edition=done.edition).values_list("plan_id", "number"))
            ours = {numbers[line.plan_id] for line in won if line.chosen}
            same = "gelijk aan" if ours == set(real) else f"anders dan ({len(ours ^ set(real))} plannen)"
            self.stderr.write(f"De uitkomst is {same} de kolom ‘selected’ van het bestand.")
