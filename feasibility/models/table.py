"""The 'ja, mits'-table: who sits at it, its fixed questions, the answers, the conditions and the joint verdict."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from editions.models import Edition
from feasibility.quick_test import Discipline, Outcome, Value
from plans.models import Plan

DISCIPLINES = [(d.value, d.label) for d in Discipline]
VALUES = [(v.value, v.label) for v in Value]
OUTCOMES = [(o.value, o.label) for o in Outcome]


class SeatQuerySet(models.QuerySet["Seat"]):
    def used(self) -> "SeatQuerySet":
        """Seats from which somebody has answered: they are part of the record."""
        answered = Answer.objects.filter(
            answered_by=OuterRef("user"),
            question__flow__edition=OuterRef("edition"),
            question__discipline=OuterRef("discipline"),
        )
        return self.filter(Exists(answered))


class Seat(models.Model):
    """A checker's place at the table of an edition, for one discipline."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="seats", verbose_name="editie")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="seats", verbose_name="checker"
    )
    discipline = models.CharField("vakgebied", max_length=16, choices=DISCIPLINES)

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = "plaats aan tafel"
        verbose_name_plural = "plaatsen aan tafel"
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "user", "discipline"], name="a_checker_sits_once_for_a_discipline"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.get_discipline_display()})"


class FlowState(models.TextChoices):
    DRAFT = "DRAFT", "concept"
    IN_USE = "IN_USE", "in gebruik"
    RETIRED = "RETIRED", "vervangen"


class FlowQuerySet(models.QuerySet["Flow"]):
    def in_use(self, edition: Edition) -> "Flow | None":
        """The version that the next plans of an edition get."""
        return self.filter(edition=edition, state=FlowState.IN_USE).first()


