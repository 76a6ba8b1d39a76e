"""The demo's people: the cast that one can be, and a crowd of invented residents."""

from random import Random

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP

from accounts.models import User
from demo.cast import CAST
from demo.load.content import read

CROWD = 640


def load_cast() -> dict[str, User]:
    """The cast by key, with confirmed addresses; staff with their second step switched on."""
    found = {}
    for member in CAST:
        postcode, house_number = member.address
        user = User.objects.create_user(
            member.email,
            member.name,
            is_staff=member.administrator,
            is_superuser=member.administrator,
            postcode=postcode,
            house_number=house_number,
        )
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        if member.is_staff:
            TOTP.activate(user, member.totp_secret)
        found[member.key] = user
    return found


def invented_name(dice: Random) -> tuple[str, str, str, str]:
    """A first name, a particle (or ""), a surname and M/V/O, from the lists of invented people."""
    people = read("people")
    first = dice.choice(people["first_names"])
    last = dice.choice(people["surnames"])
    return first["name"], last.get("particle", ""), last["name"], first.get("gender", "O")


def load_crowd(dice: Random) -> list[User]:
    """Invented residents, who made, liked and discussed the plans. They cannot log in: their addresses do not exist."""
    crowd = []
    for number in range(CROWD):
        first, particle, last, _ = invented_name(dice)
        name = " ".join(part for part in (first, particle, last) if part)
        crowd.append(User(email=f"buur{number}@demo.invalid", name=name, password="!"))  # noqa: S106
    return User.objects.bulk_create(crowd)
