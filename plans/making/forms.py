"""The shape of what a maker types, one form a step."""

from datetime import UTC, datetime
from typing import Any, Self, cast
from uuid import UUID, uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from editions.models import Edition, Neighbourhood, Theme
from plans.finding.geocode import point_of
from plans.forms import LinesField
from plans.models import CostLine, Plan
from plans.money import AmountError, Problem, parse_cents
from plans.places import Point, PointError, parse_point

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


class LineField(forms.CharField):
    """Text of one line: what browsers and people paste as line ends or tabs becomes a space."""

    def to_python(self, value: Any) -> str:
        return " ".join(str(super().to_python(value) or "").split())


class KeyField(forms.Field):
    """Tells one form on one screen from another, so that two clicks do one thing. Junk counts as no key."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False, initial=uuid4)

    def clean(self, value: Any) -> UUID | None:
        try:
            return UUID(str(value))
        except ValueError:
            return None


class StepForm(forms.Form):
    """A step of a plan as its maker writes it. A draft may be incomplete: only the title is needed to save it.

    `seen` is the version that stood on the page when it was opened; a new plan has none.
    """

    # A bare field: it takes whatever is posted, and clean_seen decides what that is worth.
    seen = forms.Field(required=False, widget=forms.HiddenInput)

    use_required_attribute = False
    always_needed: tuple[str, ...] = ("title",)
    never_needed: tuple[str, ...] = ("seen",)

    def __init__(self, edition: Edition, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition = edition

    @classmethod
    def of(cls, plan: Plan, data: QueryDict | None = None) -> Self:
        """The form with what the plan says now."""
        return cls(plan.edition, data, initial={"seen": plan.changed_at.isoformat(), **cls.written(plan)})

    @classmethod
    def written(cls, plan: Plan) -> dict[str, Any]:
        """What the form starts with."""
        raise NotImplementedError

    def again(self, version: datetime) -> Self:
        """The same form after its maker was shown `version`: saving it now replaces that knowingly."""
        posted = cast("QueryDict", self.data).copy()
        posted["seen"] = version.isoformat()
        return type(self)(self.edition, posted)

    def full_clean(self) -> None:
        """All is shown as needed, since a plan can't be submitted without it; a draft is saved without."""
        later = [field for name, field in self.fields.items() if name not in (*self.always_needed, *self.never_needed)]
        for field in later:
            field.required = False
        super().full_clean()
        for field in later:
            field.required = True

    def clean_seen(self) -> datetime:
        """A missing or unreadable version counts as one that never was: then what stands there now is shown."""
        try:
            return datetime.fromisoformat(str(self.cleaned_data["seen"]))
        except ValueError:
            return datetime.min.replace(tzinfo=UTC)

    def show_missing(self, missing: dict[str, str]) -> None:
        """Puts what an action found missing beside its field; what has no field here goes on top."""
        for part, sentence in missing.items():
            self.add_error(part if part in self.fields else None, sentence)


class IdeaForm(StepForm):
    """Step 1: what it is."""

    title = LineField(
        label=_("Hoe heet uw plan?"),
        max_length=100,
        help_text=_("Kort en duidelijk, bijvoorbeeld: Fruitbomen in de Europawijk."),
        error_messages=_asked(_("Geef uw plan een titel.")),
    )
    summary = LineField(
        label=_("Uw plan in één zin"),
        max_length=160,
        help_text=_("Deze zin staat op het kaartje van uw plan."),
    )
    body = LinesField(
        label=_("Vertel over uw plan"),
        max_length=6000,
        help_text=_("Wat gaat u doen? Voor wie is het? Wie helpt mee? Wat is er over een jaar?"),
        widget=forms.Textarea(attrs={"rows": 12}),
    )

    @classmethod
    def written(cls, plan: Plan) -> dict[str, Any]:
        return {"title": plan.title, "summary": plan.summary, "body": plan.body}


class NewIdeaForm(IdeaForm):
    """Step 1 of a plan that does not exist yet."""

    seen = None  # type: ignore[assignment]  # Django's way to leave out a field of the parent
    key = KeyField()
    never_needed = ("key",)


