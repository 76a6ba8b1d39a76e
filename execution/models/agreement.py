"""What municipality and maker agreed about a chosen plan, and the steps towards it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from execution.states import GOING_ON, LABELS, State
from plans.models import Plan


class Agreement(models.Model):
    """What municipality and maker agreed about a chosen plan (afspraak). Money in euro cents."""

    plan = models.OneToOneField(Plan, on_delete=models.PROTECT, related_name="agreement")
    grant_cents = models.PositiveBigIntegerField("toegekend bedrag")
    contact_person = models.CharField("aanspreekpunt", max_length=80, blank=True)
    contact_email = models.EmailField("e-mail van het aanspreekpunt", blank=True)
    due_on = models.DateField("klaar uiterlijk op")
    terms = models.TextField("wat we afspreken", max_length=4000, blank=True)
    confirmed_by_maker_at = models.DateTimeField(null=True, blank=True)
    confirmed_by_municipality_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField("stand", max_length=8, choices=[(s.value, LABELS[s]) for s in State], default=State.NEW)
    # When it was realised or stopped (UTC).
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "afspraak"
        verbose_name_plural = "afspraken"
        constraints = [
            models.CheckConstraint(condition=Q(grant_cents__gt=0), name="an_agreement_grants_something"),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in State]), name="an_agreement_has_a_known_state"
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(GOING_ON), ended_at__isnull=True)
                | (~Q(state__in=sorted(GOING_ON)) & Q(ended_at__isnull=False)),
                name="an_agreement_that_ended_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"Afspraak over {self.plan}"

    @property
    def current(self) -> State:
        return State(self.state)

    @property
    def is_agreed(self) -> bool:
        """Whether both sides agreed to what stands here now."""
        return bool(self.confirmed_by_maker_at and self.confirmed_by_municipality_at)

    @property
    def is_realised(self) -> bool:
        return self.current is State.REALISED

    @property
    def is_going_on(self) -> bool:
        return self.current in GOING_ON


class AgreementCondition(models.Model):
    """A condition carried over from the table, kept with the agreement until it is met."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="conditions")
    text = models.CharField("voorwaarde", max_length=300)
    owner = models.CharField("wie regelt dit", max_length=40)
    met_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text


class Milestone(models.Model):
    """A step towards delivery, with a date (mijlpaal)."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField(_("stap"), max_length=120)
    due_on = models.DateField(_("uiterlijk op"))
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "id"]
        verbose_name = "mijlpaal"
        verbose_name_plural = "mijlpalen"

    def __str__(self) -> str:
        return self.title
