"""The shape of what is typed about the term of a plan and the rules of the table."""

from collections.abc import Mapping
from typing import Any

from django import forms

from feasibility.models import TableRules
from plans.forms import LinesField


class PauseForm(forms.Form):
    """Why the clock of a plan stands still."""

    reason = LinesField(
        label="Waarop wachten we?",
        max_length=300,
        help_text="Bijvoorbeeld: op een antwoord van de maker.",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Schrijf op waarop wij wachten."},
    )
    use_required_attribute = False


def _number(label: str, least: int, most: int, help_text: str = "") -> forms.IntegerField:
    wrong = f"Vul een heel getal in van {least} tot en met {most}."
    messages = dict.fromkeys(("required", "invalid", "min_value", "max_value"), wrong)
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, help_text=help_text, error_messages=messages
    )


class RulesForm(forms.Form):
    """The rules of the table. What stands already is shown, and cannot be typed."""

    term_days = _number(
        "Binnen hoeveel dagen krijgt een plan zijn oordeel?", 1, 366, "Zes weken is 42 dagen, of 30 werkdagen."
    )
    working_days = forms.BooleanField(
        label="Tel alleen werkdagen", required=False, help_text="Dan tellen weekenden en feestdagen niet mee."
    )
    cost_gap_percent = _number(
        "Bij hoeveel procent verschil is uitleg nodig?",
        0,
        1000,
        "Boven dit verschil tussen wat de maker vraagt en wat de gemeente raamt.",
    )
    answer_days = _number("Binnen hoeveel dagen antwoorden makers op de voorwaarden?", 1, 90)
    silence = forms.ChoiceField(
        label="Antwoordt een maker niet op tijd?",
        choices=TableRules.Silence.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wat er dan gebeurt.", "invalid_choice": "Kies een van de twee."},
    )
    use_required_attribute = False

    @classmethod
    def about(cls, rules: TableRules, fixed: Mapping[str, str], data: Any = None) -> "RulesForm":
        initial = {name: getattr(rules, name) for name in cls.base_fields}
        form = cls(data, initial=initial)
        for name, reason in fixed.items():
            form.fields[name].disabled = True
            form.fields[name].help_text = reason
        return form
