"""The closing survey, for makers and checkers of an edition."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from accounts.access import ResidentRequest
from common.errors import Refused
from editions.access import edition_resident
from editions.models import Edition
from report import actions
from report.actions.surveying import NOT_OPEN, STRANGER
from report.forms.survey import SurveyForm
from report.models import SurveyAnswer
from report.permissions import OPEN_IN, WORDS, survey_roles


@edition_resident
@cache_control(private=True, no_store=True)
@require_http_methods(["GET", "HEAD", "POST"])
def survey(request: ResidentRequest, edition: Edition, role: str) -> HttpResponse:
    asked = WORDS.get(role)
    if asked is None:
        raise Http404("Deze vragenlijst is er niet.")
    roles = survey_roles(request.user, edition)
    if asked not in roles:
        raise PermissionDenied(STRANGER)
    if edition.current_phase not in OPEN_IN:
        raise Refused(NOT_OPEN)
    answer = SurveyAnswer.objects.filter(edition=edition, user=request.user, role=asked).first()
    form = SurveyForm(asked, answer, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            actions.answer_survey(edition.pk, request.user, asked, form.marks, form.cleaned_data["text"])
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("Bedankt. Uw antwoorden zijn bewaard. U kunt ze hier nog veranderen."))
            return redirect("survey", edition.slug, role)
    other = next((word for word, each in WORDS.items() if each in roles and each is not asked), "")
    context = {"edition": edition, "form": form, "answer": answer, "role": asked, "other": other}
    return render(request, "report/survey.html", context, status=422 if form.errors else 200)
