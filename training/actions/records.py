"""Records of what people completed: entered, verified, taken back."""

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import PurePath

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from personnel.actions.notices import Message, notify
from personnel.enums import NoticeKind
from personnel.models import Employee, User
from personnel.permissions import local_day
from personnel.rules.dates import long_date
from sabang_kinerja.common.errors import Incomplete
from sabang_kinerja.common.numbers import format_decimal
from sabang_kinerja.common.refusals import refusals_as_sentences
from sabang_kinerja.common.uploads import checked_type
from training import permissions
from training.enums import RecordOrigin, RecordState, Scope, TrainingForm
from training.models import Competence, Training, TrainingRecord
from training.rules.hours import TrainingFacts
from training.selectors.hours import TableInForce, computed_hours, table_on

CERTIFICATE_TYPES = ("application/pdf", "image/png", "image/jpeg", "image/webp")


@dataclass(frozen=True, slots=True)
class RecordInput:
    """What is entered of one training; fields as in ``TrainingRecord``.

    Without ``hours_claimed`` the hours of the table are claimed.
    """

    title: str
    form: TrainingForm
    organiser: str
    starts_on: date
    ends_on: date
    scope: Scope = Scope.NATIONAL
    days: int | None = None
    programme_hours: Decimal | None = None
    meetings: list[date] = field(default_factory=list)
    hours_claimed: Decimal | None = None
    certificate_number: str = ""
    certificate_date: date | None = None
    training: Training | None = None
    competence: Competence | None = None


@transaction.atomic
def enter_record(
    *,
    employee: Employee,
    entered: RecordInput,
    by: User,
    now: datetime,
    file: "UploadedFile[bytes] | None" = None,
    record_id: int | None = None,
) -> TrainingRecord:
    """Hand a record in for verification, or mend one that is not verified.

    A rejected record that is mended waits again. Raises: ``Denied``, ``WrongState``,
    ``Incomplete`` for days to come, more hours than the table gives, a missing fact or a file
    that is none; ``Refused`` for a certificate that is on record already.
    """
    permissions.can_enter_record(by, employee, now).require()
    if record_id is None:
        record = TrainingRecord(
            employee=employee, origin=RecordOrigin.OWN, entered_by=by, entered_at=now
        )
    else:
        record = _locked(record_id)
        permissions.can_change_record(by, record, now).require()
    write_facts(record, entered, table_on(entered.ends_on), today=local_day(now))
    if record.state == RecordState.REJECTED:
        record.state, record.reason = RecordState.SUBMITTED, ""
        record.verified_by = record.verified_at = None
    with refusals_as_sentences(TrainingRecord):
        if file is not None:
            _attach(record, file)
        record.save()
    return record


def write_facts(
    record: TrainingRecord, entered: RecordInput, in_force: TableInForce, *, today: date
) -> None:
    """Put what was entered into a record and compute its hours.

    Raises: ``Incomplete`` with a sentence for whoever entered it.
    """
    if entered.ends_on > today:
        raise Incomplete(
            _("Kegiatan ini baru selesai pada %(day)s. Catat setelah selesai.")
            % {"day": long_date(entered.ends_on)}
        )
    for name in (
        "title", "form", "organiser", "starts_on", "ends_on", "scope", "days",
        "programme_hours", "certificate_date", "training",
    ):  # fmt: skip
        setattr(record, name, getattr(entered, name))
    record.competence = entered.competence or (
        entered.training.competence if entered.training else None
    )
    record.certificate_number = " ".join(entered.certificate_number.split())
    record.meetings = [day.isoformat() for day in sorted(entered.meetings)]
    hours = computed_hours(entered.form, entered.scope, facts_of(entered), in_force=in_force)
    if hours.missing:
        raise Incomplete(
            {
                "days": _("Bentuk ini dihitung per hari. Isi jumlah hari."),
                "programme_hours": _(
                    "Bentuk ini dihitung dari programnya. Isi JP pada sertifikat."
                ),
                "sessions": _("Bentuk ini dihitung per pertemuan. Isi hari pertemuan."),
            }[hours.missing]
        )
    record.hours_computed, record.hours_version = hours.hours, hours.version
    claimed = entered.hours_claimed if entered.hours_claimed is not None else hours.hours
    if claimed is None:
        raise Incomplete(_("Tabel JP tidak memuat nilai untuk bentuk ini. Isi JP yang diajukan."))
    if hours.hours is not None and claimed > hours.hours:
        raise Incomplete(
            _("Menurut tabel kegiatan ini bernilai %(hours)s JP. Ajukan paling banyak itu.")
            % {"hours": format_decimal(hours.hours)}
        )
    record.hours_claimed = claimed


