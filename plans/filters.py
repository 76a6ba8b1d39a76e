"""Finding plans: by theme, neighbourhood, status and words. The choice stays in the address."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from editions.models import Edition, Neighbourhood, Theme
from plans.labels import STATUS_LABELS
from plans.models import Plan
from plans.status import PUBLIC, Status

# Where free text looks.
SEARCHED = ("title", "summary", "body", "place")
ORDERS = {
    "nieuwste": (_("Nieuwste eerst"), ("-submitted_at", "-pk")),
    "likes": (_("Meeste likes eerst"), ("-like_count", "title", "pk")),
    "titel": (_("Op titel"), ("title", "pk")),
}


def _offered_statuses() -> list[tuple[str, Any]]:
    return [(status.value, STATUS_LABELS[status]) for status in Status if status in PUBLIC]


class PlanFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Filters and orders plans of one edition; offers that edition's themes and neighbourhoods only."""

    zoek = django_filters.CharFilter(
        label=_("Zoek op woord"),
        method="search",
        max_length=80,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    thema = django_filters.ModelChoiceFilter(
        label=_("Thema"), field_name="theme", queryset=Theme.objects.none(), empty_label=_("Alle thema’s")
    )
    wijk = django_filters.ModelChoiceFilter(
        label=_("Wijk"),
        field_name="neighbourhood",
        queryset=Neighbourhood.objects.none(),
        empty_label=_("Alle wijken"),
    )
    status = django_filters.ChoiceFilter(
        label=_("Status"), field_name="status", choices=_offered_statuses, empty_label=_("Elke status")
    )
    volgorde = django_filters.ChoiceFilter(
        label=_("Volgorde"),
        method="arrange",
        choices=[(key, label) for key, (label, _columns) in ORDERS.items()],
        empty_label=None,
    )

    class Meta:
        model = Plan
        fields: list[str] = []

    def __init__(self, edition: Edition, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["thema"].queryset = Theme.objects.filter(edition=edition)
        self.filters["wijk"].queryset = Neighbourhood.objects.filter(area=edition.area_id)

    def search(self, plans: QuerySet[Plan], name: str, value: str) -> QuerySet[Plan]:
        """Plans in which the text occurs literally; Django escapes the wildcards in it."""
        anywhere = Q()
        for field in SEARCHED:
            anywhere |= Q(**{f"{field}__icontains": value})
        return plans.filter(anywhere)

    def arrange(self, plans: QuerySet[Plan], name: str, value: str) -> QuerySet[Plan]:
        return plans.order_by(*ORDERS[value][1])

    @property
    def chosen(self) -> bool:
        """Whether anything narrows the list."""
        return any(value for name, value in self.form.data.items() if name in self.filters and name != "volgorde")
