"""Forms about an agreement."""

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from execution.models import Agreement
from execution.queries import today


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
