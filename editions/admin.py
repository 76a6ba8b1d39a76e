"""Configuration by the administrator. The phase is read-only here: it changes in the cockpit, by the rules."""

from django.contrib import admin

from editions.models import Area, Edition, EditionRole, Neighbourhood, Theme
from theme.money import euro


class NeighbourhoodInline(admin.TabularInline[Neighbourhood, Area]):
    model = Neighbourhood
    extra = 0


class ThemeInline(admin.TabularInline[Theme, Edition]):
    model = Theme
    extra = 0


@admin.register(Area)
class AreaAdmin(admin.ModelAdmin[Area]):
    inlines = [NeighbourhoodInline]


@admin.register(Edition)
class EditionAdmin(admin.ModelAdmin[Edition]):
    list_display = ["name", "where", "phase", "budget"]
    list_select_related = ["area"]
    readonly_fields = ["phase"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [ThemeInline]

    @admin.display(description="gebied", ordering="area__name")
    def where(self, edition: Edition) -> str:
        return str(edition.area)

    @admin.display(description="budget", ordering="budget_cents")
    def budget(self, edition: Edition) -> str:
        return euro(edition.budget_cents)


@admin.register(EditionRole)
class EditionRoleAdmin(admin.ModelAdmin[EditionRole]):
    list_display = ["edition", "user", "role"]
    list_filter = ["edition", "role"]
    autocomplete_fields = ["user"]
