"""The administrator reads agreements here; they change on their own pages."""

from django.contrib import admin
from django.http import HttpRequest

from execution.models import Agreement


@admin.register(Agreement)
class AgreementAdmin(admin.ModelAdmin[Agreement]):
    list_display = ["plan", "grant_cents", "due_on", "realised_at"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Agreement | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Agreement | None = None) -> bool:
        return False
