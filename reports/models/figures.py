"""Counts of every unit and period, compiled in the night so that dashboards open at once."""

from typing import Final

from django.db import models
from django.db.models import F, Q

from appraisal.enums import PlanState
from appraisal.rules.predicate import Predicate
from personnel.models import Period, Unit

FIXED_PLANS: Final = (PlanState.FIXED, PlanState.CLOSED)
"""States of a plan that both have signed."""

FIGURES: Final = ("people", "plans_fixed", *(one.value for one in Predicate), "open_objections")
"""Columns that are counted."""


class FiguresMoment(models.Model):
    """When the figures of a period were true: for all units, or there are none.

    ``day`` is the one on which it was looked who serves where, as in ``report_scope``.
    """

    period = models.OneToOneField(Period, models.CASCADE, related_name="figures_moment")
    day = models.DateField()
    as_of = models.DateTimeField()

    class Meta:
        ordering = ["period"]

    def __str__(self) -> str:
        return f"{self.period_id}: {self.as_of:%Y-%m-%d %H:%M}"


class UnitFiguresQuerySet(models.QuerySet["UnitFigures"]):
    """Words for sets of figures."""

    def within(self, unit: Unit, period: Period) -> "UnitFiguresQuerySet":
        """Figures of a unit and all below it where somebody owes a plan, in one period."""
        return self.filter(period=period, unit__path__startswith=unit.path, people__gt=0)


class UnitFigures(models.Model):
    """Counts of the people who serve in exactly this unit, those in units below it not included.

    So a report adds up what is below its unit, wherever the tree has put it by then. A person
    counts once in a period. Each predicate has a column of its name with the people who have it.

    The database does not look up unit and period of each line again: both were just read there, and
    a line that points nowhere is never shown. Period and unit are its key, and its only index: a
    number of its own, or an index for each of them, would take a third of the time in which lines
    are written, and find nothing.
    """

    pk = models.CompositePrimaryKey("period_id", "unit_id")
    unit = models.ForeignKey(
        Unit, models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    period = models.ForeignKey(
        Period, models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    people = models.PositiveIntegerField(default=0)
    plans_fixed = models.PositiveIntegerField(default=0)
    very_good = models.PositiveIntegerField(default=0)
    good = models.PositiveIntegerField(default=0)
    needs_improvement = models.PositiveIntegerField(default=0)
    poor = models.PositiveIntegerField(default=0)
    very_poor = models.PositiveIntegerField(default=0)
    open_objections = models.PositiveIntegerField(default=0)

    objects = UnitFiguresQuerySet.as_manager()

    class Meta:
        ordering = ["period", "unit"]
        constraints = [
            models.CheckConstraint(
                name="figures_within_people",
                condition=Q(plans_fixed__lte=F("people"))
                & Q(
                    people__gte=F("very_good")
                    + F("good")
                    + F("needs_improvement")
                    + F("poor")
                    + F("very_poor")
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}, {self.period_id}"

    def plus(self, other: "UnitFigures") -> "UnitFigures":
        """Both together, as of the first unit; not for saving."""
        return UnitFigures(
            unit_id=self.unit_id,
            period_id=self.period_id,
            **{one: getattr(self, one) + getattr(other, one) for one in FIGURES},
        )

    @property
    def evaluated(self) -> int:
        """People with a result."""
        return sum(self.counts.values())

    @property
    def counts(self) -> dict[Predicate, int]:
        """People by predicate."""
        return {one: getattr(self, one.value) for one in Predicate}


class FiguresMark(models.Model):
    """Something changed that figures count; written by triggers, taken away by the next compiling.

    A mark names a person or a unit, and what it does not name is meant whole: without ``year``
    every year, without ``period`` every period. ``since``: only periods whose last day is not
    before it. No foreign keys: a mark must neither hold up a writer nor keep a row from going.
    """

    person = models.BigIntegerField(null=True)
    unit = models.BigIntegerField(null=True)
    year = models.BigIntegerField(null=True)
    period = models.BigIntegerField(null=True)
    since = models.DateField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="figures_mark_names_person_or_unit",
                condition=Q(person__isnull=False) ^ Q(unit__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"


MARKS: Final = FiguresMark._meta.db_table
