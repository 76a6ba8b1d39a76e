"""What people enter about a count: a lot as the order in which plans came out, and a plan that goes off the ballot."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from plans.models import Plan


class LotForm(forms.Form):
    """One question per tied plan: as which was it drawn?"""

    def __init__(self, plans: Sequence[Plan], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plans = list(plans)
        places = [("", "kies"), *((str(n), f"{n}e getrokken") for n in range(1, len(self.plans) + 1))]
        for plan in self.plans:
            self.fields[f"plaats_{plan.pk}"] = forms.ChoiceField(
                label=plan.title,
                choices=places,
                error_messages={"required": "Kies als hoeveelste dit plan getrokken is."},
            )

    def clean(self) -> dict[str, Any]:
        """Every place must be given out once."""
        places = [self.cleaned_data.get(f"plaats_{plan.pk}") for plan in self.plans]
        if all(places) and len(set(places)) != len(places):
            raise ValidationError("Twee plannen kunnen niet dezelfde plaats hebben. Geef elk plan een eigen plaats.")
        return self.cleaned_data

    @property
    def order(self) -> list[int]:
        """The plan ids in the order in which they were drawn."""
        drawn = sorted(self.plans, key=lambda plan: int(self.cleaned_data[f"plaats_{plan.pk}"]))
        return [plan.pk for plan in drawn]


class OffBallotForm(forms.Form):
    """Which plan goes off the ballot, and why."""

    plan = forms.ChoiceField()
    reason = forms.CharField(
        label="Waarom?",
        max_length=200,
        help_text="Dit komt in het logboek. Noem geen namen.",
        error_messages={"required": "Schrijf in één zin waarom."},
    )

    def __init__(self, plans: Sequence[Plan], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "kies"), *((str(plan.pk), plan.title) for plan in sorted(plans, key=lambda plan: plan.title))]
        self.fields["plan"] = forms.ChoiceField(
            label="Welk plan is ingetrokken?", choices=choices, error_messages={"required": "Kies een plan."}
        )
