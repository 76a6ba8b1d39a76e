"""How the dates of an edition are said in full, for what is printed."""

from datetime import datetime, timedelta

from django.template.defaultfilters import date as date_text
from django.utils import timezone
from django.utils.translation import gettext


def closing_text(ends_at: datetime) -> str:
    """Until when something is open, in words; what closes at midnight lasts the whole day before."""
    end = timezone.localtime(ends_at)
    if (end.hour, end.minute) == (0, 0):
        day = date_text(end - timedelta(days=1), "l j F Y")
        return gettext("tot en met %(day)s") % {"day": day}
    return gettext("tot %(day)s om %(time)s uur") % {"day": date_text(end, "l j F Y"), "time": date_text(end, "H.i")}
