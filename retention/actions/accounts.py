"""Accounts that nobody uses any more: warned by mail, and emptied when nobody comes back."""

import logging
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet, RestrictedError
from django.db.models.deletion import ProtectedError
from django.db.models.functions import Coalesce, Greatest
from django.template.defaultfilters import date as date_text
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record
from common import clock
from editions.models import EditionRole
from editions.phases import Phase
from execution.models import AdoptionOffer, Agreement, Following
from execution.states import GOING_ON
from feasibility.models import Seat
from mail.actions import in_the_sites_language, notify
from mail.kinds import Kind
from mail.models import Mail, MailChoice, Notice
from plans.models import CoMaker, CommentReport, HelpOffer, Like, Plan, PlanChange, PlanPhoto
from plans.status import Status
from report.models import SurveyAnswer
from retention.actions.recording import alone, finish, record_of
from retention.models import Destruction, LegalHold, UnusedWarning
from retention.moments import days_for
from retention.rows import files_of, remove
from retention.terms import BY_KEY

logger = logging.getLogger(__name__)

NOTICE = timedelta(days=30)
ACCOUNTS = BY_KEY["accounts"]


def _unused(before: timedelta) -> QuerySet[User]:
    """Everybody whom nothing keeps, and who was here longer than `before` ago. Emptied accounts are no account."""
    since = Greatest(F("created_at"), Coalesce(F("last_login"), F("created_at")))
    gone = Q(email__isnull=True, name="", is_active=False)
    people = User.objects.alias(seen=since).filter(seen__lt=clock.now() - before, is_staff=False).exclude(gone)
    return people.exclude(kept()).order_by("pk")


def kept() -> Q:
    """Who takes part in an edition that goes on, has a running agreement, or made a plan that a case is about."""
    going = ~Q(edition__phase=Phase.CLOSED)
    held = LegalHold.objects.filter(edition=OuterRef("edition"), lifted_at__isnull=True, until__gte=clock.today())
    busy = Agreement.objects.filter(plan=OuterRef("pk"), state__in=sorted(GOING_ON))
    plans = Plan.objects.filter(going | Exists(held) | Exists(busy)).exclude(status=Status.WITHDRAWN)
    return (
        Q(Exists(EditionRole.objects.filter(going, user=OuterRef("pk"))))
        | Q(Exists(plans.filter(maker=OuterRef("pk"))))
        | Q(Exists(CoMaker.objects.filter(user=OuterRef("pk"), plan__in=plans)))
    )


def warn_unused() -> int:
    """Tells everybody whose account goes in a month; how many. Whoever logged in since is warned anew later."""
    UnusedWarning.objects.filter(user__last_login__gt=F("at")).delete()
    days = timedelta(days=days_for(ACCOUNTS, None))
    waiting = _unused(days - NOTICE).filter(unused_warning__isnull=True)
    return sum(_warn(user_id) for user_id in list(waiting.values_list("pk", flat=True)))


@transaction.atomic
def _warn(user_id: int) -> bool:
    """Once: of two at the same moment one makes the row, and only that one tells."""
    warning, is_new = UnusedWarning.objects.get_or_create(user_id=user_id)
    if is_new:
        _tell(warning)
    return is_new


@in_the_sites_language
def _tell(warning: UnusedWarning) -> None:
    day = date_text(timezone.localtime(warning.at + NOTICE), "j F Y")
    notify(
        [warning.user_id],
        Kind.ACCOUNT,
        f"account-unused:{warning.at:%Y-%m-%d}",
        heading=_("Wij ruimen uw account op"),
        text=_(
            "U hebt lang niet ingelogd. Op %(day)s halen wij uw naam, uw e-mailadres en uw andere gegevens weg.\n"
            "Wilt u uw account houden? Log dan voor die dag een keer in. Meer hoeft u niet te doen.\n"
            "Plannen van u die openbaar zijn, blijven leesbaar. Uw naam staat er dan niet meer bij."
        )
        % {"day": day},
        path=reverse("my_plans"),
        label=_("Log in en houd uw account"),
    )


def forget_unused() -> Destruction | None:
    """Empties every account whose term is over and that was warned a month ago. One transaction each."""
    days = timedelta(days=days_for(ACCOUNTS, None))
    due = _unused(days).filter(unused_warning__at__lte=clock.now() - NOTICE)
    for user_id in list(due.values_list("pk", flat=True)):
        try:
            _forget_one(user_id, due)
        except Exception:
            logger.exception("The unused account %d could not be emptied.", user_id)
    made = Destruction.objects.filter(edition=None, key=ACCOUNTS.key, finished_at__isnull=True).first()
    return finish(made, ACCOUNTS, None) if made else None


@transaction.atomic
def _forget_one(user_id: int, due: QuerySet[User]) -> None:
    alone(ACCOUNTS, None)
    if due.filter(pk=user_id).exists():
        empty_account(user_id, None)


@transaction.atomic
def empty_account(user_id: int, by: int | None) -> None:
    """Takes away all that tells who this is. The row itself stays where plans, reactions or steps point to it.

    Drafts of theirs alone go too; what is public stays, of "Bewoner".
    """
    user = User.objects.select_for_update().get(pk=user_id)
    files = _throw_away_drafts(user)
    for rows in _of_the_person(user):
        rows.delete()
    kind = ContentType.objects.get_for_model(User)
    LogEntry.objects.filter(Q(user=user) | Q(content_type=kind, object_id=str(user_id))).delete()
    _empty(user)
    made = record_of(ACCOUNTS, None, None)
    made.rows, made.files = made.rows + 1, made.files + len(files)
    made.save(update_fields=["rows", "files"])
    record("account_emptied", by=by, subject=f"user:{user_id}")
    transaction.on_commit(partial(remove, files))


def _of_the_person(user: User) -> list[QuerySet[Any]]:
    """Rows about this person that nothing public hangs on. Likes are counted by now, or are taken back with this."""
    kinds: tuple[type[Model], ...] = (
        *(EmailAddress, Authenticator, MailChoice, Notice, Mail, EditionRole, Seat, UnusedWarning),
        *(HelpOffer, CommentReport, Like, CoMaker, Following, AdoptionOffer, SurveyAnswer),
    )
    owner: dict[type[Model], str] = {HelpOffer: "by", CommentReport: "by", AdoptionOffer: "by"}
    return [kind._default_manager.filter(**{owner.get(kind, "user"): user}) for kind in kinds]


def _throw_away_drafts(user: User) -> list[Path]:
    drafts = Plan.objects.filter(maker=user, status=Status.DRAFT, co_makers__isnull=True)
    keys = list(drafts.values_list("pk", flat=True))
    files = files_of(PlanPhoto.objects.filter(plan__in=keys))
    PlanChange.objects.filter(plan__in=keys).delete()
    Plan.objects.filter(pk__in=keys).delete()
    return [path for path in files if path.exists()]


def _empty(user: User) -> None:
    try:
        with transaction.atomic():
            user.delete()
            return
    except (ProtectedError, RestrictedError):
        pass
    user.email, user.name, user.postcode, user.house_number = None, "", "", ""
    user.last_login, user.is_active, user.is_staff, user.is_superuser = None, False, False, False
    user.set_unusable_password()
    user.save()
