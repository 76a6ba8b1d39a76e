"""What the team notes about plans that came in."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from common import clock
from editions.models import Edition
from plans.models.plan import Plan


class TriageFlag(models.Model):
    """What the team sees in a plan. Internal: the plan's page does not show it."""

    class Kind(models.TextChoices):
        INFEASIBLE = "INFEASIBLE", "onhaalbaar"
        MERGE = "MERGE", "samen te voegen"
        QUICK_WIN = "QUICK_WIN", "snel te verbeteren"
        HIGH_IMPACT = "HIGH_IMPACT", "grote impact"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="flags")
    kind = models.CharField("vlag", max_length=12, choices=Kind.choices)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["plan", "kind"], name="a_plan_has_a_flag_of_a_kind_once")]

    def __str__(self) -> str:
        return self.get_kind_display()


class ContactNote(models.Model):
    """What the team and the maker spoke about. Internal, and never changed: a log."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="contact_notes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    text = models.TextField("wat is er besproken", max_length=2000)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return self.text[:40]


class Referral(models.Model):
    """A plan handed to the department whose work it is (doorverwijzing). Public, but for `note`."""

    class State(models.TextChoices):
        OPEN = "OPEN", _("doorgegeven")
        TAKEN = "TAKEN", _("opgepakt")
        DONE = "DONE", _("afgerond")
        DECLINED = "DECLINED", _("afgewezen")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="referrals")
    department = models.CharField("afdeling", max_length=100)
    # The maker chose this way before submitting: the scope check said whose work it is.
    by_maker = models.BooleanField(default=False)
    note = models.TextField("voor het team", max_length=2000, blank=True)
    status = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    public_note = models.TextField("wat er mee gebeurt", max_length=600, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    updated_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["id"]
        verbose_name = "doorverwijzing"
        verbose_name_plural = "doorverwijzingen"
        constraints = [
            models.UniqueConstraint("plan", Lower("department"), name="a_plan_goes_to_a_department_once"),
            models.CheckConstraint(
                condition=Q(status__in=["OPEN", "TAKEN", "DONE", "DECLINED"]), name="a_referral_has_a_known_status"
            ),
        ]

    def __str__(self) -> str:
        return self.department


class TriageLook(models.Model):
    """Up to when somebody of the team has seen the plans of an edition: what came in later is new to them."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    seen_until = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "user"], name="a_person_has_one_last_look")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.seen_until}"
