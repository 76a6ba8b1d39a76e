"""The sign-up and log-in forms; apart from `forms`, which allauth's own forms import."""

from typing import Any

from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.forms import SignupForm as AllauthSignupForm
from django.utils.translation import gettext_lazy as _


class TrappedSignupForm(AllauthSignupForm):  # type: ignore[misc]
    """Allauth's form, with its trap for robots hidden by a class: our pages allow no inline style."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["website"].widget.attrs = {"tabindex": "-1", "autocomplete": "off"}


class PlainLoginForm(AllauthLoginForm):  # type: ignore[misc]
    """Allauth's form, saying what staying logged in means on a computer that others use."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["remember"].label = _("Blijf ingelogd op dit apparaat")
        self.fields["remember"].help_text = _("Laat dit leeg op een computer die anderen ook gebruiken.")
