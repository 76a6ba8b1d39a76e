"""Forms of the booth: the code, and one plan in or out of the basket."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from voting.codes import MistypedCode, read_code
from voting.words import in_dutch


class CodeField(forms.Field):
    """A voting code, forgiving about spaces, dashes and small letters. Gives the canonical code."""

    def clean(self, value: Any) -> str:
        try:
            return read_code(value or "")
        except MistypedCode as error:
            raise ValidationError(in_dutch(error)) from None


class CodeForm(forms.Form):
    """The door of the booth. No autocomplete: the next person at this computer must not find the code."""

    code = CodeField(
        label=_("Uw stemcode"),
        help_text=_("De code staat op uw brief. Streepjes en hoofdletters mag u weglaten."),
        widget=forms.TextInput(
            attrs={
                "class": "input--code",
                "autocomplete": "off",
                "autocapitalize": "characters",
                "autocorrect": "off",
                "spellcheck": "false",
                "inputmode": "text",
                "enterkeyhint": "go",
            }
        ),
    )


class ElsewhereForm(forms.Form):
    """Which edition to look at without a code."""

    editie = forms.RegexField(r"\A[0-9]{1,18}\Z")


class BasketForm(forms.Form):
    """One press on a plan's button, with the filters to come back to."""

    plan = forms.RegexField(r"\A[0-9]{1,18}\Z")
    do = forms.ChoiceField(choices=[("add", "add"), ("remove", "remove")])
    thema = forms.RegexField(r"\A[0-9]{1,18}\Z", required=False)
    wijk = forms.RegexField(r"\A[0-9]{1,18}\Z", required=False)
