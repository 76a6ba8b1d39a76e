"""The shape of what people at the table type and send. Whether it is allowed stands in `actions`."""

from collections.abc import Iterable, Sequence
from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile

from feasibility.actions.connections import NO_NAME, NO_PLAN, NO_WHY
from feasibility.actions.files import EMPTY, TOO_LARGE
from feasibility.actions.pairs import NO_REASON
from feasibility.actions.remarks import REMARK_LENGTH
from feasibility.file_kinds import MAX_BYTES
from feasibility.models import Connection, Question
from plans.discussion.forms import PlainTextField
from plans.models import Plan

ABOUT_ALL = "het hele plan"
Kind = Connection.Kind


class RemarkForm(forms.Form):
    """A remark to colleagues, about the plan or one of its questions."""

    text = PlainTextField(
        label="Uw opmerking aan collega’s",
        max_length=REMARK_LENGTH,
        help_text="Schrijf @naam om iemand te roepen; de namen staan hieronder. Alleen mensen aan tafel lezen mee.",
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        required_words="Schrijf eerst uw opmerking.",
    )
    question = forms.TypedChoiceField(
        label="Waarover gaat het?",
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": "Deze vraag hoort niet (meer) bij dit plan. Kies een andere."},
    )
    use_required_attribute = False

    def __init__(
        self, data: Any = None, *, questions: Sequence[Question], initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=initial, auto_id="opmerking_%s")
        field = cast(forms.ChoiceField, self.fields["question"])
        field.choices = [("", ABOUT_ALL), *((each.pk, f"{each.number}. {each.text}") for each in questions)]


class ReplyForm(forms.Form):
    """A reply in a thread."""

    text = PlainTextField(
        label="Uw antwoord",
        max_length=REMARK_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        required_words="Schrijf eerst uw antwoord.",
    )
    use_required_attribute = False

    def __init__(self, thread_id: int, data: Any = None) -> None:
        super().__init__(data, auto_id=f"antwoord{thread_id}_%s")


class FileForm(forms.Form):
    """A file for the table. What is in it is looked at by the action (file_kinds)."""

    file = forms.FileField(
        label="Kies een bestand",
        help_text="PDF, foto (JPEG, PNG, WebP), Word of Excel zonder macro’s. Ten hoogste 15 MB.",
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.webp,.docx,.xlsx"}),
        error_messages={
            "required": "Kies eerst een bestand.",
            "empty": EMPTY,
            "missing": "Kies eerst een bestand.",
            "invalid": "Kies eerst een bestand.",
            "max_length": "De naam van dit bestand is te lang. Geef het een kortere naam.",
        },
        max_length=500,
    )
    use_required_attribute = False

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, auto_id="bestand_%s")

    def clean_file(self) -> "UploadedFile[bytes]":
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MAX_BYTES:
            raise forms.ValidationError(TOO_LARGE)
        return file


def _plan_field(label: str, **kwargs: Any) -> forms.TypedChoiceField:
    """One of the plans that can be meant; gives its id, or None."""
    words = {"required": NO_PLAN, "invalid_choice": NO_PLAN}
    return forms.TypedChoiceField(label=label, coerce=int, empty_value=None, error_messages=words, **kwargs)


def _offer(field: forms.Field, plans: Iterable[Plan]) -> None:
    choices = [("", "kies een plan"), *((plan.pk, f"{plan.title} ({plan.pk})") for plan in plans)]
    cast(forms.ChoiceField, field).choices = choices


class ConnectionForm(forms.Form):
    """An organisation, another plan or a contact that can help."""

    kind = forms.ChoiceField(
        label="Wat of wie?",
        choices=Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wat u verbindt.", "invalid_choice": "Kies wat u verbindt."},
    )
    name = forms.CharField(label="Naam", max_length=120, required=False, help_text="Van de organisatie of het contact.")
    other_plan = _plan_field("Welk plan?", required=False)
    reach = forms.CharField(
        label="Hoe te bereiken?",
        max_length=160,
        required=False,
        help_text="Mail, telefoon of adres. Alleen de makers en het team zien dit.",
    )
    why = forms.CharField(
        label="Wat kan het voor dit plan betekenen?",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": NO_WHY},
    )
    use_required_attribute = False

    def __init__(self, data: Any = None, *, plans: Iterable[Plan]) -> None:
        super().__init__(data, auto_id="kans_%s")
        _offer(self.fields["other_plan"], plans)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("kind") == Kind.PLAN:
            if not typed.get("other_plan") and "other_plan" not in self.errors:
                self.add_error("other_plan", NO_PLAN)
        elif typed.get("kind") and not typed.get("name") and "name" not in self.errors:
            self.add_error("name", NO_NAME)
        return typed


class PairForm(forms.Form):
    """Another plan that cannot be chosen together with this one."""

    other = _plan_field("Welk plan kan niet samen met dit plan?")
    reason = forms.CharField(
        label="Waarom niet allebei?",
        max_length=300,
        help_text="Iedereen leest dit na de bekendmaking, ook op het stembiljet.",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": NO_REASON},
    )
    use_required_attribute = False

    def __init__(self, data: Any = None, *, plans: Iterable[Plan]) -> None:
        super().__init__(data, auto_id="paar_%s")
        _offer(self.fields["other"], plans)
