"""The shape of what the team types about plans."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.validators import MinValueValidator

from plans.actions.triage import NOTE_LENGTH, PUBLIC_NOTE_LENGTH
from plans.forms import LinesField
from plans.models import Plan, Referral, TriageFlag
from plans.publishing import REASONS, reason_text

# With the longest sentence of the list it fits in plans.actions.publishing.REASON_LENGTH.
WORDS_LENGTH = 900


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


class HoldForm(forms.Form):
    """Why a plan is not on the site: a sentence of the list, own words, or both."""

    reason = forms.ChoiceField(
        label="Waarom?",
        choices=[(key, text or "Iets anders") for key, text in REASONS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies waarom."},
    )
    words = LinesField(
        label="Wat kan de maker doen?",
        required=False,
        max_length=WORDS_LENGTH,
        help_text="De maker leest dit. Schrijf wat er anders moet, en wie u bent als de maker wil bellen.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    use_required_attribute = False

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("reason") == "OTHER" and not data.get("words") and "words" not in self.errors:
            self.add_error("words", "Schrijf waarom, en wat de maker kan doen.")
        return data

    @property
    def text(self) -> str:
        """What the maker reads. Ask it of a form that is right."""
        return reason_text(self.cleaned_data["reason"], self.cleaned_data["words"])


class ChooseForm(forms.Form):
    """Which other plan, by words of its title or its number."""

    zoek = forms.CharField(
        label="Titel of nummer", required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )


class MergeForm(forms.Form):
    """Which of two plans goes on, and that the makers know."""

    target = forms.TypedChoiceField(
        label="Welk plan gaat verder?",
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies welk plan verder gaat."},
    )
    agreed = forms.BooleanField(
        label="De makers van beide plannen weten dat hun plannen samen verder gaan.",
        error_messages={"required": "Spreek eerst met de makers van beide plannen."},
    )
    use_required_attribute = False

    def __init__(self, plans: tuple[Plan, Plan], data: Any = None) -> None:
        super().__init__(data)
        self.fields["target"].choices = [(plan.pk, f"‘{plan.title}’ gaat verder") for plan in plans]  # type: ignore[attr-defined]
