"""Versions of the table of hours for their pages."""

from dataclasses import dataclass
from decimal import Decimal

from training.enums import HoursMeasure, Scope, TrainingForm
from training.models import HoursVersion
from training.rules.hours import HOURS_TABLE, FormCode, HoursTable, TrainingScope
from training.selectors.hours import table_of


@dataclass(frozen=True, slots=True)
class CellShown:
    """What one form counts at one level; ``measure`` empty where the officer decides."""

    measure: HoursMeasure | None
    rate: Decimal
    a_month: int | None


@dataclass(frozen=True, slots=True)
class FormLine:
    """One form with its two cells."""

    form: TrainingForm
    national: CellShown
    international: CellShown


def lines_of(table: HoursTable) -> list[FormLine]:
    """All 25 forms in the order of the law."""
    return [
        FormLine(
            form,
            _cell(table, form, Scope.NATIONAL),
            _cell(table, form, Scope.INTERNATIONAL),
        )
        for form in TrainingForm
    ]


def _cell(table: HoursTable, form: TrainingForm, scope: Scope) -> CellShown:
    rule = table.get((FormCode(form.value), TrainingScope(scope.value)))
    if rule is None:
        return CellShown(None, Decimal(0), None)
    rate = Decimal(rule.rate.numerator) / rule.rate.denominator
    return CellShown(HoursMeasure(rule.measure.value), rate, rule.a_month)


def version_lines(version: HoursVersion | None) -> list[FormLine]:
    """The lines of a version; of the delivered table for None."""
    return lines_of(HOURS_TABLE if version is None else table_of(version))
