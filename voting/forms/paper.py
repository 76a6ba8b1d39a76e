"""What clerks type at the desk of paper ballots. Made for the keyboard: code, numbers, Enter."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from voting.codes import MistypedCode, read_code
from voting.keys import lookup_hash
from voting.paper.entries import STATED, AsideReason, Entry, Reason, read_entry
from voting.words import in_dutch

_NUMBERS = re.compile(r"[0-9]{1,9}\Z")
NOTHING_WRONG = "niets, het biljet is in orde"


class ReceiveForm(forms.Form):
    """How many ballots came in, and after the close whether they were on time."""

    number = forms.IntegerField(
        label="Hoeveel biljetten zijn er binnengekomen?",
        min_value=1,
        max_value=500,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": "Vul in hoeveel biljetten er zijn.",
            "invalid": "Vul een getal in.",
            "min_value": "Vul een getal in van 1 tot en met 500.",
            "max_value": "Vul een getal in van 1 tot en met 500.",
        },
    )
    when = forms.ChoiceField(
        label="Wanneer zijn ze ingeleverd?",
        choices=[("op_tijd", "op tijd: ze lagen voor het sluiten in de bus"), ("te_laat", "te laat")],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies of ze op tijd waren."},
    )

    def __init__(self, is_open: bool, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_open:
            del self.fields["when"]

    @property
    def late(self) -> bool:
        return self.cleaned_data.get("when") == "te_laat"


class TakeBackForm(forms.Form):
    """How many numbers at the end of the row were given out by mistake."""

    last = forms.IntegerField(
        label="Hoeveel nummers gaf u te veel?",
        min_value=1,
        max_value=1_000_000,
        help_text="De hoogste nummers vervallen. Dat kan alleen als nog niemand die biljetten invoerde.",
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), "Vul een getal in vanaf 1."),
    )


class FindForm(forms.Form):
    """Which ballot lies in front of the clerk."""

    paper = forms.IntegerField(
        label="Nummer op de codestrook",
        min_value=1,
        max_value=1_000_000,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), "Vul het nummer in."),
    )


class EntryForm(forms.Form):
    """One reading of a paper ballot. With a reason the code and the plans may stay empty, and do not matter."""

    code = forms.CharField(
        label="Stemcode",
        required=False,
        max_length=100,
        help_text="De 13 tekens op de codestrook. Streepjes mag u weglaten.",
        widget=forms.TextInput(
            attrs={
                "class": "input--code",
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "autofocus": True,
            }
        ),
    )
    plans = forms.CharField(
        label="Nummers van de aangekruiste plannen",
        required=False,
        max_length=600,
        help_text="Met een spatie ertussen, bijvoorbeeld 12 7 31.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric", "class": "paper-numbers"}),
    )
    reason = forms.ChoiceField(
        label="Is er iets mis met het biljet?",
        required=False,
        choices=[("", NOTHING_WRONG), *((each.value, each.label) for each in STATED)],
        widget=forms.Select,
    )

    def __init__(self, plan_ids: frozenset[int], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan_ids = plan_ids
        self.chosen: list[int] = []
        self.code_hash = b""

    @property
    def _reason(self) -> Reason | None:
        value = self.data.get(self.add_prefix("reason"), "")
        return Reason(value) if value in {each.value for each in STATED} else None

    def clean_code(self) -> str:
        text = str(self.cleaned_data["code"])
        if self._reason:
            return text
        if not text.strip():
            raise ValidationError(f"Vul de code in. Staat er geen code? Kies dan hieronder ‘{Reason.NO_CODE.label}’.")
        try:
            self.code_hash = lookup_hash(read_code(text))
        except MistypedCode as error:
            raise ValidationError(in_dutch(error).replace("uw stembrief", "de codestrook")) from None
        return text

    def clean_plans(self) -> str:
        text = str(self.cleaned_data["plans"])
        if self._reason:
            return text
        words = re.split(r"[\s,;.+/-]+", text.strip())
        numbers = [word for word in words if word]
        if not numbers:
            raise ValidationError(
                f"Vul nummers in. Is er niets aangekruist? Kies dan hieronder ‘{Reason.NO_PLAN.label}’."
            )
        self.chosen = [self._plan(word) for word in numbers]
        if len(set(self.chosen)) < len(self.chosen):
            raise ValidationError("Een nummer staat er twee keer. Kijk nog eens op het biljet.")
        return text

    def _plan(self, word: str) -> int:
        if not _NUMBERS.match(word):
            raise ValidationError(f"‘{word[:20]}’ is geen nummer van een plan.")
        if int(word) not in self.plan_ids:
            raise ValidationError(f"Nummer {int(word)} staat niet op het stembiljet. Kijk nog eens goed.")
        return int(word)

    @property
    def entry(self) -> Entry:
        return read_entry(self.code_hash, self.chosen, self._reason)


class AsideForm(forms.Form):
    """Why a ballot is laid aside."""

    why = forms.ChoiceField(
        label="Waarom legt u het apart?",
        choices=[(each.value, each.label) for each in AsideReason],
        widget=forms.Select,
        error_messages={"required": "Kies waarom.", "invalid_choice": "Kies waarom."},
    )