class PlaceForm(StepForm):
    """Step 2: where it is and what it is about. The two coordinates are for a map that fills them in."""

    theme = forms.ModelChoiceField(
        label=_("Bij welk thema past het het best?"),
        queryset=Theme.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Kies een thema uit de lijst.")},
    )
    more_themes = forms.ModelMultipleChoiceField(
        label=_("Past het ook bij andere thema’s?"),
        queryset=Theme.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": _("Kies thema’s uit de lijst."),
            "invalid_pk_value": _("Kies thema’s uit de lijst."),
        },
    )
    neighbourhood = forms.ModelChoiceField(
        label=_("In welke wijk?"),
        queryset=Neighbourhood.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Kies een wijk uit de lijst.")},
    )
    place = LineField(
        label=_("Op welk adres of welke plek?"),
        max_length=160,
        help_text=_("Een adres, of een plek die buren kennen: het grasveld achter de Italiëlaan."),
    )
    latitude = forms.CharField(required=False, widget=forms.HiddenInput)
    longitude = forms.CharField(required=False, widget=forms.HiddenInput)

    always_needed = ()
    never_needed = ("seen", "more_themes", "latitude", "longitude")

    def __init__(self, edition: Edition, *args: Any, **kwargs: Any) -> None:
        super().__init__(edition, *args, **kwargs)
        themes = Theme.objects.filter(edition=edition)
        for name, offered in (
            ("theme", themes),
            ("more_themes", themes),
            ("neighbourhood", Neighbourhood.objects.filter(area=edition.area_id)),
        ):
            cast("forms.ModelChoiceField[Any]", self.fields[name]).queryset = offered

    @classmethod
    def written(cls, plan: Plan) -> dict[str, Any]:
        return {
            "theme": plan.theme_id,
            "more_themes": [theme.pk for theme in plan.more_themes.all()],
            "neighbourhood": plan.neighbourhood_id,
            "place": plan.place,
            # Texts, not decimals: a comma would follow from the language of the page.
            "latitude": "" if plan.latitude is None else str(plan.latitude),
            "longitude": "" if plan.longitude is None else str(plan.longitude),
        }

    def clean(self) -> dict[str, Any]:
        """Half a point, junk and what lies outside the country are named; no point at all is fine.

        Then a new address says where it is, when a geocoder knows it: without a script nobody can put a pin.
        """
        cleaned = {**self.cleaned_data, "latitude": None, "longitude": None}
        texts = (str(self.cleaned_data.get(name, "")) for name in ("latitude", "longitude"))
        try:
            point = parse_point(*texts)
        except PointError:
            self.add_error(None, _("Deze plek op de kaart kan niet. Kies een plek in de wijk, of laat de kaart leeg."))
        else:
            cleaned["latitude"], cleaned["longitude"] = point or self._looked_up() or (None, None)
        return cleaned

    def _looked_up(self) -> Point | None:
        """The point of an address that was just typed. Words without a number name no address: they fit anywhere."""
        place = self.cleaned_data.get("place", "")
        if self.errors or "place" not in self.changed_data or not any(letter.isdecimal() for letter in place):
            return None
        found = point_of(self.edition, place)
        return parse_point(*map(str, found)) if found else None


class AmountField(forms.CharField):
    """An amount typed the Dutch way; cleans to euro cents, or to None where it may stay empty and is."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"class": "input--short input--money", "inputmode": "decimal", "data-prefix": "€"}
        super().__init__(max_length=30, widget=forms.TextInput(attrs=attrs), **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text and not self.required:
            return None
        try:
            return parse_cents(text)
        except AmountError as error:
            raise forms.ValidationError(AMOUNT_SENTENCES[error.problem]) from None


class CostLineForm(forms.Form):
    """One post of the budget. Only in a draft the amount may wait: `unknown` is "weet ik nog niet"."""

    label = LineField(
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
    unknown = forms.BooleanField(label=_("Dat weet ik nog niet"), required=False)
    key = KeyField()
    use_required_attribute = False

    def __init__(self, *args: Any, may_wait: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_wait:
            del self.fields["unknown"]

    @classmethod
    def of(cls, line: CostLine, data: QueryDict | None = None, *, may_wait: bool = True) -> Self:
        amount = "" if line.cents is None else f"{line.cents // 100},{line.cents % 100:02}".removesuffix(",00")
        initial = {"label": line.label, "cents": amount, "unknown": line.cents is None}
        return cls(data, initial=initial, may_wait=may_wait)

    def full_clean(self) -> None:
        """Without an amount is fine when somebody says so; an amount beside that counts."""
        field = self.fields.get("unknown")
        said = bool(field and field.widget.value_from_datadict(self.data, self.files, self.add_prefix("unknown")))
        self.fields["cents"].required = not said
        super().full_clean()
        self.fields["cents"].required = True

    def clean(self) -> dict[str, Any]:
        """What the actions ask for: `unknown` is said by the amount that is not there."""
        self.cleaned_data.pop("unknown", None)
        return self.cleaned_data
