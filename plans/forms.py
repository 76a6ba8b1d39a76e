"""The shape of what people type about plans."""

from datetime import UTC, datetime
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from editions.models import Edition, Neighbourhood, Theme
from plans.models import Plan
from plans.money import AmountError, Problem, parse_cents

AMOUNT_SENTENCES = {
    Problem.EMPTY: _("Vul een bedrag in, zoals 1.250 of 12,50."),
    Problem.NO_NUMBER: _("Schrijf het bedrag in cijfers, zoals 1.250 of 12,50."),
    Problem.DOT_FOR_CENTS: _("Schrijf centen na een komma, zoals 12,50."),
    Problem.TOO_PRECISE: _("Schrijf hoogstens twee cijfers na de komma, zoals 12,50."),
    Problem.NEGATIVE: _("Een bedrag kan niet lager zijn dan nul."),
    Problem.ZERO: _("Vul een bedrag in van meer dan € 0."),
    Problem.TOO_MUCH: _("Dit bedrag is te hoog. Vul hoogstens € 1.000.000 in."),
}


def _asked(what: Any) -> dict[str, Any]:
    return {"required": what}


class LinesField(forms.CharField):
    """Text of several lines. Browsers send two characters for a new line; we count and keep one."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value) or "").replace("\r\n", "\n")


class PlanForm(forms.Form):
    """A plan as its maker writes it. A draft may be incomplete: only the title is needed to save it."""

    title = forms.CharField(
        label=_("Hoe heet uw plan?"),
        max_length=100,
        help_text=_("Kort en duidelijk, bijvoorbeeld: Fruitbomen in de Europawijk."),
        error_messages=_asked(_("Geef uw plan een titel.")),
    )
    summary = forms.CharField(
        label=_("Uw plan in één zin"),
        max_length=160,
        help_text=_("Deze zin staat op het kaartje van uw plan."),
    )
    theme = forms.ModelChoiceField(
        label=_("Bij welk thema past het?"),
        queryset=Theme.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
    )
    neighbourhood = forms.ModelChoiceField(
        label=_("In welke wijk?"),
        queryset=Neighbourhood.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
    )
    place = forms.CharField(
        label=_("Op welk adres of welke plek?"),
        max_length=160,
        help_text=_("Een adres, of een plek die buren kennen: het grasveld achter de Italiëlaan."),
    )
    body = LinesField(
        label=_("Vertel over uw plan"),
        max_length=6000,
        help_text=_("Wat gaat u doen? Voor wie is het? Wie helpt mee? Wat is er over een jaar?"),
        widget=forms.Textarea(attrs={"rows": 12}),
    )

    use_required_attribute = False

    def __init__(self, edition: Edition, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, offered in (
            ("theme", Theme.objects.filter(edition=edition)),
            ("neighbourhood", Neighbourhood.objects.filter(area=edition.area_id)),
        ):
            cast("forms.ModelChoiceField[Any]", self.fields[name]).queryset = offered

    def full_clean(self) -> None:
        """All is shown as needed, since a plan can't be submitted without it; a draft is saved without."""
        later = [field for name, field in self.fields.items() if name != "title"]
        for field in later:
            field.required = False
        super().full_clean()
        for field in later:
            field.required = True

    def show_missing(self, missing: dict[str, str]) -> None:
        """Puts what an action found missing beside its field; what has no field here goes on top."""
        for part, sentence in missing.items():
            self.add_error(part if part in self.fields else None, sentence)


class PlanChangeForm(PlanForm):
    """An existing plan. `seen` is the version that stood on the page when it was opened."""

    # A bare field: it takes whatever is posted, and clean_seen decides what that is worth.
    seen = forms.Field(required=False, widget=forms.HiddenInput)

    def clean_seen(self) -> datetime:
        """A missing or unreadable version counts as one that never was: then what stands there now is shown."""
        try:
            return datetime.fromisoformat(str(self.cleaned_data["seen"]))
        except ValueError:
            return datetime.min.replace(tzinfo=UTC)

    @classmethod
    def again(cls, edition: Edition, data: QueryDict, version: datetime) -> "PlanChangeForm":
        """The same form after its maker was shown `version`: saving it now replaces that knowingly."""
        posted = data.copy()
        posted["seen"] = version.isoformat()
        return cls(edition, posted)


def written(plan: Plan) -> dict[str, Any]:
    """What PlanChangeForm starts with."""
    return {
        "seen": plan.changed_at.isoformat(),
        "title": plan.title,
        "summary": plan.summary,
        "theme": plan.theme_id,
        "neighbourhood": plan.neighbourhood_id,
        "place": plan.place,
        "body": plan.body,
    }


class AmountField(forms.CharField):
    """An amount typed the Dutch way; cleans to euro cents."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"class": "input--short input--money", "inputmode": "decimal", "data-prefix": "€"}
        super().__init__(max_length=30, widget=forms.TextInput(attrs=attrs), **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return parse_cents(text)
        except AmountError as error:
            raise forms.ValidationError(AMOUNT_SENTENCES[error.problem]) from None


class CostLineForm(forms.Form):
    """One post of the budget."""

    label = forms.CharField(
        label=_("Waarvoor is het geld?"),
        max_length=100,
        help_text=_("Bijvoorbeeld: tien fruitbomen."),
        error_messages=_asked(_("Vul in waarvoor het geld is.")),
    )
    cents = AmountField(
        label=_("Hoeveel kost het?"),
        help_text=_("In euro’s, bijvoorbeeld 1.250 of 12,50."),
        error_messages=_asked(AMOUNT_SENTENCES[Problem.EMPTY]),
    )
    use_required_attribute = False
