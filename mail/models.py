"""What people should hear (notices), the mails that tell them, and how much mail they chose."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common import clock
from mail.kinds import Level
from mail.states import LABELS, State


class Mail(models.Model):
    """All due news of one person in one mail, as it goes out. The row is the queue (mail.states).

    The address is not kept here: a mail goes to where its person can be reached when it is sent.
    """

    class Problem(models.TextChoices):
        """Why a mail failed or waits; never what a mail server said, because that can hold an address."""

        REFUSED = "REFUSED", "geweigerd door de mailserver"
        NO_ADDRESS = "NO_ADDRESS", "geen e-mailadres meer"
        BROKEN = "BROKEN", "kon niet worden gemaakt"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mails", verbose_name="aan"
    )
    state = models.CharField("stand", max_length=8, choices=[(s.value, LABELS[s]) for s in State], default=State.QUEUED)
    subject = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    # Whether its reader may choose to get no such mail any more.
    is_choice = models.BooleanField(default=False)
    message_id = models.CharField(max_length=200, unique=True)
    attempts = models.PositiveSmallIntegerField("pogingen", default=0)
    problem = models.CharField("wat ging er mis", max_length=10, choices=Problem.choices, blank=True)
    smtp_code = models.PositiveSmallIntegerField("code van de mailserver", null=True, blank=True)
    created_at = models.DateTimeField("gemaakt", default=clock.now)
    next_at = models.DateTimeField("volgende poging", default=clock.now)
    claimed_at = models.DateTimeField("laatste poging", null=True, blank=True)
    sent_at = models.DateTimeField("verstuurd", null=True, blank=True)
    wiped_at = models.DateTimeField("tekst gewist", null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = "mail"
        verbose_name_plural = "mails"
        indexes = [
            models.Index(fields=["next_at"], condition=Q(state=State.QUEUED), name="mail_queue"),
            models.Index(fields=["state", "claimed_at"], name="mail_state"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[s.value for s in State]), name="a_mail_has_a_known_state"),
            models.CheckConstraint(
                condition=Q(state=State.QUEUED) | Q(state=State.FAILED) | Q(claimed_at__isnull=False),
                name="a_mail_on_its_way_was_claimed",
            ),
            models.CheckConstraint(
                condition=Q(state=State.SENT, sent_at__isnull=False) | (~Q(state=State.SENT) & Q(sent_at__isnull=True)),
                name="a_sent_mail_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.QUEUED, State.SENDING]) | Q(wiped_at__isnull=True),
                name="a_mail_that_must_go_keeps_its_words",
            ),
        ]

    def __str__(self) -> str:
        return f"mail {self.pk}"


class NoticeQuerySet(models.QuerySet["Notice"]):
    def due(self, moment: datetime) -> "NoticeQuerySet":
        """What nobody decided about yet, and may be mailed from now."""
        return self.filter(handled_at__isnull=True, due_at__lte=moment)


class Notice(models.Model):
    """Something that a person should hear, in words. `key` says what it is about, so that it is told once.

    It is handled when a mail takes it along, or when it is decided that there will be no mail about it; it stays to
    be read on the person's own page.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=16)  # mail.kinds.Kind, to which rooms add theirs
    key = models.CharField(max_length=80)
    heading = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    # Where to read on: an address within the site, and what the button says.
    path = models.CharField(max_length=300)
    label = models.CharField(max_length=60)
    # More buttons below the first, as [label, path] each: for a question with answers to choose from.
    more = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    due_at = models.DateTimeField()
    handled_at = models.DateTimeField(null=True, blank=True)
    mail = models.ForeignKey(Mail, on_delete=models.SET_NULL, null=True, blank=True, related_name="notices")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        verbose_name = "bericht"
        verbose_name_plural = "berichten"
        indexes = [
            models.Index(fields=["due_at"], condition=Q(handled_at__isnull=True), name="notice_due"),
            models.Index(fields=["key"], name="notice_key"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="nobody_hears_the_same_thing_twice"),
            models.CheckConstraint(
                condition=Q(mail__isnull=True) | Q(handled_at__isnull=False), name="a_notice_in_a_mail_is_handled"
            ),
            models.CheckConstraint(
                condition=Q(path__startswith="/") & ~Q(path__startswith="//"), name="a_notice_leads_into_the_site"
            ),
        ]

    def __str__(self) -> str:
        return f"notice {self.pk}"


class MailChoice(models.Model):
    """How much mail somebody wants; who never chose gets all."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mail_choice", primary_key=True
    )
    level = models.CharField(
        _("welke mail wilt u?"), max_length=9, choices=[(level.value, level.value) for level in Level]
    )
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = "mailkeuze"
        verbose_name_plural = "mailkeuzes"
        constraints = [
            models.CheckConstraint(
                condition=Q(level__in=[level.value for level in Level]), name="a_mail_choice_is_a_known_one"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.level}"
