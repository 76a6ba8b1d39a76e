"""What a project leader sends in about roll and letters."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile


class RollForm(forms.Form):
    """A CSV file with the people who may vote."""

    file = forms.FileField(
        label="Kiezersbestand (CSV)",
        help_text="Hieronder ziet u hoe het bestand eruit moet zien.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,text/csv"}),
        error_messages={
            "required": "Kies een bestand.",
            "invalid": "Kies een bestand.",
            "empty": "Dit bestand is leeg. Kies een ander bestand.",
        },
    )

    def clean_file(self) -> "UploadedFile[Any]":
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > settings.MAX_ROLL_BYTES:
            most = settings.MAX_ROLL_BYTES // (1024 * 1024)
            raise forms.ValidationError(f"Dit bestand is groter dan {most} MB. Splits het in kleinere bestanden.")
        return file


class PrintedForm(forms.Form):
    """Somebody says that all letters are on paper; there is no way back after it."""

    sure = forms.BooleanField(
        label="Alle brieven zijn gedrukt en ik heb gecontroleerd dat er geen stapel ontbreekt.",
        error_messages={"required": "Kruis dit aan als alle brieven gedrukt zijn."},
    )
