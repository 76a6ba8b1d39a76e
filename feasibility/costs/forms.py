"""The shape of what is typed about costs: at the table, and by the maker."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plans.forms import LinesField
from plans.making.forms import AmountField
from plans.models import CostLine


class EstimateForm(forms.Form):
    """The city's range for one post, and where it comes from."""

    low_cents = AmountField(label="Ten minste", error_messages={"required": "Vul in hoeveel het ten minste kost."})
    high_cents = AmountField(label="Ten hoogste", error_messages={"required": "Vul in hoeveel het ten hoogste kost."})
    basis = forms.CharField(
        label="Waarop baseert u dit?",
        max_length=300,
        help_text="Bijvoorbeeld: offerte van oktober, of de speelplek van 2024.",
        error_messages={"required": "Schrijf op waarop u het bedrag baseert."},
    )
    # The mark of the estimate that stood on the page when it was opened (feasibility.seen).
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    use_required_attribute = False

    @classmethod
    def about(cls, line: CostLine | None, data: Any = None, **initial: Any) -> "EstimateForm":
        """The form for one line of the maker; None is the form for what the maker left out."""
        kind = cls if line else ExtraEstimateForm
        return kind(data, initial=initial, auto_id=f"raming{line.pk if line else ''}_%s")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        low, high = cleaned.get("low_cents"), cleaned.get("high_cents")
        if low is not None and high is not None and low > high:
            self.add_error("high_cents", "‘Ten hoogste’ is niet lager dan ‘ten minste’.")
        return cleaned


class ExtraEstimateForm(EstimateForm):
    """A post that the maker left out, such as a permit."""

    label = forms.CharField(
        label="Waarvoor?", max_length=100, error_messages={"required": "Schrijf op waarvoor het geld nodig is."}
    )
    field_order = ["label", "low_cents", "high_cents", "basis"]


class WordsForm(forms.Form):
    """One text of the talk at the table."""

    text = LinesField(
        label="Uw uitleg",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Schrijf eerst uw tekst."},
    )
    # The mark of the words that stood on the page when it was opened (feasibility.seen).
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    use_required_attribute = False

    def __init__(self, *args: Any, label: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = label or self.fields["text"].label


class AnswerCostsForm(forms.Form):
    """What the maker says to the city's estimate."""

    text = LinesField(
        label=_("Uw antwoord"),
        max_length=2000,
        help_text=_("Klopt het bedrag volgens u niet? Vertel waarom. Een offerte of een voorbeeld helpt."),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Schrijf eerst uw antwoord.")},
    )
    use_required_attribute = False
