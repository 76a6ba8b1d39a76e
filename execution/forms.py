"""Forms of the execution phase."""

from typing import Any

from django import forms
from django.core.validators import FileExtensionValidator, MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from execution.models import Agreement, FollowUp
from execution.queries import today


class UpdateForm(forms.Form):
    text = forms.CharField(
        label=_("Wat is er gebeurd?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Schrijf kort wat er klaar is en wat de volgende stap is."),
        error_messages={"required": _("Schrijf eerst wat er gebeurd is.")},
    )
    photo = forms.FileField(
        label=_("Foto"),
        required=False,
        help_text=_("JPEG, PNG of WebP, ten hoogste 15 MB."),
        validators=[FileExtensionValidator(["jpg", "jpeg", "png", "webp"], _("Kies een JPEG-, PNG- of WebP-bestand."))],
    )
    photo_alt = forms.CharField(
        label=_("Wat is er op de foto te zien?"),
        max_length=200,
        required=False,
        help_text=_("Voor mensen die de foto niet kunnen zien."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("photo") and not cleaned.get("photo_alt"):
            self.add_error("photo_alt", _("Beschrijf wat er op de foto te zien is."))
        return cleaned


class AgreementForm(forms.ModelForm[Agreement]):
    class Meta:
        model = Agreement
        fields = ["contact_person", "contact_email", "due_on", "terms"]
        widgets = {
            "due_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            "terms": forms.Textarea(attrs={"rows": 6}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contact_person"].required = True
        latest = today().replace(year=today().year + 3, day=1)
        self.fields["due_on"].validators += [
            MinValueValidator(today, "Kies een dag die nog komt."),
            MaxValueValidator(latest, "Deze dag ligt te ver weg."),
        ]


class FollowUpForm(forms.ModelForm[FollowUp]):
    class Meta:
        model = FollowUp
        fields = ["kind", "note"]
        widgets = {"note": forms.Textarea(attrs={"rows": 2})}
