"""A term of the whole platform, by an administrator: bounded by the table and on record, as a leader's is."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from common.errors import Refused
from retention.actions import set_term
from retention.terms import TERMS


class Command(BaseCommand):
    help = "Maakt een bewaartermijn van de hele website langer of korter."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("key", choices=[t.key for t in TERMS if not t.of_edition and t.is_done_here])
        parser.add_argument("days", type=int)
        parser.add_argument("--by", required=True, help="e-mailadres van de beheerder")
        parser.add_argument("--reason", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        by = User.objects.filter(email=options["by"].lower(), is_staff=True).first()
        if by is None:
            raise CommandError("Dit is geen beheerder.")
        try:
            made = set_term(options["key"], options["days"], by.pk, options["reason"])
        except Refused as refusal:
            raise CommandError(refusal.reason) from None
        self.stdout.write("De termijn is veranderd." if made else "Deze termijn was al zo lang.")
