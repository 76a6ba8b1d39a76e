"""Writes an edition whose result is public as a Pabulib file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from common.errors import Refused
from editions.models import Edition
from voting.actions.archive import election_of
from voting.counting.pabulib import write


class Command(BaseCommand):
    help = "Schrijft een editie als Pabulib-bestand (.pb), naar FILE of naar het scherm."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("edition")
        parser.add_argument("file", type=Path, nargs="?")

    def handle(self, **options: Any) -> None:
        edition = Edition.objects.filter(slug=options["edition"]).first()
        if edition is None:
            raise CommandError("Er is geen editie met die naam.")
        try:
            text = "".join(write(election_of(edition)))
        except Refused as problem:
            raise CommandError(problem.reason) from None
        if options["file"]:
            options["file"].write_text(text, encoding="utf-8")
        else:
            self.stdout.write(text, ending="")
