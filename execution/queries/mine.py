"""Chosen plans for whoever makes them: how each goes, and what its makers can do now."""

from collections.abc import Iterable
from dataclasses import dataclass

from common import clock
from editions.phases import Activity, why_not
from execution.looks import LOOKS, Look
from execution.models import Agreement
from execution.queries.versions import Sheet, sheet_of, with_versions
from execution.states import State
from execution.terms import Side
from plans.models import Plan
from plans.status import WON


@dataclass(frozen=True)
class OwnAgreement:
    """An agreement as its maker meets it among their plans. `is_open`: makers can still change something."""

    agreement: Agreement
    sheet: Sheet
    is_open: bool

    @property
    def look(self) -> Look:
        return LOOKS[self.agreement.current]

    @property
    def may_confirm(self) -> bool:
        return self.is_open and self.sheet.may_confirm

    @property
    def waits_for_municipality(self) -> bool:
        """Whether the maker said yes and the municipality did not yet."""
        return self.sheet.waits_for_municipality and not self.sheet.waits_for_maker

    @property
    def may_tell(self) -> bool:
        """Whether there is something to spend from and to tell about: once both said yes, also when it is done."""
        return self.is_open and self.agreement.current is not State.NEW

    @property
    def may_say_how_it_goes(self) -> bool:
        return self.may_tell and self.agreement.is_going_on


def own_agreements(plans: Iterable[Plan]) -> dict[int, OwnAgreement]:
    """Of somebody's own plans the agreements, by number of the plan. Eight queries, none when no plan was chosen."""
    chosen = {plan.pk: plan for plan in plans if plan.state in WON}
    if not chosen:
        return {}
    found = with_versions(Agreement.objects.filter(plan__in=chosen)).prefetch_related("milestones")
    own, moment = {}, clock.now()
    for agreement in found:
        edition = chosen[agreement.plan_id].edition
        is_open = why_not(Activity.EXECUTE, edition.current_phase, edition.schedule(), moment) is None
        own[agreement.plan_id] = OwnAgreement(agreement, sheet_of(agreement, Side.MAKER), is_open)
    return own
