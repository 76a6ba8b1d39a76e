"""Plans are for reading only: they change by their actions. The duties of the city are configured with the edition."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from editions.admin import EditionAdmin
from editions.models import Edition
from plans.actions import lay_topics
from plans.models import Comment, CostLine, Plan, PlanChange, ScopeTopic


class ReadOnly:
    """What every page here has in common: nothing is added, changed or removed."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class CostLineInline(ReadOnly, admin.TabularInline[CostLine, Plan]):
    model = CostLine


@admin.register(Plan)
class PlanAdmin(ReadOnly, admin.ModelAdmin[Plan]):
    list_display = ["title", "edition", "status", "neighbourhood", "theme", "submitted_at"]
    list_filter = ["edition", "status"]
    list_select_related = ["edition", "neighbourhood", "theme"]
    search_fields = ["title"]
    inlines = [CostLineInline]


@admin.register(Comment)
class CommentAdmin(ReadOnly, admin.ModelAdmin[Comment]):
    list_display = ["plan", "text", "stance", "voice", "created_at", "withdrawn_at", "hidden_at"]
    list_select_related = ["plan"]


@admin.register(PlanChange)
class PlanChangeAdmin(ReadOnly, admin.ModelAdmin[PlanChange]):
    list_display = ["plan", "changed_at"]
    list_select_related = ["plan"]


class ScopeTopicInline(admin.StackedInline[ScopeTopic, Edition]):
    model = ScopeTopic
    extra = 0


admin.site.unregister(Edition)


@admin.register(Edition)
class EditionWithTopicsAdmin(EditionAdmin):
    """The edition's configuration, with the city's own duties: they are known in this room only."""

    inlines = [*EditionAdmin.inlines, ScopeTopicInline]
    actions = ["lay_topics"]

    @admin.action(description="Zet de gebruikelijke taken van de gemeente klaar", permissions=["change"])
    def lay_topics(self, request: HttpRequest, editions: QuerySet[Edition]) -> None:
        number = sum(lay_topics(edition, request.user.pk) for edition in editions)
        self.message_user(request, f"{number} taken van de gemeente erbij.")
