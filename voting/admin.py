"""Looking, never changing: roll, codes and letters change by actions only. Codes and ballots are not here at all."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from voting.models import LetterRun, RollImport, SetApart, Voter


class ReadOnlyAdmin(admin.ModelAdmin[Any]):
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(RollImport)
class RollImportAdmin(ReadOnlyAdmin):
    list_display = ["edition", "state", "imported_at", "rows", "new", "known", "apart", "rejected"]
    list_filter = ["edition"]


@admin.register(LetterRun)
class LetterRunAdmin(ReadOnlyAdmin):
    list_display = ["edition", "total", "started_at", "printed_at"]


@admin.register(Voter)
class VoterAdmin(ReadOnlyAdmin):
    list_display = ["name_line", "address_line", "postcode", "neighbourhood"]
    list_filter = ["edition"]
    search_fields = ["name_line", "address_line", "postcode"]
    exclude = ["person_key"]


@admin.register(SetApart)
class SetApartAdmin(ReadOnlyAdmin):
    list_display = ["name_line", "reason", "neighbourhood", "admitted_at"]
    list_filter = ["edition", "reason"]
    exclude = ["person_key"]
