"""How a plan's status and its likes look."""

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from plans.labels import STATUS_LABELS
from plans.models import Plan
from plans.status import Status
from theme.templatetags.theme import chip, meter

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
}


@register.simple_tag
def status_chip(plan: Plan) -> SafeString:
    """The status as a chip: words, colour and icon."""
    colour, shape = _LOOKS[plan.state]
    return chip(str(STATUS_LABELS[plan.state]), colour, icon=shape)


@register.simple_tag
def likes_meter(plan: Plan) -> SafeString:
    """The bar towards the threshold, with the threshold marked somewhat before its end."""
    scale = max(plan.like_count, plan.likes_needed + max(1, plan.likes_needed // 5))
    words = _("%(count)d van %(needed)d likes") % {"count": plan.like_count, "needed": plan.likes_needed}
    return meter(plan.like_count, scale, mark=plan.likes_needed, label=words)
