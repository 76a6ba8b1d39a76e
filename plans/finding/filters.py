"""Which plans, and in what order. The choice stays in the address, so that it can be shared."""

from collections.abc import Callable
from functools import cache
from typing import Any, cast

import django_filters
from django import forms
from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import MD5, Cast, Concat
from django.utils.translation import gettext_lazy as _

from editions.models import Edition, Neighbourhood, Theme
from plans.finding.words import question, words_in
from plans.labels import STATUS_LABELS
from plans.models import Plan, PlanQuerySet
from plans.models.searching import CONFIGURATION
from plans.status import PUBLIC, Status

# What somebody can choose; without a choice it is chance, so that every plan has its turn at the top.
ORDERS = {
    "likes": (_("Meeste likes eerst"), ("-like_count", "title", "pk")),
    "nieuwste": (_("Nieuwste eerst"), ("-submitted_at", "-pk")),
    "titel": (_("Op titel, van a tot z"), ("title", "pk")),
}
OrderBy = Any


def _offered_statuses() -> list[tuple[str, Any]]:
    return [(status.value, STATUS_LABELS[status]) for status in Status if status in PUBLIC]


def _named(rows: QuerySet[Any]) -> Callable[[], list[tuple[int, str]]]:
    """Number and name of each, asked for when somebody needs them, and once."""

    @cache
    def choices() -> list[tuple[int, str]]:
        return list(rows.values_list("pk", "name"))

    return choices


class PlanFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Filters and orders plans of one edition; offers that edition's themes and neighbourhoods only.

    `seed` makes the order by chance: the same number gives the same order.
    """

    zoek = django_filters.CharFilter(
        label=_("Zoek op woord"),
        method="search",
        max_length=80,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    thema = django_filters.ChoiceFilter(label=_("Thema"), method="about", choices=[], empty_label=_("Alle thema’s"))
    wijk = django_filters.ChoiceFilter(
        label=_("Wijk"), field_name="neighbourhood", choices=[], empty_label=_("Alle wijken")
    )
    status = django_filters.ChoiceFilter(
        label=_("Status"), field_name="status", choices=_offered_statuses, empty_label=_("Elke status")
    )
    volgorde = django_filters.ChoiceFilter(
        label=_("Volgorde"),
        method="keep",
        choices=[(key, label) for key, (label, _columns) in ORDERS.items()],
        empty_label=_("Door elkaar"),
    )

    class Meta:
        model = Plan
        fields: list[str] = []

    def __init__(self, edition: Edition, *args: Any, seed: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seed = seed
        self.filters["thema"].extra["choices"] = _named(Theme.objects.filter(edition=edition))
        self.filters["wijk"].extra["choices"] = _named(Neighbourhood.objects.filter(area=edition.area_id))

    def filter_queryset(self, plans: QuerySet[Plan]) -> QuerySet[Plan]:
        found = cast("PlanQuerySet", super().filter_queryset(plans))
        if self.form.cleaned_data.get("volgorde") == "likes":
            found = found.with_figures()
        return found.order_by(*self._order())

    def search(self, plans: QuerySet[Plan], name: str, value: str) -> QuerySet[Plan]:
        """Plans that hold all the words in whatever form, or hold in title or sentence literally what was typed.

        The latter finds "tuin" in "moestuin", and signs that are no words.
        """
        literally = Q(title__unaccent__icontains=value) | Q(summary__unaccent__icontains=value)
        return plans.filter(literally | Q(document=_query(value)))

    def about(self, plans: QuerySet[Plan], name: str, value: str) -> QuerySet[Plan]:
        """Plans of a theme, as their main one or as another."""
        others = Plan.more_themes.through.objects.filter(plan=OuterRef("pk"), theme=int(value))
        return plans.filter(Q(theme=int(value)) | Exists(others))

    def keep(self, plans: QuerySet[Plan], name: str, value: str) -> QuerySet[Plan]:
        """The order comes last, over what is left."""
        return plans

    @property
    def chosen(self) -> bool:
        """Whether anything narrows the list."""
        return any(self.form.data.get(name) for name in self.filters if name != "volgorde")

    @property
    def by_chance(self) -> bool:
        return not self.form.data.get("volgorde")

    def _order(self) -> tuple[OrderBy, ...]:
        """What was chosen; else how well the words fit, and among equals chance."""
        chosen = self.form.cleaned_data.get("volgorde")
        if chosen:
            return ORDERS[chosen][1]
        turn = MD5(Concat(Cast("pk", CharField()), Value(f" {self.seed}")))
        text = self.form.cleaned_data.get("zoek")
        return (SearchRank(F("document"), _query(text)).desc(), turn) if text else (turn,)


def _query(text: str) -> SearchQuery:
    """Every word by its stem; the last one may also be the beginning of a longer word, "speel" of "speeltuin"."""
    words = words_in(text)
    stems = SearchQuery(question(words), config=CONFIGURATION, search_type="raw")
    *before, last = words or [""]
    rest = SearchQuery(" & ".join(f"'{word}'" for word in before), config=CONFIGURATION, search_type="raw")
    beginning = SearchQuery(question([last] if last else []), config="simple", search_type="raw")
    return stems | (rest & beginning) if before else stems | beginning
