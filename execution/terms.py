"""What maker and municipality can agree about a chosen plan: its parts, its rules, and how two versions differ.

Pure: no Django. Money in euro cents, days by the calendar of Amsterdam. Source: Bijlage 1, phase 5: quick and clear
agreements, one contact person, the partners needed, maintenance after delivery.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from theme.money import euro

# No agreement of a plan that takes one year reaches further: a later day is a slip of the fingers.
FURTHEST = timedelta(days=3 * 365)
# How many of each part an agreement can hold.
MOST = 20


class Owner(StrEnum):
    """Who sees to a condition, in the words that the table of feasibility uses too."""

    MAKER = "de plannenmaker"
    MUNICIPALITY = "de gemeente"
    PARTNER = "een partner"


class Side(StrEnum):
    """On whose behalf somebody acts. Nobody is on both sides of one agreement."""

    MAKER = "MAKER"
    MUNICIPALITY = "MUNICIPALITY"


SIDE_NAMES: Mapping[Side, str] = {Side.MAKER: "de maker", Side.MUNICIPALITY: "de gemeente"}


def may_tick(owner: str, side: Side | None) -> bool:
    """Whether this side may say that a condition of `owner` is met. For a partner either side does."""
    sides = {Owner.MAKER.value: {Side.MAKER}, Owner.MUNICIPALITY.value: {Side.MUNICIPALITY}}
    return side in sides.get(owner, set(Side))


@dataclass(frozen=True)
class Instalment:
    """A part of the grant (termijn): how much, and when or after what it is paid."""

    key: str
    cents: int
    when: str
    due_on: date | None = None

    def __str__(self) -> str:
        return f"{euro(self.cents)}: {self.when}{_by(self.due_on)}"


@dataclass(frozen=True)
class Condition:
    key: str
    text: str
    owner: str

    def __str__(self) -> str:
        return f"{self.text} (dit regelt {self.owner})"


@dataclass(frozen=True)
class Partner:
    """An organisation that joins, and what it does."""

    key: str
    name: str
    does: str

    def __str__(self) -> str:
        return f"{self.name}: {self.does}"


@dataclass(frozen=True)
class Step:
    """A milestone. At a gate somebody decides whether the plan goes on (go) or not (no-go)."""

    key: str
    title: str
    due_on: date
    gate: bool = False
    decider: str = ""

    def __str__(self) -> str:
        gate = f" – go of no-go, besluit van {self.decider}" if self.gate else ""
        return f"{self.title}{_by(self.due_on)}{gate}"


@dataclass(frozen=True)
class Terms:
    """All that one version of an agreement says."""

    grant_cents: int
    due_on: date
    contact_person: str = ""
    contact_email: str = ""
    contact_phone: str = ""
    terms: str = ""
    otherwise: str = ""
    care_who: str = ""
    care_long: str = ""
    care_paid: str = ""
    instalments: Sequence[Instalment] = field(default_factory=tuple)
    conditions: Sequence[Condition] = field(default_factory=tuple)
    partners: Sequence[Partner] = field(default_factory=tuple)
    milestones: Sequence[Step] = field(default_factory=tuple)

    @property
    def divided_cents(self) -> int:
        """How much of the grant the instalments say when it is paid."""
        return sum(each.cents for each in self.instalments)

    @property
    def undivided_cents(self) -> int:
        return self.grant_cents - self.divided_cents


Part = Instalment | Condition | Partner | Step
PARTS: Mapping[str, type[Part]] = {
    "instalments": Instalment,
    "conditions": Condition,
    "partners": Partner,
    "milestones": Step,
}
TEXTS: Mapping[str, str] = {
    "contact_person": "Aanspreekpunt",
    "contact_email": "E-mail van het aanspreekpunt",
    "contact_phone": "Telefoon van het aanspreekpunt",
    "due_on": "Klaar uiterlijk op",
    "grant_cents": "Toegekend bedrag",
    "terms": "Wat we afspreken",
    "otherwise": "Als het anders loopt",
    "care_who": "Beheer en onderhoud: wie",
    "care_long": "Beheer en onderhoud: hoe lang",
    "care_paid": "Beheer en onderhoud: wie betaalt",
}
PART_NAMES: Mapping[str, str] = {
    "instalments": "Termijn",
    "conditions": "Voorwaarde",
    "partners": "Partner",
    "milestones": "Stap",
}


def to_json(terms: Terms) -> dict[str, Any]:
    """As it is kept: plain values, days as 2026-09-19."""
    kept: dict[str, Any] = _plain(asdict(terms))
    return kept


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value


def from_json(kept: Mapping[str, Any]) -> Terms:
    """What `to_json` kept."""
    values = {key: value for key, value in kept.items() if key not in PARTS}
    parts = {name: tuple(_read(kind, each) for each in kept[name]) for name, kind in PARTS.items()}
    return Terms(**{**values, "due_on": date.fromisoformat(kept["due_on"]), **parts})


def _read(kind: type[Part], kept: Mapping[str, Any]) -> Part:
    day = kept.get("due_on")
    return kind(**({**kept, "due_on": date.fromisoformat(day)} if day else kept))


def extended(terms: Terms, before: date, until: date, ready: Collection[str] = ()) -> Terms:
    """The same terms after more time was given: what was to be ready on the last day moves along with it.

    A step whose key is in `ready` stays: it was done before the time was given.
    """
    steps = tuple(
        replace(each, due_on=until) if each.due_on == before and each.key not in ready else each
        for each in terms.milestones
    )
    return replace(terms, due_on=until, milestones=steps)


@dataclass(frozen=True)
class Problem:
    """What cannot be agreed, in a sentence. `place` is a field; `part` and `key` point into a list."""

    sentence: str
    place: str = ""
    part: str = ""
    key: str = ""


BEFORE_TODAY = "Kies een dag die nog komt."
TOO_FAR = "Deze dag ligt te ver weg. Een plan is binnen één jaar klaar, of hooguit iets later."
AFTER_THE_END = "Deze dag ligt na de laatste dag van het plan."


def problems(new: Terms, old: Terms | None, today: date) -> list[Problem]:
    """What cannot be agreed. A day that stood in `old` for the same thing may be past: what was agreed stays so."""
    return [*_money(new), *_words(new), *_days(new, old, today)]


def _money(new: Terms) -> Iterator[Problem]:
    yield from (
        Problem("Een termijn is meer dan nul euro.", "cents", "instalments", each.key)
        for each in new.instalments
        if each.cents <= 0
    )
    if new.undivided_cents < 0:
        yield Problem(
            f"De termijnen zijn samen {euro(new.divided_cents)}. Dat is {euro(-new.undivided_cents)} meer dan het "
            f"toegekende bedrag van {euro(new.grant_cents)}.",
            "cents",
            "instalments",
            new.instalments[-1].key,
        )


def _words(new: Terms) -> Iterator[Problem]:
    if not new.contact_person:
        yield Problem("Vul in wie bij de gemeente het aanspreekpunt is.", "contact_person")
    for name in PARTS:
        if len(getattr(new, name)) > MOST:
            yield Problem(f"Gebruik hoogstens {MOST} regels.", "", name)
    yield from (
        Problem("Vul in wie het besluit neemt.", "decider", "milestones", each.key)
        for each in new.milestones
        if each.gate and not each.decider
    )


def _days(new: Terms, old: Terms | None, today: date) -> Iterator[Problem]:
    if sentence := _day(new.due_on, old.due_on if old else None, today):
        yield Problem(sentence, "due_on")
    for name in ("instalments", "milestones"):
        before = {each.key: each.due_on for each in getattr(old, name)} if old else {}
        for each in getattr(new, name):
            sentence = _day(each.due_on, before.get(each.key), today)
            if not sentence and name == "milestones" and each.due_on > new.due_on:
                sentence = AFTER_THE_END
            if sentence:
                yield Problem(sentence, "due_on", name, each.key)


def _day(day: date | None, before: date | None, today: date) -> str:
    if day is None or day == before:
        return ""
    if day < today:
        return BEFORE_TODAY
    return TOO_FAR if day > today + FURTHEST else ""


@dataclass(frozen=True)
class Done:
    """What was done already, by key: it stands, whatever a new version says."""

    paid: frozenset[str] = frozenset()
    met: frozenset[str] = frozenset()
    reached: frozenset[str] = frozenset()


def undoes(new: Terms, old: Terms, done: Done) -> list[Problem]:
    """Where `new` changes or drops what was paid, met or reached under `old`."""
    kept = (
        ("instalments", done.paid, "Deze termijn is al betaald en blijft zoals zij is"),
        ("conditions", done.met, "Aan deze voorwaarde is al voldaan. Zij blijft zoals zij is"),
        ("milestones", done.reached, "Deze stap is al klaar of besloten en blijft zoals hij is"),
    )
    found = []
    for name, keys, sentence in kept:
        now = {each.key: each for each in getattr(new, name)}
        for each in getattr(old, name):
            if each.key in keys and now.get(each.key) != each:
                found.append(Problem(f"{sentence}: {each}", "", name, each.key))
    return found


@dataclass(frozen=True)
class Difference:
    """One thing that differs. Without `before` it is new, without `after` it is gone."""

    subject: str
    before: str
    after: str


def differences(old: Terms, new: Terms) -> list[Difference]:
    """What changed from `old` to `new`, in the order of an agreement."""
    texts = ((label, _text(old, name), _text(new, name)) for name, label in TEXTS.items())
    found = [Difference(*each) for each in texts if each[1] != each[2]]
    for name, label in PART_NAMES.items():
        found += _parts(label, getattr(old, name), getattr(new, name))
    return found


def _text(terms: Terms, name: str) -> str:
    value = getattr(terms, name)
    if isinstance(value, date):
        return numbers(value)
    return euro(value) if isinstance(value, int) else str(value)


def _parts(label: str, old: Iterable[Part], new: Iterable[Part]) -> Iterator[Difference]:
    before, after = {each.key: str(each) for each in old}, {each.key: str(each) for each in new}
    for key in [*before, *(key for key in after if key not in before)]:
        if before.get(key) != after.get(key):
            yield Difference(label, before.get(key, ""), after.get(key, ""))


def numbers(day: date) -> str:
    """A day as 19-9-2026."""
    return f"{day.day}-{day.month}-{day.year}"


def _by(day: date | None) -> str:
    return f", uiterlijk {numbers(day)}" if day else ""


def all_texts(terms: Terms) -> list[str]:
    """Every text that an agreement holds, for who checks that a paper says it all."""
    found = [str(getattr(terms, each.name)) for each in fields(terms) if isinstance(getattr(terms, each.name), str)]
    for name in PARTS:
        for each in getattr(terms, name):
            found += [value for key, value in asdict(each).items() if key != "key" and isinstance(value, str)]
    return [each for each in found if each]
