"""The allowance recap of a month: every row says what it was computed from."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appraisal.enums import MeasureLevel
from appraisal.enums import Predicate as PredicateWord
from appraisal.models import AttendanceFactor, DisciplinaryMeasure, Evaluation
from appraisal.models.evaluations import RATED
from appraisal.regulation import (
    ALLOWANCE_BASE,
    ALLOWANCE_CUT,
    ALLOWANCE_OF_PREDICATE,
    ALLOWANCE_PERIOD,
    ALLOWANCE_WEIGHT,
)
from appraisal.rules.allowance import Allowance, AllowanceFactors, monthly_allowance
from appraisal.rules.improvement import months_later
from appraisal.rules.predicate import Predicate
from personnel.enums import EXEMPT_STATUSES, EmployeeKind, PeriodKind, YearMode
from personnel.models import Assignment, Period, Unit
from personnel.rules.nip import group_nip
from personnel.rules.regulation import Regulation
from sabang_kinerja.common.numbers import format_decimal

HEADINGS: Final = (
    gettext_lazy("NIP"),
    gettext_lazy("Nama"),
    gettext_lazy("Jabatan"),
    gettext_lazy("Kelas jabatan"),
    gettext_lazy("Predikat periodik"),
    gettext_lazy("TPP dasar (Rp)"),
    gettext_lazy("Produktivitas (%)"),
    gettext_lazy("Disiplin (%)"),
    gettext_lazy("Sebelum potongan (Rp)"),
    gettext_lazy("Potongan (Rp)"),
    gettext_lazy("Jumlah (Rp)"),
    gettext_lazy("Keterangan"),
)
WIDTHS: Final = (22, 34, 34, 8, 18, 16, 14, 12, 18, 16, 16, 60)


@dataclass(frozen=True, slots=True)
class AllowanceRow:
    """One person: ``result`` is ``None`` where something is missing; ``notes`` say what."""

    assignment: Assignment
    base: Decimal
    predicate: str
    attendance: Decimal
    result: Allowance | None
    notes: list[str]

    @property
    def predicate_label(self) -> str:
        """The periodic predicate's word; empty while there is none."""
        return str(PredicateWord(self.predicate).label) if self.predicate else ""


@dataclass(frozen=True, slots=True)
class Recap:
    """A month of one agency."""

    month: date
    period: Period | None
    rows: list[AllowanceRow]
    total: Decimal

    @property
    def incomplete(self) -> int:
        """Rows without an amount."""
        return sum(row.result is None for row in self.rows)


def allowance_factors(regulation: Regulation) -> AllowanceFactors:
    """The factors in force, as the rule takes them."""
    table = regulation.table(ALLOWANCE_OF_PREDICATE)
    return AllowanceFactors(
        Decimal(regulation.whole(ALLOWANCE_WEIGHT)),
        {Predicate(key): Decimal(value) for key, value in table.items()},
        Decimal(regulation.whole(ALLOWANCE_CUT)),
    )


def period_of_month(month: date, regulation: Regulation) -> Period | None:
    """The periodic period whose predicate counts for a month, as the setting says."""
    counting = Period.objects.filter(year__mode=YearMode.REAL).select_related("year")
    periods = counting.exclude(kind=PeriodKind.ANNUAL)
    if regulation.choice(ALLOWANCE_PERIOD) == "same":
        return periods.filter(starts__lte=month, ends__gte=month).order_by("-starts").first()
    return periods.filter(ends__lt=month).order_by("-ends", "-starts").first()


