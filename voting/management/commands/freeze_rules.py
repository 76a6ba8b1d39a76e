"""Fixes the rules of a vote that opened before rules were fixed at the opening. On record as late."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from common.errors import Refused
from editions.models import Edition
from voting.actions.rules import freeze_rules_late


class Command(BaseCommand):
    help = "Legt de spelregels vast van een stemming die openging toen dat nog niet vanzelf ging. Komt in het logboek."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("edition")

    def handle(self, **options: Any) -> None:
        edition = Edition.objects.filter(slug=options["edition"]).first()
        if edition is None:
            raise CommandError("Er is geen editie met die naam.")
        try:
            rules = freeze_rules_late(edition.pk)
        except Refused as problem:
            raise CommandError(problem.reason) from None
        self.stdout.write(f"De spelregels staan vast. Vingerafdruk: {rules.sha256}")
