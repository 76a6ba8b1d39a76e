"""Fields that several forms about plans share."""

from typing import Any

from django import forms


class LinesField(forms.CharField):
    """Text of several lines. Browsers send two characters for a new line; we count and keep one."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value) or "").replace("\r\n", "\n")
