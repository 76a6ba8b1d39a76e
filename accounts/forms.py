"""What we ask at sign-up, beside the e-mail address."""

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class SignupForm(forms.Form):
    name = forms.CharField(
        label=_("Uw naam"),
        max_length=80,
        help_text=_("Zo staat u bij uw plan en uw reacties. Alleen een voornaam mag ook."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["name", "email"]

    def signup(self, request: HttpRequest, user: User) -> None:
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])
