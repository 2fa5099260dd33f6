"""Sections of a report about judging: organisation, distribution, progress, comparison."""

from collections import Counter
from decimal import Decimal
from typing import Final

from django.utils import timezone

from appraisal.enums import (
    OrganisationPredicateValue,
)
from appraisal.models import (
    OrganisationPredicate,
)
from personnel.enums import UnitKind
from personnel.models import Period, Unit
from reports.documents.report_content import (
    Cell,
    Column,
    Figure,
    IntervalColumns,
    Kind,
    ReportSection,
    ReportTable,
)
from reports.documents.report_findings import apart_in_one_group
from reports.documents.summary_content import AgencySummaryContent
from reports.documents.summary_findings import (
    pattern_sentences,
    predicate_rows,
    units_late_first,
)
from reports.rules.comparison import share_groups, share_interval
from sabang_kinerja.common.numbers import rounded


def percent(count: int, total: int) -> Decimal | None:
    """A share in per cent with one decimal; nothing of nobody."""
    return rounded(Decimal(100 * count) / total, 1) if total else None


def organisation_section(unit: Unit, period: Period) -> ReportSection:
    """Predicates of the unit and, in the city's report, of its agencies: one query."""
    rows = OrganisationPredicate.objects.filter(
        period=period, unit__path__startswith=unit.path
    ).select_related("unit")
    kinds = (UnitKind.AGENCY,) if unit.kind == UnitKind.CITY else tuple(UnitKind)
    found = [row for row in rows.order_by("unit__name", "unit_id") if row.unit.kind in kinds]
    fixed = Counter(str(row.predicate) for row in found if row.is_fixed)
    words = [
        f"{fixed[value]} {OrganisationPredicateValue(value).label}"
        for value in OrganisationPredicateValue.values
        if fixed[value]
    ]
    open_ones = len(found) - sum(fixed.values())
    sentences = [f"Predikat organisasi yang ditetapkan: {', '.join(words)}."] if words else []
    waiting = [f"{open_ones} predikat organisasi belum ditetapkan."] if open_ones else []
    table = ReportTable(
        key="organisasi",
        title="Predikat organisasi",
        columns=(
            Column("Unit", width=30),
            Column("Predikat", width=16),
            Column("Ditetapkan", Kind.DAY, 13),
            Column("Dasar penetapan", width=41),
        ),
        rows=tuple(
            (
                row.unit.name,
                row.get_predicate_display() if row.is_fixed else "belum ditetapkan",
                timezone.localtime(row.fixed_at).date() if row.is_fixed and row.fixed_at else None,
                row.basis if row.is_fixed else "",
            )
            for row in found
        ),
        empty="Predikat organisasi belum dimulai pada periode ini.",
    )
    return ReportSection(
        key="capaian",
        title="Predikat dan capaian organisasi",
        sentences=(*sentences, *waiting),
        decide=tuple(waiting) if words else (),
        tables=(table,),
    )


_BARS: Final = "Batang: persen pegawai, dengan jumlah orang di atasnya."
_CURVE: Final = "Garis putus: kurva pola, hanya gambaran; yang mengikat adalah batasnya."


def distribution_section(summary: AgencySummaryContent) -> ReportSection:
    """Predicates beside the pattern with its curve; nothing is read anew."""
    rows: list[tuple[Cell, ...]] = [
        (row.name, row.count, rounded(row.percent, 1), row.limit, row.outcome)
        for row in predicate_rows(summary)
    ]
    table = ReportTable(
        key="sebaran",
        title=f"Sebaran predikat {summary.evaluated} pegawai",
        columns=(
            Column("Predikat", width=24),
            Column("Jumlah", Kind.WHOLE, 12),
            Column("Persen", Kind.PERCENT, 12),
            Column("Batas pola", width=34),
            Column("Hasil", width=18),
        ),
        rows=tuple(rows) if summary.evaluated else (),
        total=("Jumlah", summary.evaluated, Decimal("100.0"), "", "") if summary.evaluated else (),
        note=_BARS if summary.organisation_predicate is None else f"{_BARS} {_CURVE}",
        empty="Belum ada pegawai yang dinilai.",
        figure=Figure.DISTRIBUTION if summary.evaluated else Figure.NONE,
    )
    return ReportSection(
        key="sebaran",
        title="Sebaran predikat",
        sentences=tuple(pattern_sentences(summary)),
        tables=(table,),
    )


def progress_section(summary: AgencySummaryContent) -> ReportSection:
    """Plans and evaluations by unit, those with most left first; nothing is read anew."""
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            unit.name,
            unit.employees,
            unit.plans_fixed,
            unit.evaluated,
            percent(unit.evaluated, unit.employees),
        )
        for unit in units_late_first(summary)
    )
    people, done = summary.employees, summary.evaluated
    table = ReportTable(
        key="kemajuan",
        title="Kemajuan per perangkat daerah" if summary.of_city else "Kemajuan per unit kerja",
        columns=(
            Column("Unit kerja", width=42),
            Column("Pegawai", Kind.WHOLE, 12),
            Column("SKP ditetapkan", Kind.WHOLE, 14),
            Column("Evaluasi selesai", Kind.WHOLE, 14),
            Column("Persen selesai", Kind.PERCENT, 18),
        ),
        rows=rows,
        total=("Jumlah", people, summary.plans_fixed, done, percent(done, people)) if rows else (),
        empty="Belum ada unit kerja dengan pegawai yang wajib SKP.",
    )
    return ReportSection(key="kemajuan", title="Kemajuan SKP dan evaluasi", tables=(table,))


def comparison_section(summary: AgencySummaryContent) -> ReportSection:
    """Units by their share of Baik or better: groups that cannot be told apart, never a rank."""
    units = [unit for unit in summary.units if unit.evaluated]
    groups = share_groups([(unit.good, unit.evaluated) for unit in units])
    lines = sorted(zip(groups, units, strict=True), key=lambda one: (one[0], one[1].name))
    rows = []
    for group, unit in lines:
        low, high = share_interval(unit.good, unit.evaluated)
        rows.append(
            (
                unit.name,
                unit.evaluated,
                percent(unit.good, unit.evaluated),
                rounded(100 * low, 1),
                rounded(100 * high, 1),
                group,
            )
        )
    sentences: list[str] = []
    if len(set(groups)) == 1 and len(units) > 1:
        alike = "Unit-unit ini tidak dapat dibedakan satu dari yang lain."
        sentences = apart_in_one_group(units) or [alike]
    table = ReportTable(
        key="perbandingan",
        title="Bagian pegawai berpredikat Baik atau Sangat Baik",
        columns=(
            Column("Unit kerja", width=42),
            Column("Dinilai", Kind.WHOLE, 10),
            Column("Persen", Kind.PERCENT, 10),
            Column("Rentang, dari", Kind.PERCENT, 13),
            Column("sampai", Kind.PERCENT, 12),
            Column("Kelompok", Kind.WHOLE, 13),
        ),
        rows=tuple(rows),
        note=(
            "Rentang 95 %. Unit yang rentangnya bertumpang tindih, langsung atau melalui unit "
            "lain, berada dalam satu kelompok, disusun menurut nama."
        ),
        empty="Belum ada unit dengan pegawai yang dinilai.",
        figure=Figure.INTERVALS if rows else Figure.NONE,
        intervals=IntervalColumns(label=0, at=2, lower=3, upper=4, least=0, most=100),
    )
    return ReportSection(
        key="perbandingan",
        title="Perbandingan perangkat daerah" if summary.of_city else "Perbandingan unit kerja",
        sentences=tuple(sentences),
        tables=(table,),
    )
