"""Socialisation events: planned, announced, invited to, closed."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from personnel.actions.notices import Message, notify
from personnel.enums import NoticeKind
from personnel.models import Assignment, Employee, User
from personnel.permissions import local_day
from personnel.rules.dates import long_date
from sabang_kinerja.common.errors import Incomplete
from sabang_kinerja.common.refusals import refusals_as_sentences
from training import permissions
from training.actions.records import RecordInput, count_attendance
from training.enums import (
    AttendanceState,
    EventMode,
    EventState,
    RecordOrigin,
    TrainingForm,
)
from training.models import Attendance, KnowledgeTest, SocialisationEvent
from training.selectors.hours import table_on


@dataclass(frozen=True, slots=True)
class EventInput:
    """What the officer writes of an event; fields as in ``SocialisationEvent``."""

    title: str
    starts_at: datetime
    ends_at: datetime
    facilitator: str
    mode: EventMode = EventMode.IN_PERSON
    batch: str = ""
    place: str = ""
    link: str = ""
    units: Collection[int] = ()
    materials: Collection[int] = ()
    test: KnowledgeTest | None = None
    capacity: int | None = None
    counts_hours: bool = True


def locked_event(event_id: int) -> SocialisationEvent:
    """The event, held until the transaction ends."""
    return SocialisationEvent.objects.select_for_update(of=("self",)).get(pk=event_id)


@transaction.atomic
def save_event(
    *, event_id: int | None, entered: EventInput, by: User, now: datetime
) -> SocialisationEvent:
    """Plan an event, or change one that is not over; who is invited hears of another time.

    Raises: ``Denied``, ``WrongState``, ``Refused`` for times in no order or a missing place.
    """
    if event_id is None:
        permissions.can_run_training(by, now).require()
        event = SocialisationEvent(made_by=by, secret=secrets.token_bytes(32))
        moved = False
    else:
        event = locked_event(event_id)
        permissions.can_change_event(by, event, now).require()
        moved = event.starts_at != entered.starts_at or event.place != entered.place
    for name in (
        "title", "batch", "starts_at", "ends_at", "mode", "place", "link", "facilitator", "test",
        "capacity", "counts_hours",
    ):  # fmt: skip
        setattr(event, name, getattr(entered, name))
    with refusals_as_sentences(SocialisationEvent):
        event.save()
    event.units.set(entered.units)
    event.materials.set(entered.materials)
    if moved and event.state == EventState.ANNOUNCED:
        _tell(event, _coming(event), gettext_noop("Jadwal berubah: %(title)s, %(day)s."), now)
    return event


def _coming(event: SocialisationEvent) -> list[int]:
    states = (AttendanceState.INVITED, AttendanceState.PRESENT)
    return list(event.attendance.filter(state__in=states).values_list("employee", flat=True))


def _tell(
    event: SocialisationEvent, employees: Collection[int], sentence: str, now: datetime
) -> None:
    start = timezone.localtime(event.starts_at)
    notify(
        employees,
        Message(
            NoticeKind.TASK,
            f"event:{event.pk}:{event.state}:{start:%Y%m%d%H%M}",
            sentence,
            reverse("training:event-detail", args=[event.pk]),
            {
                "title": str(event),
                "day": f"{long_date(start.date())} {start:%H.%M}",
                "reason": event.reason,
            },
        ),
        now=now,
    )


@transaction.atomic
def announce(*, event_id: int, by: User, now: datetime) -> SocialisationEvent:
    """Let an event be seen, or open a closed one again to mend its list.

    Raises: ``Denied``, ``WrongState``.
    """
    event = locked_event(event_id)
    permissions.can_step_event(by, event, EventState.ANNOUNCED, now).require()
    event.state = EventState.ANNOUNCED
    event.save(update_fields=["state"])
    return event


@transaction.atomic
def cancel_event(*, event_id: int, reason: str, by: User, now: datetime) -> SocialisationEvent:
    """Cancel, with a reason that who is invited reads.

    Raises: ``Denied``, ``WrongState``, ``Refused`` without a reason.
    """
    event = locked_event(event_id)
    permissions.can_step_event(by, event, EventState.CANCELLED, now).require()
    event.state, event.reason = EventState.CANCELLED, reason.strip()
    with refusals_as_sentences(SocialisationEvent):
        event.save()
    _tell(event, _coming(event), gettext_noop("Dibatalkan: %(title)s. Alasan: %(reason)s"), now)
    return event


@transaction.atomic
def invite(*, event_id: int, by: User, now: datetime, only: Collection[int] | None = None) -> int:
    """Invite everybody for whom the event is, or ``only`` those; how many are newly invited.

    Whoever was at an event before is invited too only when named. Raises: ``Denied``,
    ``WrongState``, ``Incomplete`` where more are invited than there are places.
    """
    event = locked_event(event_id)
    permissions.can_list(by, event, now).require()
    people = Employee.objects.serving()
    if only is not None:
        people = people.filter(pk__in=only)
    else:
        serving = Assignment.objects.on(local_day(now))
        units = list(event.units.values_list("pk", flat=True))
        if units:
            serving = serving.filter(post__unit__agency__in=units)
        people = people.filter(pk__in=serving.values("employee"))
    known = set(event.attendance.values_list("employee", flat=True))
    new = [pk for pk in people.order_by("pk").values_list("pk", flat=True) if pk not in known]
    if event.capacity is not None and len(known) + len(new) > event.capacity:
        raise Incomplete(
            _(
                "Yang diundang menjadi %(people)s orang, sedangkan tempatnya %(places)s. Buat "
                "angkatan lain atau tambah tempat."
            )
            % {"people": len(known) + len(new), "places": event.capacity}
        )
    Attendance.objects.bulk_create(
        (Attendance(event=event, employee_id=pk) for pk in new), batch_size=1000
    )
    _tell(event, new, gettext_noop("Anda diundang: %(title)s, %(day)s."), now)
    return len(new)


@transaction.atomic
def close_event(*, event_id: int, by: User, now: datetime) -> SocialisationEvent:
    """End an event: who was not seen is absent; those present get their hours, once.

    Raises: ``Denied``, ``WrongState``, ``WindowClosed`` before it has begun.
    """
    event = locked_event(event_id)
    permissions.can_step_event(by, event, EventState.CLOSED, now).require()
    event.state = EventState.CLOSED
    event.save(update_fields=["state"])
    event.attendance.filter(state=AttendanceState.INVITED).update(state=AttendanceState.ABSENT)
    if event.counts_hours:
        _count_hours(event, by, now)
    return event


def _count_hours(event: SocialisationEvent, by: User, now: datetime) -> None:
    recorded = set(event.records.values_list("employee", flat=True))
    present = event.attendance.filter(state=AttendanceState.PRESENT).select_related("employee")
    first, last = (timezone.localtime(one).date() for one in (event.starts_at, event.ends_at))
    entered = RecordInput(
        title=str(event)[:200],
        form=TrainingForm.SOCIALISATION,
        organiser="BKPSDM",
        starts_on=first,
        ends_on=last,
        days=(last - first).days + 1,
    )
    table = table_on(last)
    for one in present:
        if one.employee_id not in recorded:
            count_attendance(
                employee=one.employee,
                entered=entered,
                origin=RecordOrigin.EVENT,
                event_id=event.pk,
                by=by,
                now=now,
                in_force=table,
            )
    gone = event.attendance.exclude(state=AttendanceState.PRESENT).values("employee")
    event.records.filter(employee__in=gone).delete()
