"""The forms about money that was spent."""

from typing import Any
from uuid import uuid4

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from common.clock import today
from execution.actions.spending import Bill, too_large
from execution.receipts import MAX_BYTES
from plans.making.forms import AMOUNT_SENTENCES, AmountField, KeyField, LineField
from plans.money import Problem


class SpendingForm(forms.Form):
    """One line. What is in the receipt is looked at by the action."""

    cents = AmountField(
        label=_("Hoeveel heeft u betaald?"),
        help_text=_("In euro’s, bijvoorbeeld 1.250 of 12,50."),
        error_messages={"required": AMOUNT_SENTENCES[Problem.EMPTY]},
    )
    spent_on = forms.DateField(
        label=_("Wanneer?"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "required": _("Kies de dag waarop er betaald is."),
            "invalid": _("Kies de dag waarop er betaald is."),
        },
    )
    what = LineField(
        label=_("Waarvoor?"),
        max_length=120,
        help_text=_("Bijvoorbeeld: zes zakken aarde."),
        error_messages={"required": _("Schrijf op waarvoor het geld was.")},
    )
    payee = LineField(
        label=_("Aan wie?"), max_length=120, required=False, help_text=_("Bijvoorbeeld de naam van de winkel.")
    )
    receipt = forms.FileField(
        label=_("Bon of factuur"),
        required=False,
        max_length=500,
        help_text=_("Een foto of een PDF, ten hoogste 15 MB. Alleen de makers en de projectleider zien de bon."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,application/pdf"}),
        error_messages={
            "empty": _("Dit bestand is leeg. Kies een ander bestand."),
            "max_length": _("De naam van dit bestand is te lang. Geef het een kortere naam."),
        },
    )
    key = KeyField()
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["spent_on"].initial = today

    def clean_receipt(self) -> "UploadedFile[bytes] | None":
        receipt: UploadedFile[bytes] | None = self.cleaned_data["receipt"]
        if receipt and (receipt.size or 0) > MAX_BYTES:
            raise forms.ValidationError(too_large())
        return receipt

    def bill(self) -> Bill:
        data = self.cleaned_data
        return Bill(data["cents"], data["spent_on"], data["what"], data["payee"], data["key"] or uuid4())

    @property
    def lost_file(self) -> bool:
        """Whether the receipt has to be chosen again: a browser keeps none."""
        return bool(self.errors and self.files)


class WithdrawForm(forms.Form):
    """Why a line is not right."""

    reason = LineField(
        label=_("Waarom klopt deze uitgave niet?"),
        max_length=300,
        error_messages={"required": _("Schrijf kort waarom deze uitgave niet klopt.")},
    )
    use_required_attribute = False

    @classmethod
    def about(cls, number: int, data: Any = None) -> "WithdrawForm":
        """The form of one line; several stand on one page."""
        return cls(data, auto_id=f"uitgave{number}_%s")
