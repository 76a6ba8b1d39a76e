"""The shape of what the team enters from paper."""

from django import forms

from plans.forms import LinesField

# 500 lines of the longest names fit.
TEXT_LENGTH = 60_000


class SignaturesForm(forms.Form):
    """Lines of a signature list."""

    lines = LinesField(
        label="De handtekeningen",
        max_length=TEXT_LENGTH,
        strip=False,
        help_text="Elke persoon op een eigen regel, zoals: Fatima Yilmaz; 2034 AB; 12 A. "
        "Plakken uit een spreadsheet mag ook.",
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false", "autocomplete": "off"}),
        error_messages={
            "required": "Vul ten minste één regel in.",
            "max_length": "Dit is te veel tekst. Voer de lijst in delen in.",
        },
    )
    use_required_attribute = False
