"""The city's chapter on fairness: what the existing analyses found, without telling of anybody.

Only the city's report has it: an agency's readers may not read comparisons of groups, and nobody
who reads a report may read how one supervisor rates (decision 0021).
"""

from typing import Final

from appraisal.rules.adverse_impact import Selection
from appraisal.rules.fairness import SMALLEST_CELL
from appraisal.selectors.fairness import CityFairness, FairnessRow, city_fairness
from appraisal.selectors.yardstick import SeverityCounts, severity_counts
from personnel.enums import PeriodKind
from reports.documents.report_content import Cell, Column, Kind, ReportSection, ReportTable
from reports.selectors.report_agencies import (
    HIDDEN,
    HIDDEN_NOTE,
    objections_table,
    patterns_of_agencies,
    patterns_table,
)
from reports.selectors.report_judging import percent
from reports.selectors.report_scope import ReportScope
from sabang_kinerja.common.numbers import rounded

_FEW: Final = f"kurang dari {SMALLEST_CELL}"


def fairness_section(scope: ReportScope) -> ReportSection:
    """Groups, supervisors, patterns and objections of the city: seven queries, one fewer in a
    period that is no year, as groups are compared by annual results only.
    """
    is_year = scope.period.kind == PeriodKind.ANNUAL
    city = city_fairness(scope.period.year) if is_year else None
    severity = severity_counts(scope.period, scope.day)
    patterns, reasons = patterns_of_agencies(scope)
    left = [pk for pk, one in patterns.items() if one.left]
    silent = [pk for pk in left if pk not in reasons]
    waiting = []
    if city is not None and city.differing:
        waiting.append(
            f"{city.differing} perbandingan kelompok berbeda di antara pegawai yang sejenis; "
            "proses dan kriterianya perlu ditinjau."
        )
    if silent:
        waiting.append(
            f"{len(silent)} perangkat daerah menyimpang dari pola tanpa alasan tertulis."
        )
    sentences = [
        "Tanda di bawah ini membuka peninjauan proses dan kriteria. Tidak ada nilai yang diubah "
        "oleh mesin.",
        *_group_sentences(city),
        *waiting,
    ]
    return ReportSection(
        key="keadilan",
        title="Keadilan",
        sentences=tuple(sentences),
        decide=tuple(waiting),
        tables=(
            _rates_table(city),
            _comparison_table(city),
            _severity_table(severity),
            patterns_table(scope, patterns, reasons),
            objections_table(scope),
        ),
    )


def _group_sentences(city: CityFairness | None) -> list[str]:
    if city is None or not city.people:
        return []
    sentences = [f"Perbandingan kelompok dihitung dari {city.people} hasil tahunan."]
    if city.unknown:
        sentences.append(
            f"{city.unknown} di antaranya tanpa jenis kelamin atau tanggal lahir dan tidak ikut "
            "dalam pembeda itu."
        )
    if not city.differing:
        sentences.append("Di antara pegawai yang sejenis tidak ditemukan perbedaan hasil.")
    return sentences


def _empty(city: CityFairness | None) -> str:
    if city is None:
        return "Kelompok dibandingkan dalam laporan tahunan."
    return "Belum ada dua kelompok yang dapat dibandingkan."


def _rates_table(city: CityFairness | None) -> ReportTable:
    """Every group of every question once, with how many the outcome reached."""
    rows: dict[tuple[str, str, str], tuple[Cell, ...]] = {}
    for trait, found in city.traits if city else ():
        for row in found:
            one = row.found
            for name, counts in (
                (row.reference, one.reference_selection),
                (row.group, one.selection),
            ):
                cells = (HIDDEN,) * 3 if one.is_hidden else _rate(counts)
                rows[trait, row.outcome, name] = (trait, row.outcome, name, *cells)
    return ReportTable(
        key="keadilan-kelompok",
        title="Hasil yang baik menurut kelompok",
        columns=(
            Column("Pembeda", width=18),
            Column("Hasil", width=28),
            Column("Kelompok", width=20),
            Column("Jumlah", Kind.WHOLE, 11),
            Column("Dari", Kind.WHOLE, 11),
            Column("Persen", Kind.PERCENT, 12),
        ),
        rows=tuple(rows.values()),
        note=HIDDEN_NOTE,
        empty=_empty(city),
    )


def _rate(counts: Selection) -> tuple[Cell, ...]:
    return counts.selected, counts.total, percent(counts.selected, counts.total)


def _comparison_table(city: CityFairness | None) -> ReportTable:
    return ReportTable(
        key="keadilan-selisih",
        title="Setiap kelompok di samping kelompok yang bagiannya tertinggi",
        columns=(
            Column("Hasil", width=17),
            Column("Kelompok", width=14),
            Column("Pembanding", width=14),
            Column("Rasio", Kind.INDEX, 10),
            Column("Selisih, dari", Kind.PERCENT, 10),
            Column("sampai", Kind.PERCENT, 10),
            Column("Sejenis", width=13),
            Column("Tanda", width=14),
        ),
        rows=tuple(map(_comparison, city.rows)) if city else (),
        note=(
            "Rasio: bagian kelompok dibagi bagian pembanding; di bawah 0,80 berarti kurang dari "
            "empat per lima. Selisih dalam poin persen, rentang 95 %. Sejenis: pegawai dengan "
            f"rumpun tugas dan jenjang jabatan yang sama. {HIDDEN_NOTE}"
        ),
        empty=_empty(city),
    )


def _comparison(row: FairnessRow) -> tuple[Cell, ...]:
    one = row.found
    if one.is_hidden:
        return (row.outcome, row.group, row.reference, *(HIDDEN,) * 4, row.light)
    low, high = one.interval
    within = "berbeda" if one.differs_within else "tidak berbeda"
    return (
        row.outcome,
        row.group,
        row.reference,
        None if one.ratio is None else rounded(one.ratio, 2),
        rounded(100 * low, 1),
        rounded(100 * high, 1),
        within if one.within else "tidak ada",
        row.light,
    )


def _severity_table(found: SeverityCounts) -> ReportTable:
    rows: tuple[tuple[Cell, ...], ...] = (
        ("Pegawai yang dinilai", found.people),
        ("Pejabat penilai yang menilai", found.supervisors),
        ("di antaranya dapat dibandingkan dengan penilai sejenis", found.compared),
        ("berbeda dari penilai sejenis", _few(found.flagged, found.compared)),
        ("perbedaannya sejalan dengan capaian kinerja", _few(found.explained, found.compared)),
    )
    return ReportTable(
        key="keadilan-penilai",
        title="Tolok ukur pejabat penilai",
        columns=(Column("Ukuran", width=72), Column("Jumlah", Kind.WHOLE, 28)),
        rows=rows if found.supervisors else (),
        note=(
            "Penilai yang murah hati dan tim yang baik tidak dapat dibedakan oleh angka; tanda "
            "membuka percakapan. Siapa penilainya hanya dibaca oleh penilai itu sendiri dan "
            "pemimpin kalibrasinya."
        ),
        empty="Belum ada penilaian pada periode ini.",
    )


def _few(count: int, of: int) -> Cell:
    """A count of supervisors, unless it or the rest is so small that it points at somebody."""
    if of - count < SMALLEST_CELL:
        return HIDDEN
    return count if count >= SMALLEST_CELL else _FEW
