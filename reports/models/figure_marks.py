"""Triggers that mark what the figures of units must be counted anew for.

The tables belong to rooms below, which know nothing of reports; proxies put the triggers there. A
trigger fires only when something changes that is counted, and inserts one narrow row: writing a
plan or preparing a rating costs nothing.
"""

from collections.abc import Iterable
from typing import Final

import pgtrigger

from appraisal.models import Evaluation, Objection, Plan
from appraisal.models.evaluations import RATED
from appraisal.selectors.objections import OPEN
from personnel.enums import AssignmentKind
from personnel.models import Assignment, Employee, Post
from reports.models.figures import FIXED_PLANS, MARKS


def _in(column: str, values: Iterable[str]) -> str:
    """Whether a column has one of the values: SQL with ``{row}`` for the row."""
    listed = ", ".join(f"'{value}'" for value in values)
    return f"{{row}}.{column} IN ({listed})"


_SERVES: Final = _in("kind", [AssignmentKind.DEFINITIVE])
_PLAN_FIXED: Final = _in("state", FIXED_PLANS)
_RATED: Final = _in("state", RATED)
_OPEN: Final = _in("state", OPEN)


def _on_change(columns: str, values: str, watched: Iterable[str]) -> pgtrigger.Trigger:
    """Mark for what a row was and what it is when one of the ``watched`` terms changes.

    ``values`` are for ``columns`` of the mark. Terms and values have ``{row}`` for the row.
    """
    changed = " OR ".join(
        f"({term.format(row='OLD')}) IS DISTINCT FROM ({term.format(row='NEW')})"
        for term in watched
    )
    return pgtrigger.Trigger(
        name="figures_on_update",
        when=pgtrigger.After,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(f"({changed})"),
        func=f"{_mark(columns, values, 'OLD')} {_mark(columns, values, 'NEW')} RETURN NULL;",
    )


def _on_all(
    columns: str, values: str, watched: Iterable[str], counted: str
) -> list[pgtrigger.Trigger]:
    """As ``_on_change``, and for a row that comes or goes while it is ``counted``."""
    return [
        pgtrigger.Trigger(
            name="figures_on_insert",
            when=pgtrigger.After,
            operation=pgtrigger.Insert,
            condition=pgtrigger.Condition(counted.format(row="NEW")),
            func=f"{_mark(columns, values, 'NEW')} RETURN NULL;",
        ),
        _on_change(columns, values, watched),
        pgtrigger.Trigger(
            name="figures_on_delete",
            when=pgtrigger.After,
            operation=pgtrigger.Delete,
            condition=pgtrigger.Condition(counted.format(row="OLD")),
            func=f"{_mark(columns, values, 'OLD')} RETURN NULL;",
        ),
    ]


def _mark(columns: str, values: str, row: str) -> str:
    # The names come from this file, never from outside.
    return f"INSERT INTO {MARKS} ({columns}) {values.format(row=row)};"


class MarkedAssignment(Assignment):
    """Who serves where."""

    class Meta:
        proxy = True
        default_permissions = ()
        triggers = _on_all(
            "unit, since",
            "SELECT unit_id, {row}.effective_from FROM personnel_post WHERE id = {row}.post_id",
            [
                _SERVES,
                "{row}.employee_id",
                "{row}.post_id",
                "{row}.effective_from",
                "{row}.effective_until",
            ],
            _SERVES,
        )


class MarkedPost(Post):
    """In which unit a post stands: one that moves takes its people with it."""

    class Meta:
        proxy = True
        default_permissions = ()
        triggers = [_on_change("unit", "VALUES ({row}.unit_id)", ["{row}.unit_id"])]


class MarkedEmployee(Employee):
    """Who owes a plan; people come and go with their assignments."""

    class Meta:
        proxy = True
        default_permissions = ()
        triggers = [_on_change("person", "VALUES ({row}.id)", ["{row}.kind", "{row}.legal_status"])]


class MarkedPlan(Plan):
    """Whose plan is fixed, and which one speaks last."""

    class Meta:
        proxy = True
        default_permissions = ()
        triggers = _on_all(
            "person, year",
            "VALUES ({row}.employee_id, {row}.year_id)",
            [
                _PLAN_FIXED,
                "{row}.employee_id",
                "{row}.year_id",
                "{row}.starts",
                "{row}.version",
            ],
            _PLAN_FIXED,
        )


class MarkedEvaluation(Evaluation):
    """Whose result is fixed."""

    class Meta:
        proxy = True
        default_permissions = ()
        triggers = _on_all(
            "person, period",
            "SELECT employee_id, {row}.period_id FROM appraisal_plan WHERE id = {row}.plan_id",
            [f"CASE WHEN {_RATED} THEN {{row}}.predicate END", "{row}.plan_id", "{row}.period_id"],
            _RATED,
        )


class MarkedObjection(Objection):
    """Which objection waits for a decision."""

    class Meta:
        proxy = True
        default_permissions = ()
        triggers = _on_all(
            "person, period",
            "SELECT p.employee_id, e.period_id FROM appraisal_evaluation e"
            " JOIN appraisal_plan p ON p.id = e.plan_id WHERE e.id = {row}.evaluation_id",
            [_OPEN, "{row}.evaluation_id"],
            _OPEN,
        )
