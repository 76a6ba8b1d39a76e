"""The shape of what the team types about plans."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.validators import MinValueValidator

from plans.actions.triage import NOTE_LENGTH, PUBLIC_NOTE_LENGTH
from plans.forms import LinesField
from plans.models import Referral, TriageFlag


class FlagForm(forms.Form):
    """Which flag, and whether it should stand: so a double post changes nothing."""

    kind = forms.TypedChoiceField(choices=TriageFlag.Kind.choices, coerce=TriageFlag.Kind)
    on = forms.ChoiceField(choices=[("1", "aan"), ("0", "uit")])


class SeenForm(forms.Form):
    """When the list was made that somebody has now seen."""

    until = forms.DateTimeField(
        input_formats=["%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%dT%H:%M:%S%z"],
        validators=[MinValueValidator(datetime(2020, 1, 1, tzinfo=UTC))],
    )


class ContactForm(forms.Form):
    text = LinesField(
        label="Nieuwe notitie",
        max_length=NOTE_LENGTH,
        help_text="Wanneer sprak u de maker, en wat spraken u af? Alleen het team leest dit.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Schrijf eerst uw notitie."},
    )
    use_required_attribute = False


def _note() -> LinesField:
    return LinesField(
        label="Voor het team",
        required=False,
        max_length=NOTE_LENGTH,
        help_text="Met wie u sprak. Dit blijft binnen het team.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def _public_note() -> LinesField:
    return LinesField(
        label="Wat er met het plan gebeurt",
        required=False,
        max_length=PUBLIC_NOTE_LENGTH,
        help_text="Iedereen leest dit bij het plan.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReferralForm(forms.Form):
    """A new referral."""

    department = forms.CharField(
        label="Naar welke afdeling?",
        max_length=100,
        help_text="Bijvoorbeeld: Verkeer en mobiliteit.",
        error_messages={"required": "Vul in naar welke afdeling het plan gaat."},
    )
    public_note = _public_note()
    note = _note()
    use_required_attribute = False


class ReferralUpdateForm(forms.Form):
    """What became of a referral."""

    status = forms.TypedChoiceField(
        label="Stand", choices=Referral.State.choices, coerce=Referral.State, widget=forms.RadioSelect
    )
    public_note = _public_note()
    note = _note()
    use_required_attribute = False

    @classmethod
    def about(cls, referral: Referral, data: Any = None) -> "ReferralUpdateForm":
        """The form of one referral; several may stand on one page."""
        stands = {"status": referral.status, "public_note": referral.public_note, "note": referral.note}
        return cls(data, initial=stands, auto_id=f"verwijzing{referral.pk}_%s")
