"""All that the site keeps about one person, for that person: as data, in plain words."""

from typing import Any

from django.db.models import Q

from accounts.models import User
from common import clock
from editions.models import EditionRole
from execution.models import (
    AdoptionOffer,
    ChangeRequest,
    CheckIn,
    Extension,
    Following,
    HelpRequest,
    Spending,
    Stop,
    Update,
)
from mail.models import Mail, MailChoice, Notice
from plans.models import Comment, CommentReport, HelpOffer, Like, Plan
from report.models import SurveyAnswer


def my_data(user: User) -> dict[str, Any]:
    """What stands under somebody's account. How they voted is not in it: nobody knows."""
    return {
        "gemaakt_op": clock.today().isoformat(),
        "account": {
            "naam": user.name,
            "e-mailadres": user.email,
            "postcode": user.postcode,
            "huisnummer": user.house_number,
            "sinds": user.created_at.isoformat(),
            "laatst_ingelogd": user.last_login.isoformat() if user.last_login else None,
        },
        "rollen": [
            {"editie": name, "rol": str(dict(EditionRole._meta.get_field("role").flatchoices)[role])}
            for name, role in EditionRole.objects.filter(user=user).values_list("edition__name", "role")
        ],
        "plannen": _plans(user),
        "reacties": _rows(
            Comment.objects.filter(author=user).order_by("pk"),
            plan="plan__title",
            tekst="text",
            geplaatst="created_at",
            ingetrokken="withdrawn_at",
            verborgen_om="hidden_reason",
        ),
        "likes": _rows(Like.objects.filter(user=user).order_by("pk"), plan="plan__title", gegeven="created_at"),
        "aangeboden_hulp": _rows(
            HelpOffer.objects.filter(by=user).order_by("pk"), plan="plan__title", tekst="text", op="offered_at"
        ),
        "gevolgde_plannen": _rows(
            Following.objects.filter(user=user, wanted=True).order_by("pk"), plan="plan__title", sinds="at"
        ),
        "berichten_over_de_uitvoering": _rows(
            Update.objects.filter(author=user).order_by("pk"),
            plan="agreement__plan__title",
            tekst="text",
            geplaatst="posted_at",
            ingetrokken="withdrawn_at",
            verborgen_om="hidden_reason",
        ),
        "uitgaven": _rows(
            Spending.objects.filter(entered_by=user).order_by("pk"),
            plan="agreement__plan__title",
            eurocenten="cents",
            waarvoor="what",
            aan="payee",
            op="spent_on",
            ingetrokken_om="withdrawn_reason",
        ),
        "maandvragen": _rows(
            CheckIn.objects.filter(answered_by=user).order_by("pk"),
            plan="agreement__plan__title",
            antwoord="answer",
            toelichting="note",
            op="answered_at",
        ),
        "hulpvragen": _rows(
            HelpRequest.objects.filter(asked_by=user).order_by("pk"),
            plan="agreement__plan__title",
            vraag="text",
            antwoord="answer",
            op="asked_at",
        ),
        "vragen_om_een_wijziging": _rows(
            ChangeRequest.objects.filter(asked_by=user).order_by("pk"),
            plan="agreement__plan__title",
            vraag="text",
            antwoord="answer",
            op="asked_at",
        ),
        "vragen_om_meer_tijd": _rows(
            Extension.objects.filter(asked_by=user).order_by("pk"),
            plan="agreement__plan__title",
            tot="until",
            waarom="reason",
            antwoord="answer",
        ),
        "vragen_om_te_stoppen": _rows(
            Stop.objects.filter(asked_by=user).order_by("pk"), plan="agreement__plan__title", waarom="reason"
        ),
        "aangeboden_over_te_nemen": _rows(
            AdoptionOffer.objects.filter(by=user).order_by("pk"),
            plan="follow_up__plan__title",
            organisatie="organisation",
            tekst="text",
            bereikbaar="contact",
            op="offered_at",
        ),
        "vragenlijst": _rows(
            SurveyAnswer.objects.filter(user=user).order_by("pk"),
            editie="edition__name",
            rol="role",
            cijfers="marks",
            tekst="text",
            op="answered_at",
        ),
        "meldingen": _rows(
            CommentReport.objects.filter(by=user).order_by("pk"), reden="reason", toelichting="note", op="at"
        ),
        "berichten": _rows(
            Notice.objects.filter(user=user).order_by("pk"), kop="heading", tekst="text", op="created_at"
        ),
        "mails": _rows(
            Mail.objects.filter(user=user).order_by("pk"), onderwerp="subject", tekst="text", op="created_at"
        ),
        "mailkeuze": MailChoice.objects.filter(user=user).values_list("level", flat=True).first(),
    }


def _plans(user: User) -> list[dict[str, Any]]:
    """Plans that somebody makes, alone or with others, each with its costs."""
    mine = Plan.objects.filter(Q(maker=user) | Q(co_makers__user=user)).distinct().order_by("pk")
    return [
        {
            "editie": plan.edition.name,
            "titel": plan.title,
            "in_een_zin": plan.summary,
            "tekst": plan.body,
            "plek": plan.place,
            "stand": plan.get_status_display(),
            "ingediend": plan.submitted_at.isoformat() if plan.submitted_at else None,
            "kosten": [{"waarvoor": line.label, "eurocenten": line.cents} for line in plan.cost_lines.all()],
        }
        for plan in mine.select_related("edition").prefetch_related("cost_lines")
    ]


def _rows(rows: Any, **names: str) -> list[dict[str, Any]]:
    """Rows as data, with Dutch names for their fields; moments as ISO 8601 in UTC."""
    found = rows.values_list(*names.values())
    return [dict(zip(names, map(_plain, row), strict=True)) for row in found]


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
