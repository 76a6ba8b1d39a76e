"""Fills an empty database with the demo, in one transaction, and tells how to get in.

The five codes to try are kept in a file for the next start; outside the demo a readable code is never kept.
"""

from pathlib import Path
from random import Random
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from demo.cast import CAST
from demo.load.editions import Loader
from demo.load.people import load_cast, load_crowd
from editions.models import Edition
from voting.codes import read_code
from voting.keys import lookup_hash
from voting.models import CodeState, VotingCode


def is_used(code: str) -> bool:
    return VotingCode.objects.filter(code_hash=lookup_hash(read_code(code)), state=CodeState.USED).exists()


class Command(BaseCommand):
    help = "Load the demo editions into an empty database."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Alleen in de demo (DEMO=1).")
        kept = Path(settings.PRIVATE_ROOT) / "demo-stemcodes.txt"
        if not Edition.objects.exists():
            codes = self.load()
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_text("\n".join(codes))
        self.stdout.write("\nStemcodes om te proberen:")
        for code in kept.read_text().split() if kept.exists() else []:
            self.stdout.write(f"  {code}{' (al gebruikt)' if is_used(code) else ''}")
        self.stdout.write("\nInloggen: vul een adres in; de code komt op " + settings.SITE_URL + "/demo/post/")
        for member in CAST:
            second = " (met tweede code, zie daar)" if member.is_staff else ""
            self.stdout.write(f"  {member.label:45} {member.email}{second}")

    @transaction.atomic
    def load(self) -> list[str]:
        """Loads everything and returns the live voting codes."""
        loader = Loader(load_cast(), load_crowd(Random(16)))
        loader.execution()
        loader.submission()
        loader.likes()
        loader.table()
        return loader.voting()
