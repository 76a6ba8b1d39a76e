"""Forms of the finger on the pulse."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from execution.models import AnswerChoices
from execution.models.pulse import WORDS
from execution.models.wishes import PUBLIC_WORDS, WHY
from execution.pulse import Answer

ASK_FOR_WORDS = {
    Answer.GOOD: _("Wilt u er iets bij vertellen?"),
    Answer.HELP: _("Waar heeft u hulp bij nodig?"),
    Answer.DONE: _("Wat is er klaar? Waar kunnen wij kijken?"),
}
# What each answer is called on a button.
BUTTONS = {
    Answer.GOOD: ("thumb-up", _("Het loopt goed")),
    Answer.HELP: ("help", _("Ik heb hulp nodig")),
    Answer.DONE: ("check", _("Het is klaar")),
}
KIND_WORDS = "Dit plan is gestopt. De maker heeft er veel werk in gestoken. Bedankt daarvoor!"


def words(label: Any, length: int, rows: int = 3, **extra: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=length, widget=forms.Textarea(attrs={"rows": rows, "maxlength": length}), **extra
    )


class CheckInForm(forms.Form):
    """The answer itself is a button of the page."""

    note = words(ASK_FOR_WORDS[Answer.GOOD], WORDS, 2, required=False)
    answer = forms.ChoiceField(
        choices=AnswerChoices.choices,
        widget=forms.HiddenInput,
        error_messages={
            "required": _("Kies hoe het gaat."),
            "invalid_choice": _("Kies: het loopt goed, ik heb hulp nodig, of het is klaar."),
        },
    )

    def __init__(self, *args: Any, about: Answer | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if about:
            self.fields["note"].label = ASK_FOR_WORDS[about]


class HelpAnswerForm(forms.Form):
    help = words("Uw antwoord aan de maker", 2000, 5, help_text="De maker krijgt dit per mail.")


class ExtensionForm(forms.Form):
    until = forms.DateField(
        label=_("Wanneer is het plan wel klaar?"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    reason = words(_("Waarom is er meer tijd nodig?"), WHY)


class DecisionForm(forms.Form):
    granted = forms.TypedChoiceField(
        label="Geeft u meer tijd?",
        choices=[("ja", "Ja, de nieuwe datum geldt"), ("nee", "Nee, de datum blijft")],
        coerce=lambda value: value == "ja",
        widget=forms.RadioSelect,
    )
    answer = words("Waarom?", WHY, help_text="De maker krijgt dit per mail.")


class StopAskForm(forms.Form):
    why = words(_("Waarom wilt u stoppen?"), WHY)


class StopForm(forms.Form):
    because = words("Waarom stopt het plan?", WHY, help_text="Alleen voor het team. Bewoners lezen dit niet.")
    public_words = words(
        "Wat bewoners lezen", PUBLIC_WORDS, 2, initial=KIND_WORDS, help_text="Eén vriendelijke zin op de site."
    )


class NoStopForm(forms.Form):
    no_stop = words("Uw antwoord aan de maker", WHY, help_text="Waarom en hoe het plan doorgaat. Komt per mail.")
