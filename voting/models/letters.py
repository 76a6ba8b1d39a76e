"""Letters and the codes in them."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q

from editions.models import Edition, Neighbourhood
from voting.envelopes import HIGHEST, LEFT_SIDE, LOWEST, RIGHT_SIDE
from voting.models.roll import Voter


class Side(models.TextChoices):
    LEFT = "LEFT", "links"
    RIGHT = "RIGHT", "rechts"


class Envelope(models.TextChoices):
    C56 = "C56", "C5/6: de brief in drieën gevouwen"
    C5 = "C5", "C5: de brief dubbelgevouwen"


class LetterDesign(models.Model):
    """What an edition changed about its letter; without a row all is as `voting.letters` has it.

    `texts` holds changed texts only, by their key in `voting.letters.texts.TEXTS`. Fixed once letters are made.
    """

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="letter_design")
    texts = models.JSONField(default=dict)
    envelope = models.CharField("envelop", max_length=3, choices=Envelope.choices, default=Envelope.C56)
    side = models.CharField("kant van het venster", max_length=5, choices=Side.choices, default=Side.LEFT)
    address_left = models.DecimalField("adres: mm van links", max_digits=4, decimal_places=1, default=Decimal("35"))
    address_middle = models.DecimalField(
        "adres: midden, mm van boven", max_digits=4, decimal_places=1, default=Decimal("63.5")
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(side=Side.LEFT, address_left__range=LEFT_SIDE)
                | Q(side=Side.RIGHT, address_left__range=RIGHT_SIDE),
                name="an_address_begins_on_the_side_of_its_window",
            ),
            models.CheckConstraint(
                condition=Q(address_middle__range=(LOWEST, HIGHEST)), name="a_window_stays_between_head_and_body"
            ),
        ]

    def __str__(self) -> str:
        return f"brief van {self.edition_id}"


class LetterRun(models.Model):
    """All letters of an edition: made in batches, confirmed as printed by a person, once."""

    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="letter_run")
    total = models.PositiveIntegerField()
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    printed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    printed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.total} brieven"


class BatchState(models.TextChoices):
    WAITING = "WAITING", "wacht"
    RENDERING = "RENDERING", "bezig"
    READY = "READY", "klaar"


class LetterBatch(models.Model):
    """A stack of letters in one PDF, of one neighbourhood, in order of street and house number.

    The row is the job: a sweep picks up what a killed worker left behind. `first` is the number on its first letter;
    a run numbers its letters from 1.
    """

    run = models.ForeignKey(LetterRun, on_delete=models.CASCADE, related_name="batches")
    number = models.PositiveIntegerField()
    neighbourhood = models.ForeignKey(Neighbourhood, on_delete=models.PROTECT, null=True, related_name="+")
    first = models.PositiveIntegerField(default=1)
    count = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=BatchState.choices, default=BatchState.WAITING)
    claimed_at = models.DateTimeField(null=True)
    file = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="a_batch_has_one_number_in_its_run"),
            models.CheckConstraint(
                condition=~Q(state=BatchState.READY) | (~Q(file="") & ~Q(sha256="")), name="a_ready_batch_has_a_file"
            ),
        ]

    def __str__(self) -> str:
        return f"stapel {self.number}"


class CodeState(models.TextChoices):
    ISSUED = "ISSUED", "uitgegeven"
    USED = "USED", "gebruikt"
    VOID = "VOID", "vervallen"


class VotingCode(models.Model):
    """A personal code. Kept as a keyed hash; `sealed` is an encrypted copy for printing, erased after it."""

    voter = models.ForeignKey(Voter, on_delete=models.PROTECT, related_name="codes")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="codes")
    batch = models.ForeignKey(LetterBatch, on_delete=models.PROTECT, null=True, related_name="codes")
    code_hash = models.BinaryField(max_length=32, unique=True)
    sealed = models.BinaryField(null=True)
    state = models.CharField(max_length=8, choices=CodeState.choices, default=CodeState.ISSUED)

    class Meta:
        verbose_name = "stemcode"
        verbose_name_plural = "stemcodes"
        constraints = [
            models.UniqueConstraint(
                fields=["voter"], condition=~Q(state=CodeState.VOID), name="a_voter_has_one_living_code"
            )
        ]

    def __str__(self) -> str:
        return f"stemcode {self.pk}"
