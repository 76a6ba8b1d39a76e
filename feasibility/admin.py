"""Who sits at the table and what is asked, by the administrator. What the table finds is read-only here, and stays away
until the verdicts are public: an administrator has no place at the table."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from editions.models import Edition
from feasibility.models import Advice, Answer, Condition, Question, Seat, Verdict
from feasibility.queries.flow import as_flow
from feasibility.quick_test import check_flow

FROZEN = "De vragen van deze editie liggen vast: er is al een antwoord gegeven."


class QuestionForm(forms.ModelForm[Question]):
    """Refuses a change that makes the flow unusable: see quick_test.check_flow."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        edition = cleaned.get("edition")
        if not edition or self.errors:
            return cleaned
        if Answer.objects.filter(question__edition=edition).exists():
            raise forms.ValidationError(FROZEN)
        others = Question.objects.filter(edition=edition).exclude(pk=self.instance.pk)
        changed = Question(**{name: value for name, value in cleaned.items() if name != "id"})
        problems = check_flow(as_flow(sorted([*others, changed], key=lambda q: q.number)))
        if problems:
            raise forms.ValidationError(problems)
        return cleaned


@admin.register(Question)
class QuestionAdmin(admin.ModelAdmin[Question]):
    """Questions can change until the first answer of their edition."""

    form = QuestionForm
    list_display = ["edition", "number", "discipline", "text"]
    list_display_links = ["text"]
    list_filter = ["edition", "discipline"]

    def has_change_permission(self, request: HttpRequest, obj: Question | None = None) -> bool:
        return super().has_change_permission(request, obj) and not (obj and _is_frozen(obj.edition))

    def has_delete_permission(self, request: HttpRequest, obj: Question | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj and _is_frozen(obj.edition))

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """No removal in bulk: it would go around the flow."""
        return {}


def _is_frozen(edition: Edition) -> bool:
    return Answer.objects.filter(question__edition=edition).exists()


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
        return {}


def _is_used(seat: Seat | None) -> bool:
    return seat is not None and Seat.objects.used().filter(pk=seat.pk).exists()


class PublishedAdmin(admin.ModelAdmin[Any]):
    """Reading only, and only what is public."""

    list_filter = ["plan__edition"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).filter(plan__edition__verdicts_published_at__isnull=False)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


for model in (Answer, Condition, Verdict, Advice):
    admin.site.register(model, PublishedAdmin)