def facts_of(entered: RecordInput) -> TrainingFacts:
    """What the table counts from; meetings keep their days, so that a month's limit holds."""
    return TrainingFacts(
        days=entered.days,
        programme_hours=None
        if entered.programme_hours is None
        else Fraction(entered.programme_hours),
        sessions=tuple(entered.meetings) or None,
    )


def _attach(record: TrainingRecord, file: "UploadedFile[bytes]") -> None:
    content_type = checked_type(file)
    if content_type not in CERTIFICATE_TYPES:
        raise Incomplete(_("Unggah sertifikat sebagai PDF atau gambar."))
    record.content_type = content_type
    record.sha256 = hashlib.sha256(file.read()).hexdigest()
    file.seek(0)
    record.file_name = PurePath(file.name or "sertifikat").name[-200:]
    record.size = file.size or 0
    old, storage = record.file.name, record.file.storage
    record.file.save(f"{record.sha256[:32]}{PurePath(record.file_name).suffix}", file, save=False)
    if old:
        transaction.on_commit(lambda: storage.delete(old))


def _locked(record_id: int) -> TrainingRecord:
    return (
        TrainingRecord.objects.select_for_update(of=("self",))
        .select_related("employee")
        .get(pk=record_id)
    )


@transaction.atomic
def remove_record(*, record_id: int, by: User, now: datetime) -> None:
    """Take back a record that is not verified; its file goes once the transaction holds.

    Raises: ``Denied``, ``WrongState``.
    """
    record = _locked(record_id)
    permissions.can_change_record(by, record, now).require()
    name, storage = record.file.name, record.file.storage
    record.delete()
    if name:
        transaction.on_commit(lambda: storage.delete(name))


@transaction.atomic
def verify_record(*, record_id: int, hours: Decimal, by: User, now: datetime) -> TrainingRecord:
    """Approve ``hours`` (≥ 0, at most those of the table); from now on they count.

    Raises: ``Denied``, ``WrongState``, ``Refused`` for more hours than the table gives.
    """
    record = _locked(record_id)
    permissions.can_judge_record(by, record, now).require()
    record.state, record.hours_approved = RecordState.VERIFIED, hours
    record.verified_by, record.verified_at, record.reason = by, now, ""
    with refusals_as_sentences(TrainingRecord):
        record.save()
    _tell(record, gettext_noop("Riwayat pelatihan Anda terverifikasi: %(title)s."), now)
    return record


@transaction.atomic
def reject_record(*, record_id: int, reason: str, by: User, now: datetime) -> TrainingRecord:
    """Turn a record down, with the reason that the employee reads.

    Raises: ``Denied``, ``WrongState``, ``Refused`` without a reason.
    """
    record = _locked(record_id)
    permissions.can_judge_record(by, record, now).require()
    record.state, record.reason = RecordState.REJECTED, reason.strip()
    record.verified_by, record.verified_at = by, now
    with refusals_as_sentences(TrainingRecord):
        record.save()
    _tell(
        record,
        gettext_noop("Riwayat pelatihan Anda belum dapat dihitung: %(title)s. Baca alasannya."),
        now,
    )
    return record


@transaction.atomic
def reopen_record(*, record_id: int, by: User, now: datetime) -> TrainingRecord:
    """Take a judgement back; the record waits again. Raises: ``Denied``, ``WrongState``."""
    record = _locked(record_id)
    permissions.can_reopen_record(by, record, now).require()
    record.state, record.hours_approved, record.reason = RecordState.SUBMITTED, None, ""
    record.verified_by = record.verified_at = None
    with refusals_as_sentences(TrainingRecord):
        record.save()
    return record


def _tell(record: TrainingRecord, sentence: str, now: datetime) -> None:
    notify(
        [record.employee_id],
        Message(
            NoticeKind.TASK,
            f"record:{record.pk}:{record.state}",
            sentence,
            reverse("training:record-detail", args=[record.pk]),
            {"title": record.title},
        ),
        now=now,
    )


def count_attendance(
    *,
    employee: Employee,
    entered: RecordInput,
    origin: RecordOrigin,
    by: User,
    now: datetime,
    session_id: int | None = None,
    event_id: int | None = None,
    in_force: TableInForce | None = None,
) -> TrainingRecord:
    """Write a verified record for somebody who was seen there; inside the caller's transaction.

    The hours are those of the table; where it has none, those of the programme. Raises:
    ``Incomplete`` where neither is known, ``Refused`` for what is on record already.
    """
    record = TrainingRecord(
        employee=employee,
        origin=origin,
        entered_by=by,
        entered_at=now,
        session_id=session_id,
        event_id=event_id,
    )
    table = in_force or table_on(entered.ends_on)
    write_facts(record, entered, table, today=local_day(now))
    record.state, record.hours_approved = RecordState.VERIFIED, record.hours_claimed
    record.verified_by, record.verified_at = by, now
    with refusals_as_sentences(TrainingRecord):
        record.save()
    return record
