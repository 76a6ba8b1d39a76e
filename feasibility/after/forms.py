"""The shape of what makers answer, and of what somebody finds who looks again."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.plain_text import tidy
from feasibility.actions import NewVerdict, VerdictRefused, WantedCondition
from feasibility.actions.reconsideration import NEVER_WORSE
from feasibility.forms import REASON_FIELDS, ConditionForm, VerdictForm
from feasibility.models import Condition, MakerAnswer, Reconsideration, Verdict
from feasibility.quick_test import Outcome
from plans.forms import LinesField
from plans.money import as_typed

LONGEST = 2000
MOST_CONDITIONS = 20
SPARE_ROWS = 2


class TidyField(LinesField):
    """Text of several lines, without what can't be seen."""

    def to_python(self, value: Any) -> str:
        return tidy(super().to_python(value))


class MakerAnswerForm(forms.Form):
    """Yes to the conditions, or what the makers adapt."""

    kind = forms.ChoiceField(
        label=_("Wat is uw antwoord?"),
        choices=[
            (MakerAnswer.Kind.ACCEPTED.value, _("Akkoord met de voorwaarden")),
            (MakerAnswer.Kind.ADAPTED.value, _("Ik pas mijn plan aan")),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Kies uw antwoord."),
            "invalid_choice": _("Kies: u bent akkoord, of u past uw plan aan."),
        },
    )
    text = TidyField(
        label=_("Wat past u aan, of wat wilt u erbij zeggen?"),
        required=False,
        max_length=LONGEST,
        help_text=_("Past u uw plan aan? Schrijf dan hoe. Iedereen kan dit lezen bij uw plan."),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"max_length": _("Deze tekst is te lang. Gebruik hoogstens 2000 tekens.")},
    )
    use_required_attribute = False

    @classmethod
    def about(cls, answer: MakerAnswer | None, data: Any = None) -> "MakerAnswerForm":
        """With what the makers answered before, until somebody types."""
        said = answer and answer.kind != MakerAnswer.Kind.SILENT
        return cls(data, initial={"kind": answer.kind, "text": answer.text} if answer and said else {})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("kind") == MakerAnswer.Kind.ADAPTED and not cleaned.get("text") and "text" not in self.errors:
            self.add_error("text", _("Schrijf op wat u aan uw plan aanpast."))
        return cleaned


class AskAgainForm(forms.Form):
    """Why the makers ask to look again."""

    text = TidyField(
        label=_("Wat klopt er volgens u niet?"),
        max_length=LONGEST,
        help_text=_(
            "Schrijf het zo precies mogelijk. Weet u iets dat de deskundigen nog niet wisten? Schrijf het erbij."
        ),
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": _("Schrijf op waarom u dit vraagt."),
            "max_length": _("Deze tekst is te lang. Gebruik hoogstens 2000 tekens."),
        },
    )
    use_required_attribute = False


class FindingForm(forms.Form):
    """What somebody found who looked again, and whether the verdict stays."""

    result = forms.ChoiceField(
        label="Wat is de uitkomst?",
        choices=[
            (Reconsideration.Outcome.KEPT.value, "Het oordeel blijft"),
            (Reconsideration.Outcome.CHANGED.value, "Er komt een nieuw oordeel"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies de uitkomst.", "invalid_choice": "Kies de uitkomst."},
    )
    found = TidyField(
        label="Wat zag u?",
        max_length=LONGEST,
        help_text="De maker krijgt dit in de mail, en iedereen leest het bij het plan. Kort en vriendelijk.",
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": "Schrijf voor de maker op wat u zag.",
            "max_length": f"Deze tekst is te lang. Gebruik hoogstens {LONGEST} tekens.",
        },
    )
    use_required_attribute = False

    @property
    def changes(self) -> bool:
        return bool(self["result"].value() == Reconsideration.Outcome.CHANGED)


class NewVerdictForm(VerdictForm):
    """A whole verdict, starting with the one that stands."""

    use_required_attribute = False

    @classmethod
    def about(cls, verdict: Verdict, cost_cents: int, data: Any = None) -> "NewVerdictForm":
        initial = {name: getattr(verdict, name) for name in ("outcome", "explanation", "way_on", "way_on_kind")}
        initial |= {"ballot": as_typed(verdict.ballot_cents or cost_cents), "ballot_reason": verdict.ballot_reason}
        return cls(data, initial=initial, prefix="nieuw", auto_id="nieuw_%s")

    def wanted(self, conditions: list[WantedCondition]) -> NewVerdict:
        typed = self.cleaned_data
        return NewVerdict(
            outcome=Outcome(typed["outcome"]),
            explanation=typed["explanation"],
            way_on=typed["way_on"],
            way_on_kind=typed["way_on_kind"],
            ballot_cents=typed["ballot"],
            ballot_reason=typed["ballot_reason"],
            conditions=conditions if typed["outcome"] == Outcome.YES_PROVIDED else (),
        )

    def show(self, refusal: VerdictRefused) -> None:
        fields = {**REASON_FIELDS, NEVER_WORSE: "outcome"}
        for reason in refusal.reasons:
            self.add_error(fields.get(reason), reason)


class RowForm(ConditionForm):
    """One condition of the new verdict; a row without words is no condition."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].required = False
        self.fields["owner"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("text") and not cleaned.get("owner"):
            self.add_error("owner", "Kies wie dit regelt.")
        return cleaned


ConditionRows = forms.formset_factory(RowForm, extra=0, max_num=MOST_CONDITIONS, absolute_max=MOST_CONDITIONS)


def condition_rows(conditions: list[Condition], data: Any = None) -> Any:
    """The rows for the conditions that stand, and some empty ones."""
    fields = ("text", "owner", "owner_name", "before", "due_on")
    initial: list[dict[str, Any]] = [{name: getattr(each, name) for name in fields} for each in conditions]
    initial += [{}] * SPARE_ROWS
    return ConditionRows(data, initial=initial[:MOST_CONDITIONS], prefix="voorwaarde")


def wanted_conditions(rows: Any) -> list[WantedCondition]:
    """What was typed in the rows that have words, each sentence once."""
    typed = (form.cleaned_data for form in rows.forms)
    found = {row["text"]: WantedCondition(**{**row, "text": row["text"]}) for row in typed if row.get("text")}
    return list(found.values())
