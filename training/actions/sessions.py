"""Sessions: planned, opened, held, cancelled; who takes part."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from personnel.actions.notices import Message, notify
from personnel.enums import NoticeKind
from personnel.models import Unit, User
from sabang_kinerja.common.errors import Incomplete
from sabang_kinerja.common.refusals import refusals_as_sentences
from training import permissions
from training.actions.enrolments import fill_places, locked_session
from training.actions.records import RecordInput, count_attendance
from training.enums import EnrolmentState, RecordOrigin, Scope, SessionState, TrainingForm
from training.models import TAKING_A_PLACE, Enrolment, Training, TrainingRecord, TrainingSession

_STANDING: Final = (*TAKING_A_PLACE, EnrolmentState.REQUESTED, EnrolmentState.WAITING)


@dataclass(frozen=True, slots=True)
class SessionInput:
    """What the training officer writes of a session; fields as in ``TrainingSession``."""

    training: Training
    starts_on: date
    ends_on: date
    enrol_until: date
    place: str
    organiser: str
    capacity: int
    batch: str = ""
    needs_approval: bool = True
    agency: Unit | None = None


@transaction.atomic
def save_session(
    *, session_id: int | None, entered: SessionInput, by: User, now: datetime
) -> TrainingSession:
    """Plan a session, or change one that was not held; more places call in who waits.

    Raises: ``Denied``, ``WrongState``, ``Incomplete`` for fewer places than are taken,
    ``Refused`` for days in no order.
    """
    if session_id is None:
        permissions.can_run_training(by, now).require()
        session = TrainingSession(made_by=by)
    else:
        session = locked_session(session_id)
        permissions.can_change_session(by, session, now).require()
        taken = session.enrolments.filter(state__in=TAKING_A_PLACE).count()
        if entered.capacity < taken:
            raise Incomplete(
                _("Sudah %(taken)s peserta terdaftar; tempat tidak dapat lebih sedikit.")
                % {"taken": taken}
            )
    for name in (
        "training", "starts_on", "ends_on", "enrol_until", "place", "organiser", "capacity",
        "batch", "needs_approval", "agency",
    ):  # fmt: skip
        setattr(session, name, getattr(entered, name))
    with refusals_as_sentences(TrainingSession):
        session.save()
    fill_places(session, now)
    return session


@transaction.atomic
def step_session(
    *, session_id: int, state: SessionState, by: User, now: datetime, reason: str = ""
) -> TrainingSession:
    """Open or close enrolment, or cancel with a reason; participants hear of a cancellation.

    Raises: ``Denied``, ``WrongState``, ``Refused`` for a cancellation without a reason.
    """
    session = locked_session(session_id)
    permissions.can_step_session(by, session, state, now).require()
    session.state, session.reason = state, reason.strip()
    with refusals_as_sentences(TrainingSession):
        session.save()
    if state == SessionState.CANCELLED:
        notify(
            session.enrolments.filter(state__in=_STANDING).values_list("employee", flat=True),
            Message(
                NoticeKind.TASK,
                f"session:{session.pk}:cancelled",
                gettext_noop("Pelatihan dibatalkan: %(title)s. Alasan: %(reason)s"),
                reverse("training:session-detail", args=[session.pk]),
                {"title": str(session), "reason": session.reason},
            ),
            now=now,
        )
    return session


@transaction.atomic
def hold_session(
    *, session_id: int, present: Collection[int], by: User, now: datetime
) -> TrainingSession:
    """Say who was there to the end; their hours count at once, the others are absent.

    ``present`` are ids of enrolments that have a place. Called again, it mends a mistake: the
    record of somebody who was not there goes. Raises: ``Denied``, ``WrongState``,
    ``WindowClosed`` before the last day, ``Incomplete`` where no hours can be computed.
    """
    session = locked_session(session_id)
    if session.state != SessionState.HELD:
        permissions.can_step_session(by, session, SessionState.HELD, now).require()
        session.state = SessionState.HELD
        session.save(update_fields=["state"])
    permissions.can_run_training(by, now).require()
    taking = session.enrolments.filter(state__in=TAKING_A_PLACE).select_related("employee")
    recorded = set(
        TrainingRecord.objects.filter(session=session).values_list("employee", flat=True)
    )
    entered = _attended(session)
    for one in taking.select_for_update(of=("self",)):
        state = EnrolmentState.COMPLETED if one.pk in present else EnrolmentState.ABSENT
        if one.state != state:
            one.state = state
            one.save(update_fields=["state"])
        if state == EnrolmentState.ABSENT:
            TrainingRecord.objects.filter(session=session, employee=one.employee).delete()
        elif one.employee_id not in recorded:
            count_attendance(
                employee=one.employee,
                entered=entered,
                origin=RecordOrigin.SESSION,
                by=by,
                now=now,
                session_id=session.pk,
            )
    Enrolment.objects.filter(session=session, state=EnrolmentState.WAITING).update(
        state=EnrolmentState.WITHDRAWN
    )
    return session


def _attended(session: TrainingSession) -> RecordInput:
    training = session.training
    return RecordInput(
        title=training.title,
        form=TrainingForm(training.form),
        scope=Scope(training.scope),
        organiser=session.organiser,
        starts_on=session.starts_on,
        ends_on=session.ends_on,
        days=training.days or (session.ends_on - session.starts_on).days + 1,
        programme_hours=training.programme_hours,
        meetings=[session.starts_on],
        training=training,
    )
