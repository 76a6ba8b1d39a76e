"""The way on of plans that their edition carries no further, and organisations that offer to adopt one."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plans.models import Plan
from plans.status import Status

# Where a plan stands when this edition carries it no further and somebody should help it on.
FALLEN = frozenset({Status.BELOW_THRESHOLD, Status.NOT_FEASIBLE, Status.NOT_CHOSEN, Status.HELD})


class FollowUpKind(models.TextChoices):
    """As `execution.ways_on.Kind`, with words."""

    OPEN = "OPEN", _("nog te bespreken")
    PARTNER = "PARTNER", _("een partner helpt verder")
    FUND = "FUND", _("een ander potje")
    TOP3 = "TOP3", _("Wijk-Top 3 van de wijkraad")
    DEPARTMENT = "DEPARTMENT", _("de gemeente pakt het op")
    OWN = "OWN", _("zelf verder")
    STOPPED = "STOPPED", _("gestopt")


class FollowUp(models.Model):
    """The way on of a plan that was not chosen, fell at the threshold or got a nee (nazorg). All of it is public.

    It holds no personal data: `owner` is an organisation or a department. It stays as long as the plan does.
    """

    plan = models.OneToOneField(Plan, on_delete=models.CASCADE, related_name="follow_up")
    kind = models.CharField("hoe verder", max_length=12, choices=FollowUpKind.choices, default=FollowUpKind.OPEN)
    owner = models.CharField("wie pakt het op", max_length=80, blank=True)
    next_on = models.DateField("wanneer kijken we weer", null=True, blank=True)
    note = models.CharField("toelichting", max_length=500, blank=True)
    outcome = models.CharField("wat werd het", max_length=500, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    # Goes up with every change, so that makers hear of each once.
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "nazorg"
        verbose_name_plural = "nazorg"
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=FollowUpKind.values), name="a_way_on_is_of_a_known_kind"),
            models.CheckConstraint(
                condition=Q(outcome="", ended_at__isnull=True) | (~Q(outcome="") & Q(ended_at__isnull=False)),
                name="a_way_on_that_ended_says_what_became_of_it",
            ),
            models.CheckConstraint(
                condition=~Q(kind=FollowUpKind.OPEN) | Q(ended_at__isnull=True), name="an_open_way_on_has_not_ended"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan}: {self.get_kind_display()}"


class OfferState(models.TextChoices):
    OPEN = "OPEN", _("wacht op antwoord")
    TAKEN = "TAKEN", _("aangenomen")
    DECLINED = "DECLINED", _("niet aangenomen")
    WITHDRAWN = "WITHDRAWN", _("teruggetrokken")


class AdoptionOffer(models.Model):
    """An organisation that wants to adopt a plan (een plan overnemen).

    Personal data: who offered, what they wrote, and how they can be reached; read by the makers and the team only, and
    not needed once the edition is closed.
    """

    follow_up = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="offers")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    organisation = models.CharField(_("Naam van uw organisatie"), max_length=80)
    text = models.TextField(_("Wat wilt u doen met dit plan?"), max_length=1000)
    contact = models.CharField(_("Hoe kunnen de makers u bereiken?"), max_length=120)
    state = models.CharField(max_length=9, choices=OfferState.choices, default=OfferState.OPEN)
    answer = models.CharField(max_length=300, blank=True)
    offered_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["offered_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["follow_up", "by"],
                condition=Q(state="OPEN"),
                name="one_person_has_one_open_offer_for_a_plan",
            ),
            models.CheckConstraint(
                condition=Q(state="OPEN", answered_at__isnull=True) | (~Q(state="OPEN") & Q(answered_at__isnull=False)),
                name="an_offer_that_is_settled_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_state_display()}"

    @property
    def is_open(self) -> bool:
        return self.state == OfferState.OPEN
