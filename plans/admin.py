"""Reading only: plans change by their actions, which keep the rules and the trail."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from plans.models import Comment, CostLine, Plan, PlanChange


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
