"""Finding plans in the inbox. The choice stays in the address."""

from typing import Any
from urllib.parse import urlencode

import django_filters
from django.db.models import Exists, OuterRef, QuerySet

from editions.models import Edition, Neighbourhood, Theme
from plans.models import ContactNote, Plan, TriageFlag

UNFLAGGED = "GEEN"


class TriageFilter(django_filters.FilterSet):  # type: ignore[misc]
    """By flag, neighbourhood, theme, and whether anybody has spoken with the maker."""

    vlag = django_filters.ChoiceFilter(
        label="Vlag",
        method="by_flag",
        choices=[*TriageFlag.Kind.choices, (UNFLAGGED, "zonder vlag")],
        empty_label="Alle vlaggen",
    )
    wijk = django_filters.ModelChoiceFilter(
        label="Wijk", field_name="neighbourhood", queryset=Neighbourhood.objects.none(), empty_label="Alle wijken"
    )
    thema = django_filters.ModelChoiceFilter(
        label="Thema", field_name="theme", queryset=Theme.objects.none(), empty_label="Alle thema’s"
    )
    contact = django_filters.ChoiceFilter(
        label="Contact",
        method="by_contact",
        choices=[("nog-niet", "nog geen contact"), ("wel", "wel contact")],
        empty_label="Wel of niet",
    )

    class Meta:
        model = Plan
        fields: list[str] = []

    def __init__(self, edition: Edition, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["thema"].queryset = Theme.objects.filter(edition=edition)
        self.filters["wijk"].queryset = Neighbourhood.objects.filter(area=edition.area_id)

    def by_flag(self, plans: QuerySet[Plan], name: str, value: str) -> QuerySet[Plan]:
        flags = TriageFlag.objects.filter(plan=OuterRef("pk"))
        if value == UNFLAGGED:
            return plans.exclude(Exists(flags))
        return plans.filter(Exists(flags.filter(kind=value)))

    def by_contact(self, plans: QuerySet[Plan], name: str, value: str) -> QuerySet[Plan]:
        spoken = Exists(ContactNote.objects.filter(plan=OuterRef("pk")))
        return plans.filter(spoken) if value == "wel" else plans.exclude(spoken)

    @property
    def query(self) -> str:
        """What was chosen, as it stands in the address: "" or "?wijk=3"."""
        data = self.form.data
        chosen = {name: data.get(name) for name in (*self.filters, "page") if data.get(name)}
        return f"?{urlencode(chosen)}" if chosen else ""

    @property
    def chosen(self) -> bool:
        return any(self.form.data.get(name) for name in self.filters)
