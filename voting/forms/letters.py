"""What a project leader sends in about the letter: its texts, and where the address stands."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField

from common.plain_text import tidy
from editions.models import Edition
from voting.envelopes import HIGHEST, LOWEST, side_problem
from voting.letters.design import texts_of
from voting.letters.texts import LANGUAGES, TEXTS, Text, problems
from voting.models import Envelope, LetterDesign, Side

NO_NUMBER = "Vul een maat in mm in, zoals 63,5."


def _measure(label: str, help_text: str, least: Decimal, most: Decimal) -> forms.DecimalField:
    out = f"Vul een maat in tussen {least} en {most} mm."
    return forms.DecimalField(
        label=label,
        help_text=help_text,
        min_value=least,
        max_value=most,
        max_digits=4,
        decimal_places=1,
        localize=True,
        widget=forms.TextInput(attrs={"class": "input--short", "inputmode": "decimal"}),
        error_messages={
            "required": NO_NUMBER,
            "invalid": NO_NUMBER,
            "min_value": out,
            "max_value": out,
            "max_digits": NO_NUMBER,
            "max_decimal_places": NO_NUMBER,
            "max_whole_digits": NO_NUMBER,
        },
    )


def _text(kind: Text) -> forms.CharField:
    names = ", ".join(f"{{{name}}}" for name in kind.needs)
    return forms.CharField(
        label=kind.label,
        required=False,  # `problems` says it better, and what may be empty differs
        help_text=f"Hierin hoort {names}." if names else "",
        widget=forms.Textarea(attrs={"rows": kind.rows}),
    )


class LetterDesignForm(forms.Form):
    """All of it at once. `design()` gives the row, not stored, with only those texts that differ from the default."""

    envelope = forms.ChoiceField(
        label="Envelop",
        choices=Envelope.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies een envelop.", "invalid_choice": "Kies een van de twee."},
    )
    side = forms.ChoiceField(
        label="Waar zit het venster?",
        choices=[(Side.LEFT, "Links"), (Side.RIGHT, "Rechts")],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies links of rechts.", "invalid_choice": "Kies links of rechts."},
    )
    address_left = _measure(
        "Het adres begint op",
        "In mm van de linkerrand. Links: 15 tot 45. Rechts: 95 tot 120.",
        Decimal(15),
        Decimal(120),
    )
    address_middle = _measure(
        "Het midden van het adres ligt op", "In mm van de bovenrand. Van 50 tot 70.", LOWEST, HIGHEST
    )
    use_required_attribute = False

    def __init__(self, edition: Edition, stored: LetterDesign, *args: Any, **kwargs: Any) -> None:
        measures = {name: getattr(stored, name) for name in ("envelope", "side", "address_left", "address_middle")}
        kwargs.setdefault("initial", measures | {f"text_{key}": text for key, text in texts_of(stored).items()})
        super().__init__(*args, **kwargs)
        self.edition = edition
        for key, kind in TEXTS.items():
            self.fields[f"text_{key}"] = _text(kind)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for key in TEXTS:
            cleaned[f"text_{key}"] = tidy(cleaned.get(f"text_{key}") or "")
            for problem in problems(key, cleaned[f"text_{key}"]):
                self.add_error(f"text_{key}", problem)
        side, left = cleaned.get("side"), cleaned.get("address_left")
        if side and left and (problem := side_problem(side, left)):
            self.add_error("address_left", problem)
        return cleaned

    def design(self) -> LetterDesign:
        typed = {key: self.cleaned_data[f"text_{key}"] for key in TEXTS}
        return LetterDesign(
            edition=self.edition,
            texts={key: text for key, text in typed.items() if text != TEXTS[key].default},
            **{name: self.cleaned_data[name] for name in ("envelope", "side", "address_left", "address_middle")},
        )

    @property
    def text_fields(self) -> Iterator[BoundField]:
        """The Dutch texts, in the order of the letter."""
        return (self[f"text_{key}"] for key in TEXTS if key not in LANGUAGES)

    @property
    def language_fields(self) -> Iterator[BoundField]:
        return (self[f"text_{key}"] for key in LANGUAGES)
