"""The shape of what is typed about a meeting."""

from datetime import datetime
from typing import Any, cast

from django import forms
from django.core.validators import MaxValueValidator
from django.db.models import QuerySet
from django.utils.timezone import localtime, make_aware

from common.plain_text import tidy
from editions.forms import LATEST, TOO_FAR
from feasibility.actions.agenda import MINUTES, MOST_MINUTES, TOO_LONG
from feasibility.models import Meeting
from plans.forms import LinesField
from plans.models import Plan


class TidyField(forms.CharField):
    """One line as people can read it."""

    def to_python(self, value: Any) -> str:
        return " ".join(tidy(str(super().to_python(value) or "")).split())


class MeetingForm(forms.Form):
    """When and where, by the clock of Amsterdam. `starts_at()` gives the moment."""

    day = forms.DateField(
        label="Datum",
        validators=[MaxValueValidator(LATEST, TOO_FAR)],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": "Vul een datum in, zoals 2026-09-19.", "required": "Kies een datum."},
    )
    hour = forms.TimeField(
        label="Tijd",
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"invalid": "Vul een tijd in, zoals 14:30.", "required": "Kies een tijd."},
    )
    place = TidyField(
        label="Plaats",
        max_length=160,
        help_text="Bijvoorbeeld: wijkcentrum De Ringvaart, zaal 2.",
        error_messages={
            "required": "Schrijf op waar de tafel vergadert.",
            "max_length": "Gebruik hoogstens 160 tekens.",
        },
    )
    use_required_attribute = False

    @classmethod
    def about(cls, meeting: Meeting, data: Any = None) -> "MeetingForm":
        moment = localtime(meeting.starts_at)
        initial = {"day": moment.date(), "hour": moment.time(), "place": meeting.place}
        return cls(data, initial=initial, auto_id="vergadering_%s")

    def starts_at(self) -> datetime:
        """The moment in Amsterdam; a time that the clock skips or has twice is taken as Python does: the first."""
        return make_aware(datetime.combine(self.cleaned_data["day"], self.cleaned_data["hour"]))


def _minutes() -> forms.IntegerField:
    return forms.IntegerField(
        label="Minuten",
        initial=MINUTES,
        min_value=1,
        max_value=MOST_MINUTES,
        error_messages={
            "min_value": TOO_LONG,
            "max_value": TOO_LONG,
            "invalid": TOO_LONG,
            "required": TOO_LONG,
        },
    )


class AgendaForm(forms.Form):
    """One plan to talk about, and for how long."""

    plan = forms.ModelChoiceField(
        Plan.objects.none(),
        label="Plan",
        empty_label="Kies een plan",
        error_messages={"required": "Kies een plan.", "invalid_choice": "Dit plan ligt niet op tafel."},
    )
    minutes = _minutes()
    use_required_attribute = False

    def __init__(self, plans: QuerySet[Plan], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "agenda_%s", **kwargs})
        cast("forms.ModelChoiceField[Plan]", self.fields["plan"]).queryset = plans


class MinutesForm(forms.Form):
    minutes = _minutes()


class PlaceForm(forms.Form):
    """The place on the agenda that a plan should get, counted from 1."""

    to = forms.IntegerField(min_value=1, max_value=1000)


class MandateForm(forms.Form):
    """For whom somebody speaks, and what they may decide."""

    organisation = TidyField(label="Organisatie of afdeling", required=False, max_length=100)
    mandate = TidyField(label="Mandaat", required=False, max_length=160)
    use_required_attribute = False


class GuestForm(MandateForm):
    name = TidyField(label="Naam", max_length=80, error_messages={"required": "Vul een naam in."})
    field_order = ["name", "organisation", "mandate"]


class NotesForm(forms.Form):
    """What else was said. `seen` marks the notes that stood on the page when it was opened."""

    text = LinesField(
        label="Wat verder besproken is",
        required=False,
        max_length=4000,
        help_text="Komt in het verslag. Schrijf geen privégegevens op.",
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"max_length": "Deze tekst is te lang. Gebruik hoogstens 4000 tekens."},
    )
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def clean_text(self) -> str:
        return tidy(self.cleaned_data["text"])
