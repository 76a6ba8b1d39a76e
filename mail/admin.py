"""Mails for the administrator: how it goes, and what wants a decision. Nobody reads a mail's words here."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from common.errors import Refused
from mail.actions import send_again
from mail.models import Mail


@admin.register(Mail)
class MailAdmin(admin.ModelAdmin[Mail]):
    """Looking, and sending again what failed or is unsure."""

    list_display = ["number", "state", "person", "created_at", "attempts", "claimed_at", "sent_at", "problem"]
    list_filter = ["state", "problem", "created_at"]
    show_facets = admin.ShowFacets.ALWAYS  # how many mails are in each state, beside the filter
    list_select_related = ["user"]
    fields = [
        *("number", "state", "person", "created_at", "attempts", "claimed_at", "next_at", "sent_at"),
        *("problem", "smtp_code", "wiped_at"),
    ]
    readonly_fields = ["number", "person"]
    actions = ["send_again"]

    @admin.display(description="mail", ordering="pk")
    def number(self, mail: Mail) -> str:
        return f"mail {mail.pk}"

    @admin.display(description="aan")
    def person(self, mail: Mail) -> str:
        return str(mail.user)

    @admin.action(description="Stuur opnieuw")
    def send_again(self, request: HttpRequest, chosen: QuerySet[Mail]) -> None:
        done = 0
        for number in chosen.order_by("pk").values_list("pk", flat=True):
            try:
                send_again(number, int(request.user.pk or 0))
                done += 1
            except Refused as refusal:
                self.message_user(request, f"Mail {number}: {refusal.reason}", messages.ERROR)
        if done:
            text = "mail gaat" if done == 1 else "mails gaan"
            self.message_user(request, f"{done} {text} opnieuw naar de mailserver.", messages.SUCCESS)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