class Flow(models.Model):
    """One version of an edition's quick test (sneltoets). From `frozen_at`, its first answer, its questions stand."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="flows", verbose_name="editie")
    number = models.PositiveSmallIntegerField("versie")
    state = models.CharField("stand", max_length=8, choices=FlowState, default=FlowState.DRAFT)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField("gemaakt")
    taken_in_use_at = models.DateTimeField("in gebruik genomen", null=True, blank=True)
    frozen_at = models.DateTimeField("vastgezet", null=True, blank=True)

    objects = FlowQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        verbose_name = "sneltoets"
        verbose_name_plural = "sneltoetsen"
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="a_flow_has_its_own_number_in_its_edition"),
            models.UniqueConstraint(
                fields=["edition"], condition=Q(state="IN_USE"), name="an_edition_uses_one_flow_at_a_time"
            ),
            models.UniqueConstraint(fields=["edition"], condition=Q(state="DRAFT"), name="an_edition_drafts_one_flow"),
            models.CheckConstraint(
                condition=~Q(state="DRAFT") | Q(frozen_at__isnull=True), name="a_draft_has_no_answers_yet"
            ),
        ]

    def __str__(self) -> str:
        return f"versie {self.number}"

    @property
    def may_change(self) -> bool:
        """Whether its questions can still change: no answer has used it, and no later version replaced it."""
        return self.frozen_at is None and self.state != FlowState.RETIRED


class Question(models.Model):
    """One fixed question of a flow. The texts beside it are the ready sentences for an answer."""

    flow = models.ForeignKey(Flow, on_delete=models.CASCADE, related_name="questions", verbose_name="sneltoets")
    key = models.SlugField("korte naam", max_length=40)
    number = models.PositiveSmallIntegerField("volgorde")
    discipline = models.CharField("vakgebied", max_length=16, choices=DISCIPLINES)
    sorting = models.BooleanField("sorteert alleen", default=False)
    text = models.CharField("vraag", max_length=200)
    help = models.TextField("uitleg", max_length=1000, blank=True)
    yes_text = models.CharField("wat er kan", max_length=300, blank=True)
    provided_text = models.CharField("kant-en-klare voorwaarde", max_length=300, blank=True)
    no_text = models.CharField("hoe het verder kan", max_length=300, blank=True)
    only_if_key = models.SlugField("alleen na de vraag", max_length=40, blank=True)
    only_if_values = ArrayField(
        models.CharField(max_length=16, choices=VALUES),
        verbose_name="met een van de antwoorden",
        default=list,
        blank=True,
    )

    class Meta:
        ordering = ["number", "pk"]
        verbose_name = "vraag"
        verbose_name_plural = "vragen"
        constraints = [models.UniqueConstraint(fields=["flow", "key"], name="a_question_has_one_key_in_its_flow")]

    def __str__(self) -> str:
        return self.text


class Dossier(models.Model):
    """What the table keeps of one plan as a whole. Without a flow the plan follows the version that is in use."""

    plan = models.OneToOneField(Plan, on_delete=models.CASCADE, related_name="dossier")
    flow = models.ForeignKey(Flow, on_delete=models.PROTECT, null=True, blank=True, related_name="dossiers")
    # Goes up with everything that anybody at the table does to the plan, in the same transaction (take_in_hand).
    version = models.PositiveBigIntegerField(default=0, editable=False)

    def __str__(self) -> str:
        return f"{self.plan_id}: {self.flow_id}"


class Answer(models.Model):
    """What the table found on one question for one plan; the last word counts, the audit trail keeps the rest."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    value = models.CharField(max_length=16, choices=VALUES)
    remark = models.TextField("toelichting", max_length=2000, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()

    class Meta:
        ordering = ["question__number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "question"], name="a_question_has_one_answer_for_a_plan")
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}/{self.question_id}: {self.value}"


class ConditionOwner(models.TextChoices):
    """Who sees to a condition; `Condition.owner_name` says which department or partner."""

    MAKER = "MAKER", "de plannenmaker"
    MUNICIPALITY = "MUNICIPALITY", "de gemeente"
    PARTNER = "PARTNER", "een partner"


class ConditionTime(models.TextChoices):
    VOTE = "VOTE", "de stemming"
    EXECUTION = "EXECUTION", "de uitvoering"


class Condition(models.Model):
    """What makes a plan possible (voorwaarde), and who sees to it."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="conditions")
    text = models.CharField("voorwaarde", max_length=300)
    owner = models.CharField("wie regelt dit", max_length=16, choices=ConditionOwner.choices)
    owner_name = models.CharField("welke afdeling of partner", max_length=100, blank=True)
    # Before which step it must be met, and at the latest on which day (empty: when that step begins).
    before = models.CharField("op tijd voor", max_length=10, choices=ConditionTime.choices, default="EXECUTION")
    due_on = models.DateField("uiterlijk op", null=True, blank=True)
    met_at = models.DateTimeField(null=True, blank=True)
    met_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        verbose_name = "voorwaarde"
        verbose_name_plural = "voorwaarden"

    def __str__(self) -> str:
        return self.text


class WayOn(models.TextChoices):
    """Where a plan that gets a "nee" can go on."""

    OTHER_FUND = "OTHER_FUND", _("een ander fonds")
    DEPARTMENT = "DEPARTMENT", _("een afdeling van de gemeente")
    ADAPTED = "ADAPTED", _("een aangepast plan")
    PARTNER = "PARTNER", _("een partner in de wijk")


class VerdictQuerySet(models.QuerySet["Verdict"]):
    def standing(self) -> "VerdictQuerySet":
        """Verdicts that lie on the table: confirmed, and not opened again by the chair."""
        return self.filter(reopened_at__isnull=True)

    def counting(self) -> "VerdictQuerySet":
        """Standing verdicts that can become public: a "nee" only once a second person confirmed it."""
        return self.standing().filter(~Q(outcome=Outcome.NO) | Q(seconded_at__isnull=False))


class Verdict(models.Model):
    """The joint verdict on a plan, confirmed by the chair. Nobody outside the table sees it before publication.

    A verdict that the chair opened again no longer counts; its words stay, so that nobody has to write them twice.
    """

    plan = models.OneToOneField(Plan, on_delete=models.CASCADE, related_name="verdict")
    outcome = models.CharField("oordeel", max_length=16, choices=OUTCOMES)
    explanation = models.TextField("uitleg voor de plannenmaker", max_length=2000)
    way_on_kind = models.CharField("weg verder", max_length=12, choices=WayOn.choices, blank=True)
    way_on = models.TextField("hoe het verder kan", max_length=2000, blank=True)
    ballot_cents = models.PositiveBigIntegerField("bedrag op het stembiljet", null=True, blank=True)
    # Asked when the chair chooses another amount than the maker's own total.
    ballot_reason = models.CharField("waarom dit bedrag", max_length=500, blank=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField()
    # A "nee" counts only when a second person confirms it.
    seconded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    seconded_at = models.DateTimeField(null=True, blank=True)
    reopened_at = models.DateTimeField(null=True, blank=True)

    objects = VerdictQuerySet.as_manager()

    class Meta:
        verbose_name = "oordeel"
        verbose_name_plural = "oordelen"
        constraints = [
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.NO) | ~Q(way_on=""), name="a_no_always_comes_with_a_way_on"
            ),
            models.CheckConstraint(
                # A bare comparison with NULL would let a missing price through.
                condition=Q(outcome=Outcome.NO) | Q(ballot_cents__isnull=False, ballot_cents__gt=0),
                name="a_feasible_plan_has_a_price",
            ),
            models.CheckConstraint(condition=~Q(seconded_by=F("confirmed_by")), name="a_no_is_confirmed_by_two_people"),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}: {self.outcome}"

    @property
    def waits_for_second(self) -> bool:
        """Whether it is a "nee" that nobody but the chair has confirmed yet."""
        return self.outcome == Outcome.NO and self.seconded_at is None


class Advice(models.Model):
    """The last look (laatste blik): a neighbourhood partner's advice on a plan, for the table."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="advice")
    partner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField("uw advies", max_length=2000)
    given_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["plan", "partner"], name="a_partner_advises_once_on_a_plan")]

    def __str__(self) -> str:
        return self.text[:40]
