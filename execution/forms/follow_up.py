"""Forms about the way on of a plan."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common import clock
from execution.models import AdoptionOffer, FollowUp
from execution.ways_on import Kind, problems


class FollowUpForm(forms.ModelForm[FollowUp]):
    class Meta:
        model = FollowUp
        fields = ["kind", "owner", "next_on", "note"]
        widgets = {
            "note": forms.Textarea(attrs={"rows": 3}),
            "next_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        }
        help_texts = {
            "owner": "Een organisatie, de wijkraad of een afdeling. Geen naam van een mens: dit staat op de site.",
            "next_on": "Op deze dag ziet u het plan weer in uw cockpit.",
            "note": "Dit staat op de pagina van het plan, en de makers krijgen het gemaild.",
        }
        error_messages = {"next_on": {"invalid": "Vul een dag in, zoals 31-12-2027."}}

    use_required_attribute = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        day: date | None = cleaned.get("next_on")
        if "kind" in cleaned and "next_on" not in self.errors:
            facts = (cleaned.get("owner", ""), day, cleaned.get("note", ""), clock.today())
            for field, sentence in problems(Kind(cleaned["kind"]), *facts).items():
                self.add_error(field, sentence)
        return cleaned


class OutcomeForm(forms.Form):
    outcome = forms.CharField(
        label="Wat werd het?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Eén of twee zinnen voor iedereen, bijvoorbeeld: het bankje staat er sinds mei.",
        error_messages={"required": "Schrijf in één of twee zinnen wat het werd."},
    )
    use_required_attribute = False


class AdoptionForm(forms.ModelForm[AdoptionOffer]):
    class Meta:
        model = AdoptionOffer
        fields = ["organisation", "text", "contact"]
        widgets = {"text": forms.Textarea(attrs={"rows": 5})}
        help_texts = {
            "organisation": _("Zeggen de makers ja? Dan staat deze naam bij het plan op de site."),
            "text": _("Alleen de makers en het team van de gemeente lezen dit."),
            "contact": _("Een telefoonnummer of e-mailadres. Alleen de makers en het team zien het."),
        }
        error_messages = {
            "organisation": {"required": _("Vul de naam van uw organisatie in.")},
            "text": {"required": _("Schrijf wat u met het plan wilt doen.")},
            "contact": {"required": _("Schrijf hoe de makers u kunnen bereiken.")},
        }

    use_required_attribute = False


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("Uw antwoord"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Zegt u nee? Schrijf dan kort waarom. Wie het aanbod deed, leest dit."),
    )
    use_required_attribute = False
