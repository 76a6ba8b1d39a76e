"""The forms for news from a maker, and for taking it away."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from common.photos import too_large
from execution.actions.news import REASON_LENGTH, NewPhoto, Revision
from execution.models import Update
from execution.models.news import MOST_PHOTOS
from plans.discussion.forms import PlainTextField
from plans.models import Comment

ALT_MISSING = _("Beschrijf wat er op de foto te zien is.")
Pair = tuple[forms.BoundField, forms.BoundField]


def _names(place: int) -> tuple[str, str]:
    """Of the fields for the photo in this place, counted from 0."""
    return ("photo", "photo_alt") if place == 0 else (f"photo_{place + 1}", f"photo_alt_{place + 1}")


class UpdateForm(forms.Form):
    """Text, and room for photos: each a file with what is to be seen. What is in a file is looked at by the action."""

    text = PlainTextField(
        label=_("Wat is er gebeurd?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        help_text=_("Schrijf kort wat er klaar is en wat de volgende stap is."),
        required_words=_("Schrijf eerst wat er gebeurd is."),
    )
    use_required_attribute = False

    def __init__(self, *args: Any, room: int = MOST_PHOTOS, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.room = room
        for place in range(room):
            photo, alt = _names(place)
            self.fields[photo] = _photo_field()
            self.fields[alt] = _alt_field()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for photo, alt in map(_names, range(self.room)):
            file = cleaned.get(photo)
            if file and file.size > settings.MAX_PHOTO_BYTES:
                self.add_error(photo, too_large(settings.MAX_PHOTO_BYTES))
            if file and not cleaned.get(alt) and alt not in self.errors:
                self.add_error(alt, ALT_MISSING)
        return cleaned

    @property
    def pairs(self) -> list[Pair]:
        """File and words of every place."""
        return [(self[photo], self[alt]) for photo, alt in map(_names, range(self.room))]

    def photos(self) -> list[NewPhoto]:
        """What came in, in order."""
        names = map(_names, range(self.room))
        return [(self.cleaned_data[p], self.cleaned_data[a]) for p, a in names if self.cleaned_data[p]]

    def refuse_photo(self, place: int, reason: str) -> None:
        """Says at the photo that was sent in `place` (counted from 0) why it cannot be used."""
        sent = [photo for photo, _alt in map(_names, range(self.room)) if self.cleaned_data.get(photo)]
        self.add_error(sent[place], reason)

    @property
    def lost_photos(self) -> bool:
        """Whether photos have to be chosen again: a browser keeps none."""
        return bool(self.errors and self.files)


class EditUpdateForm(UpdateForm):
    """An update with the photos that it has, and room for the rest."""

    def __init__(self, update: Update, *args: Any, **kwargs: Any) -> None:
        self.standing = list(update.photos.all())
        kwargs.setdefault("initial", {"text": update.text})
        super().__init__(*args, room=MOST_PHOTOS - len(self.standing), **kwargs)
        for photo in self.standing:
            self.fields[f"alt-{photo.pk}"] = forms.CharField(
                label=_("Wat is er op de foto te zien?"),
                max_length=200,
                initial=photo.alt,
                error_messages={"required": ALT_MISSING},
            )
            self.fields[f"gone-{photo.pk}"] = forms.BooleanField(label=_("Haal deze foto weg"), required=False)

    @property
    def kept(self) -> list[tuple[Any, forms.BoundField, forms.BoundField]]:
        """Each photo that is there, with its fields."""
        return [(photo, self[f"alt-{photo.pk}"], self[f"gone-{photo.pk}"]) for photo in self.standing]

    def revision(self) -> Revision:
        data, numbers = self.cleaned_data, [photo.pk for photo in self.standing]
        gone = frozenset(number for number in numbers if data[f"gone-{number}"])
        return Revision(data["text"], {number: data[f"alt-{number}"] for number in numbers}, gone, self.photos())


class HideUpdateForm(forms.Form):
    """Why the team takes an update away."""

    reason = forms.TypedChoiceField(
        label="Waarom?",
        choices=[("", "Kies een reden"), *Comment.HiddenFor.choices],
        coerce=Comment.HiddenFor,
        error_messages={"required": "Kies een reden.", "invalid_choice": "Kies een reden uit de lijst."},
    )
    words = PlainTextField(
        label="In uw eigen woorden, voor de maker",
        required=False,
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    use_required_attribute = False

    @classmethod
    def about(cls, update: Update, data: Any = None) -> "HideUpdateForm":
        """The form of one update; several stand on one page."""
        return cls(data, auto_id=f"bericht{update.pk}_%s")


def _photo_field() -> forms.FileField:
    return forms.FileField(
        label=_("Foto"),
        required=False,
        max_length=500,
        help_text=_("JPEG, PNG of WebP, ten hoogste 15 MB."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={
            "empty": _("Dit bestand is leeg. Kies een andere foto."),
            "max_length": _("De naam van dit bestand is te lang. Geef het een kortere naam."),
        },
    )


def _alt_field() -> forms.CharField:
    return forms.CharField(
        label=_("Wat is er op de foto te zien?"),
        max_length=200,
        required=False,
        help_text=_("Nodig bij een foto: voor mensen die haar niet kunnen zien."),
    )
