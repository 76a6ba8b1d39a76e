"""A meeting of the table: when and where, which plans in which order, and who was there with what mandate."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from common import clock
from editions.models import Edition
from plans.models import Plan


class Meeting(models.Model):
    """One time that the table meets. It is open between `opened_at` and `closed_at`; closed, it is on record."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="meetings")
    starts_at = models.DateTimeField("begin")
    place = models.CharField("plaats", max_length=160)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    notes = models.TextField("wat verder besproken is", max_length=4000, blank=True)
    # Goes up with every change, in its transaction: who has this number has seen what there is.
    version = models.PositiveBigIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["starts_at", "id"]
        verbose_name = "vergadering"
        verbose_name_plural = "vergaderingen"
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(opened_at__isnull=False), name="a_closed_meeting_was_opened"
            )
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.starts_at:%Y-%m-%d}"


class AgendaItem(models.Model):
    """One plan on the agenda, with the minutes it gets. `started_at` runs the countdown on the board."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="agenda_items")
    position = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField("minuten", default=10)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    # What the table found (feasibility.record.Found), as it stood when the meeting closed; None until then.
    found = models.JSONField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "plan"], name="a_plan_stands_once_on_an_agenda"),
            models.CheckConstraint(condition=Q(minutes__gt=0, minutes__lte=120), name="a_plan_gets_some_minutes"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}.{self.position}: {self.plan_id}"


class Attendee(models.Model):
    """Somebody at a meeting, for whom they speak, and what they may decide."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendees")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField("naam", max_length=80)
    organisation = models.CharField("organisatie of afdeling", max_length=100, blank=True)
    mandate = models.CharField("mandaat", max_length=160, blank=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "user"], name="a_person_is_present_once"),
            models.CheckConstraint(condition=~Q(name=""), name="who_is_present_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Parking(models.Model):
    """A plan that the chair put aside, with a reason and a day on which it comes back."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="parkings")
    reason = models.CharField("waarom wachten we", max_length=300)
    until = models.DateField("terug op tafel op")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["plan"], condition=Q(ended_at__isnull=True), name="a_plan_is_parked_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_parked_plan_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} until {self.until}"


class ClockPause(models.Model):
    """Time that does not count for the six weeks: the table waits for somebody else, such as the maker."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="pauses")
    reason = models.CharField("waarop wachten we", max_length=300)
    started_at = models.DateTimeField(default=clock.now)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["started_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["plan"], condition=Q(ended_at__isnull=True), name="a_clock_is_paused_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_pause_says_why"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=models.F("started_at")),
                name="a_pause_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}: {self.started_at:%Y-%m-%d}"


class Reminder(models.Model):
    """That somebody heard, after so many weeks, that a plan waits for them; nobody hears it twice."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="reminders")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    week = models.PositiveSmallIntegerField()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "user", "week"], name="a_week_is_reminded_of_once"),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}/{self.user_id}: {self.week}"
