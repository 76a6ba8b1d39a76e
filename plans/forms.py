"""The shape of what people type about plans."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plans.actions.support import COMMENT_LENGTH


def _asked(what: Any) -> dict[str, Any]:
    return {"required": what}


class LinesField(forms.CharField):
    """Text of several lines. Browsers send two characters for a new line; we count and keep one."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value) or "").replace("\r\n", "\n")


class CommentForm(forms.Form):
    """A reaction: text only."""

    text = LinesField(
        label=_("Uw reactie"),
        max_length=COMMENT_LENGTH,
        help_text=_("Iedereen kan uw reactie lezen, met uw naam erbij."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages=_asked(_("Schrijf eerst uw reactie.")),
    )
    use_required_attribute = False
