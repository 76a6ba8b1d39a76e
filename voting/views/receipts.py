"""The public list of receipts, after the close. Without one's own receipt it tells nothing about anybody."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from editions.access import edition_public
from editions.models import Edition
from voting.codes import ALPHABET
from voting.forms.receipts import ReceiptForm
from voting.queries.count import box_numbers
from voting.queries.receipts import AFTER_THE_CLOSE, has_receipts, is_receipt, receipt_numbers, receipts_are_public

NOT_YET = "De lijst met ontvangstbewijzen is er na het sluiten van de stemming."
ELSEWHERE = "Bij deze stemming zijn er geen ontvangstbewijzen."
CLOSED_LIST = "ontvangstbewijzen.txt"


@edition_public
@sensitive_post_parameters("bewijs")
@require_http_methods(["GET", "HEAD", "POST"])
def receipts(request: HttpRequest, edition: Edition) -> HttpResponse:
    """One's own receipt, asked with POST so that no address holds it, and the whole list by first character.

    Whoever noted the address when they voted comes too early sometimes: then it says when the list will be there.
    """
    if not has_receipts(edition):
        raise Http404(ELSEWHERE)
    if not receipts_are_public(edition):
        closed = edition.current_phase in AFTER_THE_CLOSE
        return render(request, "voting/receipts_later.html", {"edition": edition, "closed": closed})
    form = ReceiptForm(request.POST if request.method == "POST" else None)
    asked = form.cleaned_data["bewijs"] if form.is_valid() else ""
    begin = request.GET.get("begin", "")
    begin = begin if len(begin) == 1 and begin in ALPHABET else ALPHABET[0]
    context = {
        "edition": edition,
        "numbers": box_numbers(edition),
        "form": form,
        "asked": asked,
        "found": bool(asked) and is_receipt(edition, asked),
        "begin": begin,
        "letters": ALPHABET,
        "listed": receipt_numbers(edition, begin),
    }
    response = render(request, "voting/receipts.html", context, status=422 if form.errors else 200)
    if asked:
        patch_cache_control(response, private=True, no_store=True)
    return response


@edition_public
@require_safe
def receipts_txt(request: HttpRequest, edition: Edition) -> HttpResponse:
    """All receipts, one a line, in alphabetical order: the order in which people voted is nowhere."""
    if not has_receipts(edition) or not receipts_are_public(edition):
        raise Http404(NOT_YET)
    lines = "".join(f"{number}\r\n" for number in receipt_numbers(edition))
    headers = {"Content-Disposition": f'attachment; filename="{CLOSED_LIST}"'}
    return HttpResponse(lines, content_type="text/plain; charset=utf-8", headers=headers)
