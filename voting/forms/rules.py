"""The rules of a vote, each with what it means in plain words."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from voting.models import VotingRules


class VotingRulesForm(forms.ModelForm[VotingRules]):
    class Meta:
        model = VotingRules
        fields = ["min_plans", "max_plans", "method", "misfit", "minimum_votes", "tie", "completion", "pairs_exclude"]
        widgets = dict.fromkeys(("method", "misfit", "tie", "completion"), forms.RadioSelect)
        help_texts = {
            "min_plans": "Minder plannen geeft een melding: de stem telt pas als er genoeg gekozen zijn.",
            "max_plans": "Leeg: zoveel als er in het budget passen.",
            "method": "Meeste stemmen eerst: het plan met de meeste stemmen krijgt als eerste geld. "
            "Gelijke delen: elke stemmer krijgt een even groot deel van het budget en betaalt daarmee mee aan zijn "
            "plannen. Zo krijgt ook een kleinere groep iets.",
            "misfit": "Voorbeeld: er is nog € 5.000 over en het volgende plan kost € 8.000. Bij overslaan kan een plan "
            "van € 3.000 daarna nog wel. Bij stoppen niet. Geldt alleen bij meeste stemmen eerst.",
            "minimum_votes": "Een plan met minder stemmen wordt nooit gekozen, ook als er geld over is.",
            "tie": "Alleen nodig als plannen gelijk staan en niet allemaal kunnen. Een loting trekt u in het openbaar; "
            "twee mensen voeren haar in. Kosten plannen ook evenveel, dan gaat het laagste nummer voor.",
            "completion": "Geldt alleen bij gelijke delen. Daar blijft vaak geld over.",
            "pairs_exclude": "Merkte de tafel twee plannen als ‘niet allebei’? Dan wordt er ten hoogste één gekozen.",
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        fewest, most = cleaned.get("min_plans"), cleaned.get("max_plans")
        if fewest is not None and fewest < 1:
            self.add_error("min_plans", "Een stemmer kiest minstens één plan.")
        if cleaned.get("minimum_votes") is not None and cleaned["minimum_votes"] < 1:
            self.add_error("minimum_votes", "Vul 1 of meer in: een plan zonder stemmen wordt nooit gekozen.")
        if fewest is not None and most is not None and most < fewest:
            self.add_error("max_plans", ValidationError("Dit is minder dan een stemmer ten minste moet kiezen."))
        return cleaned

    def validate_constraints(self) -> None:
        """`clean` says the same in words of this page."""
