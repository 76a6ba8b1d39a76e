"""Turnout as it is published with the result: groups big enough that nobody in them can be told apart."""

from django.db import models
from django.db.models import F, Q

from editions.models import Edition


class TurnoutBy(models.TextChoices):
    NEIGHBOURHOOD = "WIJK", "wijk"
    AGE = "LEEFTIJD", "leeftijd"


class TurnoutGroup(models.Model):
    """One published group; groups of one kind add up to everybody. Kept because the roll itself is erased."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="turnout_groups")
    by = models.CharField(max_length=8, choices=TurnoutBy.choices)
    position = models.PositiveSmallIntegerField()
    names = models.JSONField()
    eligible = models.PositiveIntegerField()
    voted = models.PositiveIntegerField()

    class Meta:
        ordering = ["by", "position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "by", "position"], name="a_turnout_group_has_its_own_place"),
            models.CheckConstraint(condition=Q(voted__lte=F("eligible")), name="no_more_people_vote_than_may_vote"),
        ]

    def __str__(self) -> str:
        return ", ".join(self.names)
