"""Who hears how a plan goes."""

from django.conf import settings
from django.db import models

from plans.models import Plan


class Following(models.Model):
    """Whether somebody wants to hear how a plan goes. Who liked it gets a row when it is chosen.

    Personal data: a person and a plan. Needed as long as the plan is carried out.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="followings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    wanted = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "user"], name="a_person_chooses_once_about_a_plan")]

    def __str__(self) -> str:
        return f"{self.user_id} {'follows' if self.wanted else 'does not follow'} {self.plan_id}"
