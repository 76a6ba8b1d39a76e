"""The agreement on paper: one version as a tagged PDF, with who confirmed it and when."""

from django.utils import translation

from common import clock
from common.pdf import render_pdf
from execution.models import Agreement
from execution.queries.versions import Chapter


def render_agreement(agreement: Agreement, chapter: Chapter) -> bytes:
    """In Dutch. A version that not both confirmed says it is a draft; an older one says that another is in force."""
    context = {
        "edition": agreement.plan.edition,
        "plan": agreement.plan,
        "version": chapter.version,
        "terms": chapter.version.terms,
        "chapter": chapter,
        "made_at": clock.now(),
    }
    with translation.override("nl"):
        return render_pdf("execution/agreement_pdf.html", context)
