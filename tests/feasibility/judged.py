"""A table whose verdicts are public, for tests of what comes after."""

from datetime import datetime, timedelta

from common import clock
from editions.models import Edition
from feasibility.models import MakerAnswer, TableRules
from feasibility.queries.after import deadline, request_of
from feasibility.queries.costs import rules_of
from feasibility.quick_test import Outcome
from mail.models import Notice
from plans.models import Plan
from plans.status import Status
from tests import make
from tests.feasibility.table import Table, condition, judge, laid, publish

ACCEPTED, ADAPTED = MakerAnswer.Kind.ACCEPTED, MakerAnswer.Kind.ADAPTED
OFF = TableRules.Silence.OFF_BALLOT


def judged(silence: str = TableRules.Silence.ACCEPTED, outcome: Outcome = Outcome.YES_PROVIDED, days: int = 5) -> Table:
    """One plan with `outcome`, public; its makers have `days` days (the vote opens in nine)."""
    table = laid()
    TableRules.objects.create(edition=table.edition, silence=silence, answer_days=days)
    if outcome is Outcome.YES_PROVIDED:
        condition(table)
    judge(table, outcome=outcome, way_on="Vraag het aan het fonds." if outcome is Outcome.NO else "")
    publish(table)
    table.edition.refresh_from_db()
    return table


def with_a_plain_yes(table: Table) -> Plan:
    """Another plan on the ballot, so that the ballot is never empty."""
    return make.plan(table.edition, Status.ON_BALLOT)


def pass_the_term(table: Table, by: timedelta = timedelta()) -> None:
    """Moves the clock to the end of the makers' term, or past it."""
    clock.move(end_of(table) - clock.now() + by)


def end_of(table: Table) -> datetime:
    plan = Plan.objects.select_related("reconsideration").get(pk=table.plan.pk)
    edition = Edition.objects.get(pk=table.edition.pk)
    return deadline(edition, rules_of(edition), request_of(plan)).end


def fresh(table: Table) -> Plan:
    return Plan.objects.get(pk=table.plan.pk)


def told(table: Table, key: str = "") -> list[Notice]:
    """What the makers of the plan were told, by the beginning of its key."""
    return list(Notice.objects.filter(key__startswith=f"plan:{table.plan.pk}:{key}").order_by("pk"))
