"""From a line of the table to rows of the database: which are meant, what is empty, which files belong to them."""

import shutil
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import reduce
from operator import or_
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import BinaryField, BooleanField, F, FileField, Func, JSONField, Model, Q, QuerySet

from editions.models import Edition
from execution import receipts
from feasibility import drawer
from retention.terms import Deed, Holding
from voting.stacks import run_folder


class Meaningless(Func):
    """Eight bytes with the row's own number: in place of a key that told people apart and must stay different."""

    template = "int8send(%(expressions)s)"
    output_field = BinaryField()


def model_of(holding: Holding) -> type[Model]:
    return apps.get_model(holding.model)


def rows_of(holding: Holding, edition: Edition | None) -> QuerySet[Any]:
    """The rows that a holding is about, of one edition or of all, as far as something is left of them."""
    rows = model_of(holding)._default_manager.order_by().filter(**holding.where)
    if edition is not None:
        rows = rows.filter(**{holding.edition: edition})
    return rows.filter(_not_empty(holding)) if holding.deed is Deed.BLANK else rows


def _not_empty(holding: Holding) -> Q:
    """At least one of the fields still says something."""
    model = model_of(holding)
    empty = {name: empty_value(model._meta.get_field(name)) for name in holding.fields}
    parts = [_differs(name, value) for name, value in {**empty, **holding.words}.items() if not _is_key(value)]
    return reduce(or_, parts)


def _differs(name: str, value: object) -> Q:
    return Q(**{f"{name}__isnull": False}) if value is None else ~Q(**{name: value})


def _is_key(value: object) -> bool:
    return isinstance(value, Meaningless)


def empty_value(field: Any) -> Any:
    """What a field holds when it holds nothing."""
    if field.null:
        return None
    if isinstance(field, BinaryField):
        return Meaningless(F("pk"))
    if isinstance(field, BooleanField):
        return False
    if isinstance(field, JSONField):
        return field.get_default() if field.has_default() else {}
    return ""


def emptied(holding: Holding) -> Mapping[str, Any]:
    """What an update writes into the rows of a holding."""
    model = model_of(holding)
    return {name: empty_value(model._meta.get_field(name)) for name in holding.fields} | dict(holding.words)


def files_of(rows: Iterable[Model], only: Collection[str] | None = None) -> list[Path]:
    """The files on disk that go when these rows go, or when the fields named in `only` are emptied."""
    return [
        path
        for row in rows
        for name in file_fields(type(row))
        if only is None or name in only
        if (path := _file_of(row, name))
    ]


def file_fields(model: type[Model]) -> list[str]:
    """The fields of a model that name a file."""
    private = PRIVATE_FILES.get(model._meta.label)
    return [private[0]] if private else [f.name for f in model._meta.concrete_fields if isinstance(f, FileField)]


def _file_of(row: Model, name: str) -> Path | None:
    """Where it lies; None when the field names none: an empty name would be the folder with everybody's files."""
    private, value = PRIVATE_FILES.get(row._meta.label), getattr(row, name)
    if not value:
        return None
    return private[1](value) if private else Path(settings.MEDIA_ROOT) / value.name


def remove(paths: Iterable[Path]) -> None:
    """Takes files, and folders with all that is in them, off the disk. Again does nothing."""
    for path in paths:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


# Files whose names stand in a plain column: in which, and where they lie.
PRIVATE_FILES: Mapping[str, tuple[str, Callable[[Any], Path]]] = {
    "feasibility.TableFile": ("path", drawer.path_of),
    "execution.Spending": ("receipt", receipts.drawer.path_of),
    "voting.LetterRun": ("pk", run_folder),
}
