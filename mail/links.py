"""The link at the end of a mail by which somebody chooses without logging in: a number and a signature on it.

It does not expire: people open old mails too. It gives nothing but this choice.
"""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from accounts.models import User

_signer = Signer(salt="mail.choice")


def choice_key(user: User) -> str:
    return _signer.sign(str(user.pk))


def user_of(key: str) -> User | None:
    """Whose link it is, or None when we did not make it."""
    try:
        number = _signer.unsign(key)
    except BadSignature:
        return None
    return User.objects.filter(pk=number).first()


def choice_url(user: User) -> str:
    return absolute(reverse("mail_choice_by_link", args=[choice_key(user)]))


def stop_url(user: User) -> str:
    """For the button that mail programs show themselves (RFC 8058)."""
    return absolute(reverse("mail_stop", args=[choice_key(user)]))


def absolute(path: str) -> str:
    """A path of this site as a whole address."""
    return f"{settings.SITE_URL.rstrip('/')}{path}"
