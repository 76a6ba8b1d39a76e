"""Forms of the cockpit."""

from typing import Any

from django import forms

from editions.phases import Phase


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="Waarom?",
        max_length=500,
        min_length=3,
        help_text="Dit komt in het logboek. Noem geen namen van bewoners.",
        error_messages={"required": "Schrijf op waarom u dit doet."},
    )


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
