"""An edition of the neighbourhood budget: where, how much, by which rules, when, and who has which role."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from editions.phases import LABELS, Phase, Schedule, Window


class Area(models.Model):
    """The part of town that an edition is for (gebied), such as Schalkwijk."""

    name = models.CharField("naam", max_length=80, unique=True)

    class Meta:
        verbose_name = "gebied"
        verbose_name_plural = "gebieden"

    def __str__(self) -> str:
        return self.name


class Neighbourhood(models.Model):
    """A wijk within an area. `colour` and `motif` draw its pattern on plan cards without a picture."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="neighbourhoods")
    name = models.CharField("naam", max_length=80)
    colour = models.CharField("kleur", max_length=12, default="ocean")
    motif = models.CharField("motief", max_length=12, default="waves")
    # Its border as [latitude, longitude] points in degrees (WGS 84), drawn on the map; empty when not known.
    outline = models.JSONField("grens", default=list, blank=True)
    postcodes = models.CharField("postcodes", max_length=120, blank=True, help_text="De cijfers, met spaties ertussen.")

    class Meta:
        ordering = ["name"]
        verbose_name = "wijk"
        verbose_name_plural = "wijken"
        constraints = [
            models.UniqueConstraint(fields=["area", "name"], name="a_neighbourhood_has_one_name_in_its_area")
        ]

    def __str__(self) -> str:
        return self.name


class EditionQuerySet(models.QuerySet["Edition"]):
    def visible(self) -> "EditionQuerySet":
        return self.exclude(phase=Phase.PREPARATION)


class Edition(models.Model):
    """One round of the budget, from the first plan to the last delivery. Money in euro cents."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="editions")
    name = models.CharField("naam", max_length=80)
    slug = models.SlugField(max_length=60, unique=True)
    intro = models.TextField("inleiding", blank=True)
    note = models.TextField("toelichting", blank=True)
    phase = models.CharField(
        "fase", max_length=12, choices=[(p.value, LABELS[p]) for p in Phase], default=Phase.PREPARATION
    )
    budget_cents = models.PositiveBigIntegerField("budget in centen", validators=[MinValueValidator(1)])
    threshold = models.PositiveIntegerField("likes die nodig zijn", default=50)
    threshold_inclusive = models.BooleanField("precies dit aantal is genoeg", default=True)
    plan_min_cents = models.PositiveBigIntegerField("een plan kost ten minste, in centen", default=0)
    plan_max_cents = models.PositiveBigIntegerField(
        "een plan kost ten hoogste, in centen", null=True, blank=True, help_text="Leeg: het hele budget."
    )
    review_first = models.BooleanField(
        "nieuwe plannen eerst bekijken",
        default=False,
        help_text="Een plan is pas te lezen als het team het publiceert.",
    )
    voting_age = models.PositiveSmallIntegerField("stemmen vanaf (leeftijd)", default=16)
    help_phone = models.CharField("telefoon voor hulp", max_length=20, default="14 023")
    hand_in_at = models.CharField(
        "waar men papier inlevert",
        max_length=160,
        blank=True,
        help_text="Bijvoorbeeld: Wijkcentrum De Ringvaart, Floris van Adrichemlaan 98.",
    )
    verdicts_published_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = "editie"
        verbose_name_plural = "edities"
        constraints = [
            models.CheckConstraint(condition=Q(budget_cents__gt=0), name="an_edition_has_money_to_divide"),
            models.CheckConstraint(
                condition=Q(phase__in=[p.value for p in Phase]), name="an_edition_is_in_a_known_phase"
            ),
            models.CheckConstraint(
                condition=Q(plan_max_cents__isnull=True, plan_min_cents__lte=F("budget_cents"))
                | Q(
                    plan_max_cents__gt=0, plan_max_cents__gte=F("plan_min_cents"), plan_max_cents__lte=F("budget_cents")
                ),
                name="the_amounts_of_a_plan_fit_in_the_budget",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def plan_limit_cents(self) -> int:
        """The most that one plan may cost."""
        return self.plan_max_cents or self.budget_cents

    @property
    def current_phase(self) -> Phase:
        return Phase(self.phase)

    def schedule(self) -> Schedule:
        """The dates by phase. Prefetch `windows` where a page shows many editions."""
        return {Phase(w.phase): Window(w.starts_at, w.ends_at) for w in self.windows.all()}

    @property
    def likes_needed(self) -> int:
        """With how many likes a plan goes on."""
        return self.threshold + (0 if self.threshold_inclusive else 1)

    def passes_threshold(self, likes: int) -> bool:
        return likes >= self.likes_needed


class Theme(models.Model):
    """A thema under which plans are submitted. `icon` names one of the theme's icons."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="themes")
    name = models.CharField("naam", max_length=60)
    icon = models.CharField("icoon", max_length=30, default="heart")

    class Meta:
        ordering = ["id"]
        verbose_name = "thema"
        verbose_name_plural = "thema's"
        constraints = [models.UniqueConstraint(fields=["edition", "name"], name="a_theme_has_one_name_in_its_edition")]

    def __str__(self) -> str:
        return self.name


class PhaseWindow(models.Model):
    """The dates of one phase in the schedule, half open, UTC."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="windows")
    phase = models.CharField(max_length=12)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "phase"], name="a_phase_stands_once_in_the_schedule"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="a_phase_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.phase}"


class PhaseChange(models.Model):
    """A step that an edition made, for ever. The database lets each step happen once."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="changes")
    from_phase = models.CharField(max_length=12)
    to_phase = models.CharField(max_length=12)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "to_phase"], name="an_edition_enters_a_phase_once"),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.from_phase} -> {self.to_phase}"


class Role(models.TextChoices):
    """What somebody may do in one edition, next to being a resident."""

    CHECKER = "CHECKER", "checker"
    CHAIR = "CHAIR", "voorzitter van de tafel"
    PARTNER = "PARTNER", "wijkraad of gebiedsverbinder"
    CLERK = "CLERK", "medewerker stembureau"
    LEADER = "LEADER", "projectleider"


class EditionRole(models.Model):
    """A role of a person in an edition; several per person are fine."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="roles", verbose_name="editie")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="edition_roles", verbose_name="gebruiker"
    )
    role = models.CharField("rol", max_length=10, choices=Role.choices)

    class Meta:
        verbose_name = "rol"
        verbose_name_plural = "rollen"
        constraints = [models.UniqueConstraint(fields=["edition", "user", "role"], name="a_role_is_given_once")]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"
