"""Yearly plans with their sums."""

from dataclasses import dataclass

from django.db.models import Count, F, QuerySet, Sum

from training.models import YearPlan, YearPlanLine


def with_sums(plans: QuerySet[YearPlan]) -> QuerySet[YearPlan]:
    """Add up lines, participants and cost (rupiah) of each plan in the same query."""
    return plans.select_related("agency").annotate(
        trainings=Count("lines"),
        people=Sum("lines__participants"),
        cost=Sum(F("lines__participants") * F("lines__cost")),
    )


@dataclass(frozen=True, slots=True)
class PlanSums:
    """Participants and cost of one plan, and what is left of its budget (negative when over)."""

    participants: int
    cost: int
    left: int

    @property
    def share(self) -> float:
        """Cost over budget, at most 1; 0 without a budget."""
        budget = self.cost + self.left
        return min(1.0, self.cost / budget) if budget > 0 else 0.0


def sums_of(plan: YearPlan, lines: list[YearPlanLine]) -> PlanSums:
    """Add up the lines of a plan."""
    cost = sum(line.total for line in lines)
    return PlanSums(sum(line.participants for line in lines), cost, plan.budget - cost)
