"""A small city in which something happens every moment, in no sensible order.

Each happening writes the rows that figures count, as actions, imports and corrections do; what the
law would allow is not asked here.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random

from django.db.models import QuerySet

from appraisal.enums import EvaluationState, ObjectionState, PlanState, Rating
from appraisal.models import Evaluation, Objection, Plan
from appraisal.rules.predicate import PREDICATE_TABLE
from personnel.actions.units import rebuild_tree
from personnel.enums import AssignmentKind, EmployeeKind, LegalStatus
from personnel.models import Assignment, Employee, Period, Post, Unit
from tests.factories.appraisal import JANUARY
from tests.factories.personnel import (
    make_assignment,
    make_employee,
    make_post,
    make_unit,
    make_year,
)


class RestlessCity:
    """Two agencies with units below units, two years, people who come, go and are judged."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.years = [make_year(2025), make_year(2026)]
        agencies = [make_unit(), make_unit()]
        units = [make_unit(one) for one in agencies for _n in range(2)]
        make_unit(units[0])
        self.boss = make_employee()
        for _n in range(12):
            self.somebody_comes()
        for happening in (self.a_plan_is_made, self.a_result_is_made):
            for _n in range(20):
                happening()

    @property
    def units(self) -> list[Unit]:
        """The city and everything below it."""
        return list(Unit.objects.order_by("pk"))

    def something_happens(self) -> str:
        """One thing, drawn at random; its name for the message of a test that fails."""
        happening: Callable[[], None] = self.chance.choice([
            self.somebody_comes, self.somebody_moves, self.dates_are_corrected,
            self.an_assignment_goes, self.a_status_changes, self.a_post_moves,
            self.a_unit_is_merged, self.a_unit_moves, self.a_plan_is_made,
            self.a_plan_is_dated_anew,
            self.a_plan_ends, self.a_plan_goes, self.a_result_is_made, self.a_result_is_made,
            self.a_result_changes, self.a_result_goes, self.an_objection_comes,
            self.an_objection_moves,
        ])  # fmt: skip
        happening()
        return happening.__name__

    def somebody_comes(self) -> None:
        person = make_employee(assigned=False)
        make_assignment(person, make_post(self._unit()), effective_from=self._day())

    def somebody_moves(self) -> None:
        row = self._one(
            Assignment.objects.filter(effective_until=None, employee__in=self._people())
        )
        if row is None:
            return
        row.effective_until = row.effective_from + timedelta(days=self.chance.randrange(500))
        row.save()
        make_assignment(
            row.employee,
            make_post(self._unit()),
            kind=self.chance.choice([AssignmentKind.DEFINITIVE, AssignmentKind.STUDY_LEAVE]),
            effective_from=row.effective_until + timedelta(days=1),
        )

    def dates_are_corrected(self) -> None:
        row = self._one(Assignment.objects.filter(employee__in=self._people()))
        if row is not None and row.employee.assignments.count() == 1:
            row.effective_from = self._day()
            row.effective_until = None
            row.post = make_post(self._unit())
            row.save()

    def an_assignment_goes(self) -> None:
        row = self._one(Assignment.objects.filter(plans=None, employee__in=self._people()))
        if row is not None:
            row.delete()

    def a_status_changes(self) -> None:
        person = self._one(self._people())
        if person is not None:
            person.legal_status = self.chance.choice(LegalStatus.values)
            person.save()

    def a_post_moves(self) -> None:
        post = self._one(Post.objects.all())
        if post is not None:
            post.unit = self._unit()
            post.save()

    def a_unit_is_merged(self) -> None:
        gone, into = self._unit(), self._unit()
        if gone != into:
            Post.objects.filter(unit=gone).update(unit=into)
            Unit.objects.filter(pk=gone.pk).update(is_active=False)

    def a_unit_moves(self) -> None:
        unit, above = self._unit(), self._unit()
        if not above.path.startswith(unit.path):
            Unit.objects.filter(pk=unit.pk).update(parent=above)
            rebuild_tree()

    def a_plan_is_made(self) -> None:
        row = self._one(Assignment.objects.filter(employee__in=self._people()))
        if row is None:
            return
        year = self.chance.choice(self.years)
        starts = date(year.year, self.chance.choice([1, 1, 4, 7]), 1)
        there = Plan.objects.filter(assignment=row, year=year)
        states = [PlanState.CLOSED, PlanState.SUPERSEDED]
        if not there.filter(state=PlanState.FIXED).exists():
            states += [PlanState.FIXED] * 4
        Plan.objects.create(
            employee=row.employee,
            assignment=row,
            year=year,
            version=self._free_version(there),
            state=self.chance.choice(states),
            supervisor=self.boss,
            starts=starts,
            ends=date(year.year, 12, 31),
            employee_signed_at=JANUARY,
            supervisor_signed_at=JANUARY,
        )

    def _free_version(self, there: QuerySet[Plan]) -> int:
        """Before or after those that are there, so that it overtakes any of them or none."""
        taken = set(there.values_list("version", flat=True))
        return self.chance.choice([one for one in range(1, 200) if one not in taken])

    def a_plan_is_dated_anew(self) -> None:
        plan = self._one(Plan.objects.all())
        if plan is not None:
            plan.starts = date(plan.year.year, self.chance.randrange(1, 12), 1)
            plan.version = self._free_version(
                Plan.objects.filter(assignment=plan.assignment, year=plan.year)
            )
            plan.save()

    def a_plan_ends(self) -> None:
        plan = self._one(Plan.objects.filter(state=PlanState.FIXED))
        if plan is not None:
            plan.state = self.chance.choice([PlanState.CLOSED, PlanState.SUPERSEDED])
            plan.save()

    def a_plan_goes(self) -> None:
        plan = self._one(Plan.objects.filter(evaluations=None))
        if plan is not None:
            plan.delete()

    def a_result_is_made(self) -> None:
        plan = self._one(Plan.objects.all())
        if plan is None:
            return
        period = self.chance.choice(list(Period.objects.filter(year=plan.year)))
        if Evaluation.objects.filter(plan=plan, period=period).exists():
            return
        rated = self.chance.random() < 0.8
        Evaluation.objects.create(
            plan=plan,
            period=period,
            state=EvaluationState.FINAL if rated else EvaluationState.IN_RATING,
            supervisor=self.boss,
            organisation_predicate="good" if rated else "",
            fixed_at=JANUARY,
            served_at=JANUARY,
            **(self._ratings() if rated else {}),
        )

    def a_result_changes(self) -> None:
        row = self._one(Evaluation.objects.filter(state=EvaluationState.FINAL))
        if row is not None:
            Evaluation.objects.filter(pk=row.pk).update(**self._ratings())

    def a_result_goes(self) -> None:
        row = self._one(Evaluation.objects.filter(objections=None))
        if row is not None:
            row.delete()

    def an_objection_comes(self) -> None:
        row = self._one(Evaluation.objects.filter(state=EvaluationState.FINAL, objections=None))
        if row is not None:
            Objection.objects.create(
                evaluation=row,
                grounds="Bukti belum dibaca.",
                results_before=row.results_rating,
                behaviour_before=row.behaviour_rating,
                predicate_before=row.predicate,
                filed_at=JANUARY,
                decide_by=date(2027, 2, 1),
            )

    def an_objection_moves(self) -> None:
        row = self._one(Objection.objects.filter(state=ObjectionState.SUBMITTED))
        if row is not None:
            row.state = self.chance.choice(
                [ObjectionState.UNDER_REVIEW, ObjectionState.REJECTED_FORMALLY]
            )
            row.save()

    def later(self, now: datetime) -> datetime:
        """The same hour some days on, often none."""
        return now + timedelta(days=self.chance.choice([0, 0, 1, 1, 30, 200]))

    def _people(self):
        return Employee.objects.exclude(pk=self.boss.pk).exclude(kind=EmployeeKind.STATE_OFFICIAL)

    def _unit(self) -> Unit:
        return self.chance.choice([one for one in self.units if one.parent_id])

    def _day(self) -> date:
        return date(2024, 6, 1) + timedelta(days=self.chance.randrange(900))

    def _ratings(self) -> dict[str, str]:
        results, behaviour = self.chance.choice(list(PREDICATE_TABLE))
        return {
            "results_rating": Rating(results),
            "results_proposed": Rating(results),
            "behaviour_rating": Rating(behaviour),
            "behaviour_proposed": Rating(behaviour),
            "predicate": PREDICATE_TABLE[results, behaviour].value,
        }

    def _one(self, rows):
        found = list(rows.order_by("pk"))
        return self.chance.choice(found) if found else None
