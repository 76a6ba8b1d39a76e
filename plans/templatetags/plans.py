"""How a plan's status and its likes look."""

from django import template
from django.core.files.storage import default_storage
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from common.photos import CARD_SIZE
from editions.phases import Phase
from plans.labels import STATUS_LABELS
from plans.models import Plan
from plans.status import PUBLIC, Status
from theme.templatetags.theme import chip, icon, meter, pattern

register = template.Library()

_LOOKS = {
    Status.DRAFT: ("grey", "pencil"),
    Status.HELD: ("sand", "eye-off"),
    Status.SUBMITTED: ("ocean", "send"),
    Status.WITHDRAWN: ("grey", "arrow-back-up"),
    Status.MERGED: ("grey", "git-merge"),
    Status.REFERRED: ("indigo", "building-community"),
    Status.BELOW_THRESHOLD: ("grey", "heart"),
    Status.IN_CHECK: ("indigo", "clipboard-check"),
    Status.NOT_FEASIBLE: ("grey", "arrows-split"),
    Status.ON_BALLOT: ("sand", "ticket"),
    Status.NOT_CHOSEN: ("grey", "heart-handshake"),
    Status.CHOSEN: ("jade", "check"),
    Status.REALISED: ("jade", "confetti"),
    Status.STOPPED: ("grey", "hand-stop"),
}


@register.simple_tag
def status_chip(plan: Plan) -> SafeString:
    """The status as a chip: words, colour and icon."""
    colour, shape = _LOOKS[plan.state]
    return chip(str(STATUS_LABELS[plan.state]), colour, icon=shape)


@register.simple_tag
def plan_picture(plan: Plan) -> SafeString:
    """What stands on the card of a plan that came through `for_cards`: its first photo, or else its pattern."""
    if not _seeks(plan):
        return _photo_or_pattern(plan)
    marked = '{}<p class="card__mark">{} {}</p>'
    return format_html(marked, _photo_or_pattern(plan), icon("hand-stop", "s"), _("zoekt hulp"))


def _photo_or_pattern(plan: Plan) -> SafeString:
    photo, wijk, theme = plan.first_photo, plan.neighbourhood, plan.theme
    if photo is None:
        look = (wijk.colour if wijk else "", wijk.motif if wijk else "", theme.icon if theme else "")
        return pattern(plan.pk, *look)
    return format_html(
        '<img src="{}" alt="{}" width="{}" height="{}" loading="lazy" decoding="async">',
        default_storage.url(photo["card"]),
        photo["alt"],
        *CARD_SIZE,
    )


def _seeks(plan: Plan) -> bool:
    """Whether somebody who reads the card can answer a call for help."""
    return plan.seeks_help and plan.state in PUBLIC and plan.edition.current_phase is not Phase.CLOSED


@register.simple_tag
def likes_meter(plan: Plan) -> SafeString:
    """The bar towards the threshold, with the threshold marked somewhat before its end."""
    scale = max(plan.like_count, plan.likes_needed + max(1, plan.likes_needed // 5))
    words = _("%(count)d van %(needed)d likes") % {"count": plan.like_count, "needed": plan.likes_needed}
    return meter(plan.like_count, scale, mark=plan.likes_needed, label=words)
