"""Plans of residents, what they cost, and what changed in them."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from common import clock
from editions.models import Edition, Neighbourhood, Theme
from plans.models.searching import Stems, indexed
from plans.models.support import Like, Signature
from plans.status import LABELS, PUBLIC, Status

if TYPE_CHECKING:
    from plans.permissions import Rights


class PlanQuerySet(QuerySet["Plan"]):
    def public(self) -> "PlanQuerySet":
        """What every visitor may see."""
        return self.filter(status__in=PUBLIC)

    def of(self, edition: Edition) -> "PlanQuerySet":
        return self.filter(edition=edition)

    def with_figures(self) -> "PlanQuerySet":
        """Adds `like_count` and `cost_cents` (what the maker's cost lines add up to), in the same query.

        A like is a like: `like_count` holds those of accounts and those on paper, `paper_count` the latter alone.
        """
        # Counting rows and not ids, so that PostgreSQL needs to read no more than the index.
        likes = Like.objects.filter(plan=OuterRef("pk")).order_by().values("plan").annotate(n=Count("*")).values("n")
        paper = (
            Signature.objects.filter(plan=OuterRef("pk")).order_by().values("plan").annotate(n=Count("*")).values("n")
        )
        cost = (
            CostLine.objects.filter(plan=OuterRef("pk")).order_by().values("plan").annotate(s=Sum("cents")).values("s")
        )
        # The plugin takes the names that Plan declares for its readers as a clash.
        return self.annotate(  # type: ignore[no-redef]
            like_count=Coalesce(Subquery(likes), 0) + Coalesce(Subquery(paper), 0),
            paper_count=Coalesce(Subquery(paper), 0),
            cost_cents=Coalesce(Subquery(cost), 0),
        )

    def for_cards(self) -> "PlanQuerySet":
        """All that a plan card shows, in one query."""
        return self.with_figures().select_related("neighbourhood", "theme", "maker", "edition")


class PlanManager(models.Manager["Plan"]):
    def get_queryset(self) -> PlanQuerySet:
        """Without what only the database reads: it is as long as the plan itself."""
        return PlanQuerySet(self.model, using=self._db).defer("document", "title_stems", "stems")


class Plan(models.Model):
    """One idea, from draft to delivery: one object and one address through all phases."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="plans")
    maker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="plans")
    title = models.CharField(_("titel"), max_length=100)
    summary = models.CharField(_("in één zin"), max_length=160, blank=True)
    body = models.TextField(_("uw plan"), max_length=6000, blank=True)
    # The main theme draws the plan's picture; `more_themes` are those that it fits as well.
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, verbose_name=_("thema"), null=True, blank=True)
    more_themes = models.ManyToManyField(Theme, verbose_name=_("ook bij"), related_name="+", blank=True)
    neighbourhood = models.ForeignKey(
        Neighbourhood, on_delete=models.PROTECT, verbose_name=_("wijk"), null=True, blank=True
    )
    place = models.CharField(_("adres of plek"), max_length=160, blank=True)
    # The point on the map in degrees (WGS 84); both or neither.
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    status = models.CharField(max_length=16, choices=[(s.value, LABELS[s]) for s in Status], default=Status.DRAFT)
    # What stands on the ballot and is granted when chosen; fixed when voting opens.
    ballot_cents = models.PositiveBigIntegerField(null=True, blank=True)
    likes_at_close = models.PositiveIntegerField(null=True, blank=True)
    way_on = models.TextField(blank=True)
    # Why the team keeps a plan off the site (HELD); its maker reads it.
    held_reason = models.TextField(blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged_plans"
    )
    # Whoever of the team typed the plan in at the counter or from paper; empty when the maker did it.
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    submitted_at = models.DateTimeField(null=True, blank=True)

    # What the database makes of the texts by itself, for the search (plans.filters) and for likeness (plans.similar).
    document = models.GeneratedField(
        expression=indexed(A=["title"], B=["summary"], C=["body", "place"]),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    title_stems = models.GeneratedField(expression=Stems("title"), output_field=models.TextField(), db_persist=True)
    stems = models.GeneratedField(
        expression=Stems("title", "summary"), output_field=models.TextField(), db_persist=True
    )

    # Known only when the plan came through `with_figures`.
    like_count: int
    paper_count: int
    cost_cents: int
    # Known only when the plan came through `plans.queries.plan_for_page`.
    liked_by_me: bool
    rights: "Rights"

    objects = PlanManager.from_queryset(PlanQuerySet)()

    class Meta:
        ordering = ["-submitted_at", "-id"]
        verbose_name = "plan"
        verbose_name_plural = "plannen"
        indexes = [models.Index(fields=["edition", "status"]), GinIndex(fields=["document"], name="plan_document")]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=[s.value for s in Status]), name="a_plan_has_a_known_status"),
            models.CheckConstraint(
                condition=Q(status__in=[Status.DRAFT, Status.WITHDRAWN])
                | (Q(theme__isnull=False) & Q(neighbourhood__isnull=False) & Q(submitted_at__isnull=False)),
                name="a_submitted_plan_has_a_theme_a_neighbourhood_and_a_date",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[Status.ON_BALLOT, Status.CHOSEN, Status.NOT_CHOSEN, Status.REALISED])
                | Q(ballot_cents__gt=0),
                name="a_plan_on_the_ballot_has_a_price",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="a_place_on_the_map_has_two_coordinates",
            ),
            models.CheckConstraint(
                condition=Q(status=Status.MERGED, merged_into__isnull=False)
                | (~Q(status=Status.MERGED) & Q(merged_into__isnull=True)),
                name="a_merged_plan_says_into_which",
            ),
            models.CheckConstraint(condition=~Q(merged_into=models.F("id")), name="a_plan_is_not_merged_into_itself"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def state(self) -> Status:
        return Status(self.status)

    @property
    def price_cents(self) -> int:
        """What the plan costs: the price on the ballot, and before there is one the maker's sum."""
        return self.ballot_cents or self.cost_cents

    @property
    def likes_needed(self) -> int:
        return self.edition.threshold + (0 if self.edition.threshold_inclusive else 1)

    @property
    def likes_to_go(self) -> int:
        return max(0, self.likes_needed - self.like_count)

    @property
    def gathers_likes(self) -> bool:
        """Whether the threshold still lies before it."""
        return self.state is Status.SUBMITTED


class CostLine(models.Model):
    """One post of the maker's budget (begrotingspost), in euro cents; None is "weet ik nog niet" in a draft."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="cost_lines")
    label = models.CharField(_("waarvoor"), max_length=100)
    cents = models.PositiveBigIntegerField(_("bedrag"), null=True, blank=True, validators=[MinValueValidator(1)])

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(cents__isnull=True) | Q(cents__gt=0), name="a_cost_line_costs_something")
        ]

    def __str__(self) -> str:
        return self.label


class PlanChange(models.Model):
    """What changed in a plan after it was submitted. Rows are added and never changed.

    `changes` gives by field {"before", "after"}: texts as they read, theme and neighbourhood by name. A post of the
    budget is "cost_line" ({"label", "cents"}, None for no post) beside "cost", what all posts add up to in cents.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="changes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(default=clock.now)
    changes = models.JSONField()

    class Meta:
        ordering = ["changed_at", "id"]
        verbose_name = "aanpassing"
        verbose_name_plural = "aanpassingen"
        constraints = [models.CheckConstraint(condition=~Q(changes={}), name="a_change_says_what_changed")]

    def __str__(self) -> str:
        return f"{self.plan_id}: {', '.join(self.changes)}"
