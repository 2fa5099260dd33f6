"""Sections of a report about learning: training and readiness, development plans."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from django.db.models import Q
from django.utils import timezone

from appraisal.selectors.readiness import readiness_within
from personnel.models import Employee
from reports.documents.report_content import Cell, Column, Kind, ReportSection, ReportTable
from reports.selectors.report_judging import percent
from reports.selectors.report_scope import ReportScope, unit_below
from sabang_kinerja.common.numbers import format_decimal, rounded
from training.enums import DevelopmentState
from training.models import DevelopmentCheck, DevelopmentPlan
from training.rules.counters import Duty, Standing
from training.rules.readiness import Readiness, Step
from training.selectors.development import is_late
from training.selectors.hours import Limits, PersonHours, hours_of_people, limits_of_year

_STEPS: Final = (
    Column("Hadir (%)", Kind.PERCENT, 11),
    Column("Membaca panduan (%)", Kind.PERCENT, 13),
    Column("Lulus tes (%)", Kind.PERCENT, 11),
    Column("SKP diajukan (%)", Kind.PERCENT, 13),
)
"""The four shares, in the order of ``Step``."""


def training_section(scope: ReportScope) -> ReportSection:
    """Hours against what the law asks, and how ready people are: fourteen queries."""
    year = scope.period.year.year
    people = Employee.objects.in_bulk(list(scope.unit_of))
    hours = hours_of_people(list(people.values()), year)
    return ReportSection(
        key="pelatihan",
        title="Pelatihan dan kesiapan",
        sentences=_hours_sentences(hours.values(), year),
        tables=(_hours_table(scope, hours, limits_of_year(year)), _readiness_table(scope)),
    )


def _has_record(one: PersonHours) -> bool:
    """Whether anything at all was entered; without it the hours are unknown, not zero."""
    return bool(one.hours.total or one.waiting_records)


def _hours_sentences(hours: Iterable[PersonHours], year: int) -> tuple[str, ...]:
    found = list(hours)
    asked = [one for one in found if one.hours.duty == Duty.FLOOR]
    unknown = sum(not _has_record(one) for one in found)
    sentences = []
    if any(map(_has_record, asked)):
        met = sum(one.hours.standing == Standing.REACHED for one in asked)
        sentences.append(
            f"{met} dari {len(asked)} PNS memenuhi paling sedikit "
            f"{format_decimal(asked[0].hours.limit)} JP tahun {year}."
        )
    if unknown:
        sentences.append(
            f"{unknown} dari {len(found)} pegawai belum memiliki catatan pelatihan tahun {year}; "
            "jam pelatihannya tidak diketahui."
        )
    return tuple(sentences)


def _hours_table(scope: ReportScope, hours: dict[int, PersonHours], limits: Limits) -> ReportTable:
    parts: dict[int, list[PersonHours]] = defaultdict(list)
    for employee, one in hours.items():
        parts[scope.unit_of[employee]].append(one)
    return ReportTable(
        key="jam-pelatihan",
        title=f"Jam pelajaran yang disetujui, tahun {scope.period.year.year}",
        columns=(
            Column("Unit kerja", width=22),
            Column("PNS", Kind.WHOLE, 7),
            Column(f"{format_decimal(limits.floor)} JP terpenuhi", Kind.WHOLE, 13),
            Column("Persen PNS", Kind.PERCENT, 12),
            Column("PPPK", Kind.WHOLE, 8),
            Column(f"{format_decimal(limits.ceiling)} JP tercapai", Kind.WHOLE, 12),
            Column("JP disetujui", Kind.INDEX, 12),
            Column("Belum diperiksa", Kind.WHOLE, 12),
            Column("Tanpa catatan", Kind.WHOLE, 12),
        ),
        rows=tuple((scope.names[pk], *_hours_cells(parts[pk])) for pk in scope.units if parts[pk]),
        total=("Jumlah", *_hours_cells(list(hours.values()))) if hours else (),
        note=(
            f"PNS mengikuti paling sedikit {format_decimal(limits.floor)} JP setahun; bagi PPPK "
            f"paling banyak {format_decimal(limits.ceiling)} JP dihitung. JP dihitung setelah "
            "disetujui. Belum diperiksa: banyaknya catatan yang menunggu persetujuan. Tanpa "
            "catatan: pegawai yang jam pelatihannya tidak diketahui."
        ),
        empty="Tidak ada pegawai pada periode ini.",
    )


def _hours_cells(found: list[PersonHours]) -> tuple[Cell, ...]:
    """Cells of a unit; a figure is missing where nobody has entered anything."""
    asked = [one for one in found if one.hours.duty == Duty.FLOOR]
    capped = [one for one in found if one.hours.duty == Duty.CEILING]
    met = sum(one.hours.standing == Standing.REACHED for one in asked)
    full = sum(one.hours.counted == one.hours.limit for one in capped)
    known, known_capped = any(map(_has_record, asked)), any(map(_has_record, capped))
    total = sum((one.hours.total for one in found), Decimal(0))
    return (
        len(asked),
        met if known else None,
        percent(met, len(asked)) if known else None,
        len(capped),
        full if known_capped else None,
        total if known or known_capped else None,
        sum(one.waiting_records for one in found),
        sum(not _has_record(one) for one in found),
    )


def _readiness_table(scope: ReportScope) -> ReportTable:
    found = readiness_within(
        scope.unit, scope.period.year, scope.day, lambda path: unit_below(scope.unit, path)
    )
    rows = [
        (scope.names.get(pk, scope.unit.name), *_readiness_cells(found.parts[pk]))
        for pk in (*scope.units, *(found.parts.keys() - set(scope.units)))
        if pk in found.parts
    ]
    return ReportTable(
        key="kesiapan",
        title="Kesiapan menjalankan penilaian kinerja",
        columns=(
            Column("Unit kerja", width=32),
            Column("Pegawai", Kind.WHOLE, 10),
            *_STEPS,
            Column("Siap", width=10),
        ),
        rows=tuple(rows),
        total=("Jumlah", *_readiness_cells(found.everybody)) if rows else (),
        note=(
            "Persen pegawai; siap bila keempat bagian paling sedikit 80 %. Keadaan saat laporan "
            "disusun. Bagian yang belum pernah ditawarkan di kota tidak diberi angka."
        ),
        empty="Tidak ada pegawai pada periode ini.",
    )


def _readiness_cells(one: Readiness) -> tuple[Cell, ...]:
    return (
        one.people,
        *(
            rounded(float(100 * one.shares[step]), 1) if step in one.shares else None
            for step in Step
        ),
        "siap" if one.is_ready else "belum",
    )


def development_section(scope: ReportScope) -> ReportSection:
    """Development plans of the year and those that its results opened: two queries."""
    year, today = scope.period.year.year, timezone.localtime(scope.now).date()
    plans = list(
        DevelopmentPlan.objects.filter(
            Q(year=year) | Q(source_year=year), employee__in=scope.unit_of
        )
    )
    missed = Counter(
        DevelopmentCheck.objects.filter(
            plan__in=[one.pk for one in plans],
            plan__state=DevelopmentState.AGREED,
            held_on__isnull=True,
            due__lt=today,
        ).values_list("plan__employee", flat=True)
    )
    late = [one.employee_id for one in plans if is_late(one, today)]
    waiting = []
    if late:
        waiting.append(
            f"{len(late)} rencana pengembangan yang diminta hasil evaluasi lewat batas waktu "
            "penyusunannya."
        )
    if missed:
        waiting.append(
            f"{missed.total()} pertemuan rencana pengembangan dari {len(missed)} pegawai lewat "
            "waktu dan belum dicatat."
        )
    return ReportSection(
        key="pengembangan",
        title="Pengembangan",
        sentences=tuple(waiting),
        decide=tuple(waiting),
        tables=(_states_table(plans, year), _overdue_table(scope, plans, late, missed)),
    )


def _states_table(plans: list[DevelopmentPlan], year: int) -> ReportTable:
    def cells(chosen: list[DevelopmentPlan]) -> tuple[int, int, int]:
        of_year = [one for one in chosen if one.year == year]
        return (
            len(of_year),
            sum(one.is_demanded for one in of_year),
            sum(one.source_year == year for one in chosen),
        )

    states = [(state, [one for one in plans if one.state == state]) for state in DevelopmentState]
    return ReportTable(
        key="pengembangan",
        title="Rencana pengembangan menurut keadaannya",
        columns=(
            Column("Keadaan", width=34),
            Column(f"Rencana tahun {year}", Kind.WHOLE, 20),
            Column("di antaranya diminta hasil evaluasi", Kind.WHOLE, 24),
            Column(f"Dibuka oleh hasil tahun {year}", Kind.WHOLE, 22),
        ),
        rows=tuple((str(state.label), *cells(chosen)) for state, chosen in states if chosen),
        total=("Jumlah", *cells(plans)) if plans else (),
        note=(
            f"Hasil tahun {year} membuka rencana untuk tahun berikutnya; rencana itu adalah "
            "bantuan dan tidak mengubah hasil evaluasi."
        ),
        empty="Tidak ada rencana pengembangan pada tahun ini.",
    )


def _overdue_table(
    scope: ReportScope, plans: list[DevelopmentPlan], late: list[int], missed: Counter[int]
) -> ReportTable:
    place = scope.unit_of
    running = Counter(
        place[one.employee_id] for one in plans if one.state == DevelopmentState.AGREED
    )
    written_late = Counter(place[one] for one in late)
    people = Counter(place[one] for one in missed)
    meetings: Counter[int] = Counter()
    for employee, n in missed.items():
        meetings[place[employee]] += n
    shown = {place[one.employee_id] for one in plans}
    return ReportTable(
        key="pengembangan-unit",
        title="Rencana pengembangan yang menunggu tindakan",
        columns=(
            Column("Unit kerja", width=34),
            Column("Disepakati", Kind.WHOLE, 14),
            Column("Penyusunan lewat waktu", Kind.WHOLE, 18),
            Column("Pertemuan lewat waktu", Kind.WHOLE, 17),
            Column("Pegawai dengan pertemuan itu", Kind.WHOLE, 17),
        ),
        rows=tuple(
            (scope.names[pk], running[pk], written_late[pk], meetings[pk], people[pk])
            for pk in scope.units
            if pk in shown
        ),
        total=("Jumlah", running.total(), len(late), missed.total(), len(missed)) if shown else (),
        empty="Tidak ada rencana pengembangan pada tahun ini.",
    )
