"""Who may do what at the table. Nobody judges their own plan, whatever roles they have."""

from dataclasses import dataclass, replace

from editions.models import Edition, Role
from feasibility.models import Question, Reconsideration, Verdict
from feasibility.quick_test import Discipline
from plans.models import Plan

TABLE_ROLES = (Role.CHECKER, Role.CHAIR, Role.PARTNER, Role.LEADER)


@dataclass(frozen=True)
class Person:
    """Somebody at the table of an edition: their roles there, and the disciplines that they have a seat for.

    `assigned` are the plans with their disciplines that this person answers for, as checker or deputy; `elsewhere`
    those of their own disciplines for which others were chosen. What stands in neither is for everybody with that seat.
    """

    user_id: int
    roles: frozenset[Role]
    disciplines: frozenset[Discipline]
    assigned: frozenset[tuple[int, Discipline]] = frozenset()
    elsewhere: frozenset[tuple[int, Discipline]] = frozenset()

    def about(self, plan: Plan) -> "Person":
        """The same person with only the disciplines that they answer for about this plan."""
        mine = frozenset(each for each in self.disciplines if (plan.pk, each) not in self.elsewhere)
        return replace(self, disciplines=mine)

    def is_assigned(self, plan: Plan) -> bool:
        return any(plan_id == plan.pk for plan_id, _ in self.assigned)


def may_answer(person: Person, question: Question, plan: Plan) -> bool:
    """A checker answers for their own disciplines, unless others were chosen for this plan; the chair may answer every
    question."""
    own_seat = Role.CHECKER in person.roles and question.discipline in person.about(plan).disciplines
    return (own_seat or Role.CHAIR in person.roles) and not is_own_plan(person, plan)


def may_set_conditions(person: Person, plan: Plan) -> bool:
    return bool({Role.CHECKER, Role.CHAIR} & person.roles) and not is_own_plan(person, plan)


def may_estimate(person: Person, plan: Plan) -> bool:
    return may_set_conditions(person, plan)


def may_judge(person: Person, plan: Plan) -> bool:
    return Role.CHAIR in person.roles and not is_own_plan(person, plan)


def may_second(person: Person, verdict: Verdict) -> bool:
    """Who takes part in judging, but did not confirm this verdict."""
    judges = bool({Role.CHECKER, Role.CHAIR, Role.LEADER} & person.roles)
    return judges and verdict.confirmed_by_id != person.user_id and not is_own_plan(person, verdict.plan)


def may_advise(person: Person, plan: Plan) -> bool:
    return Role.PARTNER in person.roles and not is_own_plan(person, plan)


def may_confer(person: Person, plan: Plan) -> bool:
    """Who reads and writes what colleagues say, their files and connections: the table, but not who makes the plan."""
    return bool(set(TABLE_ROLES) & person.roles) and not is_own_plan(person, plan)


def may_remove(person: Person, plan: Plan, added_by: int) -> bool:
    """Whoever added a file or a connection takes it away, or the chair."""
    return may_confer(person, plan) and (added_by == person.user_id or Role.CHAIR in person.roles)


def may_publish(person: Person) -> bool:
    return bool({Role.CHAIR, Role.LEADER} & person.roles)


def may_arrange(person: Person) -> bool:
    """Setting the rules of the table, and saying who looks at which plan."""
    return bool({Role.CHAIR, Role.LEADER} & person.roles)


def may_change_flow(person: Person) -> bool:
    return bool({Role.CHAIR, Role.LEADER} & person.roles)


def may_lead_meeting(person: Person) -> bool:
    return bool({Role.CHAIR, Role.LEADER} & person.roles)


def is_kept_from(person: Person, plan: Plan, edition: Edition) -> bool:
    """Whether this person makes the plan and the verdicts are not public: what the table does with it is not for them,
    whatever roles they have."""
    return edition.verdicts_published_at is None and is_own_plan(person, plan)


def is_own_plan(person: Person, plan: Plan) -> bool:
    """Whether this person makes the plan, alone or with others."""
    return plan.maker_id == person.user_id or any(each.user_id == person.user_id for each in plan.co_makers.all())


def may_reconsider(person: Person, verdict: Verdict) -> bool:
    """Fresh eyes: who takes part in judging, but neither confirmed nor seconded this verdict."""
    spoke = person.user_id in (verdict.confirmed_by_id, verdict.seconded_by_id)
    judges = bool({Role.CHECKER, Role.CHAIR, Role.LEADER} & person.roles)
    return judges and not spoke and not is_own_plan(person, verdict.plan)


def may_handle(person: Person, verdict: Verdict, request: Reconsideration) -> bool:
    """Fresh eyes again: nor whoever asked, for somebody at the counter say."""
    return may_reconsider(person, verdict) and request.asked_by_id != person.user_id


def may_tick_off(person: Person, plan: Plan) -> bool:
    """Who says that a condition is met."""
    return bool({Role.CHAIR, Role.LEADER} & person.roles) and not is_own_plan(person, plan)
