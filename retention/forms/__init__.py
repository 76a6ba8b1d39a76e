"""The shape of what people fill in about terms, holds and their own account."""

from django import forms
from django.utils.translation import gettext_lazy as _

from retention.models import LegalHold
from retention.terms import TERMS


class TermForm(forms.Form):
    """Another term for one line of the table."""

    key = forms.ChoiceField(
        label="Welke termijn", choices=[(term.key, term.label) for term in TERMS if term.of_edition]
    )
    days = forms.IntegerField(label="Aantal dagen", min_value=0, max_value=36_500)
    reason = forms.CharField(
        label="Waarom", max_length=200, help_text="Dit komt in het overzicht. Schrijf er geen namen in."
    )
    use_required_attribute = False


class HoldForm(forms.Form):
    """A stop on destruction."""

    ground = forms.ChoiceField(label="Waarom", choices=LegalHold.Ground.choices)
    case = forms.CharField(
        label="Nummer van de zaak", max_length=40, help_text="Alleen het nummer, geen namen. Bijvoorbeeld 2026/0421."
    )
    until = forms.DateField(
        label="Tot en met", widget=forms.DateInput(attrs={"type": "date"}), help_text="Hoogstens een jaar vooruit."
    )
    use_required_attribute = False


class LeaveForm(forms.Form):
    """The code from the mail."""

    code = forms.CharField(
        label=_("De code uit de mail"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "class": "input--short"}
        ),
        error_messages={"required": _("Vul de zes cijfers uit de mail in.")},
    )
    use_required_attribute = False

    def clean_code(self) -> str:
        return "".join(str(self.cleaned_data["code"]).split())
