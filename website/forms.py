"""Forms of the cockpit."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms

from editions.actions import Settings
from editions.models import Edition
from editions.phases import Phase
from plans.counter.forms import OptionalAmountField
from theme.money import NBSP, euro


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="Waarom?",
        max_length=500,
        min_length=3,
        help_text="Dit komt in het logboek. Noem geen namen van bewoners.",
        error_messages={"required": "Schrijf op waarom u dit doet."},
    )


class SettingsForm(ReasonForm):
    """The settings of an edition. What is fixed stays on the page, with the reason, and can't be typed in."""

    plan_min_cents = OptionalAmountField(
        label="Een plan kost ten minste", required=False, help_text="In euro’s. Leeg: er is geen laagste bedrag."
    )
    plan_max_cents = OptionalAmountField(
        label="Een plan kost ten hoogste", required=False, help_text="In euro’s. Leeg: het hele budget."
    )
    threshold = forms.IntegerField(
        label="Hoeveel likes zijn nodig?",
        min_value=1,
        max_value=100_000,
        widget=forms.NumberInput(attrs={"class": "input--short"}),
        error_messages={
            "required": "Vul in hoeveel likes nodig zijn.",
            "invalid": "Vul een aantal in, zoals 50.",
            "min_value": "Er is ten minste één like nodig.",
            "max_value": "Dit zijn te veel likes.",
        },
    )
    threshold_inclusive = forms.TypedChoiceField(
        label="En precies dit aantal?",
        choices=[("ja", "Dat is genoeg"), ("nee", "Dat is net te weinig: het moeten er meer zijn")],
        coerce=lambda value: value == "ja",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies of precies dit aantal genoeg is.", "invalid_choice": "Kies een van de twee."},
    )
    review_first = forms.BooleanField(
        label="Bekijk nieuwe plannen eerst",
        required=False,
        help_text="Een plan is dan pas te lezen als het team het publiceert.",
    )
    help_phone = forms.CharField(
        label="Telefoon voor hulp",
        max_length=20,
        widget=forms.TextInput(attrs={"class": "input--short"}),
        error_messages={
            "required": "Vul een telefoonnummer in waar bewoners hulp krijgen.",
            "max_length": "Een telefoonnummer heeft hoogstens 20 tekens.",
        },
    )
    hand_in_at = forms.CharField(
        label="Waar levert men papieren formulieren in?",
        max_length=160,
        required=False,
        help_text="Dit staat op het formulier. Leeg: bewoners bellen het team.",
        error_messages={"max_length": "Een plek heeft hoogstens 160 tekens."},
    )
    field_order = [
        "plan_min_cents",
        "plan_max_cents",
        "threshold",
        "threshold_inclusive",
        "review_first",
        "help_phone",
        "hand_in_at",
        "reason",
    ]
    use_required_attribute = False

    def __init__(self, edition: Edition, fixed: Mapping[str, str], *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = _settings_of(edition)
        super().__init__(*args, **kwargs)
        for name, reason in fixed.items():
            self.fields[name].disabled = True
            self.fields[name].help_text = reason

    def clean_plan_min_cents(self) -> int:
        return self.cleaned_data["plan_min_cents"] or 0

    def settings(self) -> Settings:
        """What was set, for the action; what is fixed goes along unchanged."""
        return cast(Settings, {name: value for name, value in self.cleaned_data.items() if name != "reason"})


def _settings_of(edition: Edition) -> dict[str, Any]:
    plain = ("threshold", "review_first", "help_phone", "hand_in_at")
    return {
        **{name: getattr(edition, name) for name in plain},
        "plan_min_cents": _typed(edition.plan_min_cents),
        "plan_max_cents": _typed(edition.plan_max_cents),
        "threshold_inclusive": "ja" if edition.threshold_inclusive else "nee",
    }


def _typed(cents: int | None) -> str:
    """The amount as somebody would type it."""
    return euro(cents).removeprefix(f"€{NBSP}") if cents else ""


class TrailFilter(forms.Form):
    """Which kind of action the log shows; `choices` are (key, label)."""

    def __init__(self, choices: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label = "Welke handeling?"
        self.fields["wat"] = forms.ChoiceField(label=label, required=False, choices=[("", "Alles"), *choices])

    def chosen(self) -> str:
        """The key, or "" for all: also for a key that is not there."""
        return str(self.cleaned_data.get("wat", "")) if self.is_valid() else ""


class PhaseForm(ReasonForm):
    """A step by hand. `source` is the phase that the leader saw, so that a double click makes one step."""

    source = forms.TypedChoiceField(
        choices=[(phase.value, phase.value) for phase in Phase], coerce=Phase, widget=forms.HiddenInput
    )

    def __init__(self, phase: Phase, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"source": phase.value}
        super().__init__(*args, **kwargs)
