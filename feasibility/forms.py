"""Shape and syntax of what people at the table type. Whether it is allowed stands in `actions`."""

from datetime import date, datetime
from typing import Any, cast

from django import forms
from django.core.validators import MaxValueValidator
from django.http import QueryDict

from editions.models import Edition
from feasibility import quick_test
from feasibility.actions import VerdictRefused
from feasibility.actions.answers import ONLY_YES_OR_NO
from feasibility.models import Answer, ConditionOwner, ConditionTime, Question, WayOn
from feasibility.quick_test import SORTING_VALUES, Outcome, Value
from plans.money import AmountError, Problem, parse_cents

AMOUNT_PROBLEMS = {
    Problem.ZERO: quick_test.PRICE_NEEDED,
    Problem.NEGATIVE: "Vul een bedrag in dat hoger is dan € 0.",
    Problem.TOO_MUCH: quick_test.PRICE_OVER_BUDGET,
    Problem.DOT_FOR_CENTS: "Schrijf centen met een komma, zoals 1250,50.",
    Problem.TOO_PRECISE: "Schrijf hoogstens twee cijfers achter de komma.",
}
AMOUNT_UNREADABLE = "Vul een bedrag in, zoals 1250 of 1250,50."
# The field beside which a reason of the quick test belongs; other reasons stand above the form.
REASON_FIELDS = {
    quick_test.CHOOSE: "outcome",
    quick_test.CONDITION_NEEDED: "outcome",
    quick_test.CONDITIONS_WITH_YES: "outcome",
    quick_test.WAY_ON_NEEDED: "way_on",
    quick_test.WAY_ON_KIND_NEEDED: "way_on_kind",
    quick_test.EXPLANATION_NEEDED: "explanation",
    quick_test.PRICE_NEEDED: "ballot",
    quick_test.PRICE_OVER_BUDGET: "ballot",
    quick_test.PRICE_REASON_NEEDED: "ballot_reason",
}


def _text(label: str, empty: str, rows: int = 3, longest: int = 2000, **kwargs: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={
            "required": empty,
            "max_length": f"Deze tekst is te lang. Gebruik hoogstens {longest} tekens.",
        },
        **kwargs,
    )


def _day(label: str, help_text: str, **kwargs: Any) -> forms.DateField:
    messages = {"invalid": "Vul een datum in, zoals 2026-09-19.", **kwargs.pop("error_messages", {})}
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    validators = [MaxValueValidator(date(2100, 1, 1), "Deze datum ligt te ver weg.")]
    return forms.DateField(
        label=label, help_text=help_text, widget=widget, validators=validators, error_messages=messages, **kwargs
    )


class AnswerForm(forms.Form):
    """The answer to one question. `seen` is the version that stood on the page when it was opened."""

    value = forms.ChoiceField(
        label="Uw antwoord",
        choices=[(v.value, v.label) for v in Value],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies een antwoord.", "invalid_choice": "Kies een van de vier antwoorden."},
    )
    remark = _text("Toelichting voor collega’s aan tafel", "", rows=2, required=False)
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    @classmethod
    def about(cls, question: Question, answer: Answer | None, data: QueryDict | None = None) -> "AnswerForm":
        """The form for one question, with the answer that stands there now, or what was typed."""
        initial = {"value": answer.value, "remark": answer.remark, "seen": version(answer)} if answer else {}
        form = cls(data, initial=initial, auto_id=f"vraag{question.pk}_%s")
        if question.sorting:
            field = cast(forms.ChoiceField, form.fields["value"])
            field.choices = [(value.value, value.label) for value in SORTING_VALUES]
            field.error_messages["invalid_choice"] = ONLY_YES_OR_NO
        return form

    def clean_seen(self) -> datetime | None:
        """An unreadable version counts as none: then whoever answered meanwhile is shown."""
        try:
            return datetime.fromisoformat(self.cleaned_data["seen"])
        except ValueError:
            return None


def version(answer: Answer) -> str:
    return answer.answered_at.isoformat()


class ConditionForm(forms.Form):
    """One condition, and who sees to it."""

    text = _text("Voorwaarde", "Schrijf op wat het plan mogelijk maakt.", rows=2, longest=300)
    owner = forms.ChoiceField(
        label="Wie regelt dit?",
        choices=ConditionOwner.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wie dit regelt.", "invalid_choice": "Kies wie dit regelt."},
    )
    owner_name = forms.CharField(
        label="Welke afdeling of partner?",
        required=False,
        max_length=100,
        help_text="Bijvoorbeeld: Groen en spelen, of Spaarnelanden.",
    )
    before = forms.ChoiceField(
        label="Op tijd voor",
        choices=ConditionTime.choices,
        initial=ConditionTime.EXECUTION,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Kies: voor de stemming of voor de uitvoering."},
    )
    due_on = _day("Uiterlijk op", "Laat leeg als er geen vaste dag is.", required=False)

    def clean_before(self) -> ConditionTime:
        return ConditionTime(self.cleaned_data["before"] or ConditionTime.EXECUTION)


