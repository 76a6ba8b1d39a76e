"""From verdict to ballot: publication by two people, what makers answer, looking again, and who can help a plan."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from common import clock
from editions.models import Edition
from plans.models import Plan


class TableRules(models.Model):
    """What an edition's table agreed on beforehand. Terms in days."""

    class Silence(models.TextChoices):
        """What it means when a maker does not answer the conditions in time."""

        ACCEPTED = "ACCEPTED", "dan geldt dat als akkoord"
        OFF_BALLOT = "OFF_BALLOT", "dan komt het plan niet op het stembiljet"

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="table_rules")
    term_days = models.PositiveSmallIntegerField("een plan krijgt zijn oordeel binnen, in dagen", default=42)
    working_days = models.BooleanField("alleen werkdagen tellen", default=False)
    cost_gap_percent = models.PositiveSmallIntegerField("uitleg nodig bij een verschil van meer dan, in %", default=25)
    answer_days = models.PositiveSmallIntegerField("makers antwoorden binnen, in dagen", default=10)
    silence = models.CharField(
        "antwoordt een maker niet", max_length=10, choices=Silence.choices, default=Silence.ACCEPTED
    )

    class Meta:
        verbose_name = "afspraken van de tafel"
        verbose_name_plural = "afspraken van de tafel"
        constraints = [
            models.CheckConstraint(
                condition=Q(term_days__range=(1, 366), answer_days__range=(1, 90), cost_gap_percent__lte=1000),
                name="the_terms_of_the_table_can_be_kept",
            )
        ]

    def __str__(self) -> str:
        return f"rules of {self.edition_id}"


class Publication(models.Model):
    """Making all verdicts public takes two people: one proposes, another confirms."""

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="publication")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=clock.now)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | (Q(confirmed_at__isnull=False) & ~Q(confirmed_by=F("proposed_by"))),
                name="two_people_make_the_verdicts_public",
            )
        ]

    def __str__(self) -> str:
        return f"publication of {self.edition_id}"


class MakerAnswer(models.Model):
    """What a maker says to the conditions: yes, or how the plan was adapted."""

    class Kind(models.TextChoices):
        ACCEPTED = "ACCEPTED", "akkoord met de voorwaarden"
        ADAPTED = "ADAPTED", "plan aangepast"
        SILENT = "SILENT", "geen antwoord"

    plan = models.OneToOneField(Plan, on_delete=models.CASCADE, related_name="maker_answer")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    text = models.TextField("uw antwoord", max_length=2000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="SILENT", by__isnull=True) | (~Q(kind="SILENT") & Q(by__isnull=False)),
                name="an_answer_comes_from_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}: {self.kind}"


class Reconsideration(models.Model):
    """A maker's one request to look again at a verdict, handled by somebody who did not confirm it."""

    class Outcome(models.TextChoices):
        KEPT = "KEPT", "het oordeel blijft"
        CHANGED = "CHANGED", "het oordeel is veranderd"

    plan = models.OneToOneField(Plan, on_delete=models.CASCADE, related_name="reconsideration")
    text = models.TextField("waarom vraagt u dit?", max_length=2000)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True)
    explanation = models.TextField("uitleg", max_length=2000, blank=True)
    handled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    handled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(handled_at__isnull=True, handled_by__isnull=True, outcome="")
                | (Q(handled_at__isnull=False, handled_by__isnull=False) & ~Q(outcome="") & ~Q(explanation="")),
                name="who_looked_again_says_what_came_of_it",
            )
        ]

    def __str__(self) -> str:
        return f"reconsideration of {self.plan_id}"


class Connection(models.Model):
    """A chance in the neighbourhood: an organisation, another plan, or a person that can help a plan."""

    class Kind(models.TextChoices):
        ORGANISATION = "ORGANISATION", "organisatie"
        PLAN = "PLAN", "ander plan"
        CONTACT = "CONTACT", "contact"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="connections")
    kind = models.CharField("soort", max_length=12, choices=Kind.choices)
    name = models.CharField("naam", max_length=120, blank=True)
    other_plan = models.ForeignKey(Plan, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    # For the makers and the team only; a contact's address is never public.
    reach = models.CharField("hoe te bereiken", max_length=160, blank=True)
    why = models.CharField("wat kan het betekenen", max_length=300)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="PLAN", other_plan__isnull=False)
                | (~Q(kind="PLAN") & Q(other_plan__isnull=True) & ~Q(name="")),
                name="a_connection_names_what_it_connects_to",
            ),
            models.CheckConstraint(condition=~Q(other_plan=F("plan")), name="a_plan_is_not_connected_to_itself"),
            models.UniqueConstraint(fields=["plan", "other_plan"], name="two_plans_are_connected_once"),
        ]

    def __str__(self) -> str:
        return self.name or f"plan {self.other_plan_id}"
