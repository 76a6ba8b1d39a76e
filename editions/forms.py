"""The schedule of an edition, as days in Amsterdam: each phase lasts from the first day to the end of the last."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone

from editions.models import Edition
from editions.phases import LABELS, NUMBERED, Phase, Schedule, Window, check_schedule

EARLIEST, LATEST = date(2015, 1, 1), date(2100, 1, 1)
TOO_FAR = "Deze datum ligt te ver weg."


def _day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        validators=[MinValueValidator(EARLIEST, TOO_FAR), MaxValueValidator(LATEST, TOO_FAR)],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": "Vul een datum in, zoals 2026-09-19.", "required": "Vul een datum in."},
    )


class ScheduleForm(forms.Form):
    """Two days per phase. `cleaned_schedule()` gives half-open windows in UTC."""

    def __init__(self, edition: Edition, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", self._initial(edition.schedule()))
        super().__init__(*args, **kwargs)
        for number, phase in enumerate(NUMBERED, start=1):
            self.fields[f"{phase}_first"] = _day(f"Fase {number}, {LABELS[phase]}: eerste dag")
            self.fields[f"{phase}_last"] = _day(f"Fase {number}, {LABELS[phase]}: laatste dag")

    @staticmethod
    def _initial(schedule: Schedule) -> dict[str, date]:
        days = {}
        for phase, window in schedule.items():
            days[f"{phase}_first"] = timezone.localtime(window.starts_at).date()
            days[f"{phase}_last"] = timezone.localtime(window.ends_at - timedelta(seconds=1)).date()
        return days

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors:
            for problem in check_schedule(self.cleaned_schedule()):
                self.add_error(None, problem)
        return cleaned

    def cleaned_schedule(self) -> dict[Phase, Window]:
        return {
            phase: Window(
                midnight(self.cleaned_data[f"{phase}_first"]),
                midnight(self.cleaned_data[f"{phase}_last"] + timedelta(days=1)),
            )
            for phase in NUMBERED
        }


def midnight(day: date) -> datetime:
    """The start of a day in Amsterdam; midnight exists once on every day there, also when the clock changes."""
    return timezone.make_aware(datetime.combine(day, time.min))
