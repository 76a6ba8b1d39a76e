"""Our few choices on top of allauth."""

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

WRONG_CODE = _("Deze code klopt niet. Kijk nog eens in uw mail en typ de zes cijfers over.")
TOO_OFTEN = _("U probeerde dit te vaak achter elkaar. Wacht een paar minuten en probeer het dan opnieuw.")
LONGEST_ADDRESS = 254  # of an address that mail can reach (RFC 5321), and of its column


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("Dit account is gesloten."),
        "incorrect_code": WRONG_CODE,
        "invalid_login": _("Vul uw e-mailadres in."),
        "rate_limited": TOO_OFTEN,
        "too_many_login_attempts": TOO_OFTEN,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return True

    def clean_email(self, email: str) -> str:
        """In lower case. Refuses what does not fit: allauth would cut it off, and mail somebody else."""
        if len(email) > LONGEST_ADDRESS:
            raise ValidationError(_("Dit e-mailadres is te lang. Vul een ander adres in."))
        return str(super().clean_email(email)).lower()
