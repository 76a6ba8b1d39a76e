"""The choice how much mail somebody gets."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mail.kinds import Level

WORDS = {
    Level.ALL: _("Alles: ook reacties, één keer per dag in één mail"),
    Level.IMPORTANT: _("Alleen belangrijk: als uw plan bijna genoeg likes heeft, of als een fase bijna sluit"),
    Level.NONE: _("Niets: alleen wat u echt moet weten over uw eigen plan"),
}


class ChoiceForm(forms.Form):
    level = forms.ChoiceField(
        label=_("Welke mail wilt u?"),
        choices=[(level.value, words) for level, words in WORDS.items()],
        widget=forms.RadioSelect,
    )
