"""What the lists show, as rows of texts."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from training.models import Attendance, Enrolment, TrainingRecord, YearPlanLine
from training.selectors.learners import Learner

LEARNER_HEADINGS = (
    _("NIP"),
    _("Nama"),
    _("Jenis"),
    _("Jabatan"),
    _("Unit"),
    _("JP dihitung"),
    _("Batas JP"),
    _("JP tidak dihitung"),
    _("JP menunggu verifikasi"),
    _("Keterangan"),
)
LEARNER_WIDTHS = (20, 34, 8, 40, 40, 12, 10, 16, 20, 24)

RECORD_HEADINGS = (
    _("NIP"),
    _("Nama"),
    _("Kode bentuk"),
    _("Bentuk"),
    _("Nama kegiatan"),
    _("Penyelenggara"),
    _("Tingkat"),
    _("Mulai"),
    _("Selesai"),
    _("Jumlah hari"),
    _("Nomor sertifikat"),
    _("JP diajukan"),
    _("JP menurut tabel"),
    _("JP disetujui"),
    _("Status"),
)
RECORD_WIDTHS = (20, 34, 12, 30, 48, 30, 14, 12, 12, 10, 24, 12, 14, 12, 22)

PARTICIPANT_HEADINGS = (_("No"), _("NIP"), _("Nama"), _("Status"), _("Alasan mengikuti"))
PARTICIPANT_WIDTHS = (6, 20, 40, 26, 60)

PLAN_HEADINGS = (
    _("Perangkat daerah"),
    _("Tahun"),
    _("Triwulan"),
    _("Kode"),
    _("Pelatihan"),
    _("Peserta"),
    _("Biaya per peserta (Rp)"),
    _("Jumlah (Rp)"),
    _("Kebutuhan yang dijawab"),
)
PLAN_WIDTHS = (40, 8, 10, 10, 50, 10, 20, 18, 50)

ATTENDANCE_HEADINGS = (
    _("No"),
    _("NIP"),
    _("Nama"),
    _("Kehadiran"),
    _("Hadir pukul"),
    _("Tanpa undangan"),
    _("Alasan"),
)
ATTENDANCE_WIDTHS = (6, 20, 40, 20, 20, 16, 50)


def _day(value: date | None) -> str:
    return f"{value:%d-%m-%Y}" if value else ""


def _hours(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"


def learner_lines(rows: Iterable[Learner]) -> Iterator[list[str]]:
    """One line a person."""
    for row in rows:
        hours = row.state.hours
        yield [
            row.employee.nip or "",
            row.employee.full_name,
            row.employee.get_kind_display(),
            row.own.post.title if row.own else "",
            row.own.post.unit.name if row.own else "",
            _hours(hours.counted),
            _hours(hours.limit),
            _hours(hours.surplus),
            _hours(row.state.waiting),
            row.words,
        ]


def record_rows(records: Iterable[TrainingRecord]) -> Iterator[list[str]]:
    """One line a record."""
    for one in records:
        yield [
            one.employee.nip or "",
            one.employee.full_name,
            one.form,
            one.get_form_display(),
            one.title,
            one.organiser,
            one.get_scope_display(),
            _day(one.starts_on),
            _day(one.ends_on),
            str(one.days or ""),
            one.certificate_number,
            _hours(one.hours_claimed),
            _hours(one.hours_computed),
            _hours(one.hours_approved),
            one.get_state_display(),
        ]


def participant_lines(enrolments: Iterable[Enrolment]) -> Iterator[list[str]]:
    """One line a participant."""
    for number, one in enumerate(enrolments, start=1):
        yield [
            str(number),
            one.employee.nip or "",
            one.employee.full_name,
            one.get_state_display(),
            one.wish,
        ]


def plan_lines(lines: Iterable[YearPlanLine]) -> Iterator[list[str]]:
    """One line a planned training."""
    for one in lines:
        yield [
            one.plan.agency.name,
            str(one.plan.year),
            str(one.quarter),
            one.training.code,
            one.training.title,
            str(one.participants),
            str(one.cost),
            str(one.total),
            one.need,
        ]


def attendance_lines(rows: Iterable[Attendance]) -> Iterator[list[str]]:
    """One line a person of an event."""
    for number, one in enumerate(rows, start=1):
        seen = timezone.localtime(one.present_at) if one.present_at else None
        yield [
            str(number),
            one.employee.nip or "",
            one.employee.full_name,
            one.get_state_display(),
            f"{seen:%d-%m-%Y %H.%M}" if seen else "",
            gettext("ya") if one.walk_in else "",
            one.reason,
        ]
