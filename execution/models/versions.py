"""The versions of an agreement: what was proposed, and who confirmed it. Rows are added, never changed in content."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from execution.models.agreement import Agreement
from execution.terms import Side, Terms, from_json

USER = settings.AUTH_USER_MODEL


class AgreementVersion(models.Model):
    """One version of an agreement, as it was proposed (versie). `content` is what `execution.terms.to_json` gives.

    The latest version that both confirmed is in force. Only the confirmations change after the row is made.
    Personal data: name and e-mail address of the contact person, names of partners when they are people, and who
    proposed and confirmed; needed until the edition is closed, and as long as the municipality must account for the
    grant.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField("versie")
    content = models.JSONField()
    why = models.CharField("waarom deze wijziging", max_length=500, blank=True)
    proposed_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    confirmed_by_maker = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_by_maker_at = models.DateTimeField(null=True)
    confirmed_by_municipality = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_by_municipality_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        verbose_name = "versie van een afspraak"
        verbose_name_plural = "versies van afspraken"
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="an_agreement_has_each_version_once"),
            models.CheckConstraint(condition=Q(number__gt=0), name="versions_are_counted_from_one"),
            models.CheckConstraint(
                condition=Q(confirmed_by_maker__isnull=True, confirmed_by_maker_at__isnull=True)
                | Q(confirmed_by_maker__isnull=False, confirmed_by_maker_at__isnull=False),
                name="a_maker_who_confirmed_says_when",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by_municipality__isnull=True, confirmed_by_municipality_at__isnull=True)
                | Q(confirmed_by_municipality__isnull=False, confirmed_by_municipality_at__isnull=False),
                name="a_municipality_that_confirmed_says_when",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by_maker__isnull=True)
                | Q(confirmed_by_municipality__isnull=True)
                | ~Q(confirmed_by_maker=F("confirmed_by_municipality")),
                name="nobody_agrees_with_themselves",
            ),
        ]

    def __str__(self) -> str:
        return f"versie {self.number} van {self.agreement_id}"

    @property
    def terms(self) -> Terms:
        return from_json(self.content)

    @property
    def is_agreed(self) -> bool:
        return self.confirmed_by_maker_at is not None and self.confirmed_by_municipality_at is not None

    @property
    def waits_for(self) -> list[Side]:
        """The sides that have not confirmed."""
        moments = {
            Side.MAKER: self.confirmed_by_maker_at,
            Side.MUNICIPALITY: self.confirmed_by_municipality_at,
        }
        return [side for side, moment in moments.items() if moment is None]


class ChangeRequest(models.Model):
    """A maker asks to change the agreement; a later version or an answer settles it.

    Personal data: who asked, and what they wrote; needed until the edition is closed.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="requests")
    text = models.TextField(max_length=1000)
    asked_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = "verzoek om een wijziging"
        verbose_name_plural = "verzoeken om een wijziging"
        constraints = [
            models.UniqueConstraint(
                fields=["agreement"], condition=Q(settled_at__isnull=True), name="one_change_is_asked_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return self.text[:40]
