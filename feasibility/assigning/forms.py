"""The choices of a checker and a deputy for many plans at once, for one discipline."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.safestring import SafeString

from accounts.models import User
from feasibility.actions import Choice
from feasibility.models import Assignment
from feasibility.queries.assigning import MatrixRow

PARTS = ("checker", "deputy")
LABELS = {"checker": "Checker", "deputy": "Vervanger"}
UNKNOWN = "Kies iemand uit de lijst."


class ColumnForm(forms.Form):
    """Two choices a plan. Each keeps what stood there when the page was opened, so that only what somebody changed is
    saved, and two people who divide different plans do not undo each other's work."""

    use_required_attribute = False

    def __init__(
        self,
        rows: Sequence[MatrixRow],
        chosen: Mapping[int, Assignment | None],
        seated: Sequence[User],
        data: Any = None,
    ) -> None:
        super().__init__(data, auto_id="verdeel_%s")
        self.plans = [row.plan for row in rows if not row.own]
        for plan in self.plans:
            people = [(user.pk, str(user)) for user in seated if user.pk not in plan.maker_ids]
            for part in PARTS:
                field = _choice(f"{LABELS[part]} voor {plan.title}", people, _present(chosen[plan.pk], part))
                self.fields[f"{part}_{plan.pk}"] = field

    def choices(self) -> dict[int, Choice]:
        """What somebody changed: plan id → the choice as it should be."""
        changed = {int(name.rpartition("_")[2]) for name in self.changed_data}
        return {plan: Choice(*(self.cleaned_data[f"{part}_{plan}"] for part in PARTS)) for plan in changed}

    def seen(self) -> dict[int, Choice]:
        """What stood there when the page was opened, for the same plans."""
        changed = {int(name.rpartition("_")[2]) for name in self.changed_data}
        return {plan: Choice(*(self._stood(f"{part}_{plan}") for part in PARTS)) for plan in changed}

    def _stood(self, name: str) -> int | None:
        typed = str(self.data.get(self.add_initial_prefix(name), ""))
        return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 19 else None

    def pair(self, plan_id: int) -> list[tuple[forms.BoundField, SafeString]]:
        """The two fields of a plan, each with what stood there; none for one's own plan."""
        fields = [self[name] for part in PARTS if (name := f"{part}_{plan_id}") in self.fields]
        return [(field, field.as_hidden(only_initial=True)) for field in fields]

    def show(self, reasons: Mapping[int, str]) -> None:
        """Puts every reason beside the plan that it is about. What stands there now has been seen when it is saved
        again."""
        data = cast(QueryDict, self.data).copy()
        for plan, reason in reasons.items():
            for name in (f"{part}_{plan}" for part in PARTS if f"{part}_{plan}" in self.fields):
                data[self.add_initial_prefix(name)] = self.fields[name].initial or ""
            self.data = data
            self.add_error(f"checker_{plan}" if f"checker_{plan}" in self.fields else None, reason)


def _choice(label: str, people: Sequence[tuple[int, str]], present: int | None) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "–"), *people],
        initial=present,
        show_hidden_initial=True,
        error_messages={"invalid_choice": UNKNOWN},
    )


def _present(chosen: Assignment | None, part: str) -> int | None:
    return cast(int | None, getattr(chosen, f"{part}_id")) if chosen else None
