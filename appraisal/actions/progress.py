"""Daily progress: the employee writes and hands in, the superior approves or returns."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import PurePath
from uuid import UUID, uuid5

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from appraisal import permissions
from appraisal.actions.link_checks import ask_for_check
from appraisal.actions.locking import locked, saved
from appraisal.enums import ProgressState
from appraisal.models import ActionPlan, DailyProgress, WorkResult
from appraisal.models.progress import SETTLED
from appraisal.policies import may_move, move_of
from appraisal.rules.progress import DayProblem, day_problem
from appraisal.selectors.daily_progress import first_day
from personnel.models import Employee, User
from personnel.rules.dates import long_date
from sabang_kinerja.common.errors import Incomplete
from sabang_kinerja.common.uploads import checked_type


@dataclass(frozen=True, slots=True)
class ProgressInput:
    """What a person typed about one piece of work of a day."""

    day: date
    text: str
    result_id: int | None = None
    action_plan_id: int | None = None
    quantity: Decimal | None = None
    unit: str = ""
    starts_at: time | None = None
    ends_at: time | None = None
    url: str = ""
    file: "UploadedFile[bytes] | None" = None


def _check_day(employee_id: int, day: date, now: datetime) -> None:
    first = first_day(employee_id, day)
    problem = day_problem(day, today=timezone.localtime(now).date(), first=first)
    if problem is DayProblem.FUTURE:
        raise Incomplete(_("Tanggal ini belum tiba. Pilih hari ini atau sebelumnya."))
    if problem is DayProblem.BEFORE_PLAN:
        raise Incomplete(
            _("SKP Anda mulai %(date)s. Pilih tanggal itu atau setelahnya.")
            % {"date": long_date(first)}
        )


@transaction.atomic
def add_progress(
    *, entered: ProgressInput, client_id: UUID, hand_in: bool, by: User, now: datetime
) -> DailyProgress:
    """Write an entry, handed in at once or kept as a draft.

    The same ``client_id`` again returns the entry that is there: sending twice makes no double.
    Raises ``Incomplete`` for a day that cannot be written about or a file that is not accepted.
    """
    permissions.can_write_progress(by, now).require()
    employee_id = by.employee_id or 0
    Employee.objects.select_for_update().get(pk=employee_id)  # two tabs send one after the other
    there = DailyProgress.objects.filter(employee=employee_id, client_id=client_id).first()
    if there is not None:
        return there
    entry = DailyProgress(employee_id=employee_id, client_id=client_id, recorded_at=now)
    _fill(entry, entered, now)
    if hand_in:
        entry.state = ProgressState.SUBMITTED
    entry.save()
    return entry


def _fill(entry: DailyProgress, entered: ProgressInput, now: datetime) -> None:
    _check_day(entry.employee_id, entered.day, now)
    if not entered.text.strip():
        raise Incomplete(_("Isi kolom ini."))
    action = _own_action_plan(entry.employee_id, entered.action_plan_id)
    result_id = action.result_id if action else entered.result_id
    entry.action_plan = action
    entry.result = _own_result(entry.employee_id, result_id)
    entry.day, entry.text = entered.day, entered.text.strip()
    entry.quantity, entry.unit = entered.quantity, entered.unit.strip()
    entry.starts_at, entry.ends_at = entered.starts_at, entered.ends_at
    if entered.file is not None and entered.url:
        raise Incomplete(_("Pilih berkas atau isi tautan, salah satu."))
    if entered.url or entered.file is not None:
        _drop_file(entry)
    entry.url = "" if entry.file else entered.url
    if entry.url:
        ask_for_check(entry.url)
    if entered.file is not None:
        _keep_file(entry, entered.file)


def _own_result(employee_id: int, result_id: int | None) -> WorkResult | None:
    if result_id is None:
        return None
    return WorkResult.objects.filter(
        pk=result_id, plan__employee=employee_id, plan__state__in=SETTLED
    ).first()


def _own_action_plan(employee_id: int, pk: int | None) -> ActionPlan | None:
    if pk is None:
        return None
    return ActionPlan.objects.filter(
        pk=pk, result__plan__employee=employee_id, result__plan__state__in=SETTLED
    ).first()


def _keep_file(entry: DailyProgress, file: "UploadedFile[bytes]") -> None:
    entry.content_type = checked_type(file)
    entry.sha256 = hashlib.sha256(file.read()).hexdigest()
    file.seek(0)
    entry.file_name = PurePath(file.name or "berkas").name[-200:]
    entry.size = file.size or 0
    # The same photo may prove two entries, so each keeps a file of its own.
    name = f"{entry.sha256[:24]}-{entry.client_id.hex[:8]}{PurePath(entry.file_name).suffix}"
    entry.file.save(name, file, save=False)


def _drop_file(entry: DailyProgress) -> None:
    name, storage = entry.file.name, entry.file.storage
    if not name:
        return
    transaction.on_commit(lambda: storage.delete(name))
    entry.file, entry.file_name, entry.content_type, entry.sha256 = "", "", "", ""
    entry.size = 0


@transaction.atomic
def change_progress(
    *,
    entry_id: int,
    entered: ProgressInput,
    hand_in: bool,
    by: User,
    now: datetime,
    seen_version: int | None = None,
) -> DailyProgress:
    """Rewrite one's own entry until it is approved; a returned one may be handed in again."""
    entry = locked(DailyProgress.objects.all(), entry_id, seen_version)
    permissions.can_edit_progress(by, entry, now).require()
    _fill(entry, entered, now)
    if hand_in and entry.state == ProgressState.DRAFT:
        _move(entry, "submit")
    entry.row_version += 1
    entry.save()
    return entry


