"""The administrator reads agreements here; they change on their own pages."""

from django.contrib import admin
from django.http import HttpRequest

from execution.models import Agreement
from theme.money import euro


@admin.register(Agreement)
class AgreementAdmin(admin.ModelAdmin[Agreement]):
    list_display = ["plan", "grant", "due_on", "state"]
    list_filter = ["plan__edition"]
    list_select_related = ["plan"]

    @admin.display(description="toegekend", ordering="grant_cents")
    def grant(self, agreement: Agreement) -> str:
        return euro(agreement.grant_cents)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Agreement | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Agreement | None = None) -> bool:
        return False
