"""The names of statuses, marked for translation."""

from django.utils.translation import gettext_lazy as _

from plans.status import Status

# The words of plans.status.LABELS, marked for translation.
STATUS_LABELS = {
    Status.DRAFT: _("concept"),
    Status.HELD: _("nog niet openbaar"),
    Status.SUBMITTED: _("ingediend"),
    Status.WITHDRAWN: _("ingetrokken"),
    Status.MERGED: _("samengevoegd"),
    Status.REFERRED: _("doorgegeven aan de gemeente"),
    Status.BELOW_THRESHOLD: _("te weinig likes"),
    Status.IN_CHECK: _("in de haalbaarheidscheck"),
    Status.NOT_FEASIBLE: _("nu niet haalbaar"),
    Status.ON_BALLOT: _("op het stembiljet"),
    Status.NOT_CHOSEN: _("niet gekozen"),
    Status.CHOSEN: _("gekozen"),
    Status.REALISED: _("gerealiseerd"),
    Status.STOPPED: _("gestopt"),
}

# What can change in a plan, in the order of its page (plans.models.PlanChange).
FIELD_LABELS = {
    "title": _("Titel"),
    "summary": _("Het plan in één zin"),
    "body": _("Beschrijving"),
    "theme": _("Thema"),
    "more_themes": _("Ook bij"),
    "neighbourhood": _("Wijk"),
    "place": _("Adres of plek"),
    "point": _("Plek op de kaart"),
}

# What a plan needs before it can be submitted (plans.completeness.PARTS).
PART_LABELS = {
    "title": _("Titel"),
    "summary": _("Uw plan in één zin"),
    "body": _("Beschrijving"),
    "theme": _("Thema"),
    "neighbourhood": _("Wijk"),
    "place": _("Adres of plek"),
    "cost": _("Kosten"),
}
