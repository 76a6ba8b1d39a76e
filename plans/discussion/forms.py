"""The shape of what people type in a discussion, and of what the team decides about it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.plain_text import tidy
from plans.actions.discussion import COMMENT_LENGTH, NOTE_LENGTH
from plans.actions.moderation import REASON_LENGTH
from plans.forms import LinesField
from plans.models import Comment, CommentReport

STANCES = [
    (Comment.Stance.FOR.value, _("Ik ben voor")),
    (Comment.Stance.AGAINST.value, _("Ik ben tegen")),
    (Comment.Stance.NEUTRAL.value, _("Ik heb een vraag of tip")),
]
TOO_LONG = _("Uw tekst is te lang: hoogstens %(limit_value)d tekens. U schreef er %(show_value)d.")


class PlainTextField(LinesField):
    """Text as it can be shown to everybody; what can't be seen is dropped before anything is counted."""

    def __init__(self, *, required_words: Any = "", **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"required": required_words, "max_length": TOO_LONG})
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        return tidy(super().to_python(value))


class StanceField(forms.TypedChoiceField):
    """For, against, or a question or tip; whoever chooses nothing has a question or tip."""

    def clean(self, value: Any) -> Any:
        return super().clean(value or Comment.Stance.NEUTRAL)


class AnswerForm(forms.Form):
    """Text only."""

    text = PlainTextField(
        label=_("Uw antwoord"),
        max_length=COMMENT_LENGTH,
        help_text=_("Iedereen kan uw antwoord lezen, met uw naam erbij."),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        required_words=_("Schrijf eerst uw antwoord."),
    )
    use_required_attribute = False


class CommentForm(forms.Form):
    """A reaction: text only, with the side that somebody takes."""

    stance = StanceField(
        label=_("Wat vindt u van dit plan?"),
        choices=STANCES,
        coerce=Comment.Stance,
        initial=Comment.Stance.NEUTRAL.value,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Kies: voor, tegen, of een vraag of tip.")},
    )
    text = PlainTextField(
        label=_("Uw reactie"),
        max_length=COMMENT_LENGTH,
        help_text=_("Iedereen kan uw reactie lezen, met uw naam erbij."),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        required_words=_("Schrijf eerst uw reactie."),
    )
    use_required_attribute = False


class ReportForm(forms.Form):
    """What is wrong with a reaction."""

    reason = forms.TypedChoiceField(
        label=_("Wat is er mis met deze reactie?"),
        choices=CommentReport.Reason.choices,
        coerce=CommentReport.Reason,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Kies wat er aan de hand is."),
            "invalid_choice": _("Kies wat er aan de hand is."),
        },
    )
    note = PlainTextField(
        label=_("Wilt u er iets bij vertellen?"),
        required=False,
        max_length=NOTE_LENGTH,
        help_text=_("Alleen het team leest dit."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    use_required_attribute = False


class HideForm(forms.Form):
    """Why the team takes a reaction away."""

    reason = forms.TypedChoiceField(
        label="Waarom?",
        choices=[("", "Kies een reden"), *Comment.HiddenFor.choices],
        coerce=Comment.HiddenFor,
        error_messages={"required": "Kies een reden.", "invalid_choice": "Kies een reden uit de lijst."},
    )
    words = PlainTextField(
        label="In uw eigen woorden, voor de schrijver",
        required=False,
        max_length=REASON_LENGTH,
        help_text="Alleen de schrijver leest dit.",
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    use_required_attribute = False

    @classmethod
    def about(cls, comment: Comment, data: Any = None) -> "HideForm":
        """The form of one reaction; several stand on one page."""
        return cls(data, auto_id=f"reactie{comment.pk}_%s")
