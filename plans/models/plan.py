"""Plans of residents, what they cost, and what changed in them."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, JSONObject
from django.utils.translation import gettext_lazy as _

from common import clock
from editions.models import Edition, Neighbourhood, Theme
from plans.models.help import HelpWanted
from plans.models.photo import PlanPhoto
from plans.models.searching import Stems, indexed
from plans.models.support import Like, Signature
from plans.names import in_words
from plans.status import BALLOTED, LABELS, PUBLIC, Status

if TYPE_CHECKING:
    from accounts.models import User
    from plans.making.queries import Progress
    from plans.permissions import Rights


class PlanQuerySet(QuerySet["Plan"]):
    def public(self) -> "PlanQuerySet":
        """What every visitor may see."""
        return self.filter(status__in=PUBLIC)

    def of(self, edition: Edition) -> "PlanQuerySet":
        return self.filter(edition=edition)

    def with_figures(self) -> "PlanQuerySet":
        """Adds `like_count` and `cost_cents` (what the maker's cost lines add up to), in the same query.

        A like is a like: `like_count` holds those of accounts and those on paper, `paper_count` the latter alone. A
        person who did both counts once. Once the likes closed it is the outcome: who gave them is not kept for ever.
        """
        # Counting rows and not ids, so that PostgreSQL needs to read no more than the index.
        likes = Like.objects.filter(plan=OuterRef("pk")).order_by().values("plan").annotate(n=Count("*")).values("n")
        signed = Signature.objects.counting().filter(plan=OuterRef("pk"))
        paper = signed.order_by().values("plan").annotate(n=Count("*")).values("n")
        # The plugin takes the names that Plan declares for its readers as a clash.
        return self.with_costs().annotate(  # type: ignore[no-redef]
            like_count=Coalesce(F("likes_at_close"), Coalesce(Subquery(likes), 0) + Coalesce(Subquery(paper), 0)),
            paper_count=Coalesce(F("paper_at_close"), Coalesce(Subquery(paper), 0)),
        )

    def with_costs(self) -> "PlanQuerySet":
        """Adds `cost_cents`, what the maker's cost lines add up to, in the same query."""
        lines = CostLine.objects.filter(plan=OuterRef("pk")).order_by().values("plan")
        sums = lines.annotate(s=Sum("cents")).values("s")
        return self.annotate(cost_cents=Coalesce(Subquery(sums), 0))  # type: ignore[no-redef]

    def with_card_parts(self) -> "PlanQuerySet":
        """Adds `first_photo` and `seeks_help`, in the same query."""
        photos = PlanPhoto.objects.filter(plan=OuterRef("pk")).order_by("position")
        calls = HelpWanted.objects.filter(plan=OuterRef("pk"), found_at__isnull=True)
        first = Subquery(photos.values(shown=JSONObject(card="card", alt="alt"))[:1])
        return self.annotate(first_photo=first, seeks_help=Exists(calls))  # type: ignore[no-redef]

    def for_cards(self) -> "PlanQuerySet":
        """All that a plan card shows, and who made it, in one query."""
        plans = self.with_figures().with_card_parts()
        return plans.select_related("neighbourhood", "theme", "maker", "edition")


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
    # The outcome of the likes, fixed when they closed: how many, how many of those on paper, how many were needed.
    likes_at_close = models.PositiveIntegerField(null=True, blank=True)
    paper_at_close = models.PositiveIntegerField(null=True, blank=True)
    needed_at_close = models.PositiveIntegerField(null=True, blank=True)
    way_on = models.TextField(blank=True)
    # Whichever form began this draft: the same form sent again finds it instead of making another.
    draft_key = models.UUIDField(null=True, blank=True, editable=False)
    # To which text the maker answered that it is no duty of the city (plans.scope.fingerprint); empty without answer.
    scope_answer = models.CharField(max_length=64, blank=True, editable=False)
    # What the maker ticked off of the checklist (plans.making.advice.KEYS).
    arranged = models.JSONField(default=list, blank=True, editable=False)
    # Why the team keeps a plan off the site (HELD); its maker reads it.
    held_reason = models.TextField(blank=True)
    # When its maker asked the team to look at a held plan again; empty when nobody waits for that.
    review_asked_at = models.DateTimeField(null=True, blank=True)
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
    # Since when it lies on the ja-mits table: the day on which its six weeks begin. Public; no verdict changes it.
    check_started_at = models.DateTimeField("in behandeling sinds", null=True, blank=True)

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
    # Known only when the plan came through `for_cards`: the photo as {"card": its file, "alt"}, None without one.
    first_photo: dict[str, str] | None
    seeks_help: bool
    # Known only when the plan came through `plans.queries.plan_for_page`.
    liked_by_me: bool
    more_theme_names: list[str]
    calls: list[dict[str, Any]]  # what the makers look for: {"pk", "text", "found"}
    seen_at: datetime
    rights: "Rights"
    # Known only when a draft came through `plans.queries.my_plans`.
    progress: "Progress"

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
                condition=~Q(status__in=sorted(BALLOTED)) | Q(ballot_cents__gt=0),
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
            models.UniqueConstraint(fields=["maker", "draft_key"], name="a_form_begins_one_draft"),
            models.CheckConstraint(
                condition=Q(paper_at_close__isnull=True) | Q(paper_at_close__lte=models.F("likes_at_close")),
                name="what_came_on_paper_is_part_of_the_likes",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def state(self) -> Status:
        return Status(self.status)

    @property
    def goes_on_as(self) -> "Plan":
        """The plan itself, or the one that it was merged into: who means the one means the other."""
        return self.merged_into or self

    @property
    def makers(self) -> "list[User]":
        """Everybody who makes it, the first maker first: one query unless `co_makers__user` is prefetched."""
        return [self.maker, *(each.user for each in self.co_makers.all())]

    @property
    def maker_ids(self) -> set[int]:
        """As `makers`, for who only wants to know whether somebody is one of them."""
        return {self.maker_id, *(each.user_id for each in self.co_makers.all())}

    @property
    def maker_names(self) -> str:
        """As people say it: "Fatima, Omar en Joke"."""
        return in_words([str(each) for each in self.makers])

    @property
    def price_cents(self) -> int:
        """What the plan costs: the price on the ballot, and before there is one the maker's sum."""
        return self.ballot_cents or self.cost_cents

    @property
    def likes_needed(self) -> int:
        """How many likes lead to the check; once the likes are closed, how many did then."""
        if self.needed_at_close is not None:
            return self.needed_at_close
        return self.edition.likes_needed

    @property
    def final_likes(self) -> int:
        """The likes that count: those at the close, and before it those of now."""
        return self.like_count if self.likes_at_close is None else self.likes_at_close

    @property
    def final_paper(self) -> int:
        """How many of `final_likes` are on paper."""
        return self.paper_count if self.paper_at_close is None else self.paper_at_close

    @property
    def likes_over(self) -> int:
        """How many likes more than needed; below zero how many fewer."""
        return self.final_likes - self.likes_needed

    @property
    def likes_short(self) -> int:
        return max(0, -self.likes_over)

    @property
    def likes_to_go(self) -> int:
        return max(0, self.likes_needed - self.like_count)

    @property
    def has_likes(self) -> bool:
        """Whether likes say anything about it: not before it is public, and not when it is the city's work."""
        return self.state in PUBLIC and self.state is not Status.REFERRED

    @property
    def gathers_likes(self) -> bool:
        """Whether the threshold still lies before it."""
        return self.state is Status.SUBMITTED


class CostLine(models.Model):
    """One post of the maker's budget (begrotingspost), in euro cents; None is "weet ik nog niet" in a draft."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="cost_lines")
    label = models.CharField(_("waarvoor"), max_length=100)
    cents = models.PositiveBigIntegerField(_("bedrag"), null=True, blank=True, validators=[MinValueValidator(1)])
    # Whichever form added it: the same form sent again adds nothing.
    form_key = models.UUIDField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(cents__isnull=True) | Q(cents__gt=0), name="a_cost_line_costs_something"
            ),
            models.UniqueConstraint(fields=["plan", "form_key"], name="a_form_adds_one_cost_line"),
        ]

    def __str__(self) -> str:
        return self.label


class PlanChange(models.Model):
    """What changed in a plan after it was submitted. Rows are added and never changed.

    `changes` gives by field {"before", "after"}: texts as they read, themes and neighbourhood by name, the point on
    the map as "52.350000, 4.650000". A post of the budget is "cost_line" ({"label", "cents"}, None for no post) beside
    "cost", what all posts add up to in cents.
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
