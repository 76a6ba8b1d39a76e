"""The shape of what people send about photos, makers and help."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from common.photos import too_large
from plans.actions.help import CALL_LENGTH, OFFER_LENGTH
from plans.actions.makers import NAME_LENGTH
from plans.actions.photos import ALT_LENGTH
from plans.forms import LinesField
from plans.models import HelpWanted, Plan

ALT_HELP = _("Voor mensen die de foto niet zien. Bijvoorbeeld: kinderen planten een boom op het grasveld.")
ALT_MISSING = _("Beschrijf in een paar woorden wat er te zien is.")


def _alt_field(help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=_("Wat is er te zien?"),
        max_length=ALT_LENGTH,
        help_text=help_text,
        error_messages={"required": ALT_MISSING},
    )


class PhotoForm(forms.Form):
    """A new photo. What is in the file is looked at by the action (common.photos)."""

    photo = forms.FileField(
        label=_("Kies een foto"),
        help_text=_("JPEG, PNG of WebP, ten hoogste 15 MB."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={
            "required": _("Kies eerst een foto."),
            "empty": _("Dit bestand is leeg. Kies een andere foto."),
            "missing": _("Kies eerst een foto."),
            "invalid": _("Kies eerst een foto."),
            "max_length": _("De naam van dit bestand is te lang. Geef het een kortere naam."),
        },
        max_length=500,
    )
    alt = _alt_field(ALT_HELP)
    use_required_attribute = False

    def clean_photo(self) -> "UploadedFile[bytes]":
        photo: UploadedFile[bytes] = self.cleaned_data["photo"]
        if (photo.size or 0) > settings.MAX_PHOTO_BYTES:
            raise forms.ValidationError(too_large(settings.MAX_PHOTO_BYTES))
        return photo


class AltForm(forms.Form):
    """Other words with a photo."""

    alt = _alt_field()
    use_required_attribute = False


class InvitationForm(forms.Form):
    """For whom a link is."""

    name = forms.CharField(
        label=_("Voor wie is de uitnodiging?"),
        max_length=NAME_LENGTH,
        help_text=_("Alleen voor uzelf, om de links uit elkaar te houden. Bijvoorbeeld: Omar van de sportclub."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Schrijf voor wie de uitnodiging is.")},
    )
    use_required_attribute = False


class CallForm(forms.Form):
    """Whom or what a maker looks for."""

    text = forms.CharField(
        label=_("Wie of wat zoekt u?"),
        max_length=CALL_LENGTH,
        help_text=_("Bijvoorbeeld: iemand die kan timmeren, of een aanhanger voor één dag."),
        error_messages={"required": _("Schrijf eerst wie of wat u zoekt.")},
    )
    use_required_attribute = False


class OfferForm(forms.Form):
    """What somebody can do for a plan."""

    call = forms.ModelChoiceField(
        label=_("Waarmee wilt u helpen?"),
        queryset=HelpWanted.objects.none(),
        required=False,
        blank=True,
        empty_label=_("Met iets anders"),
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Deze oproep is er niet meer. Kies opnieuw.")},
    )
    text = LinesField(
        label=_("Hoe wilt u helpen?"),
        max_length=OFFER_LENGTH,
        help_text=_("Alleen de makers van het plan lezen dit. Schrijf ook hoe zij u kunnen bereiken."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Schrijf eerst hoe u wilt helpen.")},
    )
    may_mail = forms.BooleanField(
        label=_("De makers mogen mij mailen"),
        required=False,
        help_text=_("Zij zien dan uw e-mailadres. Anderen zien het niet."),
    )
    use_required_attribute = False

    def __init__(self, plan: Plan, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        calls = plan.help_wanted.filter(found_at__isnull=True)
        self.fields["call"].queryset = calls  # type: ignore[attr-defined]
        if not calls:
            del self.fields["call"]
