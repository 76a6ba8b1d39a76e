"""What clerks type at the desk of lost letters, and on which ground they help."""

from collections.abc import Mapping
from typing import Any

from django import forms

from voting.models import HelpGround, ReissueKind
from voting.queries.desk import SHORTEST


class SearchForm(forms.Form):
    """Who stands at the desk. Posted, never in the address: a name has no place in a log."""

    text = forms.CharField(
        label="Zoek op naam, straat met huisnummer of postcode",
        min_length=SHORTEST,
        max_length=100,
        help_text="Bijvoorbeeld: Jansen 2034 AB, of Italiëlaan 12.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": "Vul een naam, straat of postcode in.",
            "min_length": "Vul ten minste twee tekens in.",
            "max_length": "Vul ten hoogste honderd tekens in.",
        },
    )


class GiveForm(forms.Form):
    """Who they are, by a birth date that is asked and never shown, and what they get."""

    born = forms.DateField(
        label="Geboortedatum",
        input_formats=["%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%d %m %Y", "%d%m%Y", "%Y-%m-%d"],
        help_text="Vraag een identiteitsbewijs en typ de datum over, zoals 4-5-1961. Staat er geen dag of maand op?"
        " Typ dan de laatste dag die kan, zoals 31-12-1961.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        error_messages=dict.fromkeys(("required", "invalid"), "Vul de geboortedatum in, zoals 4-5-1961."),
    )
    kind = forms.ChoiceField(
        label="Wat geeft u mee?",
        choices=ReissueKind.choices,
        initial=ReissueKind.LETTER,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Kies een brief of een stembiljet."),
    )

    def __init__(self, why_not: Mapping[ReissueKind, str], *args: Any, **kwargs: Any) -> None:
        """Offers only what has no reason against it in `why_not`, and says the reasons."""
        super().__init__(*args, **kwargs)
        kind: forms.ChoiceField = self.fields["kind"]  # type: ignore[assignment]
        reasons = [reason for reason in why_not.values() if reason]
        kind.choices = [(value, label) for value, label in ReissueKind.choices if not why_not[ReissueKind(value)]]
        if reasons:
            kind.help_text = kind.error_messages["invalid_choice"] = " ".join(reasons)


class LimitForm(forms.Form):
    """How many new letters one clerk may give alone."""

    alone = forms.IntegerField(
        label="Zoveel nieuwe codes geeft één medewerker alleen uit",
        min_value=0,
        max_value=100_000,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), "Vul een getal in van 0 tot en met 100.000."
        ),
    )


class HelpForm(forms.Form):
    """On which ground somebody gets help."""

    ground = forms.ChoiceField(
        label="Waarom helpt u?",
        choices=HelpGround.choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Kies waarom u helpt."),
    )
    present = forms.BooleanField(
        label="De stemmer is erbij, heeft de eigen stemcode en kiest zelf.",
        error_messages={"required": "Helpen kan alleen als de stemmer erbij is en zelf kiest."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
