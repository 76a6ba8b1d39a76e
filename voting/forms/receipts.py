"""The form on which somebody looks up the own receipt."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from voting.receipts import read_number

NO_RECEIPT = _("Dit is geen ontvangstbewijs. Een ontvangstbewijs heeft 12 tekens, zoals ABCD-EFGH-JKMN.")


class NumberField(forms.Field):
    """A receipt's number, forgiving about spaces, dashes and small letters. Gives it as it is shown."""

    def clean(self, value: Any) -> str:
        number = read_number(value or "")
        if number is None:
            raise ValidationError(str(NO_RECEIPT))
        return number


class ReceiptForm(forms.Form):
    bewijs = NumberField(
        label=_("Uw ontvangstbewijs"),
        help_text=_("Twaalf tekens. Streepjes en hoofdletters mag u weglaten."),
        widget=forms.TextInput(
            attrs={"class": "input--code", "autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
