"""The form for news from a maker."""

from typing import Any

from django import forms
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext_lazy as _


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
