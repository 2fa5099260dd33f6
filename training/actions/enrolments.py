"""Who takes part in a session: asking, the superior's word, the waiting list, stepping back."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from personnel.actions.notices import Message, notify
from personnel.enums import NoticeKind
from personnel.models import Employee, User
from personnel.permissions import local_day
from personnel.selectors.supervision import supervision_map
from sabang_kinerja.common.errors import Incomplete
from sabang_kinerja.common.refusals import refusals_as_sentences
from training import permissions
from training.enums import EnrolmentState, SessionState
from training.models import TAKING_A_PLACE, Enrolment, TrainingSession

_BACK = (EnrolmentState.WITHDRAWN, EnrolmentState.DECLINED)
_OPEN = (SessionState.OPEN, SessionState.CLOSED)


def locked_session(session_id: int) -> TrainingSession:
    """The session, held until the transaction ends, so that places are given one by one."""
    return (
        TrainingSession.objects.select_for_update(of=("self",))
        .select_related("training", "agency")
        .get(pk=session_id)
    )


def places_left(session: TrainingSession) -> int:
    """Places that nobody takes yet."""
    taken = session.enrolments.filter(state__in=TAKING_A_PLACE).count()
    return max(0, session.capacity - taken)


@transaction.atomic
def enrol(*, session_id: int, by: User, now: datetime, wish: str = "") -> Enrolment:
    """Ask for a place for oneself.

    With approval the superior is asked first; else a place is given, or one on the waiting list.
    Whoever stepped back may ask again. Raises: ``Denied``, ``WrongState``, ``WindowClosed``,
    ``Incomplete`` for somebody who is in it already.
    """
    session = locked_session(session_id)
    permissions.can_enrol(by, session, now).require()
    employee = Employee.objects.get(pk=by.employee_id or 0)
    wanted = EnrolmentState.REQUESTED if session.needs_approval else _place_or_list(session)
    enrolment = _asked(session, employee, wanted, now, wish)
    if wanted == EnrolmentState.REQUESTED:
        superior = supervision_map(local_day(now)).of(enrolment.employee_id).supervisor
        notify(
            [superior],
            Message(
                NoticeKind.TASK,
                f"enrolment:{enrolment.pk}",
                gettext_noop("%(name)s ingin mengikuti pelatihan %(title)s."),
                reverse("training:team"),
                {"name": str(enrolment.employee), "title": str(session)},
            ),
            now=now,
        )
    return enrolment


def _place_or_list(session: TrainingSession) -> EnrolmentState:
    return EnrolmentState.ENROLLED if places_left(session) else EnrolmentState.WAITING


def _asked(
    session: TrainingSession, employee: Employee, state: EnrolmentState, now: datetime, wish: str
) -> Enrolment:
    enrolment = Enrolment.objects.filter(session=session, employee=employee).first()
    if enrolment is None:
        enrolment = Enrolment(session=session, employee=employee)
    elif enrolment.state not in _BACK:
        raise Incomplete(
            _("%(name)s sudah ada pada jadwal ini: %(state)s.")
            % {"name": employee, "state": enrolment.get_state_display()}
        )
    elif enrolment.state == EnrolmentState.DECLINED and state != EnrolmentState.REQUESTED:
        enrolment.state = EnrolmentState.REQUESTED
        enrolment.save(update_fields=["state"])
    enrolment.state, enrolment.asked_at = state, now
    enrolment.wish, enrolment.reason, enrolment.decided_by = wish.strip(), "", None
    with refusals_as_sentences(Enrolment):
        enrolment.save()
    return enrolment


@transaction.atomic
def put_in(*, session_id: int, employee: Employee, by: User, now: datetime) -> Enrolment:
    """Enter somebody as the officer, also after enrolment ended; the person is told.

    Raises: ``Denied``, ``WrongState``, ``Incomplete`` where all places are taken or the person
    is in it already.
    """
    session = locked_session(session_id)
    permissions.can_change_session(by, session, now).require()
    if not places_left(session):
        raise Incomplete(_("Semua tempat sudah terisi. Tambah tempat lebih dahulu."))
    enrolment = _asked(session, employee, EnrolmentState.ENROLLED, now, "")
    _tell(enrolment, gettext_noop("Anda terdaftar pada pelatihan %(title)s."), now)
    return enrolment


@transaction.atomic
def decide_enrolment(
    *, enrolment_id: int, approved: bool, by: User, now: datetime, reason: str = ""
) -> Enrolment:
    """Say yes or no as the superior; a yes gives a place, or one on the waiting list.

    Raises: ``Denied``, ``WrongState``, ``Refused`` for a no without a reason.
    """
    session = locked_session(
        Enrolment.objects.values_list("session", flat=True).get(pk=enrolment_id)
    )
    enrolment = Enrolment.objects.select_for_update().get(pk=enrolment_id)
    enrolment.session = session
    permissions.can_decide_enrolment(by, enrolment, now).require()
    enrolment.state = _place_or_list(session) if approved else EnrolmentState.DECLINED
    enrolment.reason, enrolment.decided_by = reason.strip(), by
    with refusals_as_sentences(Enrolment):
        enrolment.save()
    _tell(enrolment, _SENTENCES[EnrolmentState(enrolment.state)], now)
    return enrolment


_SENTENCES = {
    EnrolmentState.ENROLLED: gettext_noop("Anda terdaftar pada pelatihan %(title)s."),
    EnrolmentState.WAITING: gettext_noop(
        "Anda ada pada daftar tunggu pelatihan %(title)s. Anda dikabari bila ada tempat."
    ),
    EnrolmentState.DECLINED: gettext_noop(
        "Atasan belum menyetujui pelatihan %(title)s. Baca alasannya."
    ),
}


@transaction.atomic
def withdraw(*, enrolment_id: int, by: User, now: datetime) -> Enrolment:
    """Step back; the first of the waiting list moves up and is told.

    Raises: ``Denied``, ``WrongState``, ``WindowClosed`` once the session has begun.
    """
    session = locked_session(
        Enrolment.objects.values_list("session", flat=True).get(pk=enrolment_id)
    )
    enrolment = Enrolment.objects.select_for_update().get(pk=enrolment_id)
    enrolment.session = session
    permissions.can_withdraw(by, enrolment, now).require()
    enrolment.state = EnrolmentState.WITHDRAWN
    enrolment.save(update_fields=["state"])
    fill_places(session, now)
    return enrolment


def fill_places(session: TrainingSession, now: datetime) -> int:
    """Give free places to who waits longest; the caller holds the session."""
    if session.state not in _OPEN:
        return 0
    waiting = session.enrolments.filter(state=EnrolmentState.WAITING).order_by("asked_at", "pk")
    moved = list(waiting[: places_left(session)])
    for one in moved:
        one.state = EnrolmentState.ENROLLED
        one.save(update_fields=["state"])
        _tell(
            one,
            gettext_noop("Ada tempat bagi Anda: sekarang Anda terdaftar pada %(title)s."),
            now,
        )
    return len(moved)


def _tell(enrolment: Enrolment, sentence: str, now: datetime) -> None:
    notify(
        [enrolment.employee_id],
        Message(
            NoticeKind.TASK,
            f"enrolment:{enrolment.pk}:{enrolment.state}",
            sentence,
            reverse("training:session-detail", args=[enrolment.session_id]),
            {"title": str(enrolment.session)},
        ),
        now=now,
    )
