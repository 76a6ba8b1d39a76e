"""The vote opens with at least one plan, also when silence settles the ballot in the very step."""

import pytest
from django.db import transaction

from common.errors import Refused
from editions.models import Edition
from lifecycle import effects
from plans.status import Status
from tests.feasibility.judged import OFF, fresh, judged, pass_the_term, with_a_plain_yes

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
