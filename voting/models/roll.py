"""The electoral roll: files read into it, who may vote, who is set apart, and which rows could not be used."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from editions.models import Edition, Neighbourhood
from voting.roll import Apart, Outcome, ToldBy
from voting.roll.reasons import APART_TEXTS


class ImportState(models.TextChoices):
    """UPLOADED waits for a person to say what the columns are, MAPPED for a worker."""

    UPLOADED = "UPLOADED", "kolommen kiezen"
    MAPPED = "MAPPED", "wacht"
    RUNNING = "RUNNING", "bezig"
    DONE = "DONE", "klaar"
    CANCELLED = "CANCELLED", "gestopt"
    FAILED = "FAILED", "niet gelukt"


class RollImport(models.Model):
    """One file on its way into the electoral roll. The row is the job; in the end every row of the file is accounted
    for: on the roll (new or known), set apart, or not used for a named reason.

    `file` is a random name below PRIVATE_ROOT, empty once the file is gone. `mapping` says which column (from 0) holds
    which field. `claimed_at` is the token of the worker that has it, `seen_at` when that worker last gave a sign.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="roll_imports")
    state = models.CharField(max_length=10, choices=ImportState.choices, default=ImportState.UPLOADED)
    file = models.CharField(max_length=60, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64)
    heading = models.JSONField(default=list)
    heading_key = models.CharField(max_length=64, blank=True)
    mapping = models.JSONField(default=dict)
    told_by = models.CharField(max_length=8, choices=[(kind, kind) for kind in ToldBy], default=ToldBy.INITIALS)
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    imported_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    progress = models.PositiveIntegerField(default=0)  # bytes of the file that were read
    finished_at = models.DateTimeField(null=True)
    # What people had to be, when this file was read: a later change of the planning makes the roll another one.
    voting_day = models.DateField(null=True)
    voting_age = models.PositiveSmallIntegerField(null=True)
    failure = models.CharField(max_length=400, blank=True)
    rows = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    apart = models.PositiveIntegerField(default=0)
    apart_new = models.PositiveIntegerField(default=0)
    twice = models.PositiveIntegerField(default=0)
    deceased = models.PositiveIntegerField(default=0)
    young = models.PositiveIntegerField(default=0)
    outside = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    rows=F("new")
                    + F("known")
                    + F("apart")
                    + F("twice")
                    + F("deceased")
                    + F("young")
                    + F("outside")
                    + F("rejected")
                ),
                name="every_row_of_a_roll_is_accounted_for",
            ),
            models.CheckConstraint(condition=Q(apart_new__lte=F("apart")), name="new_people_set_apart_are_set_apart"),
            models.CheckConstraint(
                condition=Q(state__in=[ImportState.DONE, ImportState.CANCELLED, ImportState.FAILED], file="")
                | (Q(state__in=[ImportState.UPLOADED, ImportState.MAPPED, ImportState.RUNNING]) & ~Q(file="")),
                name="the_file_of_a_roll_is_kept_as_long_as_it_is_needed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.rows} rijen"

    @property
    def voters(self) -> int:
        """Rows of people who are on the roll now, by this file or an earlier one."""
        return self.new + self.known

    @property
    def left_out(self) -> int:
        return self.deceased + self.young + self.outside

    @property
    def unused(self) -> int:
        """Every row that brought nobody in: the issue's "rejected" in its widest sense."""
        return self.rows - self.voters - self.apart

    @property
    def changed_nothing(self) -> bool:
        return not self.new and not self.apart_new

    @property
    def is_open(self) -> bool:
        return self.state in (ImportState.UPLOADED, ImportState.MAPPED, ImportState.RUNNING)

    @property
    def percent(self) -> int:
        """How much of the file was read, in hundredths; reading is nearly all of the work."""
        return min(99, self.progress * 100 // self.size) if self.size else 0


class RejectedRow(models.Model):
    """A row that brought nobody in: its line in the file, a Dutch reason, and as it came only when it was unusable."""

    KINDS = (
        (Outcome.REJECTED.value, "afgewezen"),
        (Outcome.TWICE.value, "dubbel"),
        (Outcome.DECEASED.value, "overleden"),
        (Outcome.YOUNG.value, "te jong"),
        (Outcome.OUTSIDE.value, "buiten het gebied"),
    )

    roll_import = models.ForeignKey(RollImport, on_delete=models.CASCADE, related_name="rejected_rows")
    kind = models.CharField(max_length=8, choices=KINDS, default=Outcome.REJECTED.value)
    line = models.PositiveIntegerField()
    reason = models.CharField(max_length=200)
    raw = models.TextField(blank=True)

    class Meta:
        ordering = ["line"]

    def __str__(self) -> str:
        return f"regel {self.line}: {self.reason}"


class Voter(models.Model):
    """Somebody who may vote (stemgerechtigde), as on the envelope. `person_key` tells people apart without a number.

    `form_of_address` stands above the name for who bears a title. Who is not `by_post` came in at a desk: no letter, no
    address here. Of a half known birth date the last possible day is kept.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="voters")
    person_key = models.BinaryField(max_length=32)
    name_line = models.CharField(max_length=160)
    salutation = models.CharField(max_length=200)
    form_of_address = models.CharField(max_length=40, blank=True)
    address_line = models.CharField(max_length=120, blank=True)
    postcode = models.CharField(max_length=7, blank=True)
    town = models.CharField(max_length=60, blank=True)
    neighbourhood = models.ForeignKey(Neighbourhood, on_delete=models.PROTECT, related_name="+")
    birth_date = models.DateField(null=True)
    by_post = models.BooleanField(default=True)

    class Meta:
        ordering = ["neighbourhood_id", "postcode", "address_line", "id"]
        verbose_name = "stemgerechtigde"
        verbose_name_plural = "stemgerechtigden"
        constraints = [
            models.UniqueConstraint(fields=["edition", "person_key"], name="a_person_stands_once_on_the_roll"),
            models.CheckConstraint(
                condition=Q(by_post=False) | ~Q(address_line=""), name="who_gets_a_letter_has_an_address"
            ),
        ]

    def __str__(self) -> str:
        return f"stemgerechtigde {self.pk}"


class SetApart(models.Model):
    """Somebody who may vote and gets no letter: a desk decides, after seeing who it is. No address is kept."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="set_apart")
    roll_import = models.ForeignKey(RollImport, on_delete=models.PROTECT, related_name="set_apart")
    line = models.PositiveIntegerField()
    reason = models.CharField(max_length=12, choices=[(each.value, APART_TEXTS[each]) for each in Apart])
    person_key = models.BinaryField(max_length=32)
    name_line = models.CharField(max_length=160)
    salutation = models.CharField(max_length=200)
    form_of_address = models.CharField(max_length=40, blank=True)
    neighbourhood = models.ForeignKey(Neighbourhood, on_delete=models.PROTECT, null=True, related_name="+")
    birth_date = models.DateField(null=True)
    voter = models.OneToOneField(Voter, on_delete=models.PROTECT, null=True, related_name="set_apart")
    admitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    admitted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name_line", "id"]
        verbose_name = "apart gezet"
        verbose_name_plural = "apart gezet"
        constraints = [
            models.UniqueConstraint(fields=["edition", "person_key"], name="a_person_is_set_apart_once"),
            models.CheckConstraint(
                condition=Q(voter__isnull=True, admitted_by__isnull=True, admitted_at__isnull=True)
                | Q(voter__isnull=False, admitted_by__isnull=False, admitted_at__isnull=False),
                name="who_is_admitted_at_a_desk_is_a_voter_and_somebody_did_it",
            ),
        ]

    def __str__(self) -> str:
        return f"apart gezet {self.pk}"
