"""Sections of a report about what stands beside and follows: citizens, help, points, allowance."""

from collections import Counter, defaultdict
from decimal import Decimal

from django.db.models import Count, Sum

from appraisal.enums import CreditLevel, ImprovementState
from appraisal.models import CreditConversion, ImprovementPlan
from appraisal.selectors.allowances import allowance_recap
from feedback.enums import DataQuality
from feedback.selectors.public_city import CityRow, rows_within
from personnel.models import Unit
from reports.documents.report_content import (
    Cell,
    Column,
    Figure,
    IntervalColumns,
    Kind,
    ReportSection,
    ReportTable,
)
from reports.selectors.report_scope import ReportScope, in_order, unit_below


def citizens_section(scope: ReportScope) -> ReportSection:
    """Closed surveys of the unit and those below; a red figure is never shown: one query."""
    found = rows_within(scope.unit, scope.period.starts, scope.period.ends)
    red = sum(1 for row in found if row.verdict == DataQuality.RED)
    told = [row for row in found if row.index is not None]
    sentences = []
    if red:
        sentences.append(
            f"{red} survei belum mewakili penerima layanan; nilainya tidak ditampilkan dan tidak "
            "dipakai."
        )
    if found:
        sentences.append("Survei mengukur unit, bukan orang; tidak ada rumus yang memakainya.")
    table = ReportTable(
        key="survei",
        title="Indeks Kepuasan Masyarakat",
        columns=(
            Column("Unit", width=16),
            Column("Periode survei", width=11),
            Column("Jawaban", Kind.WHOLE, 10),
            Column("IKM", Kind.INDEX, 8),
            Column("Rentang, dari", Kind.INDEX, 11),
            Column("sampai", Kind.INDEX, 9),
            Column("Mutu pelayanan", width=14),
            Column("Mutu data", width=11),
            Column("Kelompok", width=10),
        ),
        rows=tuple(_survey_row(row) for row in found),
        note=(
            "Rentang 95 %. Unit yang rentangnya bertumpang tindih, langsung atau melalui unit "
            "lain, berada dalam satu kelompok; kelompok dibentuk dari seluruh unit kota pada "
            "periode survei yang sama."
        ),
        empty="Tidak ada survei yang ditutup pada periode ini.",
        figure=Figure.INTERVALS if told else Figure.NONE,
        intervals=IntervalColumns(label=0, at=3, lower=4, upper=5, least=25, most=100),
    )
    return ReportSection(
        key="survei", title="Suara warga", sentences=tuple(sentences), tables=(table,)
    )


def _survey_row(row: CityRow) -> tuple[Cell, ...]:
    return (
        row.unit.name,
        row.period.label,
        row.n,
        row.index,
        row.lower,
        row.upper,
        row.certainty if row.index is not None else "tidak ditampilkan",
        str(row.verdict.label),
        f"Kelompok {row.group}" if row.group else "–",
    )


def improvement_section(scope: ReportScope) -> ReportSection:
    """Improvement plans that ran in the period, by state: one query."""
    plans = list(
        ImprovementPlan.objects.filter(
            employee__in=scope.unit_of,
            starts__lte=scope.period.ends,
            ends__gte=scope.period.starts,
        ).values_list("state", "ends")
    )
    counts = Counter(state for state, _ends in plans)
    late = sum(1 for state, ends in plans if state == ImprovementState.RUNNING and ends < scope.day)
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (str(state.label), counts[state]) for state in ImprovementState if counts[state]
    )
    table = ReportTable(
        key="perbaikan",
        title="Rencana perbaikan menurut keadaannya",
        columns=(Column("Keadaan", width=70), Column("Jumlah", Kind.WHOLE, 30)),
        rows=rows,
        total=("Jumlah", len(plans)) if rows else (),
        empty="Tidak ada rencana perbaikan yang berjalan pada periode ini.",
    )
    waiting = (f"{late} rencana perbaikan lewat waktu dan belum disimpulkan.",) if late else ()
    return ReportSection(
        key="perbaikan",
        title="Rencana perbaikan",
        sentences=waiting,
        decide=waiting,
        tables=(table,),
    )


def credit_section(scope: ReportScope) -> ReportSection:
    """Angka kredit converted for months of the period, by level: two queries.

    Who rose in the period stands at both levels, and is one person in the sum.
    """
    converted = CreditConversion.objects.in_force().filter(
        employee__in=scope.unit_of,
        starts__gte=scope.period.starts,
        ends__lte=scope.period.ends,
    )
    found = {
        level: (people, points)
        for level, people, points in converted.values_list("level")
        .annotate(people=Count("employee", distinct=True), points=Sum("points"))
        .order_by()
    }
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (str(level.label), *found[level]) for level in CreditLevel if level in found
    )
    points = sum((one for _people, one in found.values()), Decimal(0))
    table = ReportTable(
        key="angka-kredit",
        title="Angka kredit hasil konversi",
        columns=(
            Column("Jenjang", width=50),
            Column("Pegawai", Kind.WHOLE, 20),
            Column("Angka kredit", Kind.POINTS, 30),
        ),
        rows=rows,
        total=("Jumlah", converted.aggregate(n=Count("employee", distinct=True))["n"], points)
        if rows
        else (),
        note=(
            "Konversi yang berlaku untuk bulan-bulan pada periode ini. Pegawai yang naik jenjang "
            "tercatat pada kedua jenjang, dan dihitung satu kali dalam jumlah."
        ),
        empty="Tidak ada konversi yang berlaku untuk periode ini.",
    )
    return ReportSection(key="angka-kredit", title="Angka kredit", tables=(table,))


def allowance_section(scope: ReportScope) -> ReportSection:
    """The allowance recap of the period's last month that has begun, by unit: five queries."""
    month = scope.day.replace(day=1)
    recap = allowance_recap(month, scope.unit, scope.regulation)
    totals: dict[int, Decimal] = defaultdict(Decimal)
    people, complete = Counter[int](), Counter[int]()
    for row in recap.rows:
        place = unit_below(scope.unit, row.assignment.post.unit.path)
        people[place] += 1
        if row.result is not None:
            complete[place] += 1
            totals[place] += row.result.amount
    names = dict(Unit.objects.filter(pk__in=people).values_list("pk", "name"))
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (names[pk], people[pk], complete[pk], totals[pk] if complete[pk] else None)
        for pk in in_order(people, scope.unit, names)
    )
    sentences = []
    if recap.incomplete:
        sentences.append(
            f"{recap.incomplete} dari {len(recap.rows)} pegawai belum memiliki jumlah karena "
            "predikat periodik atau TPP dasarnya belum ada."
        )
    total = (recap.total,) if complete else (None,)
    table = ReportTable(
        key="tpp",
        title=f"Rekap TPP bulan {month:%m-%Y}",
        columns=(
            Column("Unit kerja", width=46),
            Column("Pegawai", Kind.WHOLE, 14),
            Column("Lengkap", Kind.WHOLE, 14),
            Column("Jumlah (Rp)", Kind.RUPIAH, 26),
        ),
        rows=rows,
        total=("Jumlah", len(recap.rows), complete.total(), *total) if rows else (),
        note="Menurut ketentuan yang berlaku pada akhir bulan; bukan daftar pembayaran.",
        empty="Tidak ada pegawai pada bulan ini.",
    )
    return ReportSection(
        key="tpp",
        title="Tambahan penghasilan pegawai",
        sentences=tuple(sentences),
        tables=(table,),
    )
