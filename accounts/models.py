"""People with an account. Residents log in by e-mail and a code; nobody has a password."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str | None, name: str = "", **extra: Any) -> "User":
        """A user without a usable password: log-in goes by a code sent to `email`. Without one nobody logs in."""
        address = self.normalize_email(email).lower() if email else None
        user = self.model(email=address, name=name, **extra)
        user.set_unusable_password()
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, name: str = "", **extra: Any) -> "User":
        extra.pop("password", None)
        return self.create_user(email, name, is_staff=True, is_superuser=True, **extra)


class User(AbstractBaseUser, PermissionsMixin):
    """A resident or a member of staff. What somebody may do in an edition stands in `editions.EditionRole`.

    is_staff opens Django's admin (beheerder). Without an e-mail address it is somebody whom the team helps at the
    counter. The address tells a liker from the same person on a paper list; whoever gives none is counted by account.
    """

    email = models.EmailField("e-mailadres", unique=True, null=True, blank=True)
    name = models.CharField("naam", max_length=80, blank=True, help_text="Zo staat u bij uw plan en uw reacties.")
    postcode = models.CharField("postcode", max_length=7, blank=True)
    house_number = models.CharField("huisnummer", max_length=16, blank=True)
    is_active = models.BooleanField("actief", default=True)
    is_staff = models.BooleanField("beheerder", default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    objects = UserManager()

    class Meta:
        verbose_name = "gebruiker"
        verbose_name_plural = "gebruikers"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=models.functions.Lower("email")), name="an_email_address_is_kept_in_lower_case"
            )
        ]

    def __str__(self) -> str:
        return self.name or "Bewoner"

    def get_full_name(self) -> str:
        return str(self)
