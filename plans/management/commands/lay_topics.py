"""Gives an edition the usual duties of a city, for the check of what a plan is about."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from editions.models import Edition
from plans.actions import lay_topics


class Command(BaseCommand):
    help = "Zet de gebruikelijke taken van de gemeente klaar bij een editie."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("edition", help="het stuk van het adres: schalkwijk-2027")

    def handle(self, *args: Any, **options: Any) -> None:
        edition = Edition.objects.filter(slug=options["edition"]).first()
        if edition is None:
            raise CommandError("Deze editie is er niet.")
        self.stdout.write(f"{lay_topics(edition, None)} taken van de gemeente erbij.")
