"""A needle in every field that could hold something about a person, and the search for what is left of them.

A needle is "zq", the number of its field, "n", and the number of its row: short enough for nearly every column.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import IntegrityError, InternalError, connection, models, transaction

from retention.walking import SILENT, TELLING, telling_models

# A date is a needle by itself: so many days after this one as its field has for a number.
FIRST = date(1700, 1, 1)
DAY = re.compile(rb"\b(17\d\d-[01]\d-[0-3]\d)\b")
NEEDLE = re.compile(rb"zq(\d{3})n")
# As PostgreSQL writes bytes: "zq" + three digits + "n" in hexadecimal.
IN_HEX = re.compile(rb"7a71((?:3\d){3})6e")

# What the machine reads to know where an edition is: with a needle in it no term would ever begin.
MACHINE = {"editions.PhaseChange.from_phase", "editions.PhaseChange.to_phase", "retention.LegalHold.until"}


class Haystack:
    """The fields that got a needle, by number."""

    def __init__(self) -> None:
        self.fields: list[str] = []
        self.taken: set[str] = set()

    @property
    def refused(self) -> set[str]:
        """The fields in which no row took a needle: the database has rules about them."""
        return set(self.fields) - self.taken

    def fill(self) -> None:
        ours = (model for model in telling_models() if model._meta.app_label not in ("auth", "contenttypes"))
        for model in ours:
            for field in model._meta.concrete_fields:
                if holds_words(field):
                    self._put(model, field)

    def _put(self, model: type[models.Model], field: models.Field) -> None:  # type: ignore[type-arg]
        name = f"{model._meta.label}.{field.name}"
        keys = list(model._default_manager.values_list("pk", flat=True))
        if not keys or name in MACHINE:
            return
        number = len(self.fields)
        self.fields.append(name)
        for row, key in enumerate(keys):
            needle = f"zq{number:03}n{row}"[: getattr(field, "max_length", None)]
            self._write(model, field, key, FIRST + timedelta(number) if is_day(field) else needle, name)

    def _write(self, model, field, key, needle, name) -> None:  # type: ignore[no-untyped-def]
        try:
            with transaction.atomic():
                model._default_manager.filter(pk=key).update(**{field.name: value_of(field, needle)})
        except (IntegrityError, InternalError):
            return
        self.taken.add(name)

    def found_in(self, heap: bytes) -> set[str]:
        """The names of the fields whose needles are in these bytes."""
        found = {int(each) for each in NEEDLE.findall(heap)}
        found |= {int(bytes.fromhex(each.decode())) for each in IN_HEX.findall(heap)}
        found |= {(date.fromisoformat(each.decode()) - FIRST).days for each in DAY.findall(heap)}
        return {self.fields[number] for number in found if number < len(self.fields)}


def holds_words(field: models.Field) -> bool:  # type: ignore[type-arg]
    if (getattr(field, "max_length", None) or 99) < len("zq000n"):
        return False
    if field.primary_key or field.is_relation or field.choices or isinstance(field, SILENT):
        return False
    return isinstance(field, (*TELLING, ArrayField)) and not isinstance(field, models.FileField)


def is_day(field: models.Field) -> bool:  # type: ignore[type-arg]
    return isinstance(field, models.DateField)


def value_of(field: models.Field, needle: str | date) -> object:  # type: ignore[type-arg]
    """The needle in the shape of the field."""
    if isinstance(needle, date):
        return needle
    if isinstance(field, models.BinaryField):
        return needle.encode()
    if isinstance(field, models.JSONField):
        return {"words": needle} if field.get_default() in ({}, None) else [needle]
    if isinstance(field, ArrayField):
        return [needle] if isinstance(field.base_field, models.CharField | models.TextField) else []
    if field.name == "email" or isinstance(field, models.EmailField):
        return f"{needle}@example.org"
    return f"/{needle}" if field.name == "path" and field.model._meta.label == "mail.Notice" else needle


def tables() -> bytes:
    """Every row of every table of the database, as PostgreSQL writes it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        names = [name for (name,) in cursor.fetchall()]
        parts = []
        for name in names:
            cursor.execute(f'SELECT t::text FROM "{name}" t')
            parts += [f"{name}: {row}".encode() for (row,) in cursor.fetchall()]
        cursor.execute("SELECT s::text FROM pg_stats s WHERE schemaname = 'public'")
        parts += [str(row).encode() for (row,) in cursor.fetchall()]
    return b"\n".join(parts)


def data_files() -> Iterator[tuple[str, bytes]]:
    """The files that PostgreSQL keeps this database in, read from disk after a checkpoint."""
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute(
            "SELECT current_setting('data_directory'), oid FROM pg_database WHERE datname = current_database()"
        )
        folder, number = cursor.fetchone()
    for path in Path(folder, "base", str(number)).iterdir():
        yield _name_of(path.name), path.read_bytes()


def _name_of(file: str) -> str:
    """The table or index in that file, for who reads why a test failed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relfilenode::text = %s", [file.partition("_")[0]])
        found = cursor.fetchone()
    return str(found[0]) if found else file


def files_on_disk() -> list[Path]:
    roots = (Path(settings.MEDIA_ROOT), Path(settings.PRIVATE_ROOT))
    return [path for root in roots if root.is_dir() for path in root.rglob("*") if path.is_file()]