class ParkForm(forms.Form):
    """Why a plan waits, and until when."""

    reason = _text("Waarom wachten we?", "Schrijf op waarom het plan moet wachten.", rows=2, longest=300)
    until = _day("Terug op tafel op", "", error_messages={"required": "Kies een dag."})


class AdviceForm(forms.Form):
    """A partner's advice on one plan."""

    text = _text("Uw advies", "Schrijf uw advies op.", rows=4)


class VerdictForm(forms.Form):
    """The chair's verdict. The amount is typed as people do; `ballot_cents` gives it in euro cents."""

    outcome = forms.ChoiceField(
        label="Oordeel",
        choices=[(o.value, o.label) for o in Outcome],
        widget=forms.RadioSelect,
        error_messages={"required": quick_test.CHOOSE, "invalid_choice": quick_test.CHOOSE},
    )
    explanation = _text(
        "Uitleg voor de plannenmaker",
        quick_test.EXPLANATION_NEEDED,
        help_text="Zo leest iedereen het na de bekendmaking. Schrijf kort en vriendelijk, en begin met wat er kan.",
    )
    ballot = forms.CharField(
        label="Bedrag op het stembiljet",
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"class": "input--money", "data-prefix": "€", "inputmode": "decimal"}),
        help_text="Bij ‘ja’ en ‘ja, mits’. Leeg: wat de plannenmaker vraagt.",
        error_messages={"max_length": AMOUNT_UNREADABLE},
    )
    ballot_reason = forms.CharField(
        label="Waarom dit bedrag?",
        required=False,
        max_length=500,
        help_text="Alleen bij een ander bedrag dan de plannenmaker vraagt.",
    )
    way_on_kind = forms.ChoiceField(
        label="Waar kan de plannenmaker verder?",
        required=False,
        choices=WayOn.choices,
        widget=forms.RadioSelect,
        help_text="Alleen bij ‘nee’.",
        error_messages={"invalid_choice": quick_test.WAY_ON_KIND_NEEDED},
    )
    way_on = _text(
        "Hoe het verder kan",
        "",
        required=False,
        help_text="Bij ‘nee’: een ander fonds, een andere plek, een aangepast plan of iemand die helpt.",
    )
    # The mark of the words that stood on the page when it was opened, of a verdict that was opened again.
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def clean_ballot(self) -> int | None:
        typed: str = self.cleaned_data["ballot"].strip()
        try:
            return parse_cents(typed) if typed else None
        except AmountError as error:
            raise forms.ValidationError(AMOUNT_PROBLEMS.get(error.problem, AMOUNT_UNREADABLE)) from None

    def show(self, refusal: VerdictRefused) -> None:
        """Puts every reason beside the field that it is about."""
        for reason in refusal.reasons:
            self.add_error(REASON_FIELDS.get(reason), reason)


SORTS = {
    "plan": "Plan",
    "likes": "Likes",
    "bedrag": "Bedrag",
    "vragen": "Open vragen",
    "status": "Status",
}


class TableFilter(forms.Form):
    """Which plans the list shows and in what order; all of it stays in the address. What is not valid is ignored."""

    mijn = forms.BooleanField(label="Alleen wat op mij wacht", required=False)
    van = forms.BooleanField(label="Alleen plannen van mij", required=False)
    status = forms.ChoiceField(label="Status", required=False)
    thema = forms.ChoiceField(label="Thema", required=False)
    sort = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict, edition: Edition, states: dict[str, str]) -> None:
        super().__init__(data, auto_id="filter_%s")
        themes = [(str(theme.pk), theme.name) for theme in edition.themes.all()]
        self._choose("status", [("", "Alle"), *states.items()])
        self._choose("thema", [("", "Alle"), *themes])

    def ask_for_answers(self) -> None:
        """For those whose work is answering, the first filter says so."""
        self.fields["mijn"].label = "Nog te beantwoorden door mij"

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = choices

    def clean_sort(self) -> str:
        typed: str = self.cleaned_data["sort"]
        return typed if typed.removeprefix("-") in SORTS else ""

    def chosen(self) -> dict[str, str]:
        """What was chosen, as the address says it: only known parameters with valid values."""
        self.is_valid()
        kept = {name: self.cleaned_data.get(name) for name in self.fields}
        return {name: "1" if value is True else str(value) for name, value in kept.items() if value}
