"""After the vote: agreements with makers, milestones, updates, and the way on of plans that were not chosen."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plans.models import Plan
from plans.status import Status


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
    realised_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "afspraak"
        verbose_name_plural = "afspraken"
        constraints = [models.CheckConstraint(condition=Q(grant_cents__gt=0), name="an_agreement_grants_something")]

    def __str__(self) -> str:
        return f"Afspraak over {self.plan}"


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


class Update(models.Model):
    """News from a maker about a chosen plan (voortgang)."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="updates")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("wat is er gebeurd?"), max_length=2000)
    photo = models.ImageField(_("foto"), upload_to="voortgang/", blank=True)
    photo_alt = models.CharField(_("wat is er op de foto te zien?"), max_length=200, blank=True)
    posted_at = models.DateTimeField()

    class Meta:
        ordering = ["-posted_at", "-id"]
        verbose_name = "voortgangsbericht"
        verbose_name_plural = "voortgangsberichten"
        constraints = [
            models.CheckConstraint(condition=Q(photo="") | ~Q(photo_alt=""), name="a_photo_has_a_description")
        ]

    def __str__(self) -> str:
        return self.text[:40]


# Where a plan stands when this edition carries it no further and somebody should help it on.
FALLEN = frozenset({Status.BELOW_THRESHOLD, Status.NOT_FEASIBLE, Status.NOT_CHOSEN, Status.HELD})


class FollowUpKind(models.TextChoices):
    PARTNER = "PARTNER", _("een partner helpt verder")
    FUND = "FUND", _("een ander potje")
    TOP3 = "TOP3", _("Wijk-Top 3 van de wijkraad")
    DEPARTMENT = "DEPARTMENT", _("de gemeente pakt het op")
    OWN = "OWN", _("zelf verder")
    OPEN = "OPEN", _("nog te bespreken")


class FollowUp(models.Model):
    """The way on of a plan that was not chosen, fell at the threshold or got a nee (nazorg)."""

    plan = models.OneToOneField(Plan, on_delete=models.CASCADE, related_name="follow_up")
    kind = models.CharField("hoe verder", max_length=12, choices=FollowUpKind.choices, default=FollowUpKind.OPEN)
    note = models.CharField("toelichting", max_length=500, blank=True)

    class Meta:
        verbose_name = "nazorg"
        verbose_name_plural = "nazorg"

    def __str__(self) -> str:
        return f"{self.plan}: {self.get_kind_display()}"
