"""What takes two people: one proposes, another confirms. The database refuses the same person twice."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from editions.models import Edition


class ProposalKind(models.TextChoices):
    LOT = "LOT", "loting invoeren"
    RESULT = "RESULT", "uitslag bekendmaken"
    REISSUE = "REISSUE", "stembrief opnieuw uitgeven"
    LIMIT = "LIMIT", "meer nieuwe codes door één medewerker"


class Proposal(models.Model):
    """One step that waits for a second person, or was made by two. `content` is what exactly they agree on.

    `subject` tells proposals of one kind apart (such as the voter of a new letter); it holds no name and no code.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="proposals")
    kind = models.CharField(max_length=10, choices=ProposalKind.choices)
    subject = models.CharField(max_length=40, blank=True)
    content = models.JSONField(default=dict)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "kind", "subject"],
                condition=Q(confirmed_at__isnull=True, withdrawn_at__isnull=True),
                name="one_proposal_at_a_time_about_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | (Q(confirmed_at__isnull=False) & ~Q(confirmed_by=F("proposed_by"))),
                name="a_step_of_two_takes_two_people",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="a_confirmed_proposal_is_not_withdrawn",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} van {self.edition_id}"
