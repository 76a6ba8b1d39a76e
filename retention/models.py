"""Terms that an edition changed, holds on destruction, and the records that something was destroyed."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from common import clock
from editions.models import Edition
from retention.terms import BY_KEY, TERMS

KEYS = [(term.key, term.label) for term in TERMS]


class TermChoice(models.Model):
    """Another term than the table's, of an edition or (without one) of the whole platform. The newest counts.

    Rows are added and never changed: together they are the record of every change. `reason` is for colleagues.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, null=True, related_name="term_choices")
    key = models.CharField(max_length=20, choices=KEYS)
    days = models.PositiveIntegerField()
    reason = models.CharField(max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-id"]
        verbose_name = "gekozen termijn"
        verbose_name_plural = "gekozen termijnen"
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="who_changes_a_term_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.days} dagen"


class LegalHold(models.Model):
    """Nothing of an edition is destroyed while one runs: somebody objects or appeals, and the papers are evidence.

    `case` is the number of the case and holds no name. It ends by itself after `until`, or when somebody lifts it.
    """

    class Ground(models.TextChoices):
        OBJECTION = "OBJECTION", "bezwaar"
        APPEAL = "APPEAL", "beroep bij de rechter"
        INQUIRY = "INQUIRY", "onderzoek"
        ACCESS = "ACCESS", "verzoek om inzage"

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="legal_holds")
    ground = models.CharField("waarom", max_length=10, choices=Ground.choices)
    case = models.CharField("nummer van de zaak", max_length=40)
    until = models.DateField("tot en met")
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField(default=clock.now)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = "stop op vernietigen"
        verbose_name_plural = "stops op vernietigen"
        constraints = [
            models.CheckConstraint(condition=~Q(case=""), name="a_hold_names_its_case"),
            models.CheckConstraint(
                condition=Q(lifted_by__isnull=True, lifted_at__isnull=True)
                | Q(lifted_by__isnull=False, lifted_at__isnull=False),
                name="a_hold_that_was_lifted_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_ground_display()} {self.case}"

    def runs_on(self, day: object) -> bool:
        return self.lifted_at is None and str(day) <= str(self.until)


class Destruction(models.Model):
    """That something was destroyed: what, of which edition, how much, by which term, when, by whom. No personal data.

    The row is the job too: it is made with the first rows that go, every chunk adds what it took in its own
    transaction, and `finished_at` says that nothing was left. `cleared_at` says that the database wrote its tables anew
    without what it had kept of rows that are gone. `by` is empty when the clock did it.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, null=True, related_name="destructions")
    key = models.CharField(max_length=20, choices=KEYS)
    days = models.PositiveIntegerField()
    due_at = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    started_at = models.DateTimeField(default=clock.now)
    rows = models.PositiveIntegerField(default=0)
    files = models.PositiveIntegerField(default=0)
    # How many rows of each model, by the model's name: figures that a report may still want.
    counts = models.JSONField(default=dict)
    finished_at = models.DateTimeField(null=True)
    cleared_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = "vernietiging"
        verbose_name_plural = "vernietigingen"
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "key"],
                condition=Q(finished_at__isnull=True),
                nulls_distinct=False,
                name="one_destruction_at_a_time_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(cleared_at__isnull=True) | Q(finished_at__isnull=False),
                name="what_is_cleared_was_destroyed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.rows}"

    @property
    def label(self) -> str:
        return BY_KEY[self.key].label


class UnusedWarning(models.Model):
    """That somebody was told that their account will go, and when. Goes with the account, or when they log in."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="unused_warning")
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"waarschuwing {self.user_id}"
