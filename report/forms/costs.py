"""What the project leader enters about the costs of a round."""

from typing import Any

from django import forms

from plans.making.forms import AmountField
from report.hours import HoursError, parse_quarters
from report.models import Work


class HoursField(forms.CharField):
    """Time as people type it; cleans to quarters of an hour."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_length=20, widget=forms.TextInput(attrs={"class": "input--short", "inputmode": "decimal"}), **kwargs
        )

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return parse_quarters(text)
        except HoursError as error:
            raise forms.ValidationError(str(error)) from None


class HoursForm(forms.Form):
    prefix = "uren"
    function = forms.CharField(
        label="Wie",
        max_length=60,
        help_text="Een functie, geen naam: bijvoorbeeld ‘communicatieadviseur’.",
        error_messages={"required": "Vul in wie dit werk deed."},
    )
    work = forms.ChoiceField(label="Waaraan", choices=Work.choices)
    quarters = HoursField(
        label="Hoeveel uur",
        help_text="In kwartieren: 12, 7,5 of 7:30.",
        error_messages={"required": "Vul in hoeveel uur het was."},
    )


class OtherCostForm(forms.Form):
    prefix = "kosten"
    label = forms.CharField(
        label="Waarvoor",
        max_length=100,
        help_text="Bijvoorbeeld: zaalhuur, vertalen, posters.",
        error_messages={"required": "Vul in waarvoor het was."},
    )
    cents = AmountField(
        label="Hoeveel", help_text="Met btw, bijvoorbeeld 1.250.", error_messages={"required": "Vul het bedrag in."}
    )


class PricesForm(forms.Form):
    prefix = "prijzen"
    letter_cents = AmountField(
        label="Prijs van een stembrief", required=False, help_text="Drukken, vullen en porto samen. Leeg: niet bekend."
    )
    hourly_cents = AmountField(
        label="Uurtarief", required=False, help_text="Wat een uur werk van de gemeente gemiddeld kost."
    )
