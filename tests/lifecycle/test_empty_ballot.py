"""The vote opens with at least one plan, also when silence settles the ballot in the very step."""

import pytest
from django.db import transaction

from common.errors import Refused
from editions.models import Edition
from lifecycle import effects, guards
from plans.status import Status
from tests.feasibility.judged import OFF, fresh, judged, pass_the_term, with_a_plain_yes
from voting.models import VotingRules

pytestmark = pytest.mark.django_db


def test_a_vote_without_a_plan_never_opens() -> None:
    """Silence would take the last plan off the ballot at the very step to the vote: the step is refused as a whole."""
    table = judged(OFF)
    pass_the_term(table)
    edition = Edition.objects.get(pk=table.edition.pk)
    with pytest.raises(Refused, match="geen plan meer"), transaction.atomic():
        effects.settle_the_answers(edition, None)
    assert fresh(table).state is Status.ON_BALLOT
    with_a_plain_yes(table)
    effects.settle_the_answers(edition, None)
    assert fresh(table).state is Status.NOT_FEASIBLE


def test_a_vote_by_rules_that_silence_made_impossible_never_opens() -> None:
    """Two plans must be chosen, and the step itself takes one of the two off the ballot."""
    table = judged(OFF)
    pass_the_term(table)
    with_a_plain_yes(table)
    edition = Edition.objects.get(pk=table.edition.pk)
    VotingRules.objects.update_or_create(edition=edition, defaults={"min_plans": 2})
    assert guards.rules_can_be_met(edition) == []
    with transaction.atomic():
        effects.settle_the_answers(edition, None)
        with pytest.raises(Refused, match="een stemmer moet er 2 kiezen"):
            effects.freeze_the_rules(edition, None)
    assert not VotingRules.objects.filter(edition=edition, frozen_at__isnull=False).exists()
