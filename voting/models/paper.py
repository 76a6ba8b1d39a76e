"""Paper ballots on their way into the box: where each one is, and what two clerks read on it until they agree."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from editions.models import Edition
from voting.paper.entries import AsideReason, Reason


class PaperState(models.TextChoices):
    RECEIVED = "RECEIVED", "nog in te voeren"
    ENTERED_ONCE = "ENTERED_ONCE", "één keer ingevoerd"
    DIFFERENT = "DIFFERENT", "twee keer verschillend ingevoerd"
    SET_ASIDE = "SET_ASIDE", "apart gelegd"
    COUNTED = "COUNTED", "in de stembus"
    INVALID = "INVALID", "ongeldig"


FINISHED = (PaperState.COUNTED, PaperState.INVALID)
_FIRST = Q(first_by__isnull=False, first_sealed__isnull=False)
_SECOND = Q(second_by__isnull=False, second_sealed__isnull=False)
_NO_COPY = Q(first_sealed__isnull=True, second_sealed__isnull=True)
_NOBODY = Q(first_by__isnull=True, second_by__isnull=True, third_by__isnull=True)
_TWO_PEOPLE = Q(first_by__isnull=False, second_by__isnull=False)


class PaperBallot(models.Model):
    """A paper ballot, known by the serial number on its code strip. No times: they would tell when it went in.

    `first_sealed` and `second_sealed` are what two clerks read, encrypted (`voting.paper.sealing`); they are erased in
    the transaction that settles the ballot. Whoever settled it stays: it says who answers for it, not what it said.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="paper_ballots")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=PaperState.choices, default=PaperState.RECEIVED)
    reason = models.CharField(max_length=12, choices=[(each.value, each.label) for each in Reason], blank=True)
    aside = models.CharField(max_length=12, choices=[(each.value, each.label) for each in AsideReason], blank=True)
    first_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    second_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    third_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    first_sealed = models.BinaryField(null=True)
    second_sealed = models.BinaryField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="a_paper_ballot_has_its_own_number"),
            models.CheckConstraint(
                condition=Q(second_by__isnull=True) | (_TWO_PEOPLE & ~Q(second_by=F("first_by"))),
                name="two_clerks_enter_a_paper_ballot",
            ),
            models.CheckConstraint(
                condition=Q(third_by__isnull=True)
                | (_TWO_PEOPLE & ~Q(third_by=F("first_by")) & ~Q(third_by=F("second_by"))),
                name="a_third_person_settles_a_difference",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["RECEIVED", "SET_ASIDE"]) & _NOBODY & _NO_COPY
                | Q(state="ENTERED_ONCE", second_by__isnull=True, second_sealed__isnull=True) & _FIRST
                | Q(state="DIFFERENT", third_by__isnull=True) & _FIRST & _SECOND
                | Q(state="COUNTED") & _TWO_PEOPLE & _NO_COPY
                | Q(state="INVALID", reason="TOO_LATE") & _NO_COPY
                | Q(state="INVALID") & _TWO_PEOPLE & _NO_COPY,
                name="a_settled_paper_ballot_keeps_nothing_readable",
            ),
            models.CheckConstraint(
                condition=Q(state="INVALID") & ~Q(reason="") | ~Q(state="INVALID") & Q(reason=""),
                name="an_invalid_paper_ballot_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state="SET_ASIDE") & ~Q(aside="") | ~Q(state="SET_ASIDE") & Q(aside=""),
                name="a_paper_ballot_set_aside_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"papieren stembiljet {self.number}"
