"""Who sits at the table, by the administrator. The questions and what the table finds are read-only here: the questions
change on the pages of the quick test, and what is found stays away until the verdicts are public. An administrator has
no place at the table."""

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from feasibility.models import Advice, Answer, Condition, Flow, Question, Seat, Verdict


class ReadingAdmin(admin.ModelAdmin[Any]):
    """Reading only."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(Flow)
class FlowAdmin(ReadingAdmin):
    list_display = ["edition", "number", "state", "taken_in_use_at", "frozen_at"]
    list_filter = ["edition", "state"]


@admin.register(Question)
class QuestionAdmin(ReadingAdmin):
    list_display = ["flow", "number", "discipline", "text"]
    list_display_links = ["text"]
    list_filter = ["flow__edition", "discipline"]
    list_select_related = ["flow"]


@admin.register(Seat)
class SeatAdmin(admin.ModelAdmin[Seat]):
    """A seat from which was answered stays as it was; whoever leaves the table loses the role of checker."""

    list_display = ["edition", "user", "discipline"]
    list_filter = ["edition", "discipline"]
    autocomplete_fields = ["user"]

    def has_change_permission(self, request: HttpRequest, obj: Seat | None = None) -> bool:
        return super().has_change_permission(request, obj) and not _is_used(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Seat | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not _is_used(obj)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """No removal in bulk: it would go around the rule above."""
        return {}


def _is_used(seat: Seat | None) -> bool:
    return seat is not None and Seat.objects.used().filter(pk=seat.pk).exists()


class PublishedAdmin(ReadingAdmin):
    """Reading only, and only what is public."""

    list_filter = ["plan__edition"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).filter(plan__edition__verdicts_published_at__isnull=False)


for model in (Answer, Condition, Verdict, Advice):
    admin.site.register(model, PublishedAdmin)
