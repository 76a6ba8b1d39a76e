"""The shape of a plan as the team types it over: who, the plan, and the costs, on one page."""

from typing import Any, cast

from django import forms

from editions.models import Edition, Neighbourhood, Theme
from plans.actions.counter import MAX_PAPER_LINES, Helped, PaperPlan
from plans.forms import LinesField
from plans.making.forms import AmountField

EMAIL_LENGTH = 254
DRAFT, SUBMIT = "concept", "indienen"


class CounterForm(forms.Form):
    """Who it is for, and the plan. Only a name and a title are needed to keep a draft."""

    name = forms.CharField(
        label="Naam",
        max_length=80,
        help_text="Zo staat de maker bij het plan.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Vul in van wie het plan is.", "max_length": "Een naam heeft hoogstens 80 tekens."},
    )
    email = forms.EmailField(
        label="E-mailadres",
        max_length=EMAIL_LENGTH,
        required=False,
        help_text="Leeg? Dan houdt het team het plan bij.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={
            "invalid": "Schrijf een e-mailadres, zoals naam@voorbeeld.nl.",
            "max_length": "Dit e-mailadres is te lang.",
        },
    )
    phone = forms.CharField(
        label="Telefoon",
        max_length=40,
        required=False,
        help_text="Alleen het team ziet dit nummer.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
        error_messages={"max_length": "Een telefoonnummer heeft hoogstens 40 tekens."},
    )
    title = forms.CharField(
        label="Titel van het plan",
        max_length=100,
        error_messages={"required": "Geef het plan een titel.", "max_length": "Een titel heeft hoogstens 100 tekens."},
    )
    summary = forms.CharField(
        label="Het plan in één zin",
        max_length=160,
        required=False,
        error_messages={"max_length": "Deze zin heeft hoogstens 160 tekens."},
    )
    body = LinesField(
        label="Het plan",
        max_length=6000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"max_length": "Een plan heeft hoogstens 6.000 tekens."},
    )
    theme = forms.ModelChoiceField(
        label="Thema",
        queryset=Theme.objects.none(),
        required=False,
        empty_label="Kies een thema",
        error_messages={"invalid_choice": "Kies een thema van deze editie."},
    )
    more_themes = forms.ModelMultipleChoiceField(
        label="Past ook bij",
        queryset=Theme.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": "Kies thema’s van deze editie.",
            "invalid_pk_value": "Kies thema’s van deze editie.",
            "invalid_list": "Kies thema’s van deze editie.",
        },
    )
    neighbourhood = forms.ModelChoiceField(
        label="Wijk",
        queryset=Neighbourhood.objects.none(),
        required=False,
        empty_label="Kies een wijk",
        error_messages={"invalid_choice": "Kies een wijk van deze editie."},
    )
    place = forms.CharField(
        label="Adres of plek",
        max_length=160,
        required=False,
        error_messages={"max_length": "Een plek heeft hoogstens 160 tekens."},
    )
    use_required_attribute = False

    def __init__(self, edition: Edition, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        themes = Theme.objects.filter(edition=edition)
        wijken = Neighbourhood.objects.filter(area=edition.area_id)
        for name, offered in (("theme", themes), ("more_themes", themes), ("neighbourhood", wijken)):
            cast("forms.ModelChoiceField[Any]", self.fields[name]).queryset = offered

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        if len(email) > EMAIL_LENGTH:  # small letters may take more room than capitals
            raise forms.ValidationError("Dit e-mailadres is te lang.")
        return email

    def helped(self) -> Helped:
        return Helped(**{part: self.cleaned_data[part] for part in ("name", "email", "phone")})

    def paper(self, lines: list[tuple[str, int]]) -> PaperPlan:
        words = ("title", "summary", "body", "theme", "neighbourhood", "place")
        fields = {part: self.cleaned_data[part] for part in words}
        return PaperPlan(cast(Any, fields), tuple(self.cleaned_data["more_themes"]), lines)

    def show_missing(self, missing: dict[str, str]) -> None:
        """Puts what an action found missing beside its field; what has no field here goes on top."""
        for part, sentence in missing.items():
            self.add_error(part if part in self.fields else None, sentence)


class OptionalAmountField(AmountField):
    """An amount, or nothing at all."""

    def clean(self, value: Any) -> Any:
        text = "" if value is None else str(value)
        return super().clean(text) if text.strip() else None


class CostRowForm(forms.Form):
    """One row of the table of costs: both of its fields or neither."""

    label = forms.CharField(
        label="Waarvoor",
        max_length=100,
        required=False,
        error_messages={"max_length": "Schrijf in hoogstens 100 tekens waarvoor het geld is."},
    )
    cents = OptionalAmountField(label="Bedrag in euro’s", required=False)
    use_required_attribute = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        label, cents = cleaned.get("label"), cleaned.get("cents")
        if label and cents is None and "cents" not in self.errors:
            self.add_error("cents", "Vul in wat het kost, of laat de regel leeg.")
        if cents is not None and not label and "label" not in self.errors:
            self.add_error("label", "Vul in waarvoor het geld is.")
        return cleaned


class CostRows:
    """All rows of the table of costs."""

    def __init__(self, data: Any = None) -> None:
        self.rows = [
            CostRowForm(data, prefix=f"post{number}", auto_id="id_%s") for number in range(1, MAX_PAPER_LINES + 1)
        ]

    def is_valid(self) -> bool:
        return not self.wrong()

    def wrong(self) -> list[int]:
        """Which rows are not right, counted from 1."""
        return [number for number, row in enumerate(self.rows, start=1) if not row.is_valid()]

    def lines(self) -> list[tuple[str, int]]:
        """The rows that say something, as (what for, euro cents)."""
        return [
            (row.cleaned_data["label"], row.cleaned_data["cents"]) for row in self.rows if row.cleaned_data["label"]
        ]
