"""The shape of somebody's own details."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from plans.signatures import Unreadable, tidy_house_number, tidy_name, tidy_postcode

REASONS: dict[Callable[[str], str], Any] = {
    tidy_name: _("Vul uw naam in: ten minste twee letters, hoogstens 80 tekens."),
    tidy_postcode: _("De postcode klopt niet. Schrijf vier cijfers en twee letters, zoals 2034 AB."),
    tidy_house_number: _("Het huisnummer klopt niet. Schrijf het getal, en wat er nog achter komt: 12 of 12 A."),
}


class DetailsForm(forms.Form):
    """Name and address; the address is both of its fields or neither."""

    name = forms.CharField(
        label=_("Uw naam"),
        max_length=80,
        help_text=_(
            "Zo staat u bij uw plan en uw reacties. Geeft u ook uw adres? Schrijf dan uw voornaam en achternaam."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": REASONS[tidy_name], "max_length": REASONS[tidy_name]},
    )
    postcode = forms.CharField(
        label=_("Postcode"),
        max_length=20,
        required=False,
        help_text=_("Bijvoorbeeld 2034 AB."),
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "class": "input--short"}),
        error_messages={"max_length": REASONS[tidy_postcode]},
    )
    house_number = forms.CharField(
        label=_("Huisnummer"),
        max_length=30,
        required=False,
        help_text=_("Met wat er achter komt: 12 A."),
        widget=forms.TextInput(attrs={"class": "input--short"}),
        error_messages={"max_length": REASONS[tidy_house_number]},
    )
    use_required_attribute = False

    @classmethod
    def of(cls, user: User) -> "DetailsForm":
        postcode = f"{user.postcode[:4]} {user.postcode[4:]}".strip()
        return cls(initial={"name": user.name, "postcode": postcode, "house_number": user.house_number})

    def clean_name(self) -> str:
        return self._tidy("name", tidy_name)

    def clean_postcode(self) -> str:
        return self._tidy("postcode", tidy_postcode)

    def clean_house_number(self) -> str:
        return self._tidy("house_number", tidy_house_number)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for given, other, sentence in (
            ("postcode", "house_number", _("Vul ook uw huisnummer in, of laat de postcode leeg.")),
            ("house_number", "postcode", _("Vul ook uw postcode in, of laat het huisnummer leeg.")),
        ):
            if cleaned.get(given) and cleaned.get(other) == "":
                self.add_error(other, sentence)
        return cleaned

    def _tidy(self, field: str, tidy: Callable[[str], str]) -> str:
        text = str(self.cleaned_data[field])
        if not text and not self.fields[field].required:
            return ""
        try:
            return tidy(text)
        except Unreadable:
            raise forms.ValidationError(REASONS[tidy]) from None
