"""What an agreement says now, what was proposed, and how the versions differ."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from common import clock
from editions.models import Edition
from execution.models import Agreement, AgreementVersion, ChangeRequest, Extension
from execution.terms import PARTS, Difference, Done, Instalment, Side, Terms, differences, extended
from execution.texts import CARE_LONG, CARE_PAID, CARE_WHO, FIRST_SHARE, OTHERWISE, SECOND_SHARE, TERMS

# Bijlage 1: agreements are made within two weeks after the result.
TERM = timedelta(days=14)
# What a row holds of a part of the terms; the rest of the row tells what was done about it.
FIELDS = {
    "instalments": ("key", "cents", "when", "due_on"),
    "conditions": ("key", "text", "owner"),
    "milestones": ("key", "title", "due_on", "gate", "decider"),
}


def present(agreement: Agreement) -> Terms:
    """What stands in the rows of the agreement now."""
    from_rows = {
        "instalments": agreement.instalments.all(),
        "conditions": agreement.conditions.all(),
        "milestones": agreement.milestones.all(),
    }
    parts: dict[str, Any] = {
        name: tuple(PARTS[name](**{each: getattr(row, each) for each in FIELDS[name]}) for row in rows)
        for name, rows in from_rows.items()
    }
    return Terms(
        grant_cents=agreement.grant_cents,
        due_on=agreement.due_on,
        contact_person=agreement.contact_person,
        contact_email=agreement.contact_email,
        contact_phone=agreement.contact_phone,
        terms=agreement.terms,
        **parts,
    )


def done(agreement: Agreement) -> Done:
    """What was paid, met or reached, by key."""
    return Done(
        paid=frozenset(each.key for each in agreement.instalments.all() if each.paid_on),
        met=frozenset(each.key for each in agreement.conditions.all() if each.met_at),
        reached=frozenset(each.key for each in agreement.milestones.all() if each.done_on or each.decision),
    )


def draft(agreement: Agreement) -> Terms:
    """Where a first version starts: what was opened after the vote, and texts that fit most plans."""
    grant = agreement.grant_cents
    first = grant * FIRST_SHARE // 100 // 100 * 100 or grant
    shares = [Instalment("", first, "Als maker en gemeente deze afspraak bevestigden")]
    if grant > first:
        shares.append(Instalment("", grant - first, SECOND_SHARE))
    return replace(
        present(agreement),
        instalments=tuple(shares),
        terms=agreement.terms or TERMS,
        otherwise=OTHERWISE,
        care_who=CARE_WHO,
        care_long=CARE_LONG,
        care_paid=CARE_PAID,
    )


@dataclass(frozen=True)
class Chapter:
    """One version with what it changed, for who reads the history; `more_time` was given after it, oldest first."""

    version: AgreementVersion
    changes: Sequence[Difference]
    in_force: bool
    more_time: Sequence[Extension] = ()


@dataclass(frozen=True)
class Sheet:
    """One agreement as somebody reads it. `side` is theirs; `asked` what a maker asked and nobody answered yet."""

    agreement: Agreement
    side: Side | None
    chapters: Sequence[Chapter]
    asked: ChangeRequest | None
    answered: ChangeRequest | None

    @property
    def latest(self) -> AgreementVersion | None:
        return self.chapters[-1].version if self.chapters else None

    @property
    def in_force(self) -> AgreementVersion | None:
        return next((each.version for each in self.chapters if each.in_force), None)

    @property
    def more_time(self) -> Sequence[Extension]:
        """What was given after the latest version was written."""
        return self.chapters[-1].more_time if self.chapters else ()

    @property
    def pending(self) -> AgreementVersion | None:
        """What was proposed and is not confirmed by both."""
        return self.latest if self.latest and not self.latest.is_agreed else None

    @property
    def is_overtaken(self) -> bool:
        """Whether the plan was given more time after the pending version was written: nobody agrees to its old day."""
        return self.pending is not None and bool(self.more_time)

    @property
    def may_confirm(self) -> bool:
        asked = self.pending is not None and self.side in self.pending.waits_for
        return asked and self.agreement.is_going_on and not self.is_overtaken

    @property
    def start(self) -> Terms:
        """Where the next version starts: the latest with the time that was given since, or a draft."""
        if self.latest is None:
            return draft(self.agreement)
        return with_more_time(self.agreement, self.latest.terms, self.more_time)

    @property
    def terms_now(self) -> Terms | None:
        """What holds now: the version in force with all the time that was given since."""
        since = [each for each in self.chapters if self.in_force and each.version.number >= self.in_force.number]
        given = [extension for each in since for extension in each.more_time]
        return with_more_time(self.agreement, self.in_force.terms, given) if self.in_force else None

    @property
    def changes(self) -> list[Difference]:
        """What would change when the pending version comes into force."""
        return differences(self.terms_now, self.pending.terms) if self.terms_now and self.pending else []

    @property
    def waits_for_maker(self) -> bool:
        return self.pending is not None and Side.MAKER in self.pending.waits_for

    @property
    def waits_for_municipality(self) -> bool:
        return self.pending is not None and Side.MUNICIPALITY in self.pending.waits_for


def with_versions(agreements: QuerySet[Agreement]) -> QuerySet[Agreement]:
    """Fetches along what `sheet_of` reads, in a constant number of queries."""
    people = ("confirmed_by_maker", "confirmed_by_municipality", "proposed_by")
    versions = AgreementVersion.objects.select_related(*people)
    return agreements.prefetch_related(
        "instalments", "requests__asked_by", "extensions", Prefetch("versions", queryset=versions.order_by("number"))
    )


def sheet_of(agreement: Agreement, side: Side | None) -> Sheet:
    versions = list(agreement.versions.all())
    requests = list(agreement.requests.all())
    asked = next((each for each in requests if each.settled_at is None), None)
    answered = requests[0] if requests and not asked and requests[0].answer else None
    granted = [each for each in agreement.extensions.all() if each.granted]
    return Sheet(agreement, side, chapters_of(agreement, versions, granted), asked, answered)


def chapters_of(
    agreement: Agreement, versions: Sequence[AgreementVersion], granted: Sequence[Extension]
) -> list[Chapter]:
    """The versions, oldest first, each with the time given before the next; the last confirmed by both is in force."""
    agreed = [each.number for each in versions if each.is_agreed]
    made: list[Chapter] = []
    for each in versions:
        before = with_more_time(agreement, made[-1].version.terms, made[-1].more_time) if made else None
        changes = differences(before, each.terms) if before else []
        in_force = bool(agreed) and each.number == agreed[-1]
        made.append(Chapter(each, changes, in_force, _given_under(each, versions, granted)))
    return made


def _given_under(
    version: AgreementVersion, versions: Sequence[AgreementVersion], granted: Sequence[Extension]
) -> list[Extension]:
    """The time that was given while `version` was the latest, oldest first."""
    latest = [(each, [v for v in versions if v.proposed_at <= each.decided_at]) for each in granted if each.decided_at]
    return sorted((each for each, known in latest if known and known[-1] == version), key=lambda each: each.until)


def given_since(version: AgreementVersion) -> list[Extension]:
    """The time that was given after `version` was written, oldest first; one query."""
    given = Extension.objects.filter(agreement=version.agreement_id, granted=True)
    return list(given.filter(decided_at__gte=version.proposed_at).order_by("until"))


def with_more_time(agreement: Agreement, terms: Terms, given: Sequence[Extension]) -> Terms:
    """The terms with the time that was given; a step that stands on another day than the new one was ready by then."""
    done = [each for each in agreement.milestones.all() if each.done_on]
    for each in given:
        ready = [step.key for step in done if step.due_on == each.end_before]
        terms = extended(terms, each.end_before, each.until, ready)
    return terms


@dataclass(frozen=True)
class AgreementWork:
    """How many agreements ask something of the project leader: see `agreement_work`."""

    unconfirmed: int
    overdue: int
    changed: int
    asked: int


def agreement_work(edition: Edition) -> AgreementWork:
    """Agreements that nobody is held to yet, those of them past two weeks, changes that wait, and open questions."""
    going_on = Agreement.objects.filter(plan__edition=edition, ended_at=None)
    unsigned = Q(confirmed_by_maker_at=None) | Q(confirmed_by_municipality_at=None)
    late = unsigned & Q(opened_at__lte=clock.now() - TERM)
    last = AgreementVersion.objects.filter(agreement=OuterRef("pk")).order_by("-number")
    found = going_on.annotate(
        signed_maker=Subquery(last.values("confirmed_by_maker_at")[:1]),
        signed_city=Subquery(last.values("confirmed_by_municipality_at")[:1]),
        last_number=Subquery(last.values("number")[:1]),
        is_asked=Exists(ChangeRequest.objects.filter(agreement=OuterRef("pk"), settled_at=None)),
    ).aggregate(
        unconfirmed=Count("pk", filter=unsigned),
        overdue=Count("pk", filter=late),
        changed=Count(
            "pk",
            filter=~unsigned & Q(last_number__isnull=False) & (Q(signed_maker=None) | Q(signed_city=None)),
        ),
        asked=Count("pk", filter=Q(is_asked=True)),
    )
    return AgreementWork(**found)
