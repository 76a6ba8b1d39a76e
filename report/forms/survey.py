"""The closing survey as a form: a mark for every sentence, and room for what else somebody wants to say."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.plain_text import tidy
from report.models import SurveyAnswer, SurveyRole
from report.questions import MARKS, QUESTIONS


class SurveyForm(forms.Form):
    def __init__(self, role: SurveyRole, answer: SurveyAnswer | None, data: Any = None) -> None:
        super().__init__(data)
        self.questions = QUESTIONS[role]
        for question in self.questions:
            self.fields[question.key] = forms.TypedChoiceField(
                label=question.text,
                choices=list(MARKS.items()),
                coerce=int,
                widget=forms.RadioSelect,
                initial=answer.marks.get(question.key) if answer else None,
                error_messages={"required": _("Kies een antwoord."), "invalid_choice": _("Kies een antwoord.")},
            )
        self.fields["text"] = forms.CharField(
            label=_("Wat wilt u ons nog meegeven?"),
            required=False,
            max_length=1000,
            widget=forms.Textarea(attrs={"rows": 5}),
            initial=answer.text if answer else "",
            help_text=_("Alleen het team leest dit, zonder uw naam. Schrijf geen namen van anderen op."),
        )

    def clean_text(self) -> str:
        return tidy(self.cleaned_data["text"])

    @property
    def marks(self) -> dict[str, int]:
        return {question.key: self.cleaned_data[question.key] for question in self.questions}
