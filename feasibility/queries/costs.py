"""What a plan costs according to its maker and to the city, side by side. Euro cents."""

from dataclasses import dataclass

from editions.models import Edition
from feasibility.cost_gap import Comparison, Post, compare
from feasibility.models import CostDossier, CostEstimate, TableRules
from plans.models import CostLine, Plan


@dataclass(frozen=True)
class CostRow:
    """One post: the maker's line (None: the maker left it out) and the city's estimate (None: not yet)."""

    line: CostLine | None
    estimate: CostEstimate | None

    @property
    def label(self) -> str:
        return self.line.label if self.line else self.estimate.label if self.estimate else ""

    @property
    def post(self) -> Post:
        maker = (self.line.cents or 0) if self.line else 0
        if self.estimate is None:
            return Post(maker)
        return Post(maker, self.estimate.low_cents, self.estimate.high_cents)


@dataclass(frozen=True)
class CostSheet:
    """All posts of a plan with their comparison, and the talk about it. `share` is in percent."""

    rows: tuple[CostRow, ...]
    comparison: Comparison
    dossier: CostDossier | None
    share: int

    @property
    def estimated(self) -> bool:
        return any(row.estimate for row in self.rows)

    @property
    def needs_explanation(self) -> bool:
        return self.comparison.needs_explanation(self.share)

    @property
    def unexplained(self) -> bool:
        return self.needs_explanation and not (self.dossier and self.dossier.explanation)


def rules_of(edition: Edition) -> TableRules:
    """What the table of an edition agreed on; the usual terms where nothing was agreed."""
    return TableRules.objects.filter(edition=edition).first() or TableRules(edition=edition)


def is_shared(plan: Plan) -> bool:
    """Whether its makers may read the city's estimate. One query."""
    return CostDossier.objects.filter(plan=plan, shared_at__isnull=False).exists()


def cost_sheet(plan: Plan, edition: Edition) -> CostSheet:
    """The sheet of one plan. Four queries."""
    rows = cost_rows(plan)
    dossier = (
        CostDossier.objects.filter(plan=plan).select_related("explained_by", "replied_by", "second_look_by").first()
    )
    share = rules_of(edition).cost_gap_percent
    return CostSheet(rows, compare(row.post for row in rows), dossier, share)


def comparison_of(plan: Plan) -> Comparison:
    return compare(row.post for row in cost_rows(plan))


def cost_rows(plan: Plan) -> tuple[CostRow, ...]:
    """The maker's lines in their order, then what the city added."""
    estimates = list(plan.estimates.select_related("by"))
    by_line = {estimate.line_id: estimate for estimate in estimates if estimate.line_id}
    lines = [CostRow(line, by_line.get(line.pk)) for line in plan.cost_lines.all()]
    return (*lines, *(CostRow(None, estimate) for estimate in estimates if estimate.line_id is None))


def public_costs(plan: Plan) -> CostSheet | None:
    """What everybody may read about the costs of a plan: only with its public verdict, and when there is something."""
    if plan.edition.verdicts_published_at is None:
        return None
    sheet = cost_sheet(plan, plan.edition)
    return sheet if sheet.estimated else None
