"""What municipality and maker agreed about a chosen plan, and the steps towards it."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common import clock
from execution.states import GOING_ON, LABELS, State
from plans.models import Plan


def new_key() -> str:
    """Names one part of an agreement through all its versions."""
    return uuid4().hex[:12]


class Agreement(models.Model):
    """What municipality and maker agreed about a chosen plan (afspraak). Money in euro cents.

    Contact person, last day, terms and confirmations are those of the version in force (models.versions); before
    there is one, nothing is confirmed. Personal data: name, telephone and e-mail address of the contact person at the
    municipality, needed until the edition is closed.
    """

    plan = models.OneToOneField(Plan, on_delete=models.PROTECT, related_name="agreement")
    grant_cents = models.PositiveBigIntegerField("toegekend bedrag")
    contact_person = models.CharField("aanspreekpunt", max_length=80, blank=True)
    contact_email = models.EmailField("e-mail van het aanspreekpunt", blank=True)
    contact_phone = models.CharField("telefoon van het aanspreekpunt", max_length=20, blank=True)
    due_on = models.DateField("klaar uiterlijk op")
    terms = models.TextField("wat we afspreken", max_length=4000, blank=True)
    confirmed_by_maker_at = models.DateTimeField(null=True, blank=True)
    confirmed_by_municipality_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField("stand", max_length=8, choices=[(s.value, LABELS[s]) for s in State], default=State.NEW)
    opened_at = models.DateTimeField("geopend", default=clock.now)
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


class Instalment(models.Model):
    """A part of the grant (termijn) under the agreement in force. Euro cents. Holds no personal data."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="instalments")
    key = models.CharField(max_length=12, default=new_key, editable=False)
    cents = models.PositiveBigIntegerField("bedrag")
    when = models.CharField("wanneer of waarna", max_length=200)
    due_on = models.DateField("uiterlijk op", null=True, blank=True)
    paid_on = models.DateField("betaald op", null=True, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = "termijn"
        verbose_name_plural = "termijnen"
        constraints = [
            models.UniqueConstraint(fields=["agreement", "key"], name="an_instalment_stands_once"),
            models.CheckConstraint(condition=Q(cents__gt=0), name="an_instalment_is_more_than_nothing"),
        ]

    def __str__(self) -> str:
        return self.when


class AgreementCondition(models.Model):
    """A condition carried over from the table, kept with the agreement until it is met.

    Personal data: who ticked it as met, needed until the edition is closed.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="conditions")
    key = models.CharField(max_length=12, default=new_key, editable=False)
    text = models.CharField("voorwaarde", max_length=300)
    owner = models.CharField("wie regelt dit", max_length=40)
    met_at = models.DateTimeField(null=True, blank=True)
    met_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "key"], name="a_condition_stands_once"),
            models.CheckConstraint(
                condition=Q(met_by__isnull=True) | Q(met_at__isnull=False), name="a_condition_met_by_somebody_says_when"
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Decision(models.TextChoices):
    GO = "GO", "go"
    NO_GO = "NO_GO", "no-go"


class Milestone(models.Model):
    """A step towards delivery, with a date (mijlpaal); at a gate somebody decides go or no-go.

    Personal data: who entered the decision, needed until the edition is closed.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="milestones")
    key = models.CharField(max_length=12, default=new_key, editable=False)
    title = models.CharField(_("stap"), max_length=120)
    due_on = models.DateField(_("uiterlijk op"))
    done_on = models.DateField(null=True, blank=True)
    gate = models.BooleanField("go of no-go", default=False)
    decider = models.CharField("wie besluit", max_length=80, blank=True)
    decision = models.CharField("besluit", max_length=5, choices=Decision.choices, blank=True)
    reason = models.CharField("waarom", max_length=500, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["due_on", "id"]
        verbose_name = "mijlpaal"
        verbose_name_plural = "mijlpalen"
        constraints = [
            models.UniqueConstraint(fields=["agreement", "key"], name="a_milestone_stands_once"),
            models.CheckConstraint(
                condition=Q(decision="", decided_at__isnull=True, decided_by__isnull=True)
                | (~Q(decision="") & Q(gate=True, decided_at__isnull=False, decided_by__isnull=False)),
                name="a_decision_is_made_at_a_gate_by_somebody",
            ),
            models.CheckConstraint(condition=~Q(decision="NO_GO") | ~Q(reason=""), name="a_no_go_says_why"),
        ]

    def __str__(self) -> str:
        return self.title
