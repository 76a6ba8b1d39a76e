"""The sign-up form; apart from `forms`, which allauth's own forms import."""

from typing import Any

from allauth.account.forms import SignupForm as AllauthSignupForm


class TrappedSignupForm(AllauthSignupForm):  # type: ignore[misc]
    """Allauth's form, with its trap for robots hidden by a class: our pages allow no inline style."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["website"].widget.attrs = {"tabindex": "-1", "autocomplete": "off"}
