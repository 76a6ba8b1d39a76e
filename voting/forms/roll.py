"""What a project leader sends in about the roll and the letters."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from editions.models import Edition, Neighbourhood
from voting.queries.roll import Column
from voting.roll import FIELDS, Mapping
from voting.roll.fields import BY_NAME


class RollForm(forms.Form):
    """A file with the people who may vote."""

    file = forms.FileField(
        label="Bestand met kiezers (CSV of Excel)",
        help_text="Op de volgende pagina's kiest u de kolommen en ziet u een voorbeeld. Er verandert nog niets.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.xlsx,text/csv"}),
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


class ColumnsForm(forms.Form):
    """What each column of a file holds: one choice per column, each field of ours at most once."""

    def __init__(self, columns: list[Column], mapping: Mapping, *args: Any) -> None:
        super().__init__(*args)
        choices = [("", "niet gebruiken"), *((field.name, field.label) for field in FIELDS)]
        chosen = {column: field for field, column in mapping.items()}
        self.columns = columns
        for column in columns:
            self.fields[f"column_{column.number}"] = forms.ChoiceField(
                choices=choices,
                required=False,
                label=f"Wat staat er in kolom {column.heading or column.number + 1}?",
                initial=chosen.get(column.number, ""),
                error_messages={"invalid_choice": "Kies iets uit de lijst."},
            )

    @property
    def lines(self) -> list[tuple[Column, forms.BoundField]]:
        return [(column, self[f"column_{column.number}"]) for column in self.columns]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first: Mapping = {}
        for column in self.columns:
            field = cleaned.get(f"column_{column.number}")
            if field and field in first:
                self.add_error(f"column_{column.number}", f"{BY_NAME[field].label} koos u al voor een andere kolom.")
            elif field:
                first[field] = column.number
        return cleaned

    @property
    def mapping(self) -> Mapping:
        chosen = {column.number: self.cleaned_data.get(f"column_{column.number}") for column in self.columns}
        return {field: number for number, field in chosen.items() if field}


class AdmitForm(forms.Form):
    """Where somebody lives who was set apart and whose neighbourhood the file did not tell."""

    neighbourhood = forms.ModelChoiceField(Neighbourhood.objects.none(), label="Wijk", required=False)

    def __init__(self, edition: Edition, *args: Any) -> None:
        super().__init__(*args)
        self.fields["neighbourhood"].queryset = edition.area.neighbourhoods.all()  # type: ignore[attr-defined]


class PrintedForm(forms.Form):
    """Somebody says that all letters are on paper; there is no way back after it."""

    sure = forms.BooleanField(
        label="Alle brieven zijn gedrukt en ik heb gecontroleerd dat er geen stapel ontbreekt.",
        error_messages={"required": "Kruis dit aan als alle brieven gedrukt zijn."},
    )