def allowance_recap(month: date, agency: Unit, regulation: Regulation) -> Recap:
    """Everybody of an agency who owed a plan at the end of the month (a constant number of reads).

    ``month`` is its first day. ``agency`` may be any unit; those below it are counted with it.
    """
    last = months_later(month, 1) - timedelta(days=1)
    assignments = list(
        Assignment.objects.on(last)
        .definitive()
        .filter(post__unit__path__startswith=agency.path)
        .exclude(employee__legal_status__in=EXEMPT_STATUSES)
        .exclude(employee__kind=EmployeeKind.STATE_OFFICIAL)
        .select_related("employee", "post__unit")
        .order_by("employee__name", "pk")
    )
    ids = [row.employee_id for row in assignments]
    period = period_of_month(month, regulation)
    predicates = dict(
        Evaluation.objects.filter(period=period, state__in=RATED, plan__employee__in=ids)
        .order_by("plan__starts", "plan__version")
        .values_list("plan__employee_id", "predicate")
    )
    attendance = dict(
        AttendanceFactor.objects.filter(month=month, employee__in=ids).values_list(
            "employee_id", "factor"
        )
    )
    measures = set(
        DisciplinaryMeasure.objects.filter(
            employee__in=ids,
            level=MeasureLevel.MEDIUM,
            effective_from__lte=last,
            effective_until__gte=month,
        ).values_list("employee_id", flat=True)
    )
    bases = {key: Decimal(value) for key, value in regulation.table(ALLOWANCE_BASE).items()}
    factors = allowance_factors(regulation)
    rows = [
        _row(
            one,
            bases.get(str(one.post.post_class), Decimal(0)),
            predicates.get(one.employee_id, ""),
            attendance.get(one.employee_id),
            factors,
            is_cut=one.employee_id in measures,
        )
        for one in assignments
    ]
    total = sum((row.result.amount for row in rows if row.result), Decimal(0))
    return Recap(month, period, rows, total)


def _row(
    assignment: Assignment,
    base: Decimal,
    predicate: str,
    attendance: Decimal | None,
    factors: AllowanceFactors,
    *,
    is_cut: bool,
) -> AllowanceRow:
    notes = []
    if not predicate:
        notes.append(_("predikat periodik belum ada"))
    if not base:
        notes.append(_("TPP dasar kelas jabatan ini belum ditetapkan"))
    if attendance is None:
        notes.append(_("kehadiran belum diimpor, dihitung 1"))
    if is_cut:
        notes.append(
            _("hukuman disiplin sedang: dipotong %(percent)s %%")
            % {"percent": format_decimal(factors.discipline_cut)}
        )
    present = Decimal(1) if attendance is None else attendance
    result = (
        monthly_allowance(base, Predicate(predicate), present, is_cut=is_cut, factors=factors)
        if predicate and base
        else None
    )
    return AllowanceRow(assignment, base, predicate, present, result, notes)


def formula_words(row: AllowanceRow, factors: AllowanceFactors) -> str:
    """How one amount came about, with its numbers."""
    if row.result is None:
        return ""
    return _(
        "%(base)s × (%(weight)s %% × %(factor)s + %(rest)s %% × %(attendance)s) = %(before)s"
    ) % {
        "base": format_decimal(row.base),
        "weight": format_decimal(factors.productivity_weight),
        "factor": format_decimal(factors.of_predicate[Predicate(row.predicate)]),
        "rest": format_decimal(100 - factors.productivity_weight),
        "attendance": format_decimal(row.attendance),
        "before": format_decimal(row.result.before_cut),
    }


def recap_lines(recap: Recap, factors: AllowanceFactors) -> list[tuple[str | int, ...]]:
    """The recap as cells of a spreadsheet; amounts are numbers."""
    return [
        (
            group_nip(row.assignment.employee.nip or ""),
            row.assignment.employee.full_name,
            row.assignment.post.title,
            row.assignment.post.post_class or "",
            row.predicate_label,
            int(row.base),
            *_amounts(row),
            "; ".join([*row.notes, formula_words(row, factors)]).strip("; "),
        )
        for row in recap.rows
    ]


def _amounts(row: AllowanceRow) -> tuple[str | int, ...]:
    if row.result is None:
        return ("",) * 5
    return (
        format_decimal(row.result.productivity),
        format_decimal(row.result.discipline),
        int(row.result.before_cut),
        int(row.result.cut),
        int(row.result.amount),
    )
