"""Who is there: by the code on the screen, by a typed list, walk-ins, excuses."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from personnel.models import Employee, User
from personnel.rules.nip import normalise_nip
from sabang_kinerja.common.errors import Incomplete, WindowClosed
from training import permissions
from training.actions.events import locked_event
from training.enums import AttendanceState, AttendanceWay
from training.models import Attendance, SocialisationEvent
from training.rules.room_code import SCAN_COUNTS_FOR

NIP_DIGITS = 18
LAST_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Seen:
    """A presence; ``again`` when it was on record before."""

    attendance: Attendance
    again: bool


@transaction.atomic
def attend(*, event_id: int, last_digits: str, scanned_at: float, by: User, now: datetime) -> Seen:
    """Be seen by the code on the screen, scanned at ``scanned_at`` (seconds since 1970).

    The last four digits of one's own number are the signature; twice is once. Raises:
    ``Denied``, ``WrongState``, ``WindowClosed`` for a scan too long ago, ``Incomplete`` for the
    digits of somebody else.
    """
    event = SocialisationEvent.objects.get(pk=event_id)
    permissions.can_attend(by, event, now).require()
    if not 0 <= now.timestamp() - scanned_at <= SCAN_COUNTS_FOR:
        raise WindowClosed(
            _("Pindaian ini sudah terlalu lama. Pindai kode yang tampil di layar sekarang.")
        )
    employee = Employee.objects.get(pk=by.employee_id or 0)
    if (employee.nip or "")[-LAST_DIGITS:] != last_digits.strip():
        raise Incomplete(_("Ini bukan empat angka terakhir NIP Anda."))
    return _see(event, employee, AttendanceWay.CODE, now)


def _see(event: SocialisationEvent, employee: Employee, way: AttendanceWay, now: datetime) -> Seen:
    rows = Attendance.objects.select_for_update().filter(event=event, employee=employee)
    row = rows.first()
    if row is None:
        try:
            with transaction.atomic():
                made = Attendance.objects.create(
                    event=event,
                    employee=employee,
                    state=AttendanceState.PRESENT,
                    walk_in=True,
                    way=way,
                    present_at=now,
                )
        except IntegrityError:
            row = rows.get()
        else:
            return Seen(made, again=False)
    if row.state == AttendanceState.PRESENT:
        return Seen(row, again=True)
    row.state, row.way, row.present_at, row.reason = AttendanceState.PRESENT, way, now, ""
    row.save()
    return Seen(row, again=False)


@dataclass(frozen=True, slots=True)
class TypedList:
    """What became of a typed list: newly present, present before, and refused lines with why."""

    present: int
    again: int
    walk_ins: int
    refused: list[tuple[str, str]]


@transaction.atomic
def write_list(*, event_id: int, lines: Sequence[str], by: User, now: datetime) -> TypedList:
    """Mark the people of a typed list as present; each line holds a number, blanks allowed.

    A line that is no number, or nobody's, is refused by itself and the others are written.
    Raises: ``Denied``, ``WrongState``.
    """
    event = locked_event(event_id)
    permissions.can_list(by, event, now).require()
    numbers = [(line.strip(), normalise_nip(line)) for line in lines if line.strip()]
    people = {
        one.nip: one
        for one in Employee.objects.filter(nip__in=[number for _line, number in numbers])
    }
    present = again = walk_ins = 0
    refused = []
    for line, number in numbers:
        person = people.get(number)
        if not number.isdecimal() or len(number) != NIP_DIGITS:
            refused.append((line, _("NIP terdiri atas 18 angka")))
        elif person is None:
            refused.append((line, _("tidak ada pegawai dengan NIP ini")))
        else:
            seen = _see(event, person, AttendanceWay.LIST, now)
            again += seen.again
            present += not seen.again
            walk_ins += seen.attendance.walk_in and not seen.again
    return TypedList(present, again, walk_ins, refused)


@transaction.atomic
def mark(
    *, attendance_id: int, state: AttendanceState, by: User, now: datetime, reason: str = ""
) -> Attendance:
    """Mend one line of the list as the officer. Raises: ``Denied``, ``WrongState``."""
    row = (
        Attendance.objects.select_for_update(of=("self",))
        .select_related("event")
        .get(pk=attendance_id)
    )
    permissions.can_list(by, row.event, now).require()
    _put(row, state, reason, now)
    return row


@transaction.atomic
def excuse(*, attendance_id: int, reason: str, by: User, now: datetime) -> Attendance:
    """Say that one cannot come, and why.

    Raises: ``Denied``, ``WrongState``, ``Incomplete`` without a reason.
    """
    row = (
        Attendance.objects.select_for_update(of=("self",))
        .select_related("event")
        .get(pk=attendance_id)
    )
    permissions.can_excuse(by, row, now).require()
    if not reason.strip():
        raise Incomplete(_("Tulis alasannya."))
    _put(row, AttendanceState.EXCUSED, reason, now)
    return row


def _put(row: Attendance, state: AttendanceState, reason: str, now: datetime) -> None:
    if state == row.state:
        return
    row.state, row.reason = state, reason.strip()
    if state == AttendanceState.PRESENT:
        row.way, row.present_at = AttendanceWay.LIST, now
    else:
        row.way, row.present_at = "", None
    row.save()
