"""Agencies beside each other in the city's chapter on fairness: patterns and objections."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from appraisal.enums import OrganisationPredicateValue
from appraisal.models import DeviationReason, Objection, OrganisationPredicate
from appraisal.regulation import SMALL_UNIT
from appraisal.rules.fairness import SMALLEST_CELL
from appraisal.selectors.pattern_figure import deviation_words
from appraisal.selectors.patterns import Pattern, pattern_of
from reports.documents.report_content import Cell, Column, Kind, ReportTable
from reports.rules.comparison import share_interval
from reports.rules.disclosure import hidden_cells
from reports.selectors.report_judging import percent
from reports.selectors.report_scope import ReportScope
from sabang_kinerja.common.numbers import rounded

HIDDEN: Final = "tertutup"
"""Stands where a figure is not shown because it would tell of few people."""

HIDDEN_NOTE: Final = (
    f"Tertutup: angka tidak ditampilkan karena ada jumlah di bawah {SMALLEST_CELL}."
)


def patterns_of_agencies(scope: ReportScope) -> tuple[dict[int, Pattern], frozenset[int]]:
    """Agencies with results beside their pattern, and who wrote why it is left: two queries."""
    predicates: dict[int, list[str]] = defaultdict(list)
    for employee, one in scope.judged.items():
        if (place := scope.unit_of[employee]) != scope.unit.pk:
            predicates[place].append(one.predicate)
    organisations = {
        row.unit_id: row
        for row in OrganisationPredicate.objects.filter(period=scope.period, unit__in=predicates)
    }
    reasons = (
        DeviationReason.objects.filter(period=scope.period, unit__in=predicates)
        .exclude(text="")
        .values_list("unit", flat=True)
    )
    small = scope.regulation.whole(SMALL_UNIT)
    return {
        pk: pattern_of(organisations.get(pk), predicates[pk], small, of_agency=True)
        for pk in scope.units
        if pk in predicates
    }, frozenset(reasons)


def patterns_table(
    scope: ReportScope, patterns: Mapping[int, Pattern], reasons: frozenset[int]
) -> ReportTable:
    """What ``patterns_of_agencies`` read, an agency a line in the order of names."""
    return ReportTable(
        key="keadilan-pola",
        title="Sebaran predikat setiap perangkat daerah terhadap polanya",
        columns=(
            Column("Perangkat daerah", width=30),
            Column("Predikat organisasi", width=16),
            Column("Dinilai", Kind.WHOLE, 10),
            Column("Terhadap pola", width=30),
            Column("Alasan", width=14),
        ),
        rows=tuple(
            (
                scope.names[pk],
                str(OrganisationPredicateValue(one.value).label) if one.value else "belum ada",
                one.total,
                _pattern_words(one),
                ("tertulis" if pk in reasons else "belum ditulis") if one.left else "–",
            )
            for pk, one in patterns.items()
        ),
        note="Pola adalah pertimbangan pimpinan; penyimpangan boleh dengan alasan.",
        empty="Belum ada perangkat daerah dengan pegawai yang dinilai.",
    )


def _pattern_words(one: Pattern) -> str:
    if one.value is None:
        return "belum dapat dibandingkan"
    if one.is_small:
        return "terlalu sedikit untuk dibandingkan"
    return "; ".join(deviation_words(check) for check in one.left) or "sesuai"


def objections_table(scope: ReportScope) -> ReportTable:
    """Objections by agency in the order of names: whoever objects uses a right: one query."""
    rated: dict[int, set[int]] = defaultdict(set)
    for employee in scope.judged:
        rated[scope.unit_of[employee]].add(employee)
    objected: dict[int, set[int]] = defaultdict(set)
    for employee in Objection.objects.filter(
        evaluation__period=scope.period, evaluation__plan__employee__in=scope.unit_of
    ).values_list("evaluation__plan__employee", flat=True):
        objected[scope.unit_of[employee]].add(employee)
        rated[scope.unit_of[employee]].add(employee)
    counts = {
        pk: {"objected": len(objected[pk]), "not": len(rated[pk] - objected[pk])}
        for pk in scope.units
        if rated[pk]
    }
    hidden = hidden_cells(counts)
    if hidden is None:
        hidden = frozenset((pk, "objected") for pk in counts if objected[pk])
    return ReportTable(
        key="keadilan-keberatan",
        title="Pegawai yang mengajukan keberatan",
        columns=(
            Column("Perangkat daerah", width=36),
            Column("Dinilai", Kind.WHOLE, 11),
            Column("Keberatan", Kind.WHOLE, 15),
            Column("Persen", Kind.PERCENT, 12),
            Column("Rentang, dari", Kind.PERCENT, 13),
            Column("sampai", Kind.PERCENT, 13),
        ),
        rows=tuple(
            (
                scope.names[pk],
                len(rated[pk]),
                *(
                    (HIDDEN,) * 4
                    if {(pk, "objected"), (pk, "not")} & hidden
                    else _share(one["objected"], len(rated[pk]))
                ),
            )
            for pk, one in counts.items()
        ),
        note=(
            "Rentang 95 %. Keberatan adalah hak pegawai; banyaknya bukan ukuran mutu. "
            f"{HIDDEN_NOTE}"
        ),
        empty="Belum ada pegawai yang dinilai.",
    )


def _share(count: int, total: int) -> tuple[Cell, ...]:
    low, high = share_interval(count, total)
    return count, percent(count, total), rounded(100 * low, 1), rounded(100 * high, 1)
