"""Counts the box of an edition on the command line. Writes nothing."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from common.errors import Refused
from editions.models import Edition
from editions.phases import Phase
from voting.actions.count import tally_of
from voting.counting import Tally
from voting.models import ArchivedPlan
from voting.queries.count import read_box
from voting.queries.deciding import drawn_lots
from voting.queries.rules import rules_to_count_by

AFTER_THE_VOTE = (Phase.COUNTING, Phase.EXECUTION, Phase.CLOSED)


class Command(BaseCommand):
    help = "Telt de stemmen van een editie waarvan de stemming gesloten is. Verandert niets."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("edition")
        parser.add_argument("--json", action="store_true", help="de uitkomst als JSON")

    def handle(self, **options: Any) -> None:
        edition = Edition.objects.filter(slug=options["edition"]).first()
        if edition is None:
            raise CommandError("Er is geen editie met die naam.")
        if edition.current_phase not in AFTER_THE_VOTE:
            raise CommandError("Tellen kan pas als de stemming gesloten is. Er is geen tussenstand.")
        try:
            _, rules = rules_to_count_by(edition)
            tally = tally_of(rules, read_box(edition), drawn_lots(edition))
        except Refused as problem:
            raise CommandError(problem.reason) from None
        outcome = _outcome(edition, tally)
        if options["json"]:
            self.stdout.write(json.dumps(outcome, ensure_ascii=False))
            return
        for line in tally.lines:
            self.stdout.write(f"{line.position:4} {line.plan_id:8} {line.votes:8} {line.reason}")
        self.stdout.write(f"Verdeeld: {outcome['spent']}. Gelijk: {', '.join(outcome['ties']) or 'geen'}.")


def _outcome(edition: Edition, tally: Tally) -> dict[str, Any]:
    """Plans by the number that people know: of elsewhere when they came from there. `spent` in whole currency units,
    `ties` the plans whose order the tie rule decided, or for which the count waits."""
    known = dict(ArchivedPlan.objects.filter(plan__edition=edition).values_list("plan_id", "number"))
    number = {plan: known.get(plan, str(plan)) for plan in {*known, *tally.votes}}
    tied = [plan for group in (*tally.ties, tally.needs_lot) for plan in group]
    whole = tally.spent % 100 == 0
    return {
        "winners": [number[plan] for plan in tally.chosen],
        "spent": tally.spent // 100 if whole else tally.spent / 100,
        "votes": {number[plan]: votes for plan, votes in sorted(tally.votes.items())},
        "ties": [number[plan] for plan in dict.fromkeys(tied)],
    }
