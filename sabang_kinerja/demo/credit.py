"""Angka kredit of the demo city: points from before 2023, and the closed years converted."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

from psycopg.types.json import Jsonb

from appraisal.enums import CreditBaseKind
from appraisal.models import CreditBase, CreditConversion, Evaluation
from appraisal.regulation import CREDIT_MONTHS
from appraisal.rules.credit import CREDIT_TABLE, PREDICATE_PERCENT, FunctionalLevel
from appraisal.rules.predicate import Predicate
from appraisal.selectors.credit_plans import PlannedConversion, plan_conversions, with_plan_columns
from appraisal.selectors.credit_posts import functional_assignments
from personnel.enums import PeriodKind, PostKind
from personnel.rules.calendar import WIB
from personnel.rules.regulation import DEFAULTS
from sabang_kinerja.demo.people import Person
from sabang_kinerja.demo.sampling import sometimes, stream
from sabang_kinerja.demo.tables import Tables

WITH_BASE: Final = 0.55
"""Share of the officers in their post before 2023 who bring points from that time."""

_DECREED: Final = date(2023, 2, 28)


def write_credit(
    years: Iterable[int], by: Person, *, seed: int, now: datetime, tables: Tables
) -> None:
    """Convert the final annual results of closed years and record some earlier points.

    The people and their results are in the database already.
    """
    versions = DEFAULTS.versions(CREDIT_MONTHS)
    for year in years:
        made_at = datetime.combine(date(year + 1, 3, 2), time(9, 30), WIB)
        if made_at > now:
            continue
        for plan in plan_conversions(list(_finals(year))):
            _write_lines(plan, by, made_at, versions, tables)
        tables.flush()
    _write_bases(by, seed, now, tables)
    tables.flush()


def _finals(year: int) -> Iterable[Evaluation]:
    return with_plan_columns(
        Evaluation.objects.filter(
            period__year__year=year,
            period__kind=PeriodKind.ANNUAL,
            plan__assignment__post__kind=PostKind.FUNCTIONAL,
        )
    )


def _write_lines(
    plan: PlannedConversion,
    by: Person,
    made_at: datetime,
    versions: dict[str, str],
    tables: Tables,
) -> None:
    evaluation = plan.evaluation
    year = evaluation.period.year.year
    for line in plan.lines:
        run = line.run
        tables[CreditConversion].add(
            evaluation_id=evaluation.pk,
            revision=evaluation.revision,
            employee_id=evaluation.plan.employee_id,
            year=year,
            starts=date(year, run.first, 1),
            ends=date(year + run.last // 12, run.last % 12 + 1, 1) - timedelta(days=1),
            months=run.months,
            level=run.level.value,
            predicate=evaluation.predicate,
            percent=PREDICATE_PERCENT[Predicate(evaluation.predicate)],
            coefficient=CREDIT_TABLE[run.level].coefficient,
            points=line.points,
            versions=Jsonb(versions),
            made_by_id=by.user_id,
            made_at=made_at,
        )


def _write_bases(by: Person, seed: int, now: datetime, tables: Tables) -> None:
    """Integrasi: a share of the next rank's minimum for officers in their level before 2023."""
    held = functional_assignments(now.date()).filter(effective_from__lt=date(2023, 1, 1))
    rows = held.order_by("employee_id").values_list("employee_id", "post__level")
    for number, (employee_id, level) in enumerate(rows, start=1):
        chance = stream(seed, "credit base", employee_id)
        if not sometimes(chance, WITH_BASE):
            continue
        minimum = CREDIT_TABLE[FunctionalLevel(level)].rank_minimum
        tables[CreditBase].add(
            employee_id=employee_id,
            kind=CreditBaseKind.FORMER,
            level=level,
            points=(minimum * chance.randint(15, 88) / 100).quantize(Decimal("0.001")),
            effective_on=date(2022, 12, 31),
            decree_number=f"821.2/{1000 + number}/2023",
            decree_date=_DECREED,
            note="Penyesuaian angka kredit konvensional",
            recorded_by_id=by.user_id,
            recorded_at=datetime.combine(_DECREED, time(10, 0), WIB),
        )
