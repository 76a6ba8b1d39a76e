"""The rules of an edition's vote: as they are set, as they would be fixed now, and as they were fixed."""

from dataclasses import replace

from common.errors import Refused
from editions.models import Edition
from editions.phases import Phase
from plans.models import Plan
from plans.pairs import excluding_pairs
from plans.queries import ballot_plans
from plans.status import Status
from voting.counting.rules import Completion, Method, Misfit, Rules, Tie, changed_since, fingerprint, from_text
from voting.models import VotingRules

NEVER_FIXED = "De spelregels zijn bij het openen van de stemming niet vastgelegd. Tel niet en laat dit onderzoeken."
TAMPERED = "De vastgelegde spelregels passen niet bij hun vingerafdruk. Tel niet en laat dit onderzoeken."
CHANGED = (
    "Er is iets veranderd sinds de stemming openging: %s. Zo mag niemand tellen. Zet het terug of laat dit onderzoeken."
)
WORDS = {
    "budget_cents": "het budget",
    "prices_cents": "de plannen of hun prijzen",
    "pairs": "de plannen die elkaar uitsluiten",
    "voting_age": "de leeftijd",
    "opens_at": "de datum van openen",
    "closes_at": "de datum van sluiten",
    "method": "de telmethode",
    "misfit": "wat er gebeurt als een plan niet past",
    "minimum_votes": "het minimum aan stemmen",
    "tie": "de regel bij een gelijke stand",
    "completion": "wat er met geld gebeurt dat over is",
    "min_plans": "hoeveel plannen een stemmer ten minste kiest",
    "max_plans": "hoeveel plannen een stemmer ten hoogste kiest",
}


def settings_of(edition: Edition) -> VotingRules:
    """The settings as they stand; those of a new edition when nobody touched them. Not saved."""
    return VotingRules.objects.filter(edition=edition).first() or VotingRules(edition=edition)


def withdrawn_plans(edition: Edition) -> dict[int, int]:
    """Plans withdrawn after the vote opened, with their prices: only then does a withdrawn plan have one."""
    gone = Plan.objects.of(edition).filter(status=Status.WITHDRAWN, ballot_cents__isnull=False)
    return {plan: cents for plan, cents in gone.values_list("pk", "ballot_cents") if cents is not None}


def present_rules(edition: Edition, settings: VotingRules | None = None) -> Rules:
    """All that decides, as the edition, its plans and its settings say now."""
    settings = settings or settings_of(edition)
    gone = withdrawn_plans(edition)
    prices = gone | {plan: cents or 0 for plan, cents in ballot_plans(edition).values_list("pk", "ballot_cents")}
    window = edition.schedule().get(Phase.VOTING)
    return Rules(
        budget=edition.budget_cents,
        prices=prices,
        pairs=tuple(excluding_pairs(prices)) if settings.pairs_exclude else (),
        method=Method(settings.method),
        misfit=Misfit(settings.misfit),
        minimum_votes=settings.minimum_votes,
        tie=Tie(settings.tie),
        completion=Completion(settings.completion),
        min_plans=settings.min_plans,
        max_plans=settings.max_plans,
        voting_age=edition.voting_age,
        opens_at=window.starts_at.isoformat() if window else "",
        closes_at=window.ends_at.isoformat() if window else "",
        points=settings.points,
        withdrawn=frozenset(gone),
    )


def rules_to_count_by(edition: Edition) -> tuple[VotingRules, Rules]:
    """The rules as fixed, with the plans withdrawn since. Raises Refused when the present world says otherwise."""
    settings = settings_of(edition)
    if not settings.frozen_at:
        raise Refused(NEVER_FIXED)
    if fingerprint(settings.text) != settings.sha256:
        raise Refused(TAMPERED)
    frozen, present = from_text(settings.text), present_rules(edition, settings)
    changed = changed_since(frozen, present)
    if changed:
        raise Refused(CHANGED % ", ".join(WORDS.get(name, name) for name in changed))
    return settings, replace(frozen, withdrawn=present.withdrawn)


def public_rules(edition: Edition) -> VotingRules | None:
    """The rules that everybody may read: from the opening of the vote on."""
    return VotingRules.objects.filter(edition=edition, frozen_at__isnull=False).first()
