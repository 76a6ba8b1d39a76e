"""The electoral roll, for the project leader."""

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import ResidentRequest
from common.errors import Refused
from editions.access import edition_roles
from editions.models import Edition, Role
from voting.actions.roll import import_roll
from voting.exports import rejected_csv
from voting.forms.roll import RollForm
from voting.models import RollImport
from voting.queries.letters import rejected_rows, roll_state, why_no_import

# What stands in each column: name, whether it must be filled in, what it looks like, and a person for the example.
COLUMN_HELP = (
    ("voorletters", False, "zoals op de envelop", "M."),
    ("tussenvoegsel", False, "van, de, van der", "van der"),
    ("achternaam", True, "zonder tussenvoegsel", "Berg"),
    ("geslacht", False, "M, V of O (onbekend)", "V"),
    ("geboortedatum", True, "2001-05-04 of 04-05-2001", "2001-05-04"),
    ("straat", True, "alleen de naam", "Italiëlaan"),
    ("huisnummer", True, "alleen het getal", "12"),
    ("huisletter", False, "één letter", "A"),
    ("toevoeging", False, "wat er nog achter komt", "2"),
    ("postcode", True, "met of zonder spatie", "2034 AB"),
    ("woonplaats", True, "", "Haarlem"),
    ("wijk", True, "een van de wijken van het gebied", ""),
)


@edition_roles(Role.LEADER)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def roll(request: ResidentRequest, edition: Edition) -> HttpResponse:
    form = RollForm(request.POST, request.FILES) if request.method == "POST" else RollForm()
    if request.method == "POST" and form.is_valid():
        try:
            made = import_roll(edition.pk, form.cleaned_data["file"].file, request.user.pk)
        except Refused as refusal:
            form.add_error("file", refusal.reason)
        else:
            _tell(request, made)
            return redirect("roll", edition.slug)
    return render(request, "voting/staff/roll.html", _context(edition, form), status=422 if form.errors else 200)


def _context(edition: Edition, form: RollForm) -> dict[str, object]:
    state = roll_state(edition)
    return {
        "edition": edition,
        "form": form,
        "state": state,
        "blocked": why_no_import(edition, state),
        "rejected": rejected_rows(edition),
        "neighbourhoods": edition.area.neighbourhoods.all(),
        "columns": COLUMN_HELP,
    }


def _tell(request: ResidentRequest, made: RollImport) -> None:
    say = messages.warning if made.rejected else messages.success
    say(request, f"Gelezen: {made.rows} rijen. Nieuw: {made.new}, al bekend: {made.known}, afgewezen: {made.rejected}.")


@edition_roles(Role.LEADER)
@never_cache
@require_safe
def roll_rejected(request: ResidentRequest, edition: Edition, roll: int) -> StreamingHttpResponse:
    made = get_object_or_404(RollImport, edition=edition, pk=roll)
    rows = made.rejected_rows.values_list("line", "reason", "raw").iterator()
    response = StreamingHttpResponse(rejected_csv(rows, made.has_numbers), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="afgewezen-rijen-{made.pk}.csv"'
    return response
