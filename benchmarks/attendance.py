"""Presence of a whole city by the code on the screen, beside the bare insert of as many rows.

    script/bench attendance [--employees 3000] [--threads 4]

Everybody scans once and every tenth scans twice, from several threads at a time as web processes
do; half were invited. None may be lost, none double.
"""

import argparse
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from personnel.enums import EmployeeKind, Role
from personnel.models import Employee, RoleGrant, User
from training.actions import attendance, events
from training.actions.events import EventInput
from training.enums import AttendanceState, AttendanceWay
from training.models import Attendance, SocialisationEvent

WANTED_A_MINUTE = 200


def main(arguments: list[str]) -> None:
    """Print seconds, scans a minute, what was lost and what is double."""
    parser = argparse.ArgumentParser(prog="script/bench attendance")
    parser.add_argument("--employees", type=int, default=3000, metavar="N")
    parser.add_argument("--threads", type=int, default=4)
    options = parser.parse_args(arguments)
    call_command("migrate", verbosity=0)
    now = timezone.now()
    officer = User.objects.create(username="petugas-uji")
    RoleGrant.objects.create(
        user=officer, role=Role.TRAINING_OFFICER, effective_from=now.date() - timedelta(days=30)
    )
    people = _people(options.employees)
    event = _event(officer)
    floor = _floor(event, people)
    half = [user.employee_id for user in people[::2] if user.employee_id]
    events.invite(event_id=event.pk, only=half, by=officer, now=now)
    scans = [*people, *people[::10]]
    began = time.perf_counter()
    with ThreadPoolExecutor(options.threads) as threads:
        again = sum(threads.map(lambda user: _scan(event, user), scans))
    seconds = time.perf_counter() - began
    present = Attendance.objects.filter(event=event, state=AttendanceState.PRESENT)
    sys.stdout.write(
        f"{len(scans):,} scans of {len(people):,} people from {options.threads} threads\n"
    )
    sys.stdout.write(f"bare insert of {len(people):,} rows   {floor:8.2f} s      1.0\n")
    sys.stdout.write(f"scans                       {seconds:8.2f} s {seconds / floor:8.1f}\n")
    sys.stdout.write(f"a minute: {60 * len(scans) / seconds:,.0f} (wanted: {WANTED_A_MINUTE})\n")
    sys.stdout.write(f"lost: {len(people) - present.count()}\n")
    sys.stdout.write(f"double: {Attendance.objects.filter(event=event).count() - len(people)}\n")
    sys.stdout.write(f"second scans told so: {again} of {len(people[::10])}\n")


def _people(number: int) -> list[User]:
    """So many civil servants with accounts, and nothing else of a city."""
    employees = Employee.objects.bulk_create(
        Employee(
            nip=f"19800101200501{place:04d}",
            name=f"Pegawai {place}",
            kind=EmployeeKind.PNS,
        )
        for place in range(number)
    )
    User.objects.bulk_create(User(username=f"uji-{one.pk}", employee=one) for one in employees)
    return list(User.objects.filter(employee__in=employees).select_related("employee"))


def _event(officer: User) -> SocialisationEvent:
    moment = timezone.now()
    event = events.save_event(
        event_id=None,
        entered=EventInput(
            title="Uji kehadiran",
            starts_at=moment - timedelta(minutes=5),
            ends_at=moment + timedelta(hours=3),
            place="Lapangan",
            facilitator="BKPSDM",
        ),
        by=officer,
        now=moment,
    )
    return events.announce(event_id=event.pk, by=officer, now=moment)


def _floor(event: SocialisationEvent, people: list[User]) -> float:
    """Seconds for the bare rows, one insert each as scans come, rolled back."""
    began = time.perf_counter()
    with transaction.atomic():
        for user in people:
            Attendance.objects.create(
                event=event,
                employee_id=user.employee_id or 0,
                state=AttendanceState.PRESENT,
                way=AttendanceWay.CODE,
                present_at=timezone.now(),
            )
        transaction.set_rollback(True)
    return time.perf_counter() - began


def _scan(event: SocialisationEvent, user: User) -> bool:
    try:
        moment = timezone.now()
        digits = (user.employee.nip or "")[-4:] if user.employee else ""
        return attendance.attend(
            event_id=event.pk,
            last_digits=digits,
            scanned_at=moment.timestamp() - 5,
            by=user,
            now=moment,
        ).again
    finally:
        if connection.connection is not None:
            connection.close()
