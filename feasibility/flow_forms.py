"""What those who change the quick test type. Whether a question fits in its flow stands in `flow_check`."""

from typing import Any, cast

from django import forms
from django.http import QueryDict

from feasibility import quick_test
from feasibility.models import VALUES, Flow, Question
from feasibility.quick_test import Branch, Discipline, Value

KINDS = [
    ("oordeel", "Een oordeel: ja, ja mits, nee of niet van toepassing"),
    ("feit", "Een feit dat sorteert: ja of nee. Telt niet mee voor het oordeel"),
]
CHOOSE_ANSWERS = "Kies bij welk antwoord deze vraag komt."
CHOOSE_QUESTION = "U koos een antwoord. Kies ook na welke vraag, of haal de vinkjes weg."


def _text(label: str, longest: int, help_text: str = "", *, empty: str = "", rows: int = 2) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=longest,
        required=bool(empty),
        widget=forms.Textarea(attrs={"rows": rows}),
        help_text=help_text,
        error_messages={
            "required": empty,
            "max_length": f"Deze tekst is te lang. Gebruik hoogstens {longest} tekens.",
        },
    )


class QuestionForm(forms.Form):
    """One question of a version."""

    text = _text("Vraag", 200, "Kort, in gewone taal. ‘Ja’ is goed nieuws.", empty="Schrijf de vraag op.")
    help = _text("Uitleg bij de vraag", 1000, "Waar let de tafel op? Vraag ook: wat kan er wél?", rows=3)
    kind = forms.ChoiceField(
        label="Wat voor vraag is het?",
        choices=KINDS,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wat voor vraag het is.", "invalid_choice": "Kies een van de twee."},
    )
    discipline = forms.ChoiceField(
        label="Wie beantwoordt deze vraag?",
        choices=[(d.value, d.label) for d in Discipline],
        error_messages={"required": "Kies een vakgebied.", "invalid_choice": "Kies een vakgebied uit de lijst."},
    )
    after = forms.ChoiceField(
        label="Alleen na een andere vraag",
        required=False,
        help_text="Laat leeg als elk plan deze vraag krijgt.",
        error_messages={"invalid_choice": "Die vraag is er niet meer. Kies een andere."},
    )
    after_values = forms.MultipleChoiceField(
        label="Bij welk antwoord?",
        choices=VALUES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Kies een of meer van de vier antwoorden."},
    )
    yes_text = _text("Bij ‘ja’: wat er kan", 300)
    provided_text = _text("Bij ‘ja, mits’: de voorwaarde", 300, "De tafel kan deze zin zo overnemen.")
    no_text = _text("Bij ‘nee’: hoe het verder kan", 300)

    def __init__(self, flow: Flow, question: Question | None, data: QueryDict | None, **initial: str) -> None:
        super().__init__(data, initial=_initial(question) if question else {"kind": "oordeel", **initial})
        others = [q for q in flow.questions.all() if question is None or q.pk != question.pk]
        choices = [("", "Altijd vragen"), *((q.key, f"{q.number}. {q.text}") for q in others)]
        if question and question.only_if_key and question.only_if_key not in dict(choices):
            choices.append((question.only_if_key, "Een vraag die er niet meer is"))
        cast(forms.ChoiceField, self.fields["after"]).choices = choices

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "after" in cleaned and "after_values" in cleaned:
            behind, values = cleaned["after"], cleaned["after_values"]
            if behind and not values:
                self.add_error("after_values", CHOOSE_ANSWERS)
            elif values and not behind:
                self.add_error("after", CHOOSE_QUESTION)
        return cleaned

    def wanted(self) -> quick_test.Question:
        """What was typed, as the quick test knows a question; its name is given by the action."""
        typed = self.cleaned_data
        branch = Branch(typed["after"], frozenset(Value(value) for value in typed["after_values"]))
        return quick_test.Question(
            key="",
            discipline=Discipline(typed["discipline"]),
            text=typed["text"],
            help=typed["help"],
            only_if=branch if typed["after"] else None,
            sorting=typed["kind"] == "feit",
            yes_text=typed["yes_text"],
            provided_text=typed["provided_text"],
            no_text=typed["no_text"],
        )


def _initial(question: Question) -> dict[str, Any]:
    texts = ("text", "help", "discipline", "yes_text", "provided_text", "no_text")
    return {
        **{name: getattr(question, name) for name in texts},
        "kind": "feit" if question.sorting else "oordeel",
        "after": question.only_if_key,
        "after_values": question.only_if_values,
    }
