"""The people that one can be in the demo: one per role, with a fixed key for the second step of staff."""

import base64
import hashlib
from dataclasses import dataclass

from accounts.models import User
from editions.models import Role
from feasibility.quick_test import Discipline


@dataclass(frozen=True)
class Member:
    """`key` names the person in the demo's texts; staff have roles in every demo edition."""

    key: str
    email: str
    name: str
    label: str
    roles: tuple[Role, ...] = ()
    disciplines: tuple[Discipline, ...] = ()
    administrator: bool = False
    # Postcode and house number, of who gave them to be counted once.
    address: tuple[str, str] = ("", "")

    @property
    def is_staff(self) -> bool:
        return bool(self.roles) or self.administrator

    @property
    def totp_secret(self) -> str:
        """A fixed key, for the demo only: anybody can compute it."""
        return base64.b32encode(hashlib.sha1(f"demo {self.email}".encode()).digest()).decode()  # noqa: S324


CAST = (
    Member("bewoner", "bewoner@demo.example", "Fatima Yılmaz", "bewoner", address=("2034AB", "12 A")),
    Member("maker", "maker@demo.example", "Ruud de Wit", "plannenmaker van een gekozen plan"),
    Member(
        "checker",
        "checker@demo.example",
        "Anouk Jansen",
        "checker, juridisch en financieel",
        (Role.CHECKER,),
        (Discipline.LEGAL, Discipline.FINANCIAL),
    ),
    Member(
        "checker2",
        "checker2@demo.example",
        "Mehmet Demir",
        "checker, openbare ruimte, beheer en sociaal",
        (Role.CHECKER,),
        (Discipline.PRACTICAL, Discipline.MAINTENANCE, Discipline.SOCIAL, Discipline.NEIGHBOURHOOD),
    ),
    Member("voorzitter", "voorzitter@demo.example", "Ingrid Bakker", "voorzitter van de tafel", (Role.CHAIR,)),
    Member("wijkraad", "wijkraad@demo.example", "Sjoerd van Dam", "wijkraad", (Role.PARTNER,)),
    Member("projectleider", "projectleider@demo.example", "Joke Vermeer", "projectleider", (Role.LEADER,)),
    Member("projectleider2", "projectleider2@demo.example", "Karim Bouzid", "tweede projectleider", (Role.LEADER,)),
    Member("stembureau", "stembureau@demo.example", "Lotte de Vries", "medewerker stembureau", (Role.CLERK,)),
    Member("stembureau2", "stembureau2@demo.example", "Winston Pinas", "medewerker stembureau", (Role.CLERK,)),
    Member("beheerder", "beheerder@demo.example", "Bas Timmer", "beheerder", administrator=True),
)


def member_of(user: User) -> Member | None:
    return next((each for each in CAST if each.email == user.email), None)
