"""Which chosen plans. The choice stays in the address, so that it can be shared."""

from collections.abc import Callable
from functools import cache
from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from editions.models import Edition, Neighbourhood, Theme
from execution.looks import LOOKS
from execution.models import Agreement
from plans.models import Plan


def _states() -> list[tuple[str, Any]]:
    return [(state.value, look.word) for state, look in LOOKS.items()]


def _named(rows: QuerySet[Any]) -> Callable[[], list[tuple[int, str]]]:
    @cache
    def choices() -> list[tuple[int, str]]:
        return list(rows.values_list("pk", "name"))

    return choices


class ProgressFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Offers the themes and neighbourhoods of this edition only."""

    stand = django_filters.ChoiceFilter(
        label=_("Hoe gaat het?"), field_name="state", choices=_states, empty_label=_("Alles")
    )
    wijk = django_filters.ChoiceFilter(
        label=_("Wijk"), field_name="plan__neighbourhood", choices=[], empty_label=_("Alle wijken")
    )
    thema = django_filters.ChoiceFilter(label=_("Thema"), method="about", choices=[], empty_label=_("Alle thema’s"))

    class Meta:
        model = Agreement
        fields: list[str] = []

    def __init__(self, edition: Edition, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["thema"].extra["choices"] = _named(Theme.objects.filter(edition=edition))
        self.filters["wijk"].extra["choices"] = _named(Neighbourhood.objects.filter(area=edition.area_id))

    def about(self, found: QuerySet[Agreement], name: str, value: str) -> QuerySet[Agreement]:
        """Plans of a theme, as their main one or as another."""
        others = Plan.more_themes.through.objects.filter(plan=OuterRef("plan"), theme=int(value))
        return found.filter(Q(plan__theme=int(value)) | Exists(others))

    @property
    def chosen(self) -> bool:
        """Whether anything narrows the list."""
        return any(self.form.data.get(name) for name in self.filters)
