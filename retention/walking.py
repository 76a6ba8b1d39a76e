"""Which models tell of people: those with a link to a person, or with text, dates or bytes that could say who it is."""

from collections.abc import Iterator

from django.apps import apps
from django.conf import settings
from django.db import models

# What can hold a name, an address, a birth date, an address on the network, or what somebody typed.
TELLING = (
    models.CharField,
    models.TextField,
    models.JSONField,
    models.DateField,
    models.BinaryField,
    models.GenericIPAddressField,
    models.FileField,
)
# Of a choice, a moment or a generated search text nobody learns more than the columns beside it say.
SILENT = (models.DateTimeField, models.GeneratedField, models.SlugField)


def personal_fields(model: type[models.Model]) -> list[str]:
    """The fields that make a model one that must be in the retention table or in the inventory."""
    return [field.name for field in model._meta.get_fields() if field.concrete and _tells(field)]


def _tells(field: object) -> bool:
    if isinstance(field, models.ForeignKey | models.ManyToManyField):
        return bool(field.related_model._meta.label == settings.AUTH_USER_MODEL)
    if isinstance(field, SILENT) or getattr(field, "choices", None):
        return False
    return isinstance(field, TELLING) or "Array" in type(field).__name__


def telling_models() -> Iterator[type[models.Model]]:
    yield from (model for model in apps.get_models(include_auto_created=True) if personal_fields(model))
