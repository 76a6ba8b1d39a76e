"""Who makes a plan together, and which subjects are the city's own duty."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from common import clock
from editions.models import Edition
from plans.models.plan import Plan


class CoMaker(models.Model):
    """Somebody who makes a plan together with its maker, and may do all that the maker may."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="co_makers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="co_made")
    since = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["plan", "user"], name="a_person_makes_a_plan_once")]

    def __str__(self) -> str:
        return f"{self.user_id} makes {self.plan_id}"


class MakerInvitation(models.Model):
    """A link by which somebody can become a co-maker. Only a keyed hash of its token is kept (common.keyed)."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    # What the maker calls the person, so that an open invitation can be told from another.
    name = models.CharField(_("voor wie"), max_length=80)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_by__isnull=True) | Q(closed_at__isnull=False),
                name="an_accepted_invitation_is_closed",
            )
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}: {self.name}"


class ScopeTopic(models.Model):
    """A subject that is the city's own duty, such as traffic safety: not for this budget, but for a department.

    `words` are the words, one a line, that make us ask about it while somebody writes (plans.scope).
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="scope_topics")
    name = models.CharField("onderwerp", max_length=80)
    words = models.TextField(
        "woorden, één per regel",
        max_length=2000,
        help_text="Meervoud en samenstellingen gaan vanzelf mee: drempel vindt ook verkeersdrempels. Een * betekent: "
        "alles wat zo begint. Staan er meer woorden op een regel, dan moeten ze in één zin staan.",
    )
    department = models.CharField("afdeling", max_length=100)
    explanation = models.TextField("uitleg voor de maker", max_length=600)

    class Meta:
        ordering = ["id"]
        verbose_name = "taak van de gemeente"
        verbose_name_plural = "taken van de gemeente"
        constraints = [models.UniqueConstraint(fields=["edition", "name"], name="a_topic_stands_once_in_an_edition")]

    def __str__(self) -> str:
        return self.name


class ConflictPair(models.Model):
    """Two plans that exclude one another, such as two plans for one spot: at most one of them can be chosen."""

    first = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+")
    # Public with the verdicts.
    reason = models.CharField("waarom niet allebei", max_length=300)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="two_plans_exclude_one_another_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="a_pair_of_plans_has_an_order"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_pair_of_plans_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} or {self.second_id}"
