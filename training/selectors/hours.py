"""Hours: by which table a record counts, and how a year stands for a person or for many."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.db.models import Count, Q, Sum

from personnel.models import Employee
from personnel.selectors.regulation import regulation_on
from training.enums import RecordState, Scope, TrainingForm
from training.models import HoursVersion, TrainingRecord
from training.regulation import CEILING, FLOOR
from training.rules.counters import Verified, YearHours, year_hours
from training.rules.hours import (
    HOURS_TABLE,
    FactMissing,
    FormCode,
    HoursRule,
    HoursTable,
    Measure,
    NotDefined,
    TrainingFacts,
    TrainingScope,
    training_hours,
)

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class TableInForce:
    """The table of hours of a day; ``version`` is None for the delivered one."""

    table: HoursTable
    version: HoursVersion | None


@dataclass(frozen=True, slots=True)
class Computed:
    """Hours by the table: ``hours`` None where the table has no value or a fact is missing.

    ``missing`` names the fact: days, programme_hours or sessions.
    """

    hours: Decimal | None
    version: HoursVersion | None
    missing: str = ""


def table_on(day: date) -> TableInForce:
    """The table that holds for what ended on ``day``."""
    version = (
        HoursVersion.objects.filter(published_at__isnull=False, valid_from__lte=day)
        .prefetch_related("cells")
        .order_by("-valid_from")
        .first()
    )
    if version is None:
        return TableInForce(HOURS_TABLE, None)
    return TableInForce(table_of(version), version)


def table_of(version: HoursVersion) -> HoursTable:
    """The cells of a version as the rule reads them."""
    return {
        (FormCode(cell.form), TrainingScope(cell.scope)): HoursRule(
            Measure(cell.measure), Fraction(cell.rate), cell.a_month
        )
        for cell in version.cells.all()
    }


def computed_hours(
    form: TrainingForm | str, scope: Scope | str, facts: TrainingFacts, *, in_force: TableInForce
) -> Computed:
    """Hours of one training by a table, rounded down to hundredths."""
    try:
        hours = training_hours(FormCode(form), TrainingScope(scope), facts, in_force.table)
    except NotDefined:
        return Computed(None, in_force.version)
    except FactMissing as missing:
        return Computed(None, in_force.version, str(missing))
    exact = Decimal(hours.numerator * 100 // hours.denominator) / 100
    return Computed(exact.quantize(CENT), in_force.version)


@dataclass(frozen=True, slots=True)
class Limits:
    """Hours asked of PNS, and counted for PPPK, in one year."""

    floor: Decimal
    ceiling: Decimal

    def of(self, employee: Employee) -> Decimal:
        """The limit that holds for a person."""
        return self.ceiling if employee.is_contract else self.floor


def limits_of_year(year: int) -> Limits:
    """The limits as they hold on the last day of the year."""
    regulation = regulation_on(date(year, 12, 31))
    return Limits(Decimal(regulation.whole(FLOOR)), Decimal(regulation.whole(CEILING)))


def hours_of_person(employee: Employee, year: int) -> YearHours:
    """How one person's year stands, with what does not count by record (two queries)."""
    verified = [
        Verified(pk, day, hours or Decimal(0))
        for pk, day, hours in TrainingRecord.objects.filter(employee=employee)
        .of_year(year)
        .verified()
        .values_list("pk", "ends_on", "hours_approved")
    ]
    limit = limits_of_year(year).of(employee)
    return year_hours(verified, is_contract=employee.is_contract, limit=limit)


@dataclass(frozen=True, slots=True)
class PersonHours:
    """A line of a list: the person's year, and the hours that still wait for verification."""

    hours: YearHours
    waiting: Decimal
    waiting_records: int


def hours_of_people(people: Collection[Employee], year: int) -> dict[int, PersonHours]:
    """How the year stands for many, in two queries whatever their number."""
    limits = limits_of_year(year)
    totals = defaultdict(
        lambda: (Decimal(0), Decimal(0), 0),
        {
            row["employee"]: (
                row["approved"] or Decimal(0), row["waiting"] or Decimal(0), row["count"],
            )
            for row in TrainingRecord.objects.filter(employee__in=[one.pk for one in people])
            .of_year(year)
            .order_by()
            .values("employee")
            .annotate(
                approved=Sum("hours_approved"),
                waiting=Sum("hours_claimed", filter=Q(state=RecordState.SUBMITTED)),
                count=Count("pk", filter=Q(state=RecordState.SUBMITTED)),
            )
        },
    )  # fmt: skip
    last = date(year, 12, 31)
    found = {}
    for one in people:
        approved, waiting, count = totals[one.pk]
        hours = year_hours(
            [Verified(one.pk, last, approved)], is_contract=one.is_contract, limit=limits.of(one)
        )
        found[one.pk] = PersonHours(hours, waiting, count)
    return found
