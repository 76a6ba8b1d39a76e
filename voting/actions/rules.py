"""The rules of a vote: set by the project leader, fixed with a hash when the vote opens."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from audit.actions import record
from common import clock
from common.errors import Refused
from editions.locks import hold_open, take
from editions.models import Edition
from editions.phases import Activity, Phase
from voting.counting.rules import as_text, fingerprint
from voting.models import VotingRules
from voting.queries.rules import present_rules, settings_of

FIXED = "De spelregels staan vast sinds de stemming openging."
SETTINGS = (*("min_plans", "max_plans", "method", "misfit", "minimum_votes", "tie", "completion", "pairs_exclude"),)


@transaction.atomic
def set_voting_rules(edition_id: int, by: int, **settings: Any) -> VotingRules:
    """Replaces the settings. What did not change is not put on record. Raises Refused once the vote opened."""
    edition = take(edition_id)
    hold_open(edition_id, Activity.PREPARE_VOTE)
    rules = settings_of(edition)
    if rules.frozen_at:
        raise Refused(FIXED)
    changed = {name: value for name, value in settings.items() if name in SETTINGS and getattr(rules, name) != value}
    for name, value in changed.items():
        setattr(rules, name, value)
    try:
        rules.full_clean(exclude=["edition", "frozen_at", "text", "sha256"])
    except ValidationError as problem:
        raise Refused(" ".join(problem.messages)) from None
    if changed:
        rules.save()
        record("voting_rules_set", edition=edition.slug, by=by, **{f"rule_{name}": v for name, v in changed.items()})
    return rules


@transaction.atomic
def freeze_rules(edition: Edition, by: int | None) -> VotingRules:
    """Fixes everything that decides, with its hash in the audit trail. A second time changes nothing."""
    rules = settings_of(take(edition.pk))
    if rules.frozen_at:
        return rules
    rules.text = as_text(present_rules(edition, rules))
    rules.frozen_at, rules.sha256 = clock.now(), fingerprint(rules.text)
    rules.save()
    record("rules_frozen", edition=edition.slug, by=by, sha256=rules.sha256)
    return rules


@transaction.atomic
def freeze_rules_late(edition_id: int) -> VotingRules:
    """For a vote that opened before rules were fixed at its opening; on record as late. Raises Refused otherwise."""
    edition = take(edition_id)
    if edition.current_phase not in (Phase.VOTING, Phase.COUNTING):
        raise Refused("Dit kan alleen tijdens de stemming en het tellen. Anders legt de stap naar de stemming ze vast.")
    if settings_of(edition).frozen_at:
        raise Refused(FIXED)
    rules = freeze_rules(edition, None)
    record("rules_frozen_late", edition=edition.slug, sha256=rules.sha256)
    return rules
