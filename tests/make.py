"""Builders for tests: each makes one thing with sensible defaults, in the database."""

import uuid
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from itertools import count
from typing import Any

from allauth.account.models import EmailAddress
from django.core.files.base import ContentFile
from PIL import Image

from accounts.models import User
from common import clock
from editions.models import Area, Edition, EditionRole, Neighbourhood, PhaseWindow, Role, Theme
from editions.phases import NUMBERED, Phase
from plans.models import CostLine, Like, Plan, PlanPhoto, Signature
from plans.status import BALLOTED, Status

_numbers = count(1)


def user(name: str = "Fatima", **extra: Any) -> User:
    """A resident with a confirmed e-mail address."""
    extra.setdefault("email", f"mens{next(_numbers)}@example.org")
    made = User.objects.create_user(name=name, **extra)
    EmailAddress.objects.create(user=made, email=made.email, verified=True, primary=True)
    return made


def edition(phase: Phase = Phase.SUBMISSION, **extra: Any) -> Edition:
    """An edition in `phase`, by its schedule too: each phase lasts 10 days and the present one began yesterday."""
    number = next(_numbers)
    area = Area.objects.create(name=f"Schalkwijk {number}")
    for name, colour in (("Europawijk", "ocean"), ("Meerwijk", "jade")):
        Neighbourhood.objects.create(area=area, name=name, colour=colour)
    extra.setdefault("slug", f"schalkwijk-{number}")
    made = Edition.objects.create(
        area=area, phase=phase, **{"name": f"Schalkwijk aan Zet {number}", "budget_cents": 7_000_000, **extra}
    )
    for name in ("Elkaar ontmoeten", "Groen & duurzaam"):
        Theme.objects.create(edition=made, name=name)
    set_schedule(made, phase)
    return made


def set_schedule(made: Edition, phase: Phase) -> None:
    """Lays the five windows of ten days end to end so that `phase` began a day ago."""
    order = list(NUMBERED)
    at = {Phase.PREPARATION: -1, Phase.COUNTING: 4, Phase.CLOSED: 5}
    place = order.index(phase) if phase in order else at[phase]
    start = clock.now() - timedelta(days=10 * place + 1)
    made.windows.all().delete()
    PhaseWindow.objects.bulk_create(
        PhaseWindow(
            edition=made,
            phase=each,
            starts_at=start + timedelta(days=10 * number),
            ends_at=start + timedelta(days=10 * (number + 1)),
        )
        for number, each in enumerate(order)
    )


def role(person: User, where: Edition, what: Role) -> EditionRole:
    return EditionRole.objects.create(user=person, edition=where, role=what)


def staff(where: Edition, *roles: Role, **extra: Any) -> User:
    """A member of staff with these roles in `where`."""
    made = user(**{"name": "Joke", **extra})
    for each in roles:
        role(made, where, each)
    return made


def plan(
    where: Edition | None = None, status: Status = Status.SUBMITTED, cost_cents: int = 100_000, **extra: Any
) -> Plan:
    """A plan with one cost line of `cost_cents`; on or past the ballot it costs that there too."""
    where = where or edition()
    extra.setdefault("maker", None)
    extra["maker"] = extra["maker"] or user("Omar")
    extra.setdefault("title", f"Plan {next(_numbers)}")
    extra.setdefault("theme", where.themes.first())
    extra.setdefault("neighbourhood", where.area.neighbourhoods.first())
    if status not in (Status.DRAFT, Status.WITHDRAWN):
        extra.setdefault("submitted_at", clock.now())
    if status is Status.IN_CHECK:
        extra.setdefault("check_started_at", clock.now())
    if status in BALLOTED:
        extra.setdefault("ballot_cents", cost_cents)
    if status is Status.MERGED and "merged_into" not in extra:
        # Of another edition, so that lists of this one hold what was asked for, and open to nobody.
        extra["merged_into"] = plan(status=Status.WITHDRAWN)
    made = Plan.objects.create(
        edition=where,
        status=status,
        **{"summary": "Een plek voor iedereen.", "body": "Wij willen een plek.", "place": "Italiëlaan 1", **extra},
    )
    CostLine.objects.create(plan=made, label="Materiaal", cents=cost_cents)
    return made


def likes(for_plan: Plan, number: int) -> None:
    """`number` likes of as many new people."""
    people = User.objects.bulk_create(
        User(email=f"liker{next(_numbers)}@example.org", name="Liker", password="!") for _ in range(number)
    )
    Like.objects.bulk_create(Like(plan=for_plan, user=person) for person in people)


def signatures(for_plan: Plan, number: int, by: User | None = None) -> None:
    """`number` signatures of as many new people on paper."""
    by = by or user("Joke")
    Signature.objects.bulk_create(
        Signature(
            plan=for_plan,
            person_hash=f"{next(_numbers):064}",
            name="Wil Jansen",
            postcode="2034AB",
            house_number="1",
            entered_by=by,
            entered_at=clock.now(),
        )
        for _ in range(number)
    )


def photo(for_plan: Plan, alt: str = "Een boom", **extra: Any) -> PlanPhoto:
    """The next photo of a plan: one blue pixel, with the files of a real one."""
    name = uuid.uuid4().hex
    made = PlanPhoto(plan=for_plan, alt=alt, digest=name, added_by=for_plan.maker, **extra)
    made.position = for_plan.photos.count()
    for field, ending, kind in ((made.card, "webp", "WEBP"), (made.image, "jpg", "JPEG")):
        field.save(f"{name}.{ending}", picture(kind), save=False)
    made.save()
    return made


def picture(
    kind: str = "JPEG", size: tuple[int, int] = (1, 1), mode: str = "RGB", **options: Any
) -> ContentFile[bytes]:
    """A picture as a file, of one colour."""
    out = BytesIO()
    Image.new(mode, size, 0).save(out, kind, **options)
    return ContentFile(out.getvalue(), name=f"foto.{kind.lower()}")


def moment(day: int = 1, hour: int = 12) -> datetime:
    return datetime(2026, 9, day, hour, tzinfo=UTC)


def birthday(years: int) -> date:
    today = clock.now().date()
    return date(today.year - years, 1, 1)
