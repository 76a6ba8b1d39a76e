"""How an edition votes and counts: settings until the vote opens, then fixed with a hash."""

from django.db import models
from django.db.models import F, Q

from editions.models import Edition


class Method(models.TextChoices):
    GREEDY = "GREEDY", "meeste stemmen eerst"
    EQUAL_SHARES = "EQUAL_SHARES", "gelijke delen"


class Misfit(models.TextChoices):
    """What happens when the next plan does not fit in the money that is left."""

    SKIP = "SKIP", "overslaan en doorgaan"
    STOP = "STOP", "stoppen met tellen"


class Tie(models.TextChoices):
    """Who goes first among plans with equal votes of which not all can be chosen."""

    LOT = "LOT", "loting in het openbaar"
    CHEAPEST = "CHEAPEST", "het goedkoopste plan"
    DEAREST = "DEAREST", "het duurste plan"
    NUMBER = "NUMBER", "het laagste plannummer"


class Completion(models.TextChoices):
    """How equal shares goes on when money is left."""

    NONE = "NONE", "het geld blijft over"
    GREEDY = "GREEDY", "aanvullen met de meeste stemmen"
    ADD_ONE = "ADD_ONE", "de delen verhogen tot het budget op is"
    ADD_FILL = "ADD_FILL", "de delen verhogen, en daarna aanvullen met de meeste stemmen"


class VotingRules(models.Model):
    """The rules of the vote of one edition, beside its budget and voting age. Fixed from `frozen_at` on."""

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="voting_rules")
    min_plans = models.PositiveSmallIntegerField("ten minste zoveel plannen op een stembiljet", default=1)
    max_plans = models.PositiveSmallIntegerField("ten hoogste zoveel plannen op een stembiljet", null=True, blank=True)
    method = models.CharField("telmethode", max_length=12, choices=Method.choices, default=Method.GREEDY)
    misfit = models.CharField("een plan past niet", max_length=4, choices=Misfit.choices, default=Misfit.SKIP)
    minimum_votes = models.PositiveIntegerField("ten minste zoveel stemmen voor een gekozen plan", default=1)
    tie = models.CharField("gelijke stand", max_length=8, choices=Tie.choices, default=Tie.LOT)
    completion = models.CharField("geld over", max_length=8, choices=Completion.choices, default=Completion.NONE)
    pairs_exclude = models.BooleanField("plannen kunnen elkaar uitsluiten", default=True)
    # For votes of elsewhere: a ballot may be empty, and name a plan as often as it gives it points.
    points = models.BooleanField(default=False)
    # From the opening on: the text of all that decides (voting.counting.rules), and its SHA-256.
    frozen_at = models.DateTimeField(null=True)
    text = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(min_plans__gte=1) | Q(points=True), name="a_ballot_names_at_least_one_plan"
            ),
            models.CheckConstraint(
                condition=Q(max_plans__isnull=True) | Q(max_plans__gte=F("min_plans")),
                name="a_ballot_may_name_as_many_plans_as_it_must",
            ),
            models.CheckConstraint(condition=Q(minimum_votes__gte=1), name="a_chosen_plan_has_votes"),
            models.CheckConstraint(
                condition=Q(frozen_at__isnull=True, sha256="", text="")
                | (Q(frozen_at__isnull=False) & ~Q(sha256="") & ~Q(text="")),
                name="fixed_rules_have_a_hash",
            ),
        ]

    def __str__(self) -> str:
        return f"spelregels van {self.edition_id}"
