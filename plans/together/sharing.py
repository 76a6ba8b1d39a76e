"""Links with which a maker sends an invitation."""

from dataclasses import dataclass
from urllib.parse import quote

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from plans.models import Plan


@dataclass(frozen=True)
class Share:
    """One address, and ways to send it."""

    address: str
    whatsapp: str
    mail: str


def share_invitation(plan: Plan, token: str) -> Share:
    """How to send the link with this token."""
    address = f"{settings.SITE_URL.rstrip('/')}{reverse('invitation', args=[token])}"
    message = _("Ik maak een plan voor onze wijk: %(title)s. Maakt u het samen met mij?") % {"title": plan.title}
    subject, words = quote(_("Maakt u dit plan met mij?")), quote(f"{message} {address}")
    return Share(address, f"https://wa.me/?text={words}", f"mailto:?subject={subject}&body={words}")
