"""The vote, in two halves that never touch: who may vote (roll, codes, letters) and what was voted (the ballot box).

No column, key or time links a ballot to a code, a voter or a receipt; docs/stemgeheim.md tells what PostgreSQL keeps
behind our back and what `voting.actions` does about it.
"""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from editions.models import Edition, Neighbourhood
from plans.models import Plan


class RollImport(models.Model):
    """One file read into the electoral roll: every row is accounted for (rows = new + known + rejected)."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="roll_imports")
    sha256 = models.CharField(max_length=64)
    has_numbers = models.BooleanField(default=False)  # whether persons are told apart by a number of the file
    rows = models.PositiveIntegerField()
    new = models.PositiveIntegerField()
    known = models.PositiveIntegerField()
    rejected = models.PositiveIntegerField()
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    imported_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(rows=models.F("new") + models.F("known") + models.F("rejected")),
                name="every_row_of_a_roll_is_accounted_for",
            )
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.rows} rijen"


class RejectedRow(models.Model):
    """A row that could not be used, as it came, with the line in the file and a Dutch reason."""

    roll_import = models.ForeignKey(RollImport, on_delete=models.CASCADE, related_name="rejected_rows")
    line = models.PositiveIntegerField()
    reason = models.CharField(max_length=200)
    raw = models.TextField(blank=True)

    class Meta:
        ordering = ["line"]

    def __str__(self) -> str:
        return f"regel {self.line}: {self.reason}"


class Voter(models.Model):
    """Somebody who may vote (stemgerechtigde), as on the envelope. `person_key` tells people apart without a number."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="voters")
    person_key = models.BinaryField(max_length=32)
    name_line = models.CharField(max_length=160)
    salutation = models.CharField(max_length=200)
    address_line = models.CharField(max_length=120)
    postcode = models.CharField(max_length=7)
    town = models.CharField(max_length=60)
    neighbourhood = models.ForeignKey(Neighbourhood, on_delete=models.PROTECT, related_name="+")
    birth_date = models.DateField()

    class Meta:
        ordering = ["neighbourhood_id", "postcode", "address_line", "id"]
        verbose_name = "stemgerechtigde"
        verbose_name_plural = "stemgerechtigden"
        constraints = [
            models.UniqueConstraint(fields=["edition", "person_key"], name="a_person_stands_once_on_the_roll")
        ]

    def __str__(self) -> str:
        return f"stemgerechtigde {self.pk}"


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
    """A stack of letters in one PDF. The row is the job: a sweep picks up what a killed worker left behind."""

    run = models.ForeignKey(LetterRun, on_delete=models.CASCADE, related_name="batches")
    number = models.PositiveIntegerField()
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


class IntakeBallot(models.Model):
    """A ballot that just came in and waits to be shuffled into the box with at least 49 others."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    choice = ArrayField(models.BigIntegerField())

    def __str__(self) -> str:
        return "stembiljet"


class Ballot(models.Model):
    """A ballot in the box: the ids of the chosen plans, sorted, and nothing else."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="ballots")
    choice = ArrayField(models.BigIntegerField())

    def __str__(self) -> str:
        return "stembiljet"


class Receipt(models.Model):
    """Proof that a ballot was counted in, without its content; it knows no ballot, code or voter."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="receipts")
    number = models.CharField(max_length=20, unique=True)

    def __str__(self) -> str:
        return self.number


class Count(models.Model):
    """The count of an edition (telling): exact, repeatable, published once."""

    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="count")
    ballots = models.PositiveIntegerField()
    eligible = models.PositiveIntegerField()
    spent_cents = models.PositiveBigIntegerField()
    left_cents = models.PositiveBigIntegerField()
    ballots_sha256 = models.CharField(max_length=64)
    lot = models.JSONField(default=list)
    needs_lot = models.JSONField(default=list)
    counted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    counted_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(needs_lot=[]), name="an_undecided_count_is_never_published"
            )
        ]

    def __str__(self) -> str:
        return f"telling van {self.edition_id}"


class CountLine(models.Model):
    """One plan in the count: its votes, its place, and why it was chosen or not."""

    count = models.ForeignKey(Count, on_delete=models.CASCADE, related_name="lines")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="count_lines")
    position = models.PositiveIntegerField()
    votes = models.PositiveIntegerField()
    price_cents = models.PositiveBigIntegerField()
    left_before_cents = models.PositiveBigIntegerField()
    reason = models.CharField(max_length=16)
    # The chosen plan that keeps this one out (plans.models.ConflictPair).
    excluded_by = models.ForeignKey(Plan, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["count", "plan"], name="a_plan_stands_once_in_a_count"),
            models.CheckConstraint(
                condition=Q(reason="EXCLUDED", excluded_by__isnull=False)
                | (~Q(reason="EXCLUDED") & Q(excluded_by__isnull=True)),
                name="an_excluded_plan_knows_by_which_plan",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.plan_id}: {self.votes}"
