"""Chosen plans in templates."""

from collections.abc import Sequence

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from execution.queries.public import Row
from theme.money import euro
from theme.templatetags.theme import chip

register = template.Library()


@register.simple_tag
def progress_rows(rows: Sequence[Row], site: str = "") -> SafeString:
    """Plans as a plain list, each with its state in words; made here, since hundreds are many for a template."""
    items = format_html_join(
        "",
        '<li class="going-on"><p class="going-on__title"><a href="{}{}" rel="noopener">{}</a></p>'
        '<p class="going-on__state">{}</p><p class="going-on__facts">{}</p></li>',
        ((site, row.url, row.title, _chip(row), _facts(row)) for row in rows),
    )
    return format_html('<ul class="goings">{}</ul>', items)


def _chip(row: Row) -> SafeString:
    return chip(row.look.word, row.look.colour, icon=row.look.icon)


def _facts(row: Row) -> str:
    money = _("%(spent)s van %(all)s uitgegeven") % {"spent": euro(row.purse.spent), "all": euro(row.purse.grant)}
    told = [money]
    if row.state.value not in ("REALISED", "STOPPED"):
        told.append(_("klaar uiterlijk %(day)s") % {"day": date_format(row.due_on, "j F Y")})
    if row.last_at:
        told.append(_("laatste bericht %(day)s") % {"day": date_format(localtime(row.last_at), "j F Y")})
    return " · ".join(told)
