"""Lists out of the roll, and the people for the desk."""

from collections.abc import Iterator

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from accounts.access import ResidentRequest
from common.errors import Refused
from editions.access import edition_roles
from editions.models import Edition, Role
from voting.actions.roll import admit_set_apart
from voting.exports import plain_csv, rejected_csv
from voting.forms.roll import AdmitForm
from voting.models import RejectedRow, RollImport, SetApart
from voting.queries.roll import people_set_apart
from voting.roll import FIELDS, Apart, Outcome
from voting.roll.reasons import APART_TEXTS

secret = cache_control(private=True, no_store=True)


@edition_roles(Role.LEADER)
@secret
@require_safe
def roll_rejected(request: ResidentRequest, edition: Edition, roll: int) -> StreamingHttpResponse:
    """The unusable rows, to mend and send in again; with ?alles every row that brought nobody in, with why."""
    made = get_object_or_404(RollImport, edition=edition, pk=roll)
    rows = made.rejected_rows.all() if "alles" in request.GET else made.rejected_rows.filter(kind=Outcome.REJECTED)
    kinds = dict(RejectedRow.KINDS)
    lines = ((line, kinds[kind], reason, raw) for line, kind, reason, raw in _values(rows))
    fields = [field.name for field in FIELDS if field.name in made.mapping]
    name = "niet-gebruikte-rijen" if "alles" in request.GET else "afgewezen-rijen"
    return _csv(rejected_csv(lines, fields), f"{name}-{made.pk}.csv")


def _values(rows: "QuerySet[RejectedRow]") -> Iterator[tuple[int, str, str, str]]:
    return rows.values_list("line", "kind", "reason", "raw").iterator()


@edition_roles(Role.LEADER)
@secret
@require_safe
def roll_apart(request: ResidentRequest, edition: Edition, roll: int) -> StreamingHttpResponse:
    """Whom this file set apart. Never with an address: we have none of them."""
    made = get_object_or_404(RollImport, edition=edition, pk=roll)
    people = made.set_apart.select_related("neighbourhood").order_by("line")
    lines = (
        [
            str(each.line),
            each.name_line,
            each.birth_date.isoformat() if each.birth_date else "",
            each.neighbourhood.name if each.neighbourhood else "",
            APART_TEXTS[Apart(each.reason)],
        ]
        for each in people.iterator(chunk_size=1000)
    )
    return _csv(plain_csv(["regel", "naam", "geboortedatum", "wijk", "reden"], lines), f"apart-gezet-{made.pk}.csv")


def _csv(lines: Iterator[str], filename: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


@edition_roles(Role.LEADER, Role.CLERK)
@secret
@require_safe
def set_apart(request: ResidentRequest, edition: Edition) -> HttpResponse:
    people = people_set_apart(edition)
    waiting = sum(each.voter_id is None for each in people)
    homes = list(edition.area.neighbourhoods.all())
    context = {"edition": edition, "people": people, "waiting": waiting, "homes": homes}
    return render(request, "voting/staff/set_apart.html", context)


@edition_roles(Role.LEADER, Role.CLERK)
@require_POST
def set_apart_admit(request: ResidentRequest, edition: Edition, person: int) -> HttpResponse:
    found = get_object_or_404(SetApart, edition=edition, pk=person)
    form = AdmitForm(edition, request.POST)
    try:
        if not form.is_valid():
            raise Refused("Kies in welke wijk deze persoon woont.")
        home = form.cleaned_data["neighbourhood"]
        admit_set_apart(found.pk, request.user.pk, home.pk if home else None)
    except Refused as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(
            request,
            f"{found.name_line} staat nu op het kiezersbestand, maar heeft nog geen stemcode. Geef een eerste code uit "
            "bij ‘Stembrief kwijt’. Zijn de brieven nog niet gedrukt? Dan kan dat pas daarna.",
        )
    return redirect("set_apart", edition.slug)
