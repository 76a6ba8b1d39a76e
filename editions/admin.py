"""Configuration by the administrator. The phase is read-only here: it changes in the cockpit, by the rules."""

from django.contrib import admin

from editions.models import Area, Edition, EditionRole, Neighbourhood, Theme


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
    list_display = ["name", "area", "phase", "budget_cents"]
    readonly_fields = ["phase"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [ThemeInline]


@admin.register(EditionRole)
class EditionRoleAdmin(admin.ModelAdmin[EditionRole]):
    list_display = ["edition", "user", "role"]
    list_filter = ["edition", "role"]
    autocomplete_fields = ["user"]
