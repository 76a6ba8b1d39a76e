"""The desk: new letters and codes, letters that came back, and help with voting. Nothing here knows a ballot."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from editions.models import Edition
from voting.models.letters import VotingCode
from voting.models.roll import Voter


class DeskRules(models.Model):
    """The rules of the desk of one edition: how many new letters one clerk may give alone, in all."""

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="desk_rules")
    alone = models.PositiveIntegerField(
        "nieuwe stembrieven die één medewerker alleen mag maken",
        default=50,
        help_text="Zijn er in deze editie meer gemaakt, dan tekenen er twee mensen.",
    )

    def __str__(self) -> str:
        return f"balie van {self.edition_id}"


class ReissueKind(models.TextChoices):
    LETTER = "LETTER", "een nieuwe stembrief"
    FORM = "FORM", "een papieren stembiljet met de code erop"


class Reissue(models.Model):
    """A code given out at the desk, in place of another or as somebody's first. It may be fetched once, for minutes.

    `by` gave it out; above the number of the edition's `DeskRules` a second person signed too.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="reissues")
    voter = models.ForeignKey(Voter, on_delete=models.PROTECT, related_name="reissues")
    code = models.OneToOneField(VotingCode, on_delete=models.PROTECT, related_name="reissue")
    kind = models.CharField(max_length=6, choices=ReissueKind.choices)
    replaces = models.BooleanField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    second_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField()
    fetched_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(second_by__isnull=True) | ~Q(second_by=F("by")),
                name="a_second_signature_is_another_persons",
            )
        ]

    def __str__(self) -> str:
        return f"heruitgifte {self.pk}"


class WrongDate(models.Model):
    """A clerk gave a birth date that is not the one on the roll. Counted for an hour, so that nobody guesses on.

    Neither whose nor which date: the audit trail keeps at whom it happened.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="wrong_dates")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["edition", "by", "at"], name="wrong_dates_of_a_clerk")]

    def __str__(self) -> str:
        return f"verkeerde datum {self.pk}"


class ReturnedLetter(models.Model):
    """The letter to this person came back by post (onbestelbaar). Counted, once a person."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="returned_letters")
    voter = models.OneToOneField(Voter, on_delete=models.PROTECT, related_name="returned_letter")

    def __str__(self) -> str:
        return f"retour {self.pk}"


class HelpGround(models.TextChoices):
    SIGHT = "SIGHT", "ziet slecht of niet"
    READING = "READING", "leest moeilijk"
    LANGUAGE = "LANGUAGE", "spreekt of leest weinig Nederlands"
    DEVICE = "DEVICE", "heeft geen computer of telefoon, of is er niet handig mee"
    BODY = "BODY", "kan door een beperking niet zelf typen of klikken"


class AssistedVotes(models.Model):
    """How often somebody got help with voting, by ground. A counter and nothing else: no day, person or ballot."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="assisted_votes")
    ground = models.CharField(max_length=8, choices=HelpGround.choices)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["ground"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "ground"], name="help_is_counted_once_per_ground"),
        ]

    def __str__(self) -> str:
        return f"{self.get_ground_display()}: {self.number}"
