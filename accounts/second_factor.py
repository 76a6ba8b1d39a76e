"""The second step of staff, in our words. A code is good for its own 30 seconds and one step either way, and once."""

from allauth.mfa import app_settings
from allauth.mfa.adapter import DefaultMFAAdapter, get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from django import forms
from django.core.cache import cache
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("Deze code klopt niet. Kijk in de app op uw telefoon en typ de zes cijfers over."),
    }


def use_once(user_id: int, code: str) -> bool:
    """Whether this code of this person was not used while it is good: RFC 6238 5.2 allows no second time.

    allauth remembers one step of 30 seconds; with its tolerance a code lives longer. Kept as a hash.
    """
    seconds = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)
    return bool(cache.add("second-step:" + salted_hmac("second-step", f"{user_id}:{code}").hexdigest(), "", seconds))


class OnceMixin(forms.Form):
    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        if self.authenticator.type == Authenticator.Type.TOTP and not use_once(self.user.pk, code):  # type: ignore[attr-defined]
            raise get_adapter().validation_error("incorrect_code")
        return code


class AuthenticateOnceForm(OnceMixin, AuthenticateForm):  # type: ignore[misc]
    pass


class ReauthenticateOnceForm(OnceMixin, ReauthenticateForm):  # type: ignore[misc]
    pass
