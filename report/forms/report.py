"""The words that go before the figures."""

from django import forms


class ForewordForm(forms.Form):
    text = forms.CharField(
        label="Woord vooraf",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Staat boven de cijfers. Wat ging goed, wat kan beter? Ten hoogste 2.000 tekens.",
    )
