"""Writes the retention table into docs/privacy.md."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from retention.telling import BEGIN, END, whole_table


class Command(BaseCommand):
    help = "Schrijft de bewaartabel in docs/privacy.md."

    def handle(self, *args: Any, **options: Any) -> None:
        file = settings.BASE_DIR / "docs" / "privacy.md"
        text = file.read_text()
        before, after = text[: text.index(BEGIN)], text[text.index(END) + len(END) :]
        file.write_text(before + whole_table() + after)
        self.stdout.write("docs/privacy.md is bijgewerkt.")
