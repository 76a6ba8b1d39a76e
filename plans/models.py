"""Plans of residents, what they cost, who likes them and what people say about them."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, Lower
from django.utils.translation import gettext_lazy as _

from common import clock
from editions.models import Edition, Neighbourhood, Theme
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
        likes = Like.objects.filter(plan=OuterRef("pk")).order_by().values("plan").annotate(n=Count("pk")).values("n")
        paper = (
            Signature.objects.filter(plan=OuterRef("pk")).order_by().values("plan").annotate(n=Count("pk")).values("n")
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


class Plan(models.Model):
    """One idea, from draft to delivery: one object and one address through all phases."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="plans")
    maker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="plans")
    title = models.CharField(_("titel"), max_length=100)
    summary = models.CharField(_("in één zin"), max_length=160, blank=True)
    body = models.TextField(_("uw plan"), max_length=6000, blank=True)
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, verbose_name=_("thema"), null=True, blank=True)
    neighbourhood = models.ForeignKey(
        Neighbourhood, on_delete=models.PROTECT, verbose_name=_("wijk"), null=True, blank=True
    )
    place = models.CharField(_("adres of plek"), max_length=160, blank=True)
    status = models.CharField(max_length=16, choices=[(s.value, LABELS[s]) for s in Status], default=Status.DRAFT)
    # What stands on the ballot and is granted when chosen; fixed when voting opens.
    ballot_cents = models.PositiveBigIntegerField(null=True, blank=True)
    likes_at_close = models.PositiveIntegerField(null=True, blank=True)
    way_on = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    submitted_at = models.DateTimeField(null=True, blank=True)

    # Known only when the plan came through `with_figures`.
    like_count: int
    paper_count: int
    cost_cents: int
    # Known only when the plan came through `plans.queries.plan_for_page`.
    liked_by_me: bool
    rights: "Rights"

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["-submitted_at", "-id"]
        verbose_name = "plan"
        verbose_name_plural = "plannen"
        indexes = [models.Index(fields=["edition", "status"])]
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
    """One post of the maker's budget (begrotingspost), in euro cents."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="cost_lines")
    label = models.CharField(_("waarvoor"), max_length=100)
    cents = models.PositiveBigIntegerField(_("bedrag"), validators=[MinValueValidator(1)])

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=Q(cents__gt=0), name="a_cost_line_costs_something")]

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


class Like(models.Model):
    """One person's support for one plan.

    The maker's own like counts too: the source asks for 50 supporters, and the maker is one.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="likes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="likes")
    created_at = models.DateTimeField(auto_now_add=True)
    # A keyed hash of the day and the coarse network (never the address), for the report of bursts; empty when the
    # likes are over.
    network_hash = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "user"], name="a_person_likes_a_plan_once")]

    def __str__(self) -> str:
        return f"{self.user_id} likes {self.plan_id}"


class Signature(models.Model):
    """One person's support for one plan on a paper list, entered by the team. It counts as a like.

    Who it was can be read until the likes are over; then only `person_hash` stays (plans.signatures says what makes
    a person the same, common.keyed with which key).
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="signatures")
    person_hash = models.CharField(max_length=64, editable=False)
    name = models.CharField("naam", max_length=80, blank=True)
    postcode = models.CharField("postcode", max_length=7, blank=True)
    house_number = models.CharField("huisnummer", max_length=16, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-entered_at", "-id"]
        verbose_name = "handtekening"
        verbose_name_plural = "handtekeningen"
        constraints = [
            models.UniqueConstraint(fields=["plan", "person_hash"], name="a_person_signs_for_a_plan_once"),
            models.CheckConstraint(condition=~Q(person_hash=""), name="a_signature_belongs_to_a_person"),
        ]

    def __str__(self) -> str:
        return f"signature {self.pk} for {self.plan_id}"


class Comment(models.Model):
    """A reaction under a plan: text only."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="comments")
    text = models.TextField(_("uw reactie"), max_length=2000)
    created_at = models.DateTimeField(default=clock.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created_at", "id"]
        verbose_name = "reactie"
        verbose_name_plural = "reacties"

    def __str__(self) -> str:
        return self.text[:40]


class TriageFlag(models.Model):
    """What the team sees in a plan. Internal: the plan's page does not show it."""

    class Kind(models.TextChoices):
        INFEASIBLE = "INFEASIBLE", "onhaalbaar"
        MERGE = "MERGE", "samen te voegen"
        QUICK_WIN = "QUICK_WIN", "snel te verbeteren"
        HIGH_IMPACT = "HIGH_IMPACT", "grote impact"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="flags")
    kind = models.CharField("vlag", max_length=12, choices=Kind.choices)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["plan", "kind"], name="a_plan_has_a_flag_of_a_kind_once")]

    def __str__(self) -> str:
        return self.get_kind_display()


class ContactNote(models.Model):
    """What the team and the maker spoke about. Internal, and never changed: a log."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="contact_notes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    text = models.TextField("wat is er besproken", max_length=2000)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return self.text[:40]


class Referral(models.Model):
    """A plan handed to the department whose work it is (doorverwijzing). Public, but for `note`."""

    class State(models.TextChoices):
        OPEN = "OPEN", _("doorgegeven")
        TAKEN = "TAKEN", _("opgepakt")
        DONE = "DONE", _("afgerond")
        DECLINED = "DECLINED", _("afgewezen")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="referrals")
    department = models.CharField("afdeling", max_length=100)
    note = models.TextField("voor het team", max_length=2000, blank=True)
    status = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    public_note = models.TextField("wat er mee gebeurt", max_length=600, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    updated_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["id"]
        verbose_name = "doorverwijzing"
        verbose_name_plural = "doorverwijzingen"
        constraints = [
            models.UniqueConstraint("plan", Lower("department"), name="a_plan_goes_to_a_department_once"),
            models.CheckConstraint(
                condition=Q(status__in=["OPEN", "TAKEN", "DONE", "DECLINED"]), name="a_referral_has_a_known_status"
            ),
        ]

    def __str__(self) -> str:
        return self.department


class TriageLook(models.Model):
    """Up to when somebody of the team has seen the plans of an edition: what came in later is new to them."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    seen_until = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "user"], name="a_person_has_one_last_look")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.seen_until}"