@transaction.atomic
def delete_progress(*, entry_id: int, by: User, now: datetime) -> DailyProgress:
    """Remove one's own entry until it is approved; its file goes when the transaction holds."""
    entry = locked(DailyProgress.objects.all(), entry_id)
    permissions.can_edit_progress(by, entry, now).require()
    name, storage = entry.file.name, entry.file.storage
    entry.delete()
    if name:
        transaction.on_commit(lambda: storage.delete(name))
    return entry


@transaction.atomic
def hand_in_drafts(*, first: date, last: date, by: User, now: datetime) -> int:
    """Hand in every own draft between two days, both included; returns how many."""
    permissions.can_write_progress(by, now).require()
    drafts = DailyProgress.objects.select_for_update().filter(
        employee=by.employee_id, day__range=(first, last), state=ProgressState.DRAFT
    )
    for entry in drafts:
        _move(entry, "submit")
        saved(entry, "state")
    return len(drafts)


@transaction.atomic
def repeat_last_day(*, day: date, by: User, now: datetime) -> list[DailyProgress]:
    """Copy the entries of the latest day before ``day`` to it as drafts, without their files.

    Twice makes no double: a copy's id follows from its source and the day.
    Raises ``Incomplete`` when nothing was written before.
    """
    permissions.can_write_progress(by, now).require()
    _check_day(by.employee_id or 0, day, now)
    own = DailyProgress.objects.filter(employee=by.employee_id)
    latest = own.filter(day__lt=day).order_by("-day").values_list("day", flat=True).first()
    if latest is None:
        raise Incomplete(_("Belum ada isian yang dapat diulangi."))
    return [
        add_progress(
            entered=ProgressInput(
                day=day,
                text=row.text,
                result_id=row.result_id,
                quantity=row.quantity,
                unit=row.unit,
            ),
            client_id=uuid5(row.client_id, day.isoformat()),
            hand_in=False,
            by=by,
            now=now,
        )
        for row in own.filter(day=latest)
    ]


def _move(entry: DailyProgress, verb: str) -> None:
    may_move(entry, verb).require()
    entry.state = move_of(entry, verb).target
    if verb == "submit":
        entry.note = ""


@transaction.atomic
def approve_progress(*, entry_id: int, by: User, now: datetime) -> DailyProgress:
    """Approve one entry that was handed in."""
    entry = locked(DailyProgress.objects.all(), entry_id)
    permissions.can_approve_progress(by, entry, now).require()
    _approve(entry, by, now)
    return entry


def _approve(entry: DailyProgress, by: User, now: datetime) -> None:
    _move(entry, "approve")
    entry.approved_by, entry.approved_at = by, now
    saved(entry, "state", "approved_by", "approved_at")


@transaction.atomic
def approve_days(*, employee: Employee, first: date, last: date, by: User, now: datetime) -> int:
    """Approve everything that a person handed in between two days; returns how many entries."""
    waiting = list(
        DailyProgress.objects.select_for_update().filter(
            employee=employee, day__range=(first, last), state=ProgressState.SUBMITTED
        )
    )
    permissions.can_approve_days(by, employee, len(waiting), now).require()
    for entry in waiting:
        _approve(entry, by, now)
    return len(waiting)


@transaction.atomic
def return_progress(*, entry_id: int, note: str, by: User, now: datetime) -> DailyProgress:
    """Send an entry back as a draft with a note that says what it lacks."""
    entry = locked(DailyProgress.objects.all(), entry_id)
    permissions.can_return_progress(by, entry, now).require()
    if not note.strip():
        raise Incomplete(_("Tuliskan apa yang perlu diperbaiki agar pegawai dapat melanjutkan."))
    _move(entry, "return")
    entry.note, entry.approved_by, entry.approved_at = note.strip(), None, None
    saved(entry, "state", "note", "approved_by", "approved_at")
    return entry
