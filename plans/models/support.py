"""What counts for a plan: likes of accounts and signatures on paper."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from common import clock


class Like(models.Model):
    """One person's support for one plan.

    The maker's own like counts too: the source asks for 50 supporters, and the maker is one.
    """

    plan = models.ForeignKey("plans.Plan", on_delete=models.CASCADE, related_name="likes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="likes")
    created_at = models.DateTimeField(auto_now_add=True)
    # A keyed hash of the day and the coarse network (never the address), for the report of bursts; empty when the
    # likes are over.
    network_hash = models.CharField(max_length=64, blank=True, editable=False)
    # Who this is on paper lists (as Signature.person_hash), when the person gave an address; empty when not.
    person_hash = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "user"], name="a_person_likes_a_plan_once"),
            models.UniqueConstraint(
                fields=["plan", "person_hash"],
                condition=~Q(person_hash=""),
                name="a_person_with_two_accounts_likes_a_plan_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} likes {self.plan_id}"


class SignatureQuerySet(models.QuerySet["Signature"]):
    def doubled(self) -> "SignatureQuerySet":
        """Those of people who like the plan with an account as well."""
        return self.filter(self._same_like())

    def counting(self) -> "SignatureQuerySet":
        """Those that count: of a person whose like counts, the signature does not."""
        return self.exclude(self._same_like())

    @staticmethod
    def _same_like() -> Exists:
        same = Like.objects.filter(plan=OuterRef("plan"), person_hash=OuterRef("person_hash")).exclude(person_hash="")
        return Exists(same)


class Signature(models.Model):
    """One person's support for one plan on a paper list, entered by the team. It counts as a like (see `counting`).

    Who it was can be read until the likes are over; then only `person_hash` stays (plans.signatures says what makes
    a person the same, common.keyed with which key).
    """

    plan = models.ForeignKey("plans.Plan", on_delete=models.CASCADE, related_name="signatures")
    person_hash = models.CharField(max_length=64, editable=False)
    name = models.CharField("naam", max_length=80, blank=True)
    postcode = models.CharField("postcode", max_length=7, blank=True)
    house_number = models.CharField("huisnummer", max_length=16, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(default=clock.now)

    objects = SignatureQuerySet.as_manager()

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
