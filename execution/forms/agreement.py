"""The form of a whole agreement, and the small forms below it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from execution.models import Decision
from execution.models.agreement import new_key
from execution.terms import MOST, PARTS, Owner, Part, Problem, Terms
from plans.making.forms import AmountField, LineField
from plans.money import as_typed

SPARE_ROWS = 3
NO_DAY = "Vul een datum in, zoals 2026-09-19."


def _day(label: str, required: bool = True, help_text: str = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": "Kies een datum.", "invalid": NO_DAY},
    )


def _text(label: str, rows: int, longest: int, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=longest,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class TermsForm(forms.Form):
    """What an agreement says apart from its lists. `base` is the version that the leader started from."""

    base = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=30_000)
    contact_person = LineField(
        label="Aanspreekpunt",
        max_length=80,
        help_text="Wie bij de gemeente kan de maker bellen of mailen?",
        error_messages={"required": "Vul in wie bij de gemeente het aanspreekpunt is."},
    )
    contact_phone = LineField(
        label="Telefoon van het aanspreekpunt",
        max_length=20,
        required=False,
        validators=[
            RegexValidator(
                r"^\+?[0-9][0-9 -]{3,}$", "Vul een telefoonnummer met alleen cijfers in, zoals 023 511 4200."
            )
        ],
    )
    contact_email = forms.EmailField(label="E-mail van het aanspreekpunt", max_length=254, required=False)
    due_on = _day("Klaar uiterlijk op", help_text="Gekozen plannen zijn binnen één jaar klaar.")
    terms = _text("Wat we afspreken", 5, 4000)
    otherwise = _text("Als het anders loopt", 5, 4000, "Wat gebeurt er als het tegenzit, of als het plan stopt?")
    care_who = LineField(label="Wie doet het beheer en onderhoud daarna?", max_length=200, required=False)
    care_long = LineField(label="Hoe lang?", max_length=200, required=False)
    care_paid = LineField(label="Wie betaalt dat?", max_length=200, required=False)
    why = LineField(
        label="Waarom verandert de afspraak?",
        max_length=500,
        required=False,
        help_text="Eén zin. De maker leest dit bovenaan de nieuwe versie.",
    )
    use_required_attribute = False

    def __init__(self, *args: Any, first: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"].required = not first
        self.fields["why"].error_messages["required"] = "Schrijf in één zin waarom de afspraak verandert."


class PartForm(forms.Form):
    """One row of a list. A row whose first two fields are empty is no row; `key` says which thing it is."""

    # The fields that must be filled in as soon as one of them is, with the sentence when it is not.
    together: Mapping[str, str] = {}
    key = forms.RegexField("^[0-9a-f]{12}$", required=False, widget=forms.HiddenInput)
    use_required_attribute = False

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if not self.is_row():
            return cleaned
        for name, sentence in self.together.items():
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, sentence)
        return cleaned

    def is_row(self) -> bool:
        """Whether somebody typed one of the words or amounts that make a row; in a new row everything counts."""
        names = self.words() if self.initial else [name for name in self.fields if name != "key"]
        typed = {name: self.cleaned_data.get(name) for name in names}
        return any(typed.values()) or any(name in self.errors for name in typed)

    def is_touched(self) -> bool:
        """Whether anything stands in this row, valid or not, or something is wrong with it."""
        return bool(self.errors) or any(self[name].value() for name in self.fields)

    def words(self) -> list[str]:
        """Whoever empties these takes a row that was there away, whatever day or choice is left in it."""
        return [
            name for name, field in self.fields.items() if name in self.together and isinstance(field, forms.CharField)
        ]


class InstalmentForm(PartForm):
    together = {"cents": "Vul het bedrag in.", "when": "Schrijf op wanneer of waarna dit betaald wordt."}
    cents = AmountField(label="Bedrag", required=False)
    when = LineField(label="Wanneer of waarna?", max_length=200, required=False)
    due_on = _day("Uiterlijk op", required=False)


class ConditionForm(PartForm):
    together = {"text": "Schrijf de voorwaarde op.", "owner": "Kies wie dit regelt."}
    text = LineField(label="Voorwaarde", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    owner = forms.ChoiceField(
        label="Wie regelt dit?",
        required=False,
        choices=[("", "Kies"), *((each.value, each.value) for each in Owner)],
        error_messages={"invalid_choice": "Kies wie dit regelt."},
    )


class PartnerForm(PartForm):
    together = {"name": "Vul de organisatie in.", "does": "Schrijf op wat deze organisatie doet."}
    name = LineField(label="Organisatie", max_length=120, required=False)
    does = LineField(label="Wat doet zij?", max_length=200, required=False)


class StepForm(PartForm):
    together = {"title": "Schrijf de stap op.", "due_on": "Kies een datum."}
    title = LineField(label="Stap", max_length=120, required=False)
    due_on = _day("Uiterlijk op", required=False)
    gate = forms.BooleanField(label="Hier hoort een besluit bij: go of no-go", required=False)
    decider = LineField(label="Wie besluit?", max_length=80, required=False)


FORMS: Mapping[str, type[PartForm]] = {
    "instalments": InstalmentForm,
    "conditions": ConditionForm,
    "partners": PartnerForm,
    "milestones": StepForm,
}


class Rows(forms.BaseFormSet[PartForm]):
    """The rows of one list: what is filled in and one empty row are open, more empty rows stand folded below."""

    @property
    def open(self) -> list[PartForm]:
        return self.forms[: self._last() + 1]

    @property
    def folded(self) -> list[PartForm]:
        return self.forms[self._last() + 1 :]

    def _last(self) -> int:
        """The place of the empty row below the last row in which anything stands."""
        return max((place + 1 for place, row in enumerate(self.forms) if row.is_touched()), default=0)


SETS = {
    name: forms.formset_factory(form, formset=Rows, extra=0, max_num=MOST + SPARE_ROWS, absolute_max=MOST + SPARE_ROWS)
    for name, form in FORMS.items()
}


class AgreementForms:
    """The whole page of the form: one form and four lists of rows."""

    def __init__(self, terms: Terms, base: int, data: Any = None) -> None:
        first = base == 0
        initial = {name: value for name, value in asdict(terms).items() if name not in PARTS}
        self.form = TermsForm(data, initial={**initial, "base": base}, first=first)
        self.sets = {name: SETS[name](data, initial=_rows(terms, name), prefix=name) for name in PARTS}
        self.old = terms
        self._rows: dict[str, list[tuple[PartForm, Part]]] = {}

    def is_valid(self) -> bool:
        found = [self.form.is_valid(), *(each.is_valid() for each in self.sets.values())]
        return all(found)

    def wanted(self) -> Terms:
        """What was typed, without empty rows. Keys that nobody knows are new things."""
        typed = dict(self.form.cleaned_data)
        typed.pop("base")
        typed.pop("why")
        self._rows = {name: self._typed(name) for name in PARTS}
        parts: dict[str, Any] = {name: tuple(part for _, part in rows) for name, rows in self._rows.items()}
        return Terms(grant_cents=self.old.grant_cents, **typed, **parts)

    def _typed(self, name: str) -> list[tuple[PartForm, Part]]:
        known, found = {each.key for each in getattr(self.old, name)}, []
        for form in self.sets[name].forms:
            if form.is_row():
                facts = dict(form.cleaned_data)
                key = facts.pop("key", "")
                if key not in known:
                    key = new_key()
                known.discard(key)  # the same key twice is a new thing
                found.append((form, PARTS[name](key=key, **facts)))
        return found

    def show(self, problems: Sequence[Problem]) -> None:
        """Puts each problem beside what it is about; what is about no field stands on top."""
        for problem in problems:
            rows = self._rows.get(problem.part, [])
            row = next((form for form, part in rows if part.key == problem.key), None)
            if row is not None and problem.place in row.fields:
                row.add_error(problem.place, problem.sentence)
            else:
                place = problem.place if problem.place in self.form.fields else None
                self.form.add_error(place, problem.sentence)

    @property
    def errors(self) -> bool:
        broken = any(any(each.errors) or each.non_form_errors() for each in self.sets.values())
        return bool(self.form.errors) or broken


def _rows(terms: Terms, name: str) -> list[dict[str, Any]]:
    rows = [asdict(each) for each in getattr(terms, name)]
    for row in rows:
        if "cents" in row:
            row["cents"] = as_typed(row["cents"])
    return (rows + [{}] * SPARE_ROWS)[: MOST + SPARE_ROWS]


class ChangeRequestForm(forms.Form):
    text = forms.CharField(
        label=_("Wat wilt u anders?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": _("Schrijf op wat u anders wilt."),
            "max_length": _("Deze tekst is te lang. Gebruik hoogstens 1000 tekens."),
        },
    )
    use_required_attribute = False


class AnswerForm(forms.Form):
    answer = LineField(
        label="Uw antwoord",
        max_length=500,
        help_text="Blijft de afspraak zoals zij is? Schrijf dan kort waarom. De maker leest dit.",
        error_messages={"required": "Schrijf kort waarom de afspraak zo blijft."},
    )
    use_required_attribute = False


class PaidForm(forms.Form):
    paid_on = _day("Betaald op")
    use_required_attribute = False


class GateForm(forms.Form):
    """Go or no-go at a milestone."""

    decision = forms.ChoiceField(
        label="Besluit",
        choices=[
            (Decision.GO.value, "go: het plan gaat verder"),
            (Decision.NO_GO.value, "no-go: zo gaat het niet verder"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies go of no-go.", "invalid_choice": "Kies go of no-go."},
    )
    reason = LineField(
        label="Waarom?",
        max_length=500,
        required=False,
        help_text="Nodig bij een no-go. Het plan loopt dan vast. Stopt het? Dat doet u daarna bij ‘Hoe het gaat’.",
    )
    use_required_attribute = False

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("decision") == Decision.NO_GO and not self.cleaned_data.get("reason"):
            self.add_error("reason", "Schrijf op waarom het niet verder gaat.")
        return self.cleaned_data
